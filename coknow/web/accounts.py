"""Hosts' accounts: the set-up link of the first start, signing in and out. Participants never need one.

The cookie names the account and carries a mark of its password hash, so a changed password ends every other session.
Hashing runs in a child process: argon2 takes a tenth of a second of the whole server otherwise.
"""

import hashlib
import secrets
import threading
import unicodedata

from flask import Blueprint, g, redirect, render_template, request, session

from coknow.store import NameTaken

from . import aside, forms, language, metrics
from .errors import Refused
from .site import address, site
from .throttle import PASSWORDS

blueprint = Blueprint("accounts", __name__)

SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 1000
LONGEST_NAME = 80
_SETUP_LINK_LASTS_MS = 7 * 86_400_000
_CHILD_SECONDS = 20.0
# Each check takes 64 MB for a fifth of a second. Whoever sends hundreds at once has had their ten tries by the time
# the others' turn comes.
_CHECKS_AT_ONCE = threading.Semaphore(2)
# verified when there is no such account, so that an answer takes as long either way
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$bm8gcGFzc3dvcmQgaGFzIHRoaXMgaGFzaCwgZXZlciE"


# -- who is signed in --------------------------------------------------------------------------------------------------


def signed_in():
    """The account of this browser, or None."""
    if "account" not in g:
        g.account = _from_cookie()
    return g.account


def _from_cookie():
    account_id = session.get("account")
    account = site().store.accounts.by_id(account_id) if account_id else None
    if account is None or not secrets.compare_digest(session.get("mark", ""), _mark(account)):
        return None
    return account


def _mark(account) -> str:
    return hashlib.sha256(account.password_hash.encode()).hexdigest()[:16]


def require_account():
    account = signed_in()
    if account is None:
        raise Refused("sign_in_needed")
    return account


def _let_in(account) -> None:
    session.clear()  # a new identity gets new form tokens too
    session.permanent = True
    session["account"], session["mark"] = account.id, _mark(account)
    g.account = account


# -- the first start ---------------------------------------------------------------------------------------------------


def offer_setup(store, now: int) -> str | None:
    """The path of a fresh set-up link when there is no account yet; `serve` prints it. Only its hash is kept."""
    if store.accounts.count():
        return None
    token = secrets.token_urlsafe(24)
    store.setup_links.create(_hashed(token), now=now, valid_ms=_SETUP_LINK_LASTS_MS)
    return f"/setup/{token}"


def _hashed(token: str) -> str:
    return hashlib.sha256(b"setup " + token.encode()).hexdigest()


@blueprint.route("/setup/<token>", methods=["GET", "POST"])
def setup(token: str):
    if not site().store.setup_links.opens(_hashed(token), now=site().clock()):
        raise Refused("setup_link_used")
    if request.method == "GET":
        return _setup_page({}, {})
    forms.require_token()
    typed = {"name": _one_line(request.form.get("name", ""))}
    password, again = request.form.get("password", ""), request.form.get("again", "")
    wrong = _faults(typed["name"], password, again)
    if wrong:
        return _setup_page(typed, wrong), 422
    hashed = aside.run("hash-password", seconds=_CHILD_SECONDS, password=password)
    try:
        account = site().store.accounts.add_first(
            _hashed(token), typed["name"], hashed, language=language.current(), now=site().clock()
        )
    except NameTaken:
        return _setup_page(typed, {"name": "name_taken"}), 422
    if account is None:
        raise Refused("setup_link_used")
    _let_in(account)
    return redirect("/host", 303)


def _setup_page(typed: dict, wrong: dict) -> str:
    return render_template(
        "setup.html", typed=typed, wrong=wrong, form_token=forms.token(), shortest=SHORTEST_PASSWORD
    )


def _faults(name: str, password: str, again: str) -> dict[str, str]:
    """{field: refusal code}; the page says each beside its field and keeps what was typed."""
    wrong = {}
    if not name:
        wrong["name"] = "name_needed"
    elif len(name) > LONGEST_NAME:
        wrong["name"] = "bad_name"
    if fault := password_fault(name, password):
        wrong["password"] = fault
    elif password != again:
        wrong["again"] = "passwords_differ"
    return wrong


def password_fault(name: str, password: str) -> str:
    """Length is what counts; rules about signs make people write passwords down."""
    too_easy = len(set(password)) < 4 or password.casefold() == name.casefold()
    return "weak_password" if too_easy or not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD else ""


def _one_line(text: str) -> str:
    shown = "".join(sign for sign in text[:4 * LONGEST_NAME] if unicodedata.category(sign)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", shown).split())


# -- in and out ----------------------------------------------------------------------------------------------------------


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in():
    onwards = forms.local_path(request.values.get("next"), "/host")
    if request.method == "GET":
        return redirect(onwards) if signed_in() else _sign_in_page("", onwards)
    forms.require_token()
    name, password = _one_line(request.form.get("name", "")), request.form.get("password", "")
    now, who = site().clock(), name.casefold()
    with _CHECKS_AT_ONCE:
        if site().throttle.refuses(PASSWORDS, address(), now, who):
            return _sign_in_page(name, onwards, "too_many_tries"), 429
        account = site().store.accounts.by_name(name) if name else None
        if not _matches(account, password):
            site().throttle.failed(PASSWORDS, address(), now, who)
            metrics.happened("sign_in_failed")
            return _sign_in_page(name, onwards, "wrong_password"), 401
    site().throttle.forgive(PASSWORDS, address(), now, who)
    metrics.happened("signed_in")
    _let_in(account)
    return redirect(onwards, 303)


def _matches(account, password: str) -> bool:
    expected = account.password_hash if account else _NOBODY
    right = aside.run("check-password", seconds=_CHILD_SECONDS, password=password[:LONGEST_PASSWORD], expected=expected)
    return right and account is not None


def _sign_in_page(name: str, onwards: str, wrong: str = "") -> str:
    return render_template(
        "sign_in.html", name=name, onwards=onwards, wrong=wrong, form_token=forms.token(), setup_needed=_nobody_yet()
    )


def _nobody_yet() -> bool:
    return site().store.accounts.count() == 0


@blueprint.post("/sign-out")
def sign_out():
    forms.require_token()
    session.clear()
    return redirect("/", 303)


