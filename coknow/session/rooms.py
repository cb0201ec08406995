"""The room of a template seen from above: what people will find when they come in.

Which shape it is, the template's activities say: tables where people rotate or sit in groups, a ring for a circle, two
rings for a fishbowl, a wall and rooms for a market, rows before a speaker for the rest. Same drawing rules as picture.py.
"""

from math import cos, pi, sin

from . import picture

_SHAPES = (("rotate", "tables"), ("market", "market"), ("circle", "circle"), ("fishbowl", "fishbowl"), ("visit", "tables"),
           ("group", "tables"), ("troika", "tables"), ("form", "tables"), ("docket", "tables"), ("cluster", "wall"), ("vote", "wall"))
_MOST_SEATS = 24
_WIDTH, _HEIGHT = 560, 400

_SAID = {
    "fi": {
        "circle": ("Piiri ylhäältä: {seats} paikkaa", "Kaikki istuvat yhdessä piirissä ja näkevät toisensa."),
        "fishbowl": ("Akvaario ylhäältä: {inner} paikkaa sisäkehällä, yksi tyhjä tuoli", "Sisäkehä keskustelee, ulkokehä kuuntelee. Tyhjälle tuolille saa tulla."),
        "market": ("Tori ylhäältä: agendaseinä ja {rooms} aihepaikkaa", "Osallistujat tekevät ohjelman seinälle ja liikkuvat vapaasti aiheesta toiseen."),
        "wall": ("Seinä ylhäältä: kaikki katsovat samaa seinää", "Ajatukset kootaan yhteiselle seinälle."),
        "hall": ("Sali ylhäältä: esittäjä ja {seats} paikkaa", "Kaikki istuvat samassa tilassa; jokainen kirjoittaa omalla laitteellaan."),
    },
    "sv": {
        "circle": ("Ringen ovanifrån: {seats} platser", "Alla sitter i en ring och ser varandra."),
        "fishbowl": ("Akvariet ovanifrån: {inner} platser i innerringen, en tom stol", "Innerringen samtalar, ytterringen lyssnar. Vem som helst får komma till den tomma stolen."),
        "market": ("Torget ovanifrån: agendaväggen och {rooms} ämnesplatser", "Deltagarna gör programmet på väggen och rör sig fritt mellan ämnena."),
        "wall": ("Väggen ovanifrån: alla ser på samma vägg", "Tankarna samlas på en gemensam vägg."),
        "hall": ("Salen ovanifrån: en talare och {seats} platser", "Alla sitter i samma rum; var och en skriver på sin egen apparat."),
    },
    "en": {
        "circle": ("The circle from above: {seats} seats", "Everybody sits in one circle and sees the others."),
        "fishbowl": ("The fishbowl from above: {inner} seats inside, one empty chair", "The inner circle talks, the outer one listens. Anybody may come to the empty chair."),
        "market": ("The market from above: the agenda wall and {rooms} places for topics", "People make the programme on the wall and move freely from topic to topic."),
        "wall": ("The wall from above: everybody looks at the same wall", "Thoughts are gathered on a shared wall."),
        "hall": ("The hall from above: a speaker and {seats} seats", "Everybody sits in one room, and each writes on their own device."),
    },
}  # fmt: skip


def shape(template: dict) -> str:
    """tables | circle | fishbowl | market | wall | hall."""
    used = {phase["activity"] for phase in template["phases"]}
    return next((found for activity, found in _SHAPES if activity in used), "hall")


def room_of(template: dict, settings: dict, language: str, key: str = "") -> str:
    found = shape(template)
    best = (template.get("size") or {}).get("best", 12)
    if found == "tables":
        return _tables(template, settings, language, best, key)
    seats = min(best, _MOST_SEATS)
    inner = next((p["settings"].get("seats", 5) for p in template["phases"] if p["activity"] == "fishbowl"), 5)
    rooms = next((p["settings"].get("rooms", 4) for p in template["phases"] if p["activity"] == "market"), 4)
    if not isinstance(rooms, int):
        rooms = 4
    title, described = _SAID[language][found]
    drawn = {"circle": lambda: _ring(seats), "fishbowl": lambda: _bowl(inner, seats), "market": lambda: _market(rooms),
             "wall": lambda: _rows(seats, wall=True), "hall": lambda: _rows(seats)}[found]()
    said = title.format(seats=seats, inner=inner, rooms=rooms)
    return picture.svg(f"room-{found}{key}", "room", _WIDTH, _HEIGHT, language, said, described, drawn)


def _tables(template: dict, settings: dict, language: str, best: int, key: str) -> str:
    rotates = any(phase["activity"] == "rotate" for phase in template["phases"])
    own = next((p["settings"].get("size") for p in template["phases"] if p["settings"].get("size")), None)
    size = settings.get("table_size", 4) if rotates or not isinstance(own, int) else own
    tables = max(2, round(best / size))
    if not rotates:
        return picture.room(tables, size, language, "groups", key=key)
    return picture.room(tables, size, language, settings.get("mode", "scatter"), settings.get("table_host", ""), key)


# -- shapes ----------------------------------------------------------------------------------------------------------


def _around(count: int, radius: float, size: float, name: str = "seat", empty: int = -1) -> list[str]:
    """Seats on a ring, the first one above. The empty one is a dashed chair, told by its shape."""
    found = []
    for seat in range(count):
        turn = 2 * pi * seat / count
        x, y = _WIDTH / 2 + radius * sin(turn), _HEIGHT / 2 - radius * cos(turn)
        if seat == empty:
            pen = 'fill="none" stroke="currentColor" stroke-width="2.5" stroke-dasharray="4 4"'
            found.append(f'<rect class="empty-chair" x="{x - size:.1f}" y="{y - size:.1f}" width="{2 * size:.0f}" height="{2 * size:.0f}" rx="5" {pen}/>')
        else:
            found.append(f'<circle class="{name}" cx="{x:.1f}" cy="{y:.1f}" r="{size}"/>')
    return found


def _ring(seats: int) -> list[str]:
    line = f'<circle class="floor-line" cx="{_WIDTH / 2}" cy="{_HEIGHT / 2}" r="150" fill="none" stroke="currentColor" stroke-opacity="0.25" stroke-width="2"/>'
    return [line, *_around(max(seats, 3), 150, 15 if seats <= 16 else 11)]


def _bowl(inner: int, seats: int) -> list[str]:
    outer = max(seats - inner, 6)
    return [*_around(inner + 1, 72, 15, "seat me", empty=0), *_around(outer, 160, 11)]


def _market(rooms: int) -> list[str]:
    wall = '<rect class="wall" x="60" y="24" width="440" height="72" rx="8" fill="none" stroke="currentColor" stroke-width="3"/>'
    cards = [f'<rect class="card-on-wall" x="{84 + 104 * (n % 4)}" y="{38 + 26 * (n // 4)}" width="80" height="16" rx="3" fill="currentColor" fill-opacity="0.25"/>' for n in range(8)]
    shown = min(max(rooms, 2), 6)
    places = []
    for n in range(shown):
        x, y = 100 + n % 3 * 180 + (90 if shown == 2 else 0), 200 + n // 3 * 130
        places.append(f'<circle class="wood" cx="{x}" cy="{y}" r="26"/>')
        places += [f'<circle class="seat" cx="{x + 44 * cos(t):.1f}" cy="{y + 44 * sin(t):.1f}" r="10"/>' for t in (0.6, 2.2, 3.8, 5.3)]
        places.append(picture.label(x, y + 7, str(n + 1), "number-of-table", "middle"))
    return [wall, *cards, *places]


def _rows(seats: int, wall: bool = False) -> list[str]:
    if wall:
        front = ['<rect class="wall" x="80" y="24" width="400" height="64" rx="8" fill="none" stroke="currentColor" stroke-width="3"/>']
        front += [f'<rect class="card-on-wall" x="{104 + 120 * n}" y="44" width="96" height="22" rx="3" fill="currentColor" fill-opacity="0.25"/>' for n in range(3)]
    else:
        front = ['<circle class="seat me" cx="280" cy="56" r="18"/>']
    columns = 8 if seats > 12 else 6
    for seat in range(seats):
        row, column = divmod(seat, columns)
        x = _WIDTH / 2 + (column - (columns - 1) / 2) * 54
        y = 160 + row * 60 - 8 * cos((column - (columns - 1) / 2) / columns * pi)
        front.append(f'<circle class="seat" cx="{x:.1f}" cy="{y:.1f}" r="14"/>')
    return front
