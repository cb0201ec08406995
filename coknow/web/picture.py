"""The entrance's picture: tables seen from above, ways between them, the notes of their rounds on the cloth.

Decoration, and silent for readers. The pictures of templates, which tell something, come from session/picture.py.
"""

from math import cos, pi, sin

from markupsafe import Markup


def entrance(tables: int = 5, seats: int = 5) -> Markup:
    columns = 3 if tables > 4 else 2
    spots = [(90 + 150 * (i % columns) + (75 if (i // columns) % 2 else 0), 80 + 118 * (i // columns)) for i in range(tables)]
    width = max(x for x, _ in spots) + 90
    height = max(y for _, y in spots) + 80
    ways = "".join(
        f'<path class="way" d="M{x1} {y1}Q{(x1 + x2) / 2 + (y2 - y1) / 5:.0f} {(y1 + y2) / 2 - 26:.0f} {x2} {y2}"/>'
        for (x1, y1), (x2, y2) in zip(spots, spots[1:], strict=False)
    )
    drawn = "".join(_table(x, y, seats, i) for i, (x, y) in enumerate(spots))
    return Markup(f'<svg class="entrance" viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false">{ways}{drawn}</svg>')


def _table(x: float, y: float, seats: int, number: int) -> str:
    around = []
    for i in range(seats):
        angle = 2 * pi * i / seats - pi / 2 + number * 0.5
        mine = " me" if (number, i) == (1, 0) else ""  # one of them is you
        around.append(f'<circle class="seat{mine}" cx="{x + 50 * cos(angle):.1f}" cy="{y + 50 * sin(angle):.1f}" r="11"/>')
    stripes = "".join(
        f'<path class="stripe round-{r}" d="M{x - 17 + 2 * r:.0f} {y - 16 + 9 * r}h{30 - 5 * ((number + r) % 3)}"/>'
        for r in range(1, 2 + number % 3)
    )
    wood = f'<circle class="wood" cx="{x}" cy="{y}" r="36"/><circle class="cloth" cx="{x}" cy="{y}" r="27"/>'
    return f"<g>{wood}{stripes}{''.join(around)}</g>"
