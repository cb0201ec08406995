"""Finding the session and the person a request speaks of, and counting those who only guess."""

from contextlib import contextmanager

from flask import request

from coknow.kernel.rejected import Rejected

from . import codes, metrics
from .errors import Refused
from .site import address, site
from .throttle import CODES, PHRASES, TOKENS, Limit

_HOSTS = ("host", "cohost")


def known_session(typed: str) -> str:
    """The normal form of a code that exists. A wrong one counts as a guess."""
    code, now, throttle = codes.normal(typed), site().clock(), site().throttle
    found = site().sessions.find(code) if code else None
    if found is None or not throttle.is_familiar(address(), found.id):
        _refuse_guessers(CODES, now)
    if found is None:
        throttle.failed(CODES, address(), now)
        metrics.happened("code_guess_failed")
        raise Refused("no_such_session")
    throttle.opened(address(), found.id)
    return code


def bearer() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def person_here(code: str = "", *, role: str = ""):
    """The holder of this request's bearer token, in the session of `code` when one is given.

    `role="host"` asks for a host or co-host.
    """
    now = site().clock()
    holder = site().sessions.who(bearer()) if bearer() else None
    if holder is None:  # whoever holds a right one is let in also where others have guessed: it cannot be guessed
        _refuse_guessers(TOKENS, now)
        if bearer():
            site().throttle.failed(TOKENS, address(), now)
            metrics.happened("token_guess_failed")
        raise Refused("bad_token")
    if code and site().sessions.find(code).id != holder.session:
        raise Refused("not_allowed")
    if role == "host" and holder.role not in _HOSTS:
        raise Refused("not_allowed")
    return holder


@contextmanager
def phrase_guess(code: str):
    """Around the check of a recovery phrase: four words can be guessed at, a token cannot."""
    throttle, now = site().throttle, site().clock()
    _refuse_guessers(PHRASES, now, code)
    try:
        yield
    except Rejected:
        throttle.failed(PHRASES, address(), now, code)
        metrics.happened("phrase_guess_failed")
        raise
    throttle.forgive(PHRASES, address(), now, code)


def _refuse_guessers(limit: Limit, now: int, target: str = "") -> None:
    if site().throttle.refuses(limit, address(), now, target):
        raise Refused("too_many_tries", wait_seconds=60 * limit.minutes, minutes=limit.minutes)
