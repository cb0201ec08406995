"""Every way of saying no: JSON for programs, a friendly page for people, never a trace of what broke inside.

A refusal is `Rejected(code)`, wherever it was raised; what it means over HTTP stands in STATUS, what it says in
refusals.po. `Refused` adds what only the web knows: which fields of a form, after how many seconds.
"""

import logging
import secrets

from flask import Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from coknow.kernel.rejected import Rejected

from . import aside, language, metrics

log = logging.getLogger("coknow.web")

STATUS = {
    "not_json": 400, "bad_arguments": 400, "bad_request": 400,
    "bad_token": 401, "sign_in_needed": 401, "wrong_password": 401, "bad_phrase": 401,
    "not_allowed": 403, "not_yours": 403, "harvest_not_open": 403, "form_expired": 403, "foreign_request": 403,
    "no_such_session": 404, "no_such_template": 404, "no_such_person": 404, "no_such_place": 404, "no_such_note": 404,
    "no_such_phase": 404, "not_found": 404, "setup_link_used": 404,
    "method_not_allowed": 405, "format_unknown": 406,
    "session_closed": 410,
    "too_large": 413,
    "name_needed": 422, "bad_name": 422, "too_long": 422, "empty_text": 422, "bad_settings": 422, "bad_template": 422,
    "too_many_tries": 429,
    "unexpected": 500, "server_error": 500, "format_not_yet": 501, "not_ready": 503,
}  # fmt: skip
_CONFLICT = 409  # everything else: well said, but not now

_BY_HTTP_STATUS = {
    400: "bad_request", 401: "sign_in_needed", 403: "not_allowed", 404: "not_found", 405: "method_not_allowed",
    406: "format_unknown", 413: "too_large", 429: "too_many_tries", 503: "not_ready",
}  # fmt: skip
_MAYBE_A_CODE = {"no_such_session", "session_closed", "not_found"}  # the page offers the code field once more


class Refused(Rejected):
    """A refusal of the web floor. `fields` maps a form's field to the code of what is wrong with it."""

    def __init__(self, code: str, *, fields: dict[str, str] | None = None, wait_seconds: int = 0, **params):
        super().__init__(code, **params)
        self.fields = fields or {}
        self.wait_seconds = wait_seconds


def status_of(code: str) -> int:
    return STATUS.get(code, _CONFLICT)


def install(app) -> None:
    app.register_error_handler(Rejected, _on_rejected)
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(aside.TookTooLong, lambda problem: answer(Refused("not_ready", wait_seconds=10)))
    app.register_error_handler(Exception, _on_surprise)


def answer(problem: Rejected) -> Response:
    """The response for a refusal, in the form the asker understands."""
    metrics.refused(problem.code)
    status = status_of(problem.code)
    sentence = sentence_for(problem)
    if wants_json():
        body = {"code": problem.code, "hint": sentence}
        if fields := fields_of(problem):
            body["fields"] = fields
        response = jsonify(body)
    else:
        response = Response(_page(status, problem.code, sentence))
    response.status_code = status
    if getattr(problem, "wait_seconds", 0):
        response.headers["Retry-After"] = str(problem.wait_seconds)
    if status == 401 and wants_json():
        response.headers["WWW-Authenticate"] = 'Bearer realm="coknow"'
    return response


def sentence_for(problem: Rejected) -> str:
    hinted = problem.hint.removeprefix("refusal.")
    return language.refusal(language.current(), hinted, **problem.params)


def fields_of(problem: Rejected) -> dict[str, str]:
    """{field: what is wrong with it}: the web's own, or the one field that the session's refusal names.

    Settings and templates say more precisely what is wrong (`reason`); those sentences stand in template.po.
    """
    now_in = language.current()
    if getattr(problem, "fields", None):
        return {name: language.refusal(now_in, code, **problem.params) for name, code in problem.fields.items()}
    field, reason = problem.params.get("field"), problem.params.get("reason")
    if not isinstance(field, str) or not field:
        return {}
    try:
        return {field: language.translate(now_in, f"template.{reason}", "template", **problem.params)}
    except KeyError:
        return {field: sentence_for(problem)}


def wants_json() -> bool:
    return request.path.startswith("/api/")


def _page(status: int, code: str, sentence: str, incident: str = "") -> str:
    return render_template(
        "error.html",
        status=status,
        code=code,
        sentence=sentence,
        incident=incident,
        offer_code=code in _MAYBE_A_CODE,
        # what was typed stays in the field, to be mended rather than typed again
        typed=(request.view_args or {}).get("code", "")[:40] if code == "no_such_session" else "",
    )


def _on_rejected(problem: Rejected):
    return answer(problem)


def _on_http(problem: HTTPException):
    if problem.code and problem.code < 400 or problem.response is not None:
        return problem  # redirects, and responses somebody prepared
    code = _BY_HTTP_STATUS.get(problem.code or 500, "bad_request" if (problem.code or 500) < 500 else "unexpected")
    response = answer(Refused(code))
    response.status_code = problem.code or 500
    if problem.code == 405 and getattr(problem, "valid_methods", None):
        response.headers["Allow"] = ", ".join(problem.valid_methods)
    return response


def _on_surprise(problem: Exception):
    """Our fault. The log gets everything; the person gets a number to quote, and an apology."""
    incident = secrets.token_hex(4)
    log.exception("incident %s at %s %s", incident, request.method, request.path, exc_info=problem)
    metrics.refused("unexpected")
    sentence = language.refusal(language.current(), "unexpected")
    if wants_json():
        response = jsonify({"code": "unexpected", "hint": sentence, "incident": incident})
    else:
        response = Response(_page(500, "unexpected", sentence, incident))
    response.status_code = 500
    return response
