"""The locks: everything pinned and hashed, no host named, and the tests' lock holds what the server's does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-node.lock")


def pins(name: str) -> dict[str, str]:
    """{package: the whole pin with its hashes}, continuation lines joined."""
    text = (ROOT / name).read_text().replace("\\\n", " ")
    return {line.split("==")[0].strip(): " ".join(line.split()) for line in text.splitlines() if line.strip()}


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_one_version_with_hashes(name):
    assert pins(name)
    for package, pin in pins(name).items():
        assert re.fullmatch(r"[a-z0-9-]+==\S+( ; .+?)?( --hash=sha256:[0-9a-f]{64})+", pin), package


@pytest.mark.parametrize("name", [*LOCKS, "package-lock.json", ".npmrc"])
def test_no_registry_is_named(name):
    text = (ROOT / name).read_text()
    assert "resolved" not in text.replace("omit-lockfile-registry-resolved", "")
    assert not re.search(r"--(extra-)?index-url|--find-links|registry\s*=", text)


def test_the_tests_run_on_the_versions_that_are_shipped():
    run, test = pins("requirements.lock"), pins("requirements-test.lock")
    assert run.items() <= test.items()


def test_npm_packages_are_hashed_and_exact():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {path: entry for path, entry in lock["packages"].items() if path}
    assert not [path for path, entry in packages.items() if "integrity" not in entry]
    wanted = json.loads((ROOT / "package.json").read_text())
    for kind in ("dependencies", "devDependencies"):
        for name, version in wanted[kind].items():
            assert packages[f"node_modules/{name}"]["version"] == version
