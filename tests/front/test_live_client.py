"""The parts of the front end that have no page in them: merge patches, the shelf of documents, seats, the outline.

Each case runs the real module in Node, bundled as the pages have it; there is no second test runner.
"""

from __future__ import annotations

import functools
import json
import subprocess
from pathlib import Path

import pytest

import hatch_build

ROOT = Path(__file__).resolve().parents[2]

# RFC 7396, appendix A: target, patch, result
VECTORS = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    (["a", "b"], ["c", "d"], ["c", "d"]),
    ({"a": "b"}, ["c"], ["c"]),
    ({"a": "foo"}, None, None),
    ({"a": "foo"}, "bar", "bar"),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
]


# as much of a browser as modules ask for while they load; before every import, hence the bundle's first line
BROWSER = "globalThis.document = { getElementById: () => null, visibilityState: 'hidden' }; globalThis.window = {};"


@pytest.fixture(scope="module")
def in_node(tmp_path_factory):
    """`in_node(script)`: runs a module that may import from static/src/live; returns what it printed as JSON."""
    hatch_build.install_npm_packages(ROOT)
    node, _, environment = hatch_build.node_and_npm()
    folder = tmp_path_factory.mktemp("node")
    run_in = {**environment, "NODE_PATH": str(ROOT / "node_modules")}  # the packages lie beside the sources, not beside a case

    @functools.cache
    def bundled(script: str) -> Path:
        source = folder / f"case-{bundled.cache_info().misses}.ts"
        bundle = source.with_suffix(".mjs")
        source.write_text(script)
        esbuild = [*node, str(ROOT / "node_modules/esbuild/bin/esbuild"), str(source), "--bundle", "--format=esm"]
        esbuild += ["--platform=node", f"--alias:@={ROOT / 'static/src'}", "--jsx=automatic", "--jsx-import-source=preact"]
        esbuild += [f"--banner:js={BROWSER}", "--log-level=error", f"--outfile={bundle}"]
        subprocess.run(esbuild, check=True, env=run_in, cwd=ROOT, timeout=60)
        return bundle

    def run(script: str, given=None):
        done = subprocess.run(
            [*node, str(bundled(script))], input=json.dumps(given), capture_output=True, text=True, env=run_in, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


READ = "import { readFileSync } from 'node:fs'; const given = JSON.parse(readFileSync(0, 'utf8'));\n"
SAY = "\nconst say = (value: unknown) => console.log(JSON.stringify(value ?? null));\n"


def test_merge_follows_the_rfc_and_leaves_the_old_document_alone(in_node):
    script = READ + SAY + """
import { merge } from '@/live/merge.ts';
say(given.map(([target, patch]) => {
  const before = JSON.stringify(target);
  const result = merge(patch, target);
  return [result, before === JSON.stringify(target)];
}));
"""
    answers = in_node(script, VECTORS)
    assert answers == [[result, True] for _, _, result in VECTORS]


def test_what_a_patch_does_not_touch_keeps_its_identity(in_node):
    script = SAY + """
import { merge } from '@/live/merge.ts';
const old = { notes: { a: { text: 'x' }, b: { text: 'y' } }, people: { p: {} } };
const now = merge({ notes: { a: { text: 'z' } } }, old) as typeof old;
say([now.notes.b === old.notes.b, now.people === old.people, now.notes === old.notes, now.notes.a.text]);
"""
    assert in_node(script) == [True, True, False, "z"]


SHELF = SAY + """
import { Shelf, namedDocuments } from '@/live/shelf.ts';
const asked: unknown[] = [];
const shelf = new Shelf((audience, seq) => asked.push([audience, seq]));
const held = () => shelf.documents.value;
"""


def test_a_patch_applies_only_to_the_version_it_was_made_for(in_node):
    script = SHELF + """
shelf.whole({ audience: 'room', seq: 5, doc: { n: 5 } });
shelf.change({ audience: 'room', from: 5, to: 9, merge: { n: 9 } });
shelf.change({ audience: 'room', from: 5, to: 9, merge: { n: 'again' } });    // older: already in
shelf.change({ audience: 'room', from: 12, to: 13, merge: { n: 'ahead' } });  // a gap
say([held().room, shelf.versions.room, asked]);
"""
    assert in_node(script) == [{"n": 9}, 9, [["room", 9]]]


def test_a_patch_for_a_document_one_does_not_hold_asks_for_the_whole(in_node):
    script = SHELF + "shelf.change({ audience: 'place:t1', from: 3, to: 4, merge: {} });\nsay([held(), asked]);"
    assert in_node(script) == [{}, [["place:t1", 0]]]


def test_parts_make_a_document_in_whatever_order_and_a_newer_one_begins_anew(in_node):
    script = SHELF + """
const part = (seq: number, i: number, text: string) => shelf.part({ audience: 'hosts', seq, i, n: 2, text });
part(1, 0, '{"old":');
part(2, 1, '"ää"}');
part(2, 1, '"ää"}');
part(2, 0, '{"x":');
say([held().hosts, shelf.versions.hosts]);
"""
    assert in_node(script) == [{"x": "ää"}, 2]


def test_while_moving_the_place_is_the_one_my_own_document_names(in_node):
    script = SHELF + """
const { place } = namedDocuments(shelf.documents);
const seen = [];
const look = () => seen.push((place.value as { id: string } | undefined)?.id ?? null);
shelf.whole({ audience: 'person:p', seq: 1, doc: { id: 'p', place: 't1' } });
shelf.whole({ audience: 'place:t1', seq: 1, doc: { id: 't1' } }); look();
shelf.whole({ audience: 'place:t2', seq: 7, doc: { id: 't2' } }); look();
shelf.change({ audience: 'person:p', from: 1, to: 7, merge: { place: 't2' } }); look();
shelf.gone({ audience: 'place:t1' }); look();
shelf.change({ audience: 'person:p', from: 7, to: 8, merge: { place: null } }); look();
say([seen, Object.keys(shelf.versions)]);
"""
    assert in_node(script) == [["t1", "t1", "t2", "t2", None], ["person:p", "place:t2"]]


@pytest.mark.parametrize("count", [1, 2, 4, 5, 8, 12, 30])
def test_seats_around_a_table_never_touch(in_node, count):
    script = READ + SAY + """
import { seatRadius, spots } from '@/live/seats.ts';
const at = spots(given, 90);
const gaps = at.flatMap((a, i) => at.slice(i + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)));
say([at[0].x, at[0].y > 0, gaps.length ? Math.min(...gaps) : 99, seatRadius(given)]);
"""
    x, near, least, radius = in_node(script, count)
    assert (x, near) == (0, True)  # the first seat is on the near side
    assert least > 2 * radius


def test_initials_are_those_people_would_choose(in_node):
    script = READ + SAY + "import { initials } from '@/live/seats.ts';\nsay(given.map(initials));"
    names = ["Aino", "Reipas Kuikka", "Anna-Liisa Virta", "åsa", "  ", "😀 Matti", "X"]
    assert in_node(script, names) == ["AI", "RK", "AL", "ÅS", "?", "😀M", "X"]


def test_the_outline_bands_by_round_and_nests_what_builds_on_a_line_of_the_same_round(in_node):
    script = READ + SAY + """
import { bandsOf } from '@/live/outline.tsx';
const shape = (lines) => lines.map((line) => [line.id, line.elsewhere.map((other) => other.id), shape(line.children)]);
say(bandsOf(given).map((band) => [band.round, band.count, shape(band.lines)]));
"""
    notes = {
        "c": {"round": 2, "order": 3, "builds_on": {"a": True}},
        "a": {"round": 1, "order": 1},
        "b": {"round": 1, "order": 2, "builds_on": {"a": True}},
        "d": {"round": 2, "order": 4, "builds_on": {"c": True, "b": True}},
        "e": {"round": 2, "order": 5, "builds_on": {"gone": True}},
    }
    assert in_node(script, notes) == [
        [1, 2, [["a", [], [["b", [], []]]]]],
        [2, 3, [["c", ["a"], [["d", ["b"], []]]], ["e", [], []]]],
    ]


def test_two_notes_that_build_on_each_other_are_both_shown(in_node):
    script = READ + SAY + """
import { bandsOf } from '@/live/outline.tsx';
const ids = (lines) => lines.flatMap((line) => [line.id, ...ids(line.children)]);
say(bandsOf(given).flatMap((band) => ids(band.lines)));
"""
    notes = {
        "a": {"round": 1, "order": 1, "builds_on": {"b": True}},
        "b": {"round": 1, "order": 2, "builds_on": {"a": True}},
    }
    assert sorted(in_node(script, notes)) == ["a", "b"]


def test_time_left_is_told_by_the_servers_clock(in_node):
    script = SAY + """
import { minutesAndSeconds, timeLeft } from '@/live/clock.tsx';
const phase = { deadline: 10_000 };
say([timeLeft(phase, 4_000), timeLeft(phase, 12_000), timeLeft({ left: 61_000 }, 0), timeLeft({}, 0),
  minutesAndSeconds(61_000), minutesAndSeconds(60_001), minutesAndSeconds(0)]);
process.exit(0);
"""
    assert in_node(script) == [
        {"ms": 6000, "paused": False}, {"ms": 0, "paused": False}, {"ms": 61000, "paused": True}, None,
        "1:01", "1:01", "0:00",
    ]  # fmt: skip


def test_the_clocks_offset_is_the_quickest_answers_and_an_unadmitted_line_gives_none(in_node):
    script = SAY + """
import { ServerClock } from '@/live/server-clock.ts';
let local = 1_000_000;
Date.now = () => local;
const trips = [400, 20, 300];
const clock = new ServerClock(async () => {
  const trip = trips.shift()!;
  local += trip / 2;
  const now = local + 5_000 + (trip > 100 ? 90 : 0);   // slow answers are also skewed
  local += trip / 2;
  return { now };
});
const first = await clock.measure(3);
const shut = new ServerClock(async () => ({ ok: false, code: 'not_allowed' }));
say([first, Math.round(clock.offset.value), await shut.measure(), shut.offset.value]);
"""
    assert in_node(script) == [True, 5000, False, 0]
