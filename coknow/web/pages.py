"""The pages people open. Plain ones are rendered here; live ones are a thin shell that a bundle fills.

A shell carries the sentences of its language and what the bundle must know to start (`boot`); everything that changes
comes over the socket.
"""

from flask import Blueprint, Response, redirect, render_template, request
from markupsafe import Markup

from coknow import activities, library
from coknow.kernel.rejected import Rejected
from coknow.session import ground_rules, guidance

from . import accounts, codes, exports, forms, language, models, outline, prose, shelf
from .doors import known_session
from .errors import Refused, sentence_for, status_of
from .picture import entrance
from .site import absolute, site

blueprint = Blueprint("pages", __name__)

PRODUCT = "Coknow"


# -- the entrance --------------------------------------------------------------------------------------------------------


@blueprint.get("/")
def start():
    return _start_page()


@blueprint.get("/join")
def join_by_code():
    """The code field's form. Whatever is wrong with the code, the field keeps it."""
    typed = request.args.get("code", "").strip()
    if not typed:
        return _start_page(wrong=language.t("start.code_missing")), 422
    try:
        return redirect(f"/join/{known_session(codes.from_link_or_code(typed))}", 303)
    except Rejected as problem:
        return _start_page(typed[:200], sentence_for(problem)), status_of(problem.code)


def _start_page(typed: str = "", wrong: str = "") -> str:
    return render_template("start.html", typed=typed, wrong=wrong, picture=entrance())


@blueprint.get("/robots.txt")
def robots():
    return Response("User-agent: *\nAllow: /$\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/accessibility")
def accessibility():
    return _statement("accessibility")


@blueprint.get("/privacy")
def privacy():
    return _statement("privacy")


def _statement(name: str) -> str:
    """What the program can say of itself, after what the organisation that runs it says (Markdown files, if any)."""
    own, spoken = _own_words(name)
    return render_template(
        f"{name}.html", operator=site().operator, contact=site().contact, own=own, own_language=spoken
    )


def _own_words(name: str) -> tuple[Markup, str]:
    """The organisation's text in the reader's language, else in any; and which language that is."""
    for spoken in (language.current(), *language.LANGUAGES):
        file = site().texts / f"{name}.{spoken}.md" if site().texts else None
        if file and file.is_file():
            return prose.render(file.read_text("utf-8")[: prose.LONGEST]), spoken
    return Markup(""), ""


# -- live pages ----------------------------------------------------------------------------------------------------------


@blueprint.get("/join/<code>")
def join(code: str):
    code = known_session(code)
    if request.path != f"/join/{code}":
        return _same_page(f"/join/{code}")
    facts = site().sessions.public(code)
    return _shell("session", facts["title"], code=code, session=facts)


@blueprint.get("/screen/<code>")
def screen(code: str):
    code = known_session(code)
    if request.path != f"/screen/{code}":
        return _same_page(f"/screen/{code}")
    facts = site().sessions.public(code)
    return _shell(
        "screen", facts["title"], code=code, session=facts, join_url=absolute(f"/join/{code}"), qr_url=f"/qr/{code}.svg"
    )


@blueprint.get("/host/<code>")
def host(code: str):
    code = known_session(code)
    if request.path != f"/host/{code}":
        return _same_page(f"/host/{code}")
    facts = site().sessions.public(code)
    template = shelf.find(site().sessions.find(code).template) or {"phases": []}
    used = {phase["activity"] for phase in (*facts["phases"].values(), *template["phases"])}  # skipped ones, too
    return _shell("host", facts["title"], code=code, session=facts, scripts=_scripts(used),
                  rule_sets={name: library.rules(name) for name in ground_rules.SETS}, **_links(code))


@blueprint.get("/host/<code>/prepare")
def prepare_again(code: str):
    code = known_session(code)
    facts = site().sessions.public(code)
    template = shelf.find(site().sessions.find(code).template) or {}
    return _shell("prepare", facts["title"], code=code, session=facts, template=template, rules=facts["rules"],
                  **_of_activities(template.get("phases", [])), **_links(code))


@blueprint.get("/host/new/<template_id>")
def prepare(template_id: str):
    template = shelf.find(template_id)
    if template is None:
        raise Refused("no_such_template")
    if accounts.signed_in() is None:
        return redirect(f"/sign-in?next=/host/new/{template_id}")
    title = language.t("prepare.title", template=language.pick(template["names"], language.current())[0])
    return _shell("prepare", title, template=template, signed_in=True, host_name=accounts.signed_in().name,
                  rules=library.rules_of(template), **_of_activities(template["phases"]))


def _of_activities(phases: list[dict]) -> dict:
    """What the form must know beside the template: what may be set, how to coach, who sits, the ready ground rules."""
    known = activities.registered()
    return {
        "allows": {name: rules for name, rules in library.activities().items() if any(p["activity"] == name for p in phases)},
        "scripts": _scripts({phase["activity"] for phase in phases}),
        "seats": any(known[p["activity"]].sits(p) is not None for p in phases if p["activity"] in known),
        "leaves": {p["id"]: _leaves(p, known[p["activity"]]) for p in phases if p["activity"] in known},
        "rule_sets": {name: library.rules(name) for name in ground_rules.SETS},
    }


def _leaves(phase: dict, activity) -> dict:
    """Which of the three rights mean anything in this phase; a say in the time always does."""
    return dict.fromkeys(sorted(guidance.meaningful(phase, activity)), True)


def _scripts(names: set[str]) -> dict:
    """What these activities say to their host by themselves, where a template says nothing."""
    found = {name: library.activity_script(name) for name in sorted(names & set(library.activities()))}
    return {name: {part: script[part] for part in ("coach", "fails") if part in script} for name, script in found.items()}


def _links(code: str) -> dict:
    return {
        "join_url": absolute(f"/join/{code}"),
        "screen_url": f"/screen/{code}",
        "harvest_url": f"/harvest/{code}",
        "qr_url": f"/qr/{code}.svg",
        "prepare_url": f"/host/{code}/prepare",
        "signed_in": accounts.signed_in() is not None,
    }


def _shell(page: str, title: str, **more) -> str:
    now_in, domain = language.current(), "participant" if page == "session" else "host"
    boot = {
        "page": page,
        "lang": now_in,
        "langs": language.LANGUAGES,
        "domain_langs_at": f"/api/v1/messages/{domain}?lang={now_in}",
        "product": PRODUCT,
        "privacy_url": "/privacy",
        "accessibility_url": "/accessibility",
        "home_url": "/",
        "now": site().clock(),
        **more,
    }
    messages = language.messages(now_in, *language.SENT_WITH[domain])
    return render_template(f"{_TEMPLATE[page]}.html", page=page, title=title, boot=boot, messages=messages)


_TEMPLATE = {"session": "join", "prepare": "prepare", "host": "host", "screen": "screen"}


def _same_page(path: str):
    """One address per session, however the code was typed; the query (?lang=) comes along."""
    query = request.query_string.decode("ascii", "replace")
    return redirect(f"{path}?{query}" if query else path, 302)


# -- the host's own page -------------------------------------------------------------------------------------------------


@blueprint.get("/host")
@blueprint.get("/host/")
def host_home():
    account = accounts.signed_in()
    if account is None:
        return redirect("/sign-in?next=/host")
    return render_template(
        "host_home.html",
        account=account,
        sessions=site().store.sessions_of(account.id),
        form_token=forms.token(),
        **models.choosing("/host"),
    )


# -- the harvest ---------------------------------------------------------------------------------------------------------


@blueprint.get("/harvest/<code>")
def harvest(code: str):
    code = known_session(code)
    try:
        found = exports.reachable(code)
    except Rejected as problem:
        if problem.code != "harvest_not_open":
            raise
        # A page of its own, not an error: a host who has only a token, no account, carries it in the fragment,
        # and page-site asks again with it.
        title = site().sessions.find(code).title
        return render_template("harvest_closed.html", code=code, title=title, sentence=sentence_for(problem))
    return render_template(
        "harvest.html", harvest=outline.of(found), code=code, formats=exports.READY, **exports.words(found)
    )
