"""A small sign for each activity on the time line, about 30 wide, drawn around its middle. An unknown one gets a table."""

from math import cos, pi, sin

_PEN = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'


def sign(activity: str) -> str:
    return _SIGNS.get(activity, _TABLE).replace("PEN", _PEN)


def _dots(*spots: tuple[float, float], r: float = 3.4, name: str = "seat") -> str:
    return "".join(f'<circle class="{name}" cx="{x}" cy="{y}" r="{r}"/>' for x, y in spots)


def _ring(count: int, radius: float, size: float) -> str:
    turns = (2 * pi * seat / count - pi / 4 for seat in range(count))
    return "".join(f'<circle class="seat" cx="{radius * cos(t):.1f}" cy="{radius * sin(t):.1f}" r="{size}"/>' for t in turns)


_TABLE = '<circle class="wood" r="9"/>' + _ring(4, 14.5, 3.6)
_SIGNS = {
    "plenary": _ring(8, 12.5, 3.1),
    "solo": '<circle class="wood" r="9"/><circle class="seat me" cx="0" cy="14.5" r="3.8"/>',
    "harvest": '<path class="line" d="M-13 -9h26M-13 -3h20M-13 3h24M-13 9h14" fill="none" stroke="currentColor"/>',
    "pause": '<path class="line" d="M-9 -7h15v9a6 6 0 0 1-6 6h-3a6 6 0 0 1-6-6zM6 -4h3a4 4 0 0 1 0 8h-3" fill="none" stroke="currentColor"/>',
    "circle": _dots(*((round(13 * sin(t), 1), round(-13 * cos(t), 1)) for t in (2 * pi * n / 7 for n in range(1, 7))))
    + '<circle class="seat me" cx="0" cy="-13" r="4.4"/><path d="M0 -6v5M-3 -3l3 3 3-3" PEN/>',
    "fishbowl": _dots((-5, 0), (5, 0), (0, 5), name="seat me") + '<path d="M-3 -9h6v6h-6z" PEN/><circle r="14" PEN stroke-dasharray="3 4"/>',
    "visit": '<circle class="wood" cx="-10" cy="0" r="5.5"/><circle class="wood" cx="10" cy="0" r="5.5"/><path d="M-8 -9C-4 -14 4 -14 8 -9M8 -9l-5 0M8 9C4 14 -4 14 -8 9M-8 9l5 0" PEN/>',
    "vote": '<path d="M-13 -8h12M-13 0h12M-13 8h12" PEN/>' + _dots((5, -8), (11, -8), (5, 0), (5, 8), name="seat me", r=3),
    "pulse": '<path d="M-15 2h7l4 -11 6 18 4 -12 2 5h7" PEN/>',
    "cluster": _dots((-9, -6), (-4, -9), (-6, -2), (8, -6), (11, -1), (0, 9), (5, 10), (-1, 4), r=2.8) + '<circle cx="-6.5" cy="-5.5" r="7" PEN/><circle cx="9.5" cy="-3.5" r="6.5" PEN/>',
    "form": '<path d="M-10 -13h20v26h-20zM-6 -7h12M-6 -1h12M-6 5h7" PEN/>',
    "market": '<path d="M-14 -12h28v24h-28zM-14 -4h28M-14 4h28M-5 -12v24M5 -12v24" PEN/>',
    "docket": '<path d="M-13 -12h7v24h-7zM-3.5 -12h7v16h-7zM6 -12h7v9h-7z" PEN/>',
    "troika": _dots((0, -9), (-9, 7), (9, 7), r=4) + '<path d="M-2 -4l-5 8M2 -4l5 8M-4 8h8" PEN/>',
}
