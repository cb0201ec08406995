"""The QR code of a session's join link, drawn here: no outside service ever learns of a session."""

import io

import segno
from flask import Blueprint, Response

from .doors import known_session
from .site import absolute

blueprint = Blueprint("qr", __name__)

# Always dark on light, whatever the theme: many phones do not read it the other way round.
_INK, _PAPER = "#14282c", "#ffffff"


@blueprint.get("/qr/<code>.svg")
def show(code: str):
    code = known_session(code)
    response = Response(svg(absolute(f"/join/{code}")), content_type="image/svg+xml; charset=utf-8")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def svg(address: str) -> bytes:
    """Sized by whoever shows it; error correction M survives a lamp's reflection on the wall."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=4, dark=_INK, light=_PAPER, xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return drawn.getvalue()
