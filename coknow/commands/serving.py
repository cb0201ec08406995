"""`serve` and `demo`: starting the server and saying, in a few lines, where to go.

The process has been patched before this module is imported (cli.py), so threads here are the worker's own.
"""

import contextlib
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from coknow import boot, library
from coknow.kernel.messages import Command
from coknow.web.accounts import offer_setup

from .say import Answer
from .sessions import public_url

log = logging.getLogger("coknow")


def serve(answer: Answer, host: str | None, port: int | None) -> None:
    settings = _settings(host=host, port=port)
    _need_free_port(answer, settings)
    app = boot.create_app(settings)
    base = public_url(settings)
    setup = offer_setup(app.extensions["coknow"].store, boot.clock_ms())

    def started(_address) -> None:
        facts = {"url": base, "data": str(settings.data)} | ({"setup_url": base + setup} if setup else {})
        lines = [f"Coknow listens on {base}"]
        if setup:
            lines += ["", "There is no account yet. Make the host's account here; the link works once:", f"  {base}{setup}", ""]
        answer(facts, *lines)
        sys.stdout.flush()

    boot.serve(app, settings.host, settings.port, started=started)


def _settings(**given) -> boot.Settings:
    return boot.Settings.from_environment(**{name: value for name, value in given.items() if value is not None})


def _need_free_port(answer: Answer, settings: boot.Settings) -> None:
    if _port_is_taken(settings.host, settings.port):
        answer.refuse("port_taken", f"Port {settings.port} is taken. Another Coknow? Choose one with --port.")


def _port_is_taken(host: str, port: int) -> bool:
    """By asking whether somebody answers: the server's own socket may share a port with another process."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1" if host in ("0.0.0.0", "") else host, port), 0.5):
        return True
    return False


# -- the demo --------------------------------------------------------------------------------------------------------------

TITLE = "Oppimiskahvila: miten opimme toisiltamme?"
PURPOSE = {
    "fi": "Jaamme kokemuksia siitä, miten kunnan eri työpaikoissa opitaan toisilta, ja löydämme kokeiltavaa.",
    "sv": "Vi delar erfarenheter av hur man lär sig av varandra på kommunens olika arbetsplatser och hittar något att pröva.",
    "en": "We share how people learn from each other across the municipality's workplaces, and find things to try.",
}
QUESTIONS = {
    "1": {
        "fi": "Milloin viimeksi opit työkaverilta jotain, mikä muutti tapaasi toimia?",
        "sv": "När lärde du dig senast något av en kollega som ändrade ditt sätt att arbeta?",
        "en": "When did you last learn something from a colleague that changed how you work?",
    },
    "2": {
        "fi": "Mikä meillä auttaa oppimaan toisilta, ja mikä estää sitä?",
        "sv": "Vad hjälper oss att lära av varandra, och vad hindrar det?",
        "en": "What helps us learn from each other, and what stands in the way?",
    },
    "3": {
        "fi": "Mitä kokeilisimme jo ensi kuussa?",
        "sv": "Vad kunde vi pröva redan nästa månad?",
        "en": "What could we try as early as next month?",
    },
}
_FIRST_ROUND_WITHIN = 30  # steps of the programme; the café's first round is the third or fourth


def demo(answer: Answer, people: int, speed: float, host: str | None, port: int | None) -> None:
    """A server on a throw-away database with a café in round 1, people in it, and two links."""
    folder = Path(tempfile.mkdtemp(prefix="coknow-demo-"))
    settings = _demo_settings(folder, host, port)
    app = boot.create_app(settings)
    parts = app.extensions["coknow"]
    bots: list[subprocess.Popen] = []

    def started(_address) -> None:
        _clear_away_at_the_end(folder, bots)  # here, because the server has its own ideas about signals until now
        # not in the server's own start: it must be able to answer the bots
        threading.Thread(target=_set_the_scene, args=(answer, parts, settings, people, speed, bots), daemon=True).start()

    boot.serve(app, settings.host, settings.port, started=started)


def _demo_settings(folder: Path, host: str | None, port: int | None) -> boot.Settings:
    own = {"data": folder, "database_url": f"sqlite:///{folder / 'demo.db'}", "secret": ""}
    settings = _settings(host=host, port=port, **own)
    if port is None:
        settings = _settings(host=host, port=_free_port_from(settings.host, settings.port), **own)
    # the public address belongs to the real server, not to this one
    return boot.replace(settings, public_url="")


def _free_port_from(host: str, port: int) -> int:
    return next((one for one in range(port, port + 50) if not _port_is_taken(host, one)), port)


def _clear_away_at_the_end(folder: Path, bots: list[subprocess.Popen]) -> None:
    """boot.serve ends the process at once, so neither atexit nor finally would come: clear away on the signal."""

    def leave(_number, _frame):
        for bot in bots:
            bot.terminate()
        shutil.rmtree(folder, ignore_errors=True)
        print("\nThe demo is over; nothing was kept.", file=sys.stderr)
        os._exit(0)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)


def _set_the_scene(answer: Answer, parts, settings: boot.Settings, people: int, speed: float, bots: list) -> None:
    try:
        base = public_url(settings)
        made = parts.sessions.create(
            library.builtin()["learning-cafe"], TITLE, "fi", _cafe(people, speed), host_name="Päivi Järjestäjä"
        )
        if people:
            bots.append(_bots(f"{base}/join/{made.code}", people, speed))
            _wait_for_people(parts, made, people)
        _go_to_round_one(parts, made)
        _tell(answer, base, made, parts.sessions.screen(made.code).token, people)
    except Exception:
        log.exception("the demo could not be set up")
        os.kill(os.getpid(), signal.SIGTERM)


def _cafe(people: int, speed: float) -> dict:
    def minutes(usual: float) -> float:
        return max(0.5, round(2 * usual / speed) / 2)

    return {
        "purpose": PURPOSE, "questions": QUESTIONS, "expected": people + 1, "retention_days": 1,
        "round_minutes": max(1, minutes(18)), "move_minutes": minutes(2),
    }  # fmt: skip


def _bots(join_url: str, people: int, speed: float) -> subprocess.Popen:
    """In a process of their own: a crowd on the same processor must not slow the server it shows."""
    command = [sys.executable, "-m", "coknow.cli", "rehearse", join_url, "--people", str(people), "--seconds", "0", "--speed", str(speed)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def _wait_for_people(parts, made, people: int, seconds: float = 30) -> None:
    """Nearly all: as in life some never come and some come late."""
    print(f"{people} simulated people are on their way …", file=sys.stderr)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if parts.sessions.open(made.session).ask(lambda state: len(state.people)) >= 0.8 * people:
            return
        time.sleep(0.1)


def _go_to_round_one(parts, made) -> None:
    live = parts.sessions.open(made.session)
    for number in range(_FIRST_ROUND_WITHIN):
        step = live.ask(lambda state: state.step)
        if step and step.get("stage") == "round":
            return
        live.submit(made.person, Command(f"demo-{number}", "phase.next"))


def _only_here(base: str) -> bool:
    return "//127." in base or "//localhost" in base


def _tell(answer: Answer, base: str, made, screen_token: str, people: int) -> None:
    facts = {
        "code": made.code,
        "join_url": f"{base}/join/{made.code}",
        "host_url": f"{base}/host/{made.code}#{made.token}",
        "host_token": made.token,
        "screen_url": f"{base}/screen/{made.code}#{screen_token}",
    }
    answer(
        facts,
        "",
        f"A learning café is under way: {people} simulated people, round 1.",
        "",
        f"  Host it       {facts['host_url']}",
        f"  Take part     {facts['join_url']}",
        f"  Projector     {facts['screen_url']}",
        "",
        "Press “next” in the host's window and watch everybody move. Ctrl-C ends it; nothing is kept.",
        *(["Phones in the same network can join too if you start it with --host 0.0.0.0."] if _only_here(base) else []),
        "",
    )
    sys.stdout.flush()
