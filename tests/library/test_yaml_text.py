"""Files that somebody else wrote: bombs, floods and oddities are refused quickly and by name."""

import time
from pathlib import Path

import pytest
import yaml

from coknow.session import template, yaml_text
from coknow.session.checks import Fault

BILLION = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

REFUSED = {
    "a billion laughs": (BILLION, "yaml_alias"),
    "an anchor without alias": ("names: &n {fi: a}", "yaml_alias"),
    "an object of Python": ("!!python/object/apply:os.system ['true']", "yaml_tag"),
    "a private tag": ("id: !secret x", "yaml_tag"),
    "binary": ("id: !!binary aGVp", "yaml_tag"),
    "a set": ("id: !!set {a, b}", "yaml_tag"),
    "the same key twice": ("id: a\nversion: 1\nid: b", "duplicate_key"),
    "the same key twice inside": ("names:\n  fi: a\n  fi: b", "duplicate_key"),
    "a key that is a list": ("? [a, b]\n: c", "key_not_text"),
    "a key that is a fraction": ("1.5: c", "key_not_text"),
    "brackets without end": ("[" * 3000, "too_deep"),
    "braces in depth": ("a: " + "{a: " * 200 + "1" + "}" * 200, "too_deep"),
    "blocks in depth": ("\n".join(" " * depth + "a:" for depth in range(100)), "too_deep"),
    "too many nodes": ("[" + "1," * 30_000 + "1]", "too_large"),
    "a megabyte": ("a: " + "x" * 1_000_000, "too_large"),
    "two documents": ("a: 1\n---\nb: 2", "not_yaml"),
    "a bare colon": ("fi: näin: ei käy", "not_yaml"),
    "a tab": ("a:\n\tb: 1", "not_yaml"),
    "not UTF-8": (b"names: \xff\xfe\xfa", "not_yaml"),
    "a zero byte": ("id: a\x00b", "not_yaml"),
    "a lone surrogate": ("id: \ud800", "not_yaml"),
    "an endless number": ("minutes: " + "9" * 9000, "not_yaml"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_quickly(name):
    text, code = REFUSED[name]
    started = time.perf_counter()
    with pytest.raises(Fault) as refused:
        yaml_text.read(text)
    assert refused.value.code == code
    assert time.perf_counter() - started < 5  # a bomb takes minutes and gigabytes; this machine may be busy


def test_the_line_of_the_fault_is_told():
    with pytest.raises(Fault) as refused:
        yaml_text.read("id: a\nnames:\n  fi: b\n  fi: c\n")
    assert refused.value.params == {"key": "fi", "line": 4}


def test_dates_and_merge_keys_stay_plain():
    assert yaml_text.read("date: 2026-11-22\n'<<': {a: 1}\nversion: 1.0.0") == {
        "date": "2026-11-22", "<<": {"a": 1}, "version": "1.0.0",
    }  # fmt: skip


def test_a_byte_order_mark_is_no_fault():
    assert yaml_text.read("﻿id: a".encode()) == {"id": "a"}


def test_a_file_that_cannot_be_read_is_one_problem_and_not_a_hundred():
    assert [(problem.path, problem.code) for problem in template.lint("a: [")] == [("", "not_yaml")]


COKNOW = Path(yaml_text.__file__).parents[1]
OWN = sorted(path for folder in ("library", "activities") for path in (COKNOW / folder).rglob("*.yaml"))


@pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_our_own_files_need_no_libyaml(path):
    """libyaml forgives an unquoted `?,` that Python's own reader, and with it many a municipality's tool, does not."""
    events = list(yaml.parse(path.read_text("utf-8"), Loader=yaml.SafeLoader))
    assert len(events) > 10
