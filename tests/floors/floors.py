"""Reads every import of the package and judges it by the floors: which folder may know which.

The rules are docs/architecture in one table each; `test_floors.py` runs them on coknow and on planted mistakes.
Imports are read with `ast`, not run, so an import inside a function or under TYPE_CHECKING counts as well: it is
knowledge all the same.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# A higher floor imports lower ones, never the reverse. A new folder gets its floor here, with thought.
FLOORS = {
    "kernel": 0,
    "parts": 1,
    "session": 2,
    "activities": 2,
    "store": 3,
    "library": 3,  # reads the templates' files, which no floor below may
    "live": 4,
    "web": 5,
    "boot": 6,
    "cli": 7,
    "commands": 7,
    "__main__": 7,
    "app": 7,
}
TOP_LEVEL_MODULES = ("app.py",)  # beside the package, on floor 7

# Floors 0–2 are plain functions: time, chance, ids and the actor come in through a context.
PURE = range(0, 3)
BANNED_IN_PURE = {
    "sqlalchemy", "alembic", "flask", "flask_socketio", "werkzeug", "jinja2", "socketio", "engineio", "eventlet", "gevent",
    "time", "random", "secrets", "uuid", "threading", "asyncio", "socket", "subprocess", "multiprocessing", "sqlite3",
}  # fmt: skip
BANNED_CALLS_IN_PURE = {
    ("os", "urandom"), ("os", "getrandom"), ("os", "environ"), ("os", "getenv"),
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
}  # fmt: skip

# The two places that may know `random`, and what of it: Draw is chance handed in (the live floor makes the unseeded
# one), the seating search draws from a seed it was given.
CHANCE = {"coknow/kernel/draw.py": {"Random", "SystemRandom"}, "coknow/parts/seating": {"Random"}}

# Patching the process is for the two entry points alone; anything else that did it would do it too late.
PATCHING = "coknow._async"
MAY_PATCH = ("app.py", "coknow/cli.py")


@dataclass(frozen=True, order=True)
class Violation:
    path: str
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.why}"


@dataclass(frozen=True)
class Import:
    """One imported name in full: `from coknow.store import log` imports coknow.store.log."""

    name: str
    line: int


def violations(root: Path) -> list[Violation]:
    """Everything wrong in the tree under `root`, which holds coknow/ and app.py."""
    return sorted(violation for path in python_files(root) for violation in judge(root, path))


def python_files(root: Path) -> list[Path]:
    files = list((root / "coknow").rglob("*.py"))
    return files + [root / name for name in TOP_LEVEL_MODULES if (root / name).exists()]


def judge(root: Path, path: Path) -> Iterator[Violation]:
    where = path.relative_to(root).as_posix()
    tree = ast.parse(path.read_text(encoding="utf-8"), where)
    floor = floor_of_path(where)
    if floor is None:
        yield Violation(where, 1, "stands on no floor: give its folder one in tests/floors/floors.py")
        return
    for imported in imports_of(tree, where):
        for why in complaints(where, floor, imported, root):
            yield Violation(where, imported.line, why)
    if floor in PURE and where != "coknow/_async.py" and not is_a_test(where):
        yield from impure_calls(tree, where)


def complaints(where: str, floor: int, imported: Import, root: Path) -> Iterator[str]:
    top = imported.name.partition(".")[0]
    if imported.name == PATCHING or imported.name.startswith(PATCHING + "."):
        if where not in MAY_PATCH:
            yield f"only {' and '.join(MAY_PATCH)} may import {PATCHING}"
        return
    if top in ("coknow", "app"):
        yield from complaints_about_ours(where, floor, imported.name, root)
        return
    if where == "coknow/_async.py":
        return  # eventlet or gevent is what it is for
    if floor == FLOORS["kernel"] and top not in sys.stdlib_module_names:
        yield f"the kernel uses the standard library only, not {top}"
    elif floor in PURE and top in BANNED_IN_PURE and not (top == "random" and chances(where)):
        yield f"floors 0 to 2 know no {top}: let the context hand it in"


def complaints_about_ours(where: str, floor: int, name: str, root: Path) -> Iterator[str]:
    if where == "coknow/_async.py":
        yield f"_async patches first and imports nothing of ours, not {name}"
        return
    target = floor_of_name(name, root)
    if target is None:
        yield f"{name} stands on no floor: give its folder one in tests/floors/floors.py"
    elif target > floor:
        yield f"floor {floor} imports {name} from floor {target}"
    mine, theirs = activity_of_path(where), activity_of_name(name, root)
    if mine and theirs and mine != theirs:
        yield f"activity {mine} imports activity {theirs}: what they share belongs into parts/"


# -- which floor -----------------------------------------------------------------------------------------------------


def floor_of_path(where: str) -> int | None:
    parts = where.removesuffix(".py").split("/")
    if parts[0] != "coknow":
        return FLOORS.get(parts[0])
    if parts[1] in ("__init__", "_async"):  # importable from everywhere, hence on the ground
        return 0
    return FLOORS.get(parts[1])


def floor_of_name(name: str, root: Path) -> int | None:
    parts = name.split(".")
    if parts[0] != "coknow":
        return FLOORS.get(parts[0])
    if len(parts) == 1 or not is_module(root, parts[:2]):  # `from coknow import __version__`
        return 0
    return FLOORS.get(parts[1])


def is_module(root: Path, parts: list[str]) -> bool:
    path = root.joinpath(*parts)
    return path.is_dir() or path.with_suffix(".py").exists()


def activity_of_path(where: str) -> str | None:
    """The activity's folder; modules lying directly in activities/ (the scan, the contract) belong to none."""
    parts = where.split("/")
    return parts[2] if parts[:2] == ["coknow", "activities"] and len(parts) > 3 else None


def activity_of_name(name: str, root: Path) -> str | None:
    parts = name.split(".")
    if parts[:2] != ["coknow", "activities"] or len(parts) < 3:
        return None
    return parts[2] if root.joinpath(*parts[:3]).is_dir() else None


def chances(where: str) -> set[str]:
    """What this file may take from `random`; the empty set for nearly all of them."""
    return next((names for place, names in CHANCE.items() if where == place or where.startswith(place + "/")), set())


def is_a_test(where: str) -> bool:
    """Tests may lie in an activity's folder; they may use what the code may not."""
    name = where.rsplit("/", 1)[-1]
    return "/tests/" in where or name.startswith("test_") or name == "conftest.py"


# -- reading ---------------------------------------------------------------------------------------------------------


def imports_of(tree: ast.AST, where: str) -> Iterator[Import]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            module = absolute(node, where)
            for alias in node.names:
                yield Import(module if alias.name == "*" else f"{module}.{alias.name}".lstrip("."), node.lineno)
        elif isinstance(node, ast.Call) and (name := dynamic_import(node)):
            yield Import(name, node.lineno)


def absolute(node: ast.ImportFrom, where: str) -> str:
    """`from ..store import log` inside coknow/live/x.py is coknow.store."""
    if not node.level:
        return node.module or ""
    package = where.split("/")[: -node.level]
    return ".".join([*package, *([node.module] if node.module else [])])


def dynamic_import(call: ast.Call) -> str | None:
    """`import_module("coknow.web")` and `__import__("time")` with the name written out."""
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if called not in ("import_module", "__import__") or not call.args:
        return None
    first = call.args[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def impure_calls(tree: ast.AST, where: str) -> Iterator[Violation]:
    """Chance and time that need no forbidden import: os.urandom, datetime.now, an unseeded Random."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if (owner, node.attr) in BANNED_CALLS_IN_PURE:
                yield Violation(where, node.lineno, f"{owner}.{node.attr} in a pure floor: let the context hand it in")
            if owner == "random" and node.attr not in (chances(where) or {"Random"}):
                yield Violation(where, node.lineno, f"random.{node.attr} draws from a generator nobody seeded")
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                if node.module == "random" and alias.name not in (chances(where) or {"Random"}):
                    yield Violation(where, node.lineno, f"random.{alias.name} draws from a generator nobody seeded")
                if (node.module, alias.name) in BANNED_CALLS_IN_PURE:
                    yield Violation(where, node.lineno, f"{node.module}.{alias.name} in a pure floor")
        elif isinstance(node, ast.Call) and not node.args and not node.keywords:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == "Random":
                yield Violation(where, node.lineno, "Random() without a seed: a replay would draw otherwise")
