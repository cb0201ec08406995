"""A rehearsal from the host's page: a copy of the session, and invented people who come to it.

The copy has the same template and settings and a life of one day; the real session, its code and its harvest stay
clean. The people run in a child process over the real wire (live/rehearsal.py), as long as this server runs.

    python -m coknow.web.rehearsals      {"url": …, "people": …} as one line on standard input; ends when that closes
"""

import json
import os
import subprocess
import sys
import threading

from flask import request

from . import language
from .aside import HOME
from .errors import Refused
from .site import site

LEAST, MOST = 2, 60
_AT_ONCE = 3  # on this process; each is a crowd
_SECONDS = 2 * 3600
_TITLE_LIMIT = 120
_running: dict[str, subprocess.Popen] = {}


def start(code: str, people: int):
    """The copy, as sessions.create tells of it; its people are on their way."""
    if not LEAST <= people <= MOST:
        raise Refused("bad_arguments", fields={"people": "bad_arguments"})
    row = site().sessions.find(code)
    _make_room_for(row.id)
    template, settings, host = site().sessions.open(row.id).ask(_what_to_copy)
    title = language.translate(row.language, "rehearsal.title", title=row.title)[:_TITLE_LIMIT]
    made = site().sessions.create(template, title, row.language, settings, row.account, host_name=host)
    _running[row.id] = _send_people(f"{_this_server()}/join/{made.code}", people)
    return made


def _what_to_copy(state) -> tuple[dict, dict, str]:
    settings = {name: value for name, value in state.settings.items() if name not in ("limit", "starts_at")}
    host = next((person.name for person in state.people.values() if person.role == "host"), "")
    return {**state.template, "rules": state.rules}, {**settings, "retention_days": 1}, host


def _make_room_for(session_id: str) -> None:
    """A new rehearsal of the same session ends the one before."""
    for other, child in list(_running.items()):
        if other == session_id or child.poll() is not None:
            _end(_running.pop(other))
    if len(_running) >= _AT_ONCE:
        raise Refused("rehearsals_enough")


def _end(child: subprocess.Popen) -> None:
    child.stdin.close()
    child.terminate()
    child.wait()


def _send_people(url: str, people: int) -> subprocess.Popen:
    child = subprocess.Popen(
        [sys.executable, "-m", "coknow.web.rehearsals"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([HOME, os.environ.get("PYTHONPATH", "")])},
    )
    # left open: when this server ends, however it ends, the pipe closes and the people go home
    child.stdin.write(json.dumps({"url": url, "people": people}).encode() + b"\n")
    child.stdin.flush()
    return child


def _this_server() -> str:
    """Where this very process listens, not how a proxy calls it."""
    seen = {**request.environ, **request.environ.get("werkzeug.proxy_fix.orig", {})}
    host = seen["SERVER_NAME"]
    return f"http://{'127.0.0.1' if host in ('0.0.0.0', '::', 'localhost', '') else host}:{seen['SERVER_PORT']}"


# -- the child's side ------------------------------------------------------------------------------------------------


def _leave_with_the_server() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    from coknow.live import rehearsal

    wish = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_leave_with_the_server, daemon=True).start()
    rehearsal.run(wish["url"], people=wish["people"], seconds=_SECONDS, seed=1)


if __name__ == "__main__":
    main()
