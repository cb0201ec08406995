"""`coknow new-activity`: a folder that works at once, to be changed into what is wanted.

It begins as a copy of `pause`, the smallest activity that is complete: machine, client view, script in three
languages. The contract tests find it at their next run.
"""

import re
from pathlib import Path

from coknow import activities

from .say import Answer

_PATTERN = "pause"
_NAME = re.compile(r"[a-z][a-z0-9_]{1,30}")
_NEXT = (
    "machine.py    what may be written, done and decided; what is harvested",
    "view.tsx      what a phone shows; screen.tsx beside it what the projector shows",
    "script.yaml   what hosts and participants are told, in fi, sv and en",
)


def new_activity(answer: Answer, name: str, into: Path | None = None) -> None:
    home = Path(activities.__file__).parent
    if not _NAME.fullmatch(name):
        answer.refuse("bad_name", "An activity's name is one English word in small letters, such as fishbowl.")
    folder = (into or home) / name
    if folder.exists():
        answer.refuse("exists", f"There is already {folder}.")
    folder.mkdir(parents=True)
    for source in sorted((home / _PATTERN).iterdir()):
        if source.is_file() and source.suffix in (".py", ".tsx", ".yaml"):
            (folder / source.name).write_text(_renamed(source.read_text("utf-8"), source.name, name), "utf-8")
    answer(
        {"name": name, "folder": str(folder), "files": sorted(file.name for file in folder.iterdir())},
        f"Made {folder}. Now change:",
        *(f"  {line}" for line in _NEXT),
        "Then: python -m pytest tests/activities",
    )


def _renamed(text: str, file: str, name: str) -> str:
    """Names in the machine; sentences keep their ids until the new view has its own."""
    if file != "machine.py":
        return text
    title = name.replace("_", " ").title().replace(" ", "")
    return text.replace(f'"{_PATTERN}"', f'"{name}"').replace(_PATTERN.title(), title)
