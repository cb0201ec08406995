"""Work that would stop the server's only thread, done in a child process: passwords, long Markdown, plans of
crowds.

    python -m coknow.web.aside <job>      {"…": arguments} on standard input, {"answer": …} on standard output

A job is a pure function of JSON. The child is started anew each time: about a fifth of a second, for things a person
does once. Nothing here knows which async worker runs; under it `Popen` waits without stopping others.
"""

import json
import os
import subprocess
import sys
import threading
from collections import defaultdict
from pathlib import Path

HOME = str(Path(__file__).resolve().parents[2])  # the child finds us even where nothing was installed


# children of one kind at once: anybody may ask for a preview, and nobody shall start a hundred processes with it
_TURNS = defaultdict(lambda: threading.Semaphore(2))


class TookTooLong(Exception):
    """The child was stopped, or its turn never came; nothing came of it."""


class Failed(Exception):
    """The child broke; what it said is in the message, for the log only."""


def run(job: str, *, seconds: float, **arguments):
    """The answer of JOBS[job](**arguments), computed in a child process."""
    if not _TURNS[job].acquire(timeout=seconds):
        raise TookTooLong(job)
    try:
        return _in_a_child(job, seconds, arguments)
    finally:
        _TURNS[job].release()


def _in_a_child(job: str, seconds: float, arguments: dict):
    child = subprocess.Popen(
        [sys.executable, "-m", "coknow.web.aside", job],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([HOME, os.environ.get("PYTHONPATH", "")])},
    )
    try:
        out, complaint = child.communicate(json.dumps(arguments).encode(), timeout=seconds)
    except Exception as problem:
        child.kill()
        child.wait()
        # a patched process has two classes of this name, and only one is ours to import
        if type(problem).__name__ == "TimeoutExpired":
            raise TookTooLong(job) from None
        raise
    if child.returncode:
        raise Failed(f"{job}: {complaint.decode(errors='replace')[-2000:]}")
    return json.loads(out)["answer"]


# -- the child's side ------------------------------------------------------------------------------------------------


def _hash_password(password: str) -> str:
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def _check_password(password: str, expected: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(expected, password)
    except (VerificationError, InvalidHashError):
        return False


def _render_prose(text: str) -> str:
    from coknow.web import prose

    return prose.render_here(text)


def _preview_plan(template: dict, settings: dict, people: int) -> dict:
    from coknow.kernel.rejected import Rejected
    from coknow.web import preview

    try:
        return preview.plan_here(template, settings, people)
    except Rejected as problem:
        return {"refused": problem.code, "params": problem.params}


JOBS = {
    "hash-password": _hash_password,
    "check-password": _check_password,
    "render-prose": _render_prose,
    "plan-preview": _preview_plan,
}


def main() -> None:
    arguments = json.loads(sys.stdin.buffer.read())
    answer = JOBS[sys.argv[1]](**arguments)
    sys.stdout.buffer.write(json.dumps({"answer": answer}).encode())


if __name__ == "__main__":
    main()
