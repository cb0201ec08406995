#!/usr/bin/env python3
"""Set up and start Coknow in one step; needs Python 3.11 or newer and nothing else.

    python3 dev.py demo [options]     a whole café with simulated people, in your browser
    python3 dev.py run [options]      the server (coknow serve)
    python3 dev.py test [options]     everything that tests it; options go to pytest
    python3 dev.py check              only the type check of the front end
    python3 dev.py watch              bundle the front end again at every edit
    python3 dev.py setup [--test]     only the set-up
    python3 dev.py lock               make the lock files anew (after editing pyproject.toml or package.json)

Everything lands in .venv/, node_modules/, static/dist/ and build/ beside this file, and stamps in them skip what is
done already. One exception: `test`, run as root on a Debian, installs chromium, postgresql, redis-server and libatomic1 where
they are missing.

Standard library only, for this file runs before anything is installed.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OLDEST_PYTHON, FIRST_UNTESTED_PYTHON = (3, 11), (3, 15)

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
VENV_STAMP = VENV / ".coknow-stamp"
TYPES_STAMP = ROOT / "build/types-stamp"

# requirements-test.lock holds everything in requirements.lock, at the same versions
RUN_LOCK, TEST_LOCK, NODE_LOCK = "requirements.lock", "requirements-test.lock", "requirements-node.lock"


def main(arguments: list[str]) -> None:
    command, *options = arguments or ["help"]
    commands = {
        "demo": demo, "run": serve, "test": test, "check": check, "watch": watch, "setup": setup, "lock": lock,
    }
    if command in ("help", "-h", "--help"):
        print(__doc__)
        return
    if command not in commands:
        stop(f"there is no {command!r}; there are {', '.join(commands)}")
    try:
        commands[command](options)
    except subprocess.CalledProcessError as failed:
        stop(f"this failed (exit {failed.returncode}), its output is above: {' '.join(map(str, failed.cmd))}")
    except KeyboardInterrupt:
        sys.exit(130)


# -- the commands --------------------------------------------------------------------------------------------------


def demo(options: list[str]) -> None:
    set_up()
    become("coknow", "demo", *options)


def serve(options: list[str]) -> None:
    set_up()
    become("coknow", "serve", *options)


def test(options: list[str]) -> None:
    set_up(for_tests=True)
    install_debian_packages()
    check_types()
    become("python", "-m", "pytest", *options)


def check(options: list[str]) -> None:
    set_up(for_tests=True)
    check_types(again=True)
    say("types are right")


def watch(options: list[str]) -> None:
    set_up()
    node, _, environment = front_end().node_and_npm()
    (ROOT / "static/dist/.stamp").unlink(missing_ok=True)  # what a watch leaves is not minified
    execute([*node, "build.mjs", "--watch"], environment)


def setup(options: list[str]) -> None:
    set_up(for_tests="--test" in options)
    if "--test" in options:
        install_debian_packages()


def lock(options: list[str]) -> None:
    """Make the four lock files anew: the newest versions that pyproject.toml and package.json allow.

    uv does the resolving, for one lock that serves every platform and Python; `--no-header --no-annotate` and
    .npmrc's omit-lockfile-registry-resolved keep the files free of any host's name, so that they work behind a
    mirror. uv.lock would name one host per file: never commit one.
    """
    with tempfile.TemporaryDirectory() as folder:
        run(sys.executable, "-m", "venv", folder)
        bin_folder = Path(folder) / BIN.name
        run(bin_folder / PYTHON.name, "-m", "pip", "install", "-q", "uv")
        compile_ = [
            bin_folder / "uv", "pip", "compile", "-q", "--upgrade",
            "--universal", "--generate-hashes", "--no-header", "--no-annotate",
        ]  # fmt: skip
        servers = ["--extra", "postgresql", "--extra", "redis"]  # so that a deployment is hash-checked too
        run(*compile_, "pyproject.toml", *servers, "--group", "build", "-o", RUN_LOCK)
        run(*compile_, "pyproject.toml", "--extra", "test", "--group", "build", "-c", RUN_LOCK, "-o", TEST_LOCK)
        run(*compile_, "--group", "node", "-o", NODE_LOCK)
    if not shutil.which("npm"):
        stop("package-lock.json is made by npm, which is not on PATH; the Python locks are done")
    with tempfile.TemporaryDirectory() as folder:
        # Away from node_modules and the old lock: npm would keep what it finds there.
        for name in ("package.json", ".npmrc"):
            shutil.copy(ROOT / name, folder)
        run("npm", "install", "--package-lock-only", "--ignore-scripts", "--prefix", folder)
        shutil.copy(Path(folder) / "package-lock.json", ROOT)


# -- set-up --------------------------------------------------------------------------------------------------------


def set_up(for_tests: bool = False) -> None:
    if not OLDEST_PYTHON <= sys.version_info[:2] < FIRST_UNTESTED_PYTHON:
        stop(
            f"Coknow runs on Python {dotted(OLDEST_PYTHON)} up to, not including, {dotted(FIRST_UNTESTED_PYTHON)};"
            f" this is {sys.version.split()[0]}. Try: python3.13 dev.py …"
        )
    with one_at_a_time():
        install_python_packages(for_tests)
        if for_tests:  # tsc comes with the development packages
            in_venv("import hatch_build as b; b.install_npm_packages(b.Path('.').resolve(), with_dev=True)")
        if not front_end().is_built(ROOT):
            run(PYTHON, "hatch_build.py")
        install_coknow_itself()


def install_python_packages(for_tests: bool) -> None:
    """Fill .venv, hash-checked; the larger set serves for the smaller one too."""
    lock_file = TEST_LOCK if for_tests else RUN_LOCK
    locks = [lock_file] if front_end().has_system_node() else [lock_file, NODE_LOCK]
    wanted = {name: content_hash(name) for name in locks}
    wanted["python"] = dotted(sys.version_info[:3])
    have = read_venv_stamp()
    if RUN_LOCK in wanted and have.get(TEST_LOCK) == content_hash(TEST_LOCK):
        del wanted[RUN_LOCK]
    if PYTHON.exists() and wanted.items() <= have.items():
        return
    started = time.monotonic()
    if have.get("python") != wanted["python"]:
        make_venv()
        have = {}
    VENV_STAMP.unlink(missing_ok=True)
    requirements = [option for name in locks for option in ("-r", name)]
    pip_install("--require-hashes", *requirements)
    VENV_STAMP.write_text(json.dumps(have | wanted, indent=1))
    say(f"Python packages ready in {time.monotonic() - started:.0f} s")


def install_coknow_itself() -> None:
    """Editable: the checkout is what runs. The build hook finds the front end built already."""
    wanted = {"pyproject.toml": content_hash("pyproject.toml")}
    have = read_venv_stamp()
    if wanted.items() <= have.items():
        return
    # --no-build-isolation: the build backend is hash-checked like the rest
    pip_install("--no-deps", "--no-build-isolation", "-e", ".")
    VENV_STAMP.write_text(json.dumps(have | wanted, indent=1))


def make_venv() -> None:
    """A new .venv; Debian's Python may come without the module for it."""
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if not may_use_apt():
        print(made.stdout, made.stderr, file=sys.stderr)
        stop("Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv")
    apt_install(["python3-venv"])
    run(sys.executable, "-m", "venv", VENV)


def pip_install(*what: object) -> None:
    run(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", *what)


def read_venv_stamp() -> dict:
    try:
        return json.loads(VENV_STAMP.read_text())
    except (OSError, ValueError):
        return {}


@contextlib.contextmanager
def one_at_a_time():
    """Two dev.py at once would fight over .venv and node_modules; the second one waits."""
    try:
        import fcntl
    except ImportError:  # Windows: no such lock, no such promise
        yield
        return
    (ROOT / "build").mkdir(exist_ok=True)
    with open(ROOT / "build/setup.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def front_end():
    """hatch_build.py as a module: standard library only, like this file."""
    sys.path[:0] = [str(ROOT)] if str(ROOT) not in sys.path else []
    # Importing must not write: a root-owned __pycache__ in the checkout would stop the next, unprivileged user.
    sys.dont_write_bytecode = True
    import hatch_build

    return hatch_build


# -- what only the tests need --------------------------------------------------------------------------------------


def check_types(again: bool = False) -> None:
    """tsc over the front end, skipped when nothing changed since it last found no fault."""
    build = front_end()
    extra = [ROOT / "build.d.ts"]
    fingerprint = build.bundle_fingerprint(ROOT) + build.hash_of(ROOT, extra)
    if not again and build.read_stamp(TYPES_STAMP) == fingerprint:
        return
    in_venv(
        "import hatch_build as b, subprocess, sys\n"
        "node, _, environment = b.node_and_npm()\n"
        "tsc = [*node, 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']\n"
        "sys.exit(subprocess.run(tsc, env=environment).returncode)",
        on_failure="the front end has type errors, listed above; no test was run",
    )
    TYPES_STAMP.parent.mkdir(exist_ok=True)
    TYPES_STAMP.write_text(fingerprint)


def install_debian_packages() -> None:
    """Chromium and the servers of PostgreSQL and Redis; where they cannot be installed, the tests that need them fail."""
    found = {
        "chromium": find_chromium(), "postgresql": find_initdb(), "redis-server": shutil.which("redis-server"),
        "libatomic1": has_libatomic(),
    }
    missing = [package for package, there in found.items() if not there]
    if not missing:
        return
    if may_use_apt():
        apt_install(missing)
    else:
        say(f"NOTE: {' and '.join(missing)} not found: the tests that need it will fail. Debian: sudo apt-get install")


def find_chromium() -> str | None:
    """tests/browser/conftest.py looks in the same places."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


def find_initdb() -> str | None:
    """Debian keeps the server's programs off PATH. tests/conftest.py looks in the same places."""
    if path := shutil.which("initdb"):
        return path
    return next(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), None)


def has_libatomic() -> bool:
    """Playwright's own Node is linked against it, and a minimal Debian comes without."""
    return sys.platform != "linux" or bool(ctypes.util.find_library("atomic"))


def may_use_apt() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def apt_install(packages: list[str]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", "-q", environment=quiet)  # a fresh image has no package lists
    run("apt-get", "install", "-y", "-q", "--no-install-recommends", *packages, environment=quiet)


# -- small tools ---------------------------------------------------------------------------------------------------


def run(*command: object, environment: dict[str, str] | None = None) -> None:
    words = [str(word) for word in command]
    say("+ " + " ".join(words))
    subprocess.run(words, cwd=ROOT, env=environment, check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr)


def in_venv(code: str, on_failure: str = "") -> None:
    """Run a line or two in .venv's Python, for it may be the only one that has Node."""
    done = subprocess.run([str(PYTHON), "-B", "-c", code], cwd=ROOT, stdin=subprocess.DEVNULL)
    if done.returncode:
        stop(on_failure or f"this failed (exit {done.returncode}), its output is above: {code}")


def become(program: str, *options: str) -> None:
    """Go on as a program of .venv: signals and the exit code are then its own."""
    execute([str(BIN / program), *options], dict(os.environ))


def execute(command: list[str], environment: dict[str, str]) -> None:
    os.chdir(ROOT)
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":  # execv on Windows returns to the shell at once
        sys.exit(subprocess.run(command, env=environment).returncode)
    os.execve(command[0], command, environment)


def content_hash(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def stop(reason: str) -> None:
    sys.exit(f"dev.py: {reason}")


if __name__ == "__main__":
    main(sys.argv[1:])
