"""The house stands: imports go downwards, activities keep to themselves, the ground floors know no clock and no dice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.floors.floors import violations

ROOT = Path(__file__).resolve().parents[2]


def test_every_import_goes_down():
    found = violations(ROOT)
    assert not found, "\n" + "\n".join(map(str, found))


# -- would it notice? ------------------------------------------------------------------------------------------------

SOUND = {
    "app.py": "import coknow._async\nfrom coknow.boot import create_app\n",
    "coknow/__init__.py": "__version__ = '0'\n",
    "coknow/_async.py": "import eventlet\n",
    "coknow/cli.py": "from coknow import _async\nfrom coknow.boot import create_app\n",
    "coknow/boot.py": "import time\nfrom coknow.web import pages\n",
    "coknow/kernel/__init__.py": "",
    "coknow/kernel/draw.py": "import random\ndef draw(s): return random.Random(s) if s else random.SystemRandom()\n",
    "coknow/kernel/ids.py": "from dataclasses import dataclass\nfrom . import draw\n",
    "coknow/parts/__init__.py": "",
    "coknow/parts/seating/search.py": "import random\ndef best(seed): return random.Random(seed)\n",
    "coknow/parts/notes.py": "from datetime import datetime, timedelta\nfrom coknow.kernel import ids\n",
    "coknow/session/roster.py": "from ..parts import notes\nfrom coknow import __version__\n",
    "coknow/activities/__init__.py": "import importlib\ndef load(n): return importlib.import_module(n)\n",
    "coknow/activities/solo/machine.py": "from coknow.parts.notes import x\nfrom coknow.activities import load\n",
    "coknow/activities/solo/test_solo.py": "import os\nos.environ['X']\nfrom coknow.activities.solo import machine\n",
    "coknow/activities/vote/machine.py": "from . import ballots\n",
    "coknow/activities/vote/ballots.py": "",
    "coknow/store/log.py": "import sqlalchemy, time\nfrom coknow.kernel import ids\n",
    "coknow/live/mailbox.py": "from coknow.store import log\nfrom coknow.session import roster\n",
    "coknow/web/pages.py": "import flask\nfrom coknow.live import mailbox\n",
}

MISTAKES = [
    ("coknow/kernel/ids.py", "from coknow.parts import notes", "floor 0 imports coknow.parts.notes from floor 1"),
    ("coknow/kernel/ids.py", "import yaml", "the kernel uses the standard library only"),
    ("coknow/kernel/ids.py", "from random import Random", "floors 0 to 2 know no random"),
    ("coknow/kernel/ids.py", "import os\nos.urandom(8)", "os.urandom in a pure floor"),
    ("coknow/kernel/draw.py", "from random import random", "random.random draws from a generator nobody seeded"),
    ("coknow/kernel/draw.py", "from random import Random\nRandom()", "Random() without a seed"),
    ("coknow/parts/seating/search.py", "import random\nrandom.shuffle([])", "random.shuffle draws"),
    ("coknow/parts/seating/search.py", "from random import SystemRandom", "random.SystemRandom draws"),
    ("coknow/parts/notes.py", "import uuid", "floors 0 to 2 know no uuid"),
    ("coknow/parts/notes.py", "from time import monotonic", "floors 0 to 2 know no time"),
    ("coknow/parts/notes.py", "import datetime\ndatetime.datetime.now()", "datetime.now in a pure floor"),
    ("coknow/parts/notes.py", "from datetime import date\ndate.today()", "date.today in a pure floor"),
    ("coknow/parts/notes.py", "def f():\n    from ..session import roster", "floor 1 imports coknow.session.roster"),
    ("coknow/session/roster.py", "import sqlalchemy.orm", "floors 0 to 2 know no sqlalchemy"),
    ("coknow/session/roster.py", "from coknow.store import log", "floor 2 imports coknow.store.log from floor 3"),
    ("coknow/session/roster.py", "from coknow import store", "floor 2 imports coknow.store from floor 3"),
    ("coknow/session/roster.py", "import importlib\nimportlib.import_module('coknow.web.pages')", "floor 2 imports coknow.web"),
    ("coknow/activities/solo/machine.py", "from coknow.activities.vote import ballots", "solo imports activity vote"),
    ("coknow/activities/solo/machine.py", "from ..vote.ballots import x", "solo imports activity vote"),
    ("coknow/activities/solo/machine.py", "from coknow.activities import vote", "solo imports activity vote"),
    ("coknow/activities/solo/machine.py", "import eventlet", "floors 0 to 2 know no eventlet"),
    ("coknow/activities/solo/script.py", "import socketio", "floors 0 to 2 know no socketio"),
    ("coknow/store/log.py", "from coknow.live import mailbox", "floor 3 imports coknow.live.mailbox from floor 4"),
    ("coknow/live/mailbox.py", "import coknow.web.pages", "floor 4 imports coknow.web.pages from floor 5"),
    ("coknow/web/pages.py", "from coknow.boot import create_app", "floor 5 imports coknow.boot.create_app from floor 6"),
    ("coknow/boot.py", "import app", "floor 6 imports app from floor 7"),
    ("coknow/boot.py", "from coknow import _async", "may import coknow._async"),
    ("coknow/web/pages.py", "from .. import _async", "may import coknow._async"),
    ("coknow/_async.py", "from coknow.kernel import ids", "_async patches first and imports nothing of ours"),
    ("coknow/kernel/__init__.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import coknow.store", "floor 0"),
    ("coknow/shiny/new.py", "", "stands on no floor"),
]  # fmt: skip


def build(tree: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text)
    return tree


def test_a_sound_house_passes(tmp_path):
    assert violations(build(tmp_path, SOUND)) == []


@pytest.mark.parametrize("where, text, complaint", MISTAKES)
def test_a_planted_mistake_is_found(tmp_path, where, text, complaint):
    found = violations(build(tmp_path, {**SOUND, where: text + "\n"}))
    assert [v.path for v in found] and {v.path for v in found} == {where}
    assert complaint in "\n".join(map(str, found))
