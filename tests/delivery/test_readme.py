"""The README's first two blocks are a promise: the one command that runs, the one that tests."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def shell_blocks(text: str) -> list[str]:
    return [block.strip() for block in re.findall(r"^```(?:sh|bash|shell|console)\n(.*?)^```", text, re.S | re.M)]


def test_the_first_block_runs_and_the_second_tests():
    blocks = shell_blocks((ROOT / "README.md").read_text())
    assert blocks[:2] == ["python3 dev.py demo", "python3 dev.py test"]


def test_ci_runs_just_that():
    assert "python3 dev.py test" in (ROOT / ".ci/run").read_text()
