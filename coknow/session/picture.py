"""The picture of a template, generated so that it can never disagree with the programme: its time, and its room.

`bands` and `spots` are the picture as numbers, `timeline` and `room` the same as SVG. The SVG stands inside a page:
classes only, no styles and no scripts (a strict CSP allows neither); colours come from the page's style sheet, text
takes currentColor. Everything drawn is also said in <title> and <desc>. Nothing is told by colour alone: how high a
band stands says how much the host leads, and rounds carry their number.
"""

from dataclasses import dataclass
from html import escape
from math import ceil, cos, hypot, pi, sin, sqrt

from .checks import LANGUAGES
from .signs import sign
from .steps import programme, total

_WIDTH, _ICONS, _GROUND = 720, 44, 116
_HEIGHTS = {"teaching": 60, "facilitating": 42, "hosting": 24}
_ROOM_FOR_ICON, _ROOM_FOR_NUMBER, _ROOM_FOR_MINUTES = 34, 18, 32
_LETTERS = {"number-of-table": (24, "var(--ink, currentColor)"), "number-of-round": (16, "var(--round-ink, #fff)")}
_MOST_TABLES = 60  # more than that is a texture, not a picture; the words still tell the true number
_TABLE, _APART, _CLEAR = 190, 56, 73  # _CLEAR of the middle of a table, its seats included

# The floors below 3 read no files, so these few words cannot come from the catalogues.
_WORDS = {
    "fi": {
        "timeline": "{name}: ohjelma, {minutes} minuuttia", "band": "{number}. {title}, {minutes} min, {guidance}",
        "teaching": "opettaminen", "facilitating": "fasilitointi", "hosting": "isännöinti", "minutes": "min",
        "legend": "Palkin korkeus: kuinka paljon järjestäjä ohjaa",
        "room": "Sali ylhäältä: {tables}, {seats}", "table": ("1 pöytä", "{count} pöytää"), "group": ("1 ryhmä", "{count} ryhmää"), "member": ("1 henki ryhmässä", "{count} henkeä ryhmässä"),
        "seat": ("1 paikka pöydässä", "{count} paikkaa pöydässä"),
        "scatter": "Kierroksen jälkeen jokainen siirtyy eri pöytään.",
        "carousel": "Kierroksen jälkeen ryhmä siirtyy yhdessä seuraavaan pöytään.",
        "stay": "Pöytävastaava jää pöytään.", "relay": "Pöytävastaavan tehtävä siirtyy joka kierroksella.",
        "none": "Kukaan ei jää, muistiinpanot kertovat.", "groups": "Keskustelu käydään pienissä ryhmissä.",
    },
    "sv": {
        "timeline": "{name}: programmet, {minutes} minuter", "band": "{number}. {title}, {minutes} min, {guidance}",
        "teaching": "undervisning", "facilitating": "facilitering", "hosting": "värdskap", "minutes": "min",
        "legend": "Stapelns höjd: hur mycket arrangören leder",
        "room": "Salen ovanifrån: {tables}, {seats}", "table": ("1 bord", "{count} bord"), "group": ("1 grupp", "{count} grupper"), "member": ("1 person i gruppen", "{count} personer i gruppen"),
        "seat": ("1 plats per bord", "{count} platser per bord"),
        "scatter": "Efter omgången går var och en till ett annat bord.",
        "carousel": "Efter omgången går gruppen tillsammans till nästa bord.",
        "stay": "Bordsvärden stannar vid bordet.", "relay": "Uppgiften som bordsvärd går vidare varje omgång.",
        "none": "Ingen stannar, anteckningarna berättar.", "groups": "Samtalet förs i små grupper.",
    },
    "en": {
        "timeline": "{name}: the programme, {minutes} minutes", "band": "{number}. {title}, {minutes} min, {guidance}",
        "teaching": "teaching", "facilitating": "facilitation", "hosting": "hosting", "minutes": "min",
        "legend": "Height of a band: how much the host leads",
        "room": "The room from above: {tables}, {seats}", "table": ("1 table", "{count} tables"), "group": ("1 group", "{count} groups"), "member": ("1 person in a group", "{count} people in a group"),
        "seat": ("1 seat at each", "{count} seats at each"),
        "scatter": "After a round everyone moves to a different table.",
        "carousel": "After a round the group moves together to the next table.",
        "stay": "The table host stays at the table.", "relay": "The role of table host passes on every round.",
        "none": "Nobody stays, the notes tell.", "groups": "People talk in small groups.",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Band:
    """One step on the time line. `left` and `width` are shares of the whole, from 0 to 1."""

    id: str
    title: dict
    activity: str
    stage: str
    round: int
    guidance: str
    minutes: float
    start: float
    left: float
    width: float


@dataclass(frozen=True)
class Spot:
    """A table's place in the room, and its seats around it: (x, y) in the picture's units."""

    number: int
    x: float
    y: float
    seats: tuple[tuple[float, float], ...]


def bands(template: dict, settings: dict) -> list[Band]:
    steps = programme(template, settings)
    whole = total(steps) or 1
    found, start = [], 0
    for step in steps:
        found.append(Band(
            step["id"], step["title"], step["activity"], step.get("stage", ""), step.get("round", 0), step["guidance"],
            step["minutes"], start, start / whole, step["minutes"] / whole,
        ))  # fmt: skip
        start += step["minutes"]
    return found


def timeline(template: dict, settings: dict, language: str, key: str = "") -> str:
    """`key` keeps the ids of two pictures of one template on one page apart."""
    words = _WORDS[language]
    found = bands(template, settings)
    minutes = sum(band.minutes for band in found)
    name = _in(template["names"], language)
    title = words["timeline"].format(name=name, minutes=_amount(minutes, language))
    said = (
        words["band"].format(
            number=number, title=_in(band.title, language), minutes=_amount(band.minutes, language),
            guidance=words[band.guidance],
        )
        for number, band in enumerate(found, 1)
    )  # fmt: skip
    drawn = [_band(band, language) for band in found]
    drawn += [_ticks(found, minutes, language), _legend(words)]
    return svg(f"timeline-{template['id']}{key}", "timeline", _WIDTH, _GROUND + 56, language, title, "; ".join(said) + ".", drawn)


def spots(tables: int, seats: int) -> list[Spot]:
    """Tables in rows, every other row shifted by half a table as people would set them."""
    columns = max(1, min(tables, ceil(sqrt(tables * 1.5))))
    found = []
    for index in range(min(tables, _MOST_TABLES)):
        row, column = divmod(index, columns)
        x = _TABLE * (column + 0.5 + (0.5 if row % 2 else 0))
        y = _TABLE * (row * 0.9 + 0.5)
        around = ((x + _APART * sin(turn), y - _APART * cos(turn)) for turn in (2 * pi * seat / seats for seat in range(seats)))
        found.append(Spot(index + 1, x, y, tuple(around)))
    return found


def room(tables: int, seats: int, language: str, mode: str = "", table_host: str = "", key: str = "") -> str:
    """Tables seen from above; with a `mode`, also where people go after the first round."""
    words = _WORDS[language]
    found = spots(tables, seats)
    place, seat = ("group", "member") if mode == "groups" else ("table", "seat")
    title = words["room"].format(tables=_count(words[place], tables), seats=_count(words[seat], seats))
    described = " ".join(words[each] for each in (mode, table_host) if each)
    drawn = _ways(found, mode, table_host) + [_table(spot, table_host if mode else "") for spot in found]
    width = max((spot.x for spot in found), default=0) + _TABLE / 2
    height = max((spot.y for spot in found), default=0) + _TABLE / 2
    return svg(f"room-{tables}-{seats}{key}", "room", width, height, language, title, described, drawn)


# -- the time line -------------------------------------------------------------------------------------------------


def _band(band: Band, language: str) -> str:
    left, width = band.left * _WIDTH, band.width * _WIDTH
    kind = f"{band.activity}-{band.stage}" if band.stage else band.activity
    tall = _HEIGHTS[band.guidance]
    parts = [
        f"<title>{escape(_in(band.title, language))}</title>",
        f'<rect class="band {kind} guidance-{band.guidance} round-{band.round}" x="{left + 1:.1f}" y="{_GROUND - tall}"'
        f' width="{max(width - 2, 1.5):.1f}" height="{tall}" rx="4"/>',
    ]
    middle = left + width / 2
    if width >= _ROOM_FOR_ICON:
        parts.append(f'<g transform="translate({middle:.1f} {_ICONS / 2:.0f})">{sign(band.activity)}</g>')
    if band.stage == "round" and width >= _ROOM_FOR_NUMBER:
        parts.append(label(middle, _GROUND - 14, str(band.round), "number-of-round", "middle"))
    return f'<g class="step">{"".join(parts)}</g>'


def _ticks(found: list[Band], minutes: float, language: str) -> str:
    """Minutes from the beginning, where there is room for the figures; the last one always."""
    ending = f"{_amount(minutes, language)} {_WORDS[language]['minutes']}"
    parts = [label(_WIDTH, _GROUND + 18, ending, "tick", "end")]
    free_from, free_until = 0.0, _WIDTH - 80
    for band in found:
        left = band.left * _WIDTH
        if free_from <= left <= free_until:
            parts.append(label(left, _GROUND + 18, _amount(band.start, language), "tick", "start"))
            free_from = left + _ROOM_FOR_MINUTES
    return f'<g class="ticks">{"".join(parts)}</g>'


def _legend(words: dict) -> str:
    x, y = 0.0, _GROUND + 50
    parts = [label(x, y, words["legend"] + ":", "legend", "start")]
    x += 7.2 * len(words["legend"]) + 18
    for guidance, tall in _HEIGHTS.items():
        parts.append(f'<rect class="band guidance-{guidance}" x="{x:.0f}" y="{y - tall / 4:.1f}" width="10" height="{tall / 4:.1f}" rx="2"/>')
        parts.append(label(x + 15, y, words[guidance], "legend", "start"))
        x += 15 + 7.2 * len(words[guidance]) + 18
    return f'<g class="legend">{"".join(parts)}</g>'


# -- the room ------------------------------------------------------------------------------------------------------


def _table(spot: Spot, table_host: str) -> str:
    """The first seat is the table host's, a square: told by its shape, not its colour."""
    seats = []
    for place, (x, y) in enumerate(spot.seats):
        if place == 0 and table_host in ("stay", "relay"):
            seats.append(f'<rect class="seat host" x="{x - 10:.1f}" y="{y - 10:.1f}" width="20" height="20" rx="4"/>')
        else:
            seats.append(f'<circle class="seat" cx="{x:.1f}" cy="{y:.1f}" r="11"/>')
    return (
        f'<g class="table"><circle class="wood" cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="38"/>'
        f'<circle class="cloth" cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="28"/>'
        f"{label(spot.x, spot.y + 8, str(spot.number), 'number-of-table', 'middle')}{''.join(seats)}</g>"
    )


def _ways(found: list[Spot], mode: str, table_host: str) -> list[str]:
    if len(found) < 2 or mode not in ("scatter", "carousel"):
        return []
    if mode == "carousel":
        return [_way((here.x, here.y), there, _CLEAR, "way whole") for here, there in zip(found, found[1:] + found[:1], strict=True)]
    leaving = found[0].seats[1 if table_host in ("stay", "relay") else 0 :]
    others = found[1:]
    return [_way(seat, others[number % len(others)], 14, "way") for number, seat in enumerate(leaving)]


def _way(start: tuple[float, float], to: Spot, clear: float, name: str) -> str:
    """A bent way with an arrowhead, from `clear` of its start to clear of the table it leads to."""
    (x1, y1), bend = start, 0.22  # to one side, so that two ways between the same tables do not lie on each other
    turn = ((x1 + to.x) / 2 + (to.y - y1) * bend, (y1 + to.y) / 2 - (to.x - x1) * bend)
    (x1, y1), _ = _towards(start, turn, clear)
    (x2, y2), (along_x, along_y) = _towards((to.x, to.y), turn, _CLEAR)
    head = (
        f"M{x2 + 13 * along_x - 7 * along_y:.1f} {y2 + 13 * along_y + 7 * along_x:.1f}L{x2:.1f} {y2:.1f}"
        f"L{x2 + 13 * along_x + 7 * along_y:.1f} {y2 + 13 * along_y - 7 * along_x:.1f}"
    )
    line = f"M{x1:.1f} {y1:.1f}Q{turn[0]:.1f} {turn[1]:.1f} {x2:.1f} {y2:.1f}"
    pen = 'fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round"'
    return f'<g class="{name}" {pen}><path d="{line}" stroke-dasharray="1 7"/><path d="{head}" stroke-dasharray="none"/></g>'


def _towards(start: tuple[float, float], end: tuple[float, float], far: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """The point `far` from `start` in the direction of `end`, and that direction."""
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    direction = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    return (start[0] + far * direction[0], start[1] + far * direction[1]), direction


# -- words and frame -----------------------------------------------------------------------------------------------


def svg(name: str, kind: str, width: float, height: float, language: str, title: str, described: str, drawn: list[str]) -> str:
    desc = f'<desc id="{name}-desc">{escape(described)}</desc>' if described else ""
    labels = f"{name}-title {name}-desc" if described else f"{name}-title"
    return (
        f'<svg class="{kind}" viewBox="0 0 {width:.0f} {height:.0f}" role="img" lang="{language}" aria-labelledby="{labels}"'
        f' xmlns="http://www.w3.org/2000/svg"><title id="{name}-title">{escape(title)}</title>{desc}{"".join(drawn)}</svg>'
    )


def label(x: float, y: float, text: str, name: str, anchor: str) -> str:
    size, ink = _LETTERS.get(name, (13, "currentColor"))
    where = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text class="{name}" {where} font-size="{size}" fill="{ink}">{escape(text)}</text>'


def _in(text: dict, language: str) -> str:
    """The text in this language, else in any."""
    return next((text[each] for each in (language, *LANGUAGES) if text.get(each)), "")


def _amount(minutes: float, language: str) -> str:
    plain = f"{minutes:g}"
    return plain if language == "en" else plain.replace(".", ",")


def _count(forms: tuple[str, str], count: int) -> str:
    return forms[0] if count == 1 else forms[1].format(count=count)
