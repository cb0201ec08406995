"""Commands about sessions and their logs, beside a running server: create, export, replay, verify.

They speak to the database in short transactions and to no server; a server that has the session open follows by
itself when it next reads.
"""

import contextlib
import json
import socket
import sys

from coknow import boot, session
from coknow.kernel.rejected import Rejected
from coknow.live.sessions import Sessions
from coknow.web import exports, outline
from coknow.web.markdown_file import markdown

from .say import Answer


def public_url(settings) -> str:
    """Where the links point: the public address if one is set, else where `serve` listens by the same settings."""
    host = _own_address() if settings.host in ("0.0.0.0", "::", "") else settings.host
    return settings.public_url or f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def _own_address() -> str:
    """This machine's address in its network, which phones in the same room can reach. Nothing is sent to find it."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # an address that belongs to nobody, by RFC 5737
        return probe.getsockname()[0]
    return "localhost"


def create(answer: Answer, template: str, title: str, language: str, given: str, host_name: str, account: str) -> None:
    from coknow import library

    settings = boot.Settings.from_environment()
    store = boot.open_store(settings)
    found = store.library.get(template) or library.builtin().get(template)
    if found is None:
        known = ", ".join({**library.builtin(), **store.library.all()})
        raise Rejected("no_such_template", known=known)
    owner = None
    if account:
        owner = store.accounts.by_name(account)
        if owner is None:
            answer.refuse("no_such_account", f"There is no account named {account!r}.")
    sessions = Sessions(store, None, boot.clock_ms, secret=boot.secret_of(settings))
    made = sessions.create(
        found, title, language, _settings_from(given), owner.id if owner else None,
        host_name or (owner.name if owner else _HOST[language]),
    )  # fmt: skip
    store.close()
    base = public_url(settings)
    facts = {
        "code": made.code,
        "join_url": f"{base}/join/{made.code}",
        "host_url": f"{base}/host/{made.code}#{made.token}",
        "host_token": made.token,
    }
    answer(facts, f"Code            {made.code}", f"Participants    {facts['join_url']}", f"Host            {facts['host_url']}")


_HOST = {"fi": "Järjestäjä", "sv": "Arrangören", "en": "The host"}


def _settings_from(given: str) -> dict:
    """`{"rounds": 3}`, `@file.json` or `-` for standard input."""
    if not given:
        return {}
    text = sys.stdin.read() if given == "-" else open(given[1:], encoding="utf-8").read() if given[0] == "@" else given
    try:
        found = json.loads(text)
    except ValueError:
        raise Rejected("not_json") from None
    if not isinstance(found, dict):
        raise Rejected("not_json")
    return found


# -- reading logs ----------------------------------------------------------------------------------------------------------


def _log_of(store, code: str):
    from coknow.live.keys import normal_code

    row = store.session_by_code(normal_code(code))
    if row is None:
        raise Rejected("no_such_session")
    return row, store.read(row.id)


def export(answer: Answer, code: str, kind: str, output: str, hidden: bool, language: str) -> None:
    store = boot.open_store(boot.Settings.from_environment())
    kind = exports.kind_of(kind)
    row, recorded = _log_of(store, code)
    if recorded:
        found = session.harvest(session.fold(one.event for one in recorded), for_hosts=hidden)
    else:
        found = store.published_harvest(row.id)
        if found is None:
            answer.refuse("forgotten", "The log was deleted at its retention date and no harvest had been opened.")
    text = _as_file(kind, found, language)
    if output in ("", "-"):
        click_text(text)
    else:
        with open(output, "w", encoding="utf-8") as file:
            file.write(text)
        answer({"code": row.code, "format": kind, "file": output}, f"Wrote {output}")


def _as_file(kind: str, found: dict, language: str) -> str:
    if kind == "json":
        return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    if kind == "md":
        return markdown(outline.of(found), language or found.get("language", "fi"))
    return exports.standalone(found, language or None)


def click_text(text: str) -> None:
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def replay(answer: Answer, code: str, at: int | None, audience: str) -> None:
    """The documents as they were after event `at`: a debugger, by folding again."""
    store = boot.open_store(boot.Settings.from_environment())
    row, recorded = _log_of(store, code)
    if at is not None:
        recorded = [one for one in recorded if one.seq <= at]
    if not recorded:
        answer.refuse("no_events", "There are no events up to there.")
    state = session.fold(one.event for one in recorded)
    wanted = [audience] if audience else ["room", "hosts", "screen", *(f"place:{place}" for place in state.places)]
    documents = {name: session.view(state, name) for name in wanted}
    last = recorded[-1]
    facts = {"code": row.code, "seq": last.seq, "event": last.event.name, "at": last.at, "documents": documents}
    answer(
        facts,
        f"{row.title} ({row.code}) after event {last.seq}: {last.event.name} by {last.by}",
        *(f"\n{name}\n{json.dumps(document, ensure_ascii=False, indent=2)}" for name, document in documents.items()),
    )


def verify(answer: Answer) -> None:
    """Folds every log twice and compares what every audience would see; ends with status 1 if anything differs."""
    store = boot.open_store(boot.Settings.from_environment())
    checked, events, problems = 0, 0, []
    for row in store.newest_sessions(limit=1_000_000):
        if row.forgotten_at:
            continue
        checked += 1
        try:
            recorded = store.read(row.id)
            events += len(recorded)
            problems += [f"{row.code}: {what}" for what in _doubts(recorded)]
        except Exception as problem:  # one bad log must not hide the others
            problems.append(f"{row.code}: {type(problem).__name__}: {problem}")
    facts = {"ok": not problems, "sessions": checked, "events": events, "problems": problems}
    answer(facts, f"{checked} sessions, {events} events: {'all in order' if not problems else 'NOT in order'}", *problems)
    if problems:
        sys.exit(1)


def _doubts(recorded) -> list[str]:
    if [one.seq for one in recorded] != list(range(1, len(recorded) + 1)):
        return ["the log has a gap"]
    first, second = (session.fold(one.event for one in recorded) for _ in range(2))
    audiences = ["room", "hosts", "screen", *(f"place:{p}" for p in first.places), *(f"person:{p}" for p in first.people)]
    found = []
    for audience in audiences:
        once, again = session.view(first, audience), session.view(second, audience)
        if once != again:
            found.append(f"{audience} differs between two folds")
        if json.loads(json.dumps(once)) != once:
            found.append(f"{audience} does not survive JSON")
    return found
