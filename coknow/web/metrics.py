"""A few counters of this process in Prometheus text. They count happenings and name neither people nor sessions."""

import ipaddress
import time
from collections import Counter

from flask import Blueprint, Response, abort, request

from .site import address, site

blueprint = Blueprint("metrics", __name__)

_STARTED = time.time()
_answers: Counter = Counter()
_refusals: Counter = Counter()
_happened: Counter = Counter()
_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


def answered(response):
    _answers[(request.endpoint or "none", response.status_code // 100)] += 1
    return response


def refused(code: str) -> None:
    _refusals[code] += 1


def happened(what: str) -> None:
    """`what` is one of joined, returned, created, signed_in, guess_failed."""
    _happened[what] += 1


@blueprint.get("/metrics")
def show():
    if not (site().metrics_public or _asked_on_this_machine()):
        abort(404)
    return Response("\n".join(_lines()) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _asked_on_this_machine() -> bool:
    """A proxy on this machine also comes from loopback, but it says for whom it asks."""
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(address()).is_loopback
    except ValueError:
        return False


def _lines():
    yield "# HELP coknow_up_seconds Seconds since this process started."
    yield "# TYPE coknow_up_seconds gauge"
    yield f"coknow_up_seconds {time.time() - _STARTED:.0f}"
    yield "# HELP coknow_http_answers_total HTTP answers by endpoint and class of status."
    yield "# TYPE coknow_http_answers_total counter"
    for (endpoint, hundreds), count in sorted(_answers.items()):
        yield f'coknow_http_answers_total{{endpoint="{endpoint}",status="{hundreds}xx"}} {count}'
    yield "# HELP coknow_refusals_total Refusals over HTTP by code."
    yield "# TYPE coknow_refusals_total counter"
    for code, count in sorted(_refusals.items()):
        yield f'coknow_refusals_total{{code="{code}"}} {count}'
    yield "# HELP coknow_happenings_total Things people did over HTTP."
    yield "# TYPE coknow_happenings_total counter"
    for what, count in sorted(_happened.items()):
        yield f'coknow_happenings_total{{what="{what}"}} {count}'
    figures = getattr(site().sessions, "figures", None)
    for name, value in sorted((figures() if figures else {}).items()):
        yield f"# TYPE coknow_{name} gauge"
        yield f"coknow_{name} {value}"
