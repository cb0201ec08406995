"""build.mjs on a small front end of the test's own: manifest, styles, licences, and the scan of the activities."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

import hatch_build

ROOT = Path(__file__).resolve().parents[2]

PAGE = """
import { render } from 'preact';
import { views } from 'coknow:activities';
import { screens } from 'coknow:screens';
import '@/small.css';
render(<p>{[...Object.keys(views), ...Object.keys(screens)].join(',')}</p>, document.body);
"""
FILES = {
    "static/src/page-one.tsx": PAGE,
    "static/src/page-two.css": "@import 'coknow:activities.css'; @import './small.css'; body { color: #123456 }",
    "static/src/small.css": ".small { color: #654321 }",
    "static/src/not-a-page.ts": "export const unused = 1;",
    "coknow/activities/solo/view.tsx": "import { signal } from '@preact/signals'; export const solo = signal('s0lo');",
    "coknow/activities/solo/style.css": ".solo { color: #abcdef }",
    "coknow/activities/vote/view.tsx": "export const Vote = () => <b>v0te</b>;",
    "coknow/activities/vote/screen.tsx": "export const Board = () => <b>b0ard</b>;",
    "coknow/activities/__init__.py": "",
}


@pytest.fixture
def tree(tmp_path) -> Path:
    for name in ("build.mjs", "build.d.ts", "tsconfig.json", *hatch_build.NPM_INPUTS):
        shutil.copy(ROOT / name, tmp_path / name)
    # A copy by hard links, not a symlink: esbuild resolves links and would see files outside the tree.
    shutil.copytree(ROOT / "node_modules", tmp_path / "node_modules", copy_function=link_or_copy, symlinks=True)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def link_or_copy(source, target):
    try:
        Path(target).hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)


def text_of(tree: Path, manifest: dict, entry: str) -> str:
    """What a browser gets for this entry, its static imports included."""
    dist = tree / "static/dist"
    preload = json.loads((dist / "preload.json").read_text()).get(entry, [])
    return "".join((dist / name).read_text() for name in [manifest[entry], *preload])


def test_pages_styles_and_activities(tree):
    hatch_build.build(tree)
    dist = tree / "static/dist"
    manifest = json.loads((dist / "manifest.json").read_text())
    assert set(manifest) == {"page-one.tsx", "page-one.tsx.css", "page-two.css"}
    script = text_of(tree, manifest, "page-one.tsx")
    assert "s0lo" in script and "v0te" in script and "b0ard" in script
    assert "#654321" in (dist / manifest["page-one.tsx.css"]).read_text()
    styles = (dist / manifest["page-two.css"]).read_text()
    assert "#abcdef" in styles and "#654321" in styles and "#123456" in styles


def test_licences_name_every_bundled_package_and_no_other(tree):
    hatch_build.build(tree)
    licences = (tree / "static/dist/licenses.txt").read_text()
    for name in ("preact ", "@preact/signals ", "@preact/signals-core "):
        assert f"\n{name}" in licences
    assert "esbuild" not in licences
    assert licences.count("Permission is hereby granted") >= 3


def test_a_package_without_terms_is_not_shipped(tree):
    stranger = tree / "node_modules/stranger"
    stranger.mkdir()
    (stranger / "package.json").write_text('{"name": "stranger", "version": "1.0.0", "main": "index.js"}')
    (stranger / "index.js").write_text("export default 1")
    (tree / "static/src/page-three.ts").write_text("import one from 'stranger'; console.log(one)")
    with pytest.raises(subprocess.CalledProcessError):
        hatch_build.build(tree)
    assert not (tree / "static/dist").exists()


def test_nothing_is_done_twice_and_every_change_counts(tree):
    hatch_build.build(tree)
    manifest = tree / "static/dist/manifest.json"

    def rebuilt() -> bool:
        before = manifest.stat().st_ino
        hatch_build.build(tree)
        return manifest.stat().st_ino != before

    assert not rebuilt()
    (tree / "coknow/activities/solo/style.css").write_text(".solo { color: #fedcba }")
    assert rebuilt()
    (tree / "coknow/activities/vote/view.tsx").rename(tree / "coknow/activities/vote/other.tsx")
    assert rebuilt()
    (tree / "coknow/activities/__init__.py").write_text("# Python is not bundled")
    assert not rebuilt()


def test_a_failed_build_leaves_the_last_good_one(tree):
    hatch_build.build(tree)
    good = (tree / "static/dist/manifest.json").read_text()
    (tree / "static/src/page-one.tsx").write_text("this is <no> program")
    with pytest.raises(subprocess.CalledProcessError):
        hatch_build.build(tree)
    assert (tree / "static/dist/manifest.json").read_text() == good


def test_without_any_page_there_is_an_empty_manifest(tree):
    shutil.rmtree(tree / "static/src")
    shutil.rmtree(tree / "coknow")
    hatch_build.build(tree)
    assert json.loads((tree / "static/dist/manifest.json").read_text()) == {}


def test_types_are_checked_in_activities_too(tree):
    (tree / "coknow/activities/vote/view.tsx").write_text("export const n: number = 'not a number';\n")
    node, _, environment = hatch_build.node_and_npm()
    done = subprocess.run(
        [*node, "node_modules/typescript/bin/tsc", "-p", "tsconfig.json"],
        cwd=tree, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert "coknow/activities/vote/view.tsx(1,14): error TS2322" in done.stdout
    assert done.stdout.count("error") == 1, done.stdout
