"""A template's picture: its programme as a band of time, each phase with its table seen from above.

Plain SVG with classes, drawn on the server, coloured by page-site.css. Everything it shows is said beside it in words.
"""

from dataclasses import dataclass
from math import cos, pi, sin

from markupsafe import Markup

from coknow.session import template as templates

_WIDTH, _BAND = 720, 22
_ICON = 40
_NARROWEST_WITH_ICON = 34


@dataclass(frozen=True)
class Step:
    """One phase as the host's page lists it."""

    title: dict
    activity: str
    stage: str
    minutes: float
    round: int


@dataclass(frozen=True)
class Timeline:
    svg: Markup
    steps: list[Step]
    minutes: float


def timeline(template: dict) -> Timeline:
    steps = [
        Step(step["title"], step["activity"], step.get("stage", ""), step["minutes"], step.get("round", 0))
        for step in templates.programme(template, template.get("settings", {}))
    ]
    total = sum(step.minutes for step in steps) or 1
    return Timeline(_drawn(steps, total), steps, total)


def _drawn(steps: list[Step], total: float) -> Markup:
    parts, x = [], 0.0
    for step in steps:
        width = _WIDTH * step.minutes / total
        kind = f"{step.activity}-{step.stage}" if step.stage else step.activity
        parts.append(
            f'<rect class="band {kind} round-{step.round}" x="{x + 1:.1f}" y="{_ICON + 8}"'
            f' width="{max(width - 2, 2):.1f}" height="{_BAND}" rx="4"/>'
        )
        if width >= _NARROWEST_WITH_ICON:
            parts.append(_icon(step, x + width / 2, _ICON / 2))
        x += width
    return Markup(
        f'<svg class="timeline" viewBox="0 0 {_WIDTH} {_ICON + 8 + _BAND}" aria-hidden="true" focusable="false">'
        + "".join(parts)
        + "</svg>"
    )


def _icon(step: Step, x: float, y: float) -> str:
    draw = {
        "plenary": _circle_of_seats,
        "solo": _one_seat,
        "group": _table,
        "rotate": _table,
        "harvest": _lines,
        "pause": _cup,
    }.get(step.activity, _table)
    return f'<g transform="translate({x:.1f} {y:.1f})">{draw()}</g>'


def _seats(count: int, radius: float, size: float) -> str:
    spots = ((radius * cos(2 * pi * i / count - pi / 4), radius * sin(2 * pi * i / count - pi / 4)) for i in range(count))
    return "".join(f'<circle class="seat" cx="{x:.1f}" cy="{y:.1f}" r="{size}"/>' for x, y in spots)


def _table() -> str:
    return f'<circle class="wood" r="9"/>{_seats(4, 14.5, 3.6)}'


def _circle_of_seats() -> str:
    return _seats(9, 14.5, 3.2)


def _one_seat() -> str:
    return '<circle class="wood" r="9"/><circle class="seat me" cx="0" cy="14.5" r="3.8"/>'


def _lines() -> str:
    return '<path class="line" d="M-13 -9h26M-13 -3h20M-13 3h24M-13 9h14"/>'


def _cup() -> str:
    return '<path class="line" d="M-9 -7h15v9a6 6 0 0 1-6 6h-3a6 6 0 0 1-6-6zM6 -4h3a4 4 0 0 1 0 8h-3"/>'


def room(tables: int, seats: int) -> Markup:
    """Tables seen from above with the ways between them: the start page's picture and the mark of the product."""
    columns = 3 if tables > 4 else 2
    spots = [(90 + 150 * (i % columns) + (75 if (i // columns) % 2 else 0), 80 + 118 * (i // columns)) for i in range(tables)]
    width = max(x for x, _ in spots) + 90
    height = max(y for _, y in spots) + 80
    ways = "".join(
        f'<path class="way" d="M{x1} {y1}Q{(x1 + x2) / 2 + (y2 - y1) / 5:.0f} {(y1 + y2) / 2 - 26:.0f} {x2} {y2}"/>'
        for (x1, y1), (x2, y2) in zip(spots, spots[1:])
    )
    drawn = "".join(_big_table(x, y, seats, i) for i, (x, y) in enumerate(spots))
    return Markup(
        f'<svg class="room" viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false">{ways}{drawn}</svg>'
    )


def _big_table(x: float, y: float, seats: int, number: int) -> str:
    around = []
    for i in range(seats):
        angle = 2 * pi * i / seats - pi / 2 + number * 0.5
        mine = " me" if (number, i) == (1, 0) else ""
        around.append(
            f'<circle class="seat{mine}" cx="{x + 50 * cos(angle):.1f}" cy="{y + 50 * sin(angle):.1f}" r="11"/>'
        )
    stripes = "".join(
        f'<path class="stripe round-{r}" d="M{x - 17 + 2 * r:.0f} {y - 16 + 9 * r}h{30 - 5 * ((number + r) % 3)}"/>'
        for r in range(1, 2 + number % 3)
    )
    return f'<g><circle class="wood" cx="{x}" cy="{y}" r="36"/><circle class="cloth" cx="{x}" cy="{y}" r="27"/>{stripes}{"".join(around)}</g>'
