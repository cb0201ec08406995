"""What is installed on a server without Node and without this repository: the wheel, and a server started from it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent

pytestmark = pytest.mark.slow


def make_wheel(source: Path, folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), "."]
    subprocess.run(command, cwd=source, check=True, stdin=subprocess.DEVNULL)
    return next(folder.glob("coknow-*.whl"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    return make_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


def files_in(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def tracked(*folders: str) -> set[str]:
    listed = subprocess.run(["git", "ls-files", "-z", *folders], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}


def test_the_wheel_carries_the_package_the_bundles_and_the_templates(wheel):
    files = files_in(wheel)
    assert tracked("coknow") <= files
    assert {f"coknow/_web/{name}" for name in tracked("templates", "static/img")} <= files
    built = {f"coknow/_web/static/dist/{path.name}" for path in (ROOT / "static/dist").iterdir()}
    assert built <= files
    assert not [name for name in files if "node_modules" in name or name.startswith(("tests/", "static/"))]
    licences = {name.split("dist-info/licenses/")[-1] for name in files if "dist-info/licenses/" in name}
    assert licences == {"LICENSE", "coknow/library/LICENSE"}


def test_the_source_distribution_builds_the_same_wheel(wheel, tmp_path):
    subprocess.run([str(BIN / "hatchling"), "build", "-t", "sdist", "-d", str(tmp_path)], cwd=ROOT, check=True)
    shutil.unpack_archive(next(tmp_path.glob("coknow-*.tar.gz")), tmp_path)
    source = next(path for path in tmp_path.glob("coknow-*") if path.is_dir())
    assert not (source / "static/dist").exists() and not (source / "node_modules").exists()
    again = make_wheel(source, tmp_path / "again")
    assert files_in(again) == files_in(wheel)


def test_a_server_runs_from_the_wheel_alone(wheel, tmp_path, start_server):
    """The unpacked wheel comes before the checkout on the path, so nothing but it may be missing."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    server = start_server(PYTHONPATH=str(tmp_path / "site"))
    where = subprocess.run(
        [sys.executable, "-c", "import coknow; print(coknow.__file__)"],
        env=server.environment, cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert where.stdout.startswith(str(tmp_path / "site"))
    page = urllib.request.urlopen(f"{server.url}/").read().decode()
    bundles = re.findall(r"/static/dist/[\w.-]+", page)
    assert bundles
    for address in bundles:
        assert urllib.request.urlopen(server.url + address).status == 200
