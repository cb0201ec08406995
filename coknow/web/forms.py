"""Forms of the plain pages: the hidden token, and whether a request by cookie really comes from our own page."""

import hmac
import secrets
from urllib.parse import urlsplit

from flask import request, session

from .errors import Refused
from .site import site

FIELD = "form_token"


def token() -> str:
    """The secret of this browser's forms; making it sets the cookie, so only pages with a form call this."""
    if FIELD not in session:
        session[FIELD] = secrets.token_urlsafe(24)
    return session[FIELD]


def require_token() -> None:
    """For forms. Their Origin says nothing: under `no-referrer` a browser posts a form with `Origin: null`."""
    expected, given = session.get(FIELD, ""), request.form.get(FIELD, "")
    if not expected or not hmac.compare_digest(expected.encode(), given.encode()):
        raise Refused("form_expired")
    _refuse_foreign_fetch()


def require_same_origin() -> None:
    """For unsafe JSON requests that a cookie authorises: `fetch` always says where it comes from."""
    _refuse_foreign_fetch()
    origin = request.headers.get("Origin")
    if origin is None or request.headers.get("Sec-Fetch-Site") == "same-origin":
        return  # a program, not a browser; or our own page behind a proxy that renamed us
    ours = {urlsplit(request.host_url).netloc, urlsplit(site().public_url).netloc} - {""}
    if urlsplit(origin).netloc not in ours:
        raise Refused("foreign_request")


def _refuse_foreign_fetch() -> None:
    if request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        raise Refused("foreign_request")


def local_path(wanted: str | None, otherwise: str) -> str:
    """Where to go afterwards, if that is a path on this server; `//elsewhere` and `/\\elsewhere` are not."""
    if not wanted or not wanted.startswith("/") or wanted[1:2] in ("/", "\\") or any(ord(sign) < 32 for sign in wanted):
        return otherwise
    return wanted
