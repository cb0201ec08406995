"""What the documents point at exists: links and paths in README, CHANGELOG, docs/ and deploy/."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path for folder in ("", "docs", "docs/decisions", "deploy") for path in (ROOT / folder).glob("*.md")
)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
# a file in backticks, from the top of the project or, as the house's table of floors writes it, from coknow/ or static/src/
IN_BACKTICKS = re.compile(r"`((?:[\w-]+/)+[\w-]+\.(?:py|tsx?|css|md|ya?ml|po|svg|service|conf))`")
STARTS = (ROOT, ROOT / "coknow", ROOT / "static/src")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_points_at_exists(document):
    text = document.read_text(encoding="utf-8")
    dead = [link for link in LINK.findall(text) if not (document.parent / link).exists()]
    dead += [path for path in IN_BACKTICKS.findall(text) if not any((start / path).exists() for start in STARTS)]
    assert dead == []


def test_the_documents_are_found_and_dead_paths_are_seen():
    assert {"README.md", "architecture.md", "limits.md"} <= {path.name for path in DOCUMENTS}
    assert IN_BACKTICKS.findall("see `docs/decisions/0011-nowhere.md`") == ["docs/decisions/0011-nowhere.md"]
    assert LINK.findall("[a](docs/x.md#top) [b](https://example.org)") == ["docs/x.md"]
