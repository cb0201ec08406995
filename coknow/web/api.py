"""REST: parse, hand over to the live floor, translate. What it promises is written in openapi.py and held by a test.

Who may: a bearer token (a host's, a participant's), or the cookie of a signed-in host. Reading public facts needs
neither. Wrong codes and tokens are counted per address; everything else is as often as you like.
"""

import json

from flask import Blueprint, Response, jsonify, request

from coknow import library
from coknow.kernel.draw import Draw

from . import accounts, exports, forms, language, metrics, openapi, preview, rehearsals, shelf
from .doors import bearer, known_session, person_here, phrase_guess
from .errors import Refused
from .site import absolute, site

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

LARGEST_BODY = 64 * 1024
_TITLE_LIMIT = 200
_OFFERED_NAMES = 3  # for whoever would rather not give their own


# -- reading what was sent -----------------------------------------------------------------------------------------------


def body(**wanted: type) -> dict:
    """The JSON object of this request with the `wanted` fields of the right type; a missing one is absent.

    Unknown fields are left alone, so that an older server understands a newer client.
    """
    if request.mimetype != "application/json":
        raise Refused("not_json")
    if (request.content_length or 0) > LARGEST_BODY:
        raise Refused("too_large", limit=LARGEST_BODY // 1024)
    sent = request.get_data(cache=False)
    if len(sent) > LARGEST_BODY:
        raise Refused("too_large", limit=LARGEST_BODY // 1024)
    try:
        value = json.loads(sent, parse_constant=_no_such_number)
        json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair can be neither stored nor sent back
    except (ValueError, RecursionError):
        raise Refused("not_json") from None
    if not isinstance(value, dict):
        raise Refused("not_json")
    found, wrong = {}, {}
    for name, kind in wanted.items():
        if value.get(name) is None:
            continue
        if not isinstance(value[name], kind) or (kind is int and isinstance(value[name], bool)):
            wrong[name] = "bad_arguments"
        else:
            found[name] = value[name]
    if wrong:
        raise Refused("bad_arguments", fields=wrong)
    return found


def _no_such_number(text: str):
    raise ValueError(text)


def number(name: str, low: int, high: int) -> int:
    """A whole number of the query string."""
    given = request.args.get(name, "")
    if not given.isascii() or not given.isdigit() or len(given) > 9 or not low <= int(given) <= high:
        raise Refused("bad_arguments", fields={name: "bad_arguments"})
    return int(given)


def created(answer: dict) -> Response:
    response = jsonify(answer)
    response.status_code = 201
    return response


# -- sessions ------------------------------------------------------------------------------------------------------------


@blueprint.post("/sessions")
def create_session():
    account = _who_may_create()
    asked = body(template=str, title=str, language=str, settings=dict)
    if "template" not in asked:
        raise Refused("bad_arguments", fields={"template": "bad_arguments"})
    template = shelf.find(asked["template"])
    if template is None:
        raise Refused("no_such_template")
    spoken = asked.get("language", language.current())
    if spoken not in language.LANGUAGES:
        raise Refused("bad_arguments", fields={"language": "bad_arguments"})
    title = " ".join(asked.get("title", "").split()) or language.pick(template["names"], spoken)[0]
    if len(title) > _TITLE_LIMIT:
        raise Refused("too_long", fields={"title": "too_long"}, limit=_TITLE_LIMIT)
    settings = asked.get("settings", {})
    made = site().sessions.create(
        template, title, spoken, settings, account=account, host_name=settings.get("host_name") or _host_name(spoken)
    )
    metrics.happened("created")
    return created(_doors_of(made))


def _doors_of(made) -> dict:
    return {
        "code": made.code,
        "join_url": absolute(f"/join/{made.code}"),
        "host_url": absolute(f"/host/{made.code}#{made.token}"),
        "host_token": made.token,
    }


def _who_may_create() -> str | None:
    """The account the new session belongs to: of the signed-in host, or of the session whose host token this is."""
    if bearer():
        holder = person_here(role="host")
        if holder.role != "host":
            raise Refused("not_allowed")  # a co-host runs this session, and opens none in somebody else's name
        return site().sessions.account_of(holder.session)
    account = accounts.require_account()
    forms.require_same_origin()
    return account.id


def _host_name(spoken: str) -> str:
    account = accounts.signed_in()
    return account.name if account else language.translate(spoken, "host.default_name")


@blueprint.get("/sessions/<code>")
def session_facts(code: str):
    facts = site().sessions.public(known_session(code))
    draw = Draw()
    offers = {library.nickname(language.current(), draw) for _ in range(_OFFERED_NAMES)}
    return jsonify({**facts, "offers": sorted(offers)})


@blueprint.post("/sessions/<code>/join")
def join(code: str):
    code = known_session(code)
    asked = body(name=str, organisation=str, role=str, language=str, weight=int, rules=str)
    joined = site().sessions.join(
        code,
        asked.get("name", ""),
        asked.get("organisation", ""),
        asked.get("role", "participant"),
        asked.get("language", language.current()),
        asked.get("weight", 1),
        asked.get("rules", ""),
    )
    metrics.happened("joined")
    return created({"person": joined.person, "token": joined.token, "recovery": joined.recovery})


@blueprint.post("/sessions/<code>/return")
def come_back(code: str):
    code = known_session(code)
    phrase = body(recovery=str).get("recovery", "")
    with phrase_guess(code):
        returned = site().sessions.recover(code, phrase)
    metrics.happened("returned")
    return jsonify({"person": returned.person, "token": returned.token})


@blueprint.post("/sessions/<code>/screen")
def screen_token(code: str):
    code = known_session(code)
    person_here(code, role="host")
    return created({"token": site().sessions.screen(code).token})


@blueprint.post("/sessions/<code>/rehearse")
def rehearse(code: str):
    """Invented people come to a copy of this session; the answer leads to the copy."""
    code = known_session(code)
    person_here(code, role="host")
    return created(_doors_of(rehearsals.start(code, body(people=int).get("people", 0))))


@blueprint.get("/sessions/<code>/token")
def owner_token(code: str):
    """The owner, signed in on another machine, gets the console back. A GET changes nothing, so no form token."""
    code = known_session(code)
    account = accounts.require_account()
    forms.require_same_origin()
    return jsonify({"host_token": site().sessions.owner_token(code, account.id)})


@blueprint.get("/sessions/<code>/harvest")
def harvest(code: str):
    code = known_session(code)
    kind = exports.kind_of(request.args.get("format", "json"))
    return exports.response(kind, exports.reachable(code))


# -- templates and plans ---------------------------------------------------------------------------------------------------


@blueprint.get("/templates")
def templates():
    return jsonify({"templates": [preview.summary(template) for template in shelf.everything().values()]})


@blueprint.get("/templates/<template_id>")
def template(template_id: str):
    found = shelf.find(template_id)
    if found is None:
        raise Refused("no_such_template")
    return jsonify(found)


@blueprint.get("/attainable")
def attainable():
    return jsonify(preview.attainable(number("people", 1, 2000), number("tables", 1, 500), number("rounds", 1, 8)))


@blueprint.post("/plan-preview")
def plan_preview():
    asked = body(settings=dict, people=int, template=str)
    template_id = asked.get("template", "learning-cafe")
    return jsonify(preview.plan(asked.get("settings", {}), asked.get("people", 0), template_id))


# -- about the interface itself ----------------------------------------------------------------------------------------


@blueprint.get("/messages/<domain>")
def messages(domain: str):
    if domain not in language.SENT_WITH:
        raise Refused("not_found")
    response = jsonify(language.messages(language.current(), *language.SENT_WITH[domain]))
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@blueprint.get("/openapi.json")
def description():
    return jsonify(openapi.document(absolute("/api/v1")))


@blueprint.route("/<path:nothing>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def nothing_here(nothing: str):
    raise Refused("not_found")


