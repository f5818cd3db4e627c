"""The wheel: it holds what is needed, and runs where there is no repository."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import symcheck
from tests.campaign.corpus import ROOT

pytest.importorskip("setuptools", minversion="77")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, with nothing that is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "symcheck", folder / "symcheck", ignore=shutil.ignore_patterns("__pycache__"))
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        ".",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-w",
        "out",
    ]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    (built,) = (folder / "out").glob("*.whl")
    return built


def test_it_holds_the_package_its_documents_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert wheel.name == f"symcheck-{symcheck.__version__}-py3-none-any.whl"
    assert {name.split("/")[0] for name in names} == {"symcheck", f"symcheck-{symcheck.__version__}.dist-info"}
    for name in ("py.typed", "docs/guide.md", "docs/changelog.md", "docs/report.schema.json"):
        assert f"symcheck/{name}" in names
    sources = {str(file.relative_to(ROOT)) for file in (ROOT / "symcheck").rglob("*.py")}
    assert sources == {name for name in names if name.endswith(".py")}


def test_it_runs_without_the_repository(wheel: Path, tmp_path: Path) -> None:
    home, folder = tmp_path / "venv", tmp_path / "work"
    folder.mkdir()
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel]
    subprocess.run(install, check=True, capture_output=True, timeout=300)
    packages = next(home.glob("lib/*/site-packages"))
    (packages / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return subprocess.run(command, cwd=folder, env=kept, capture_output=True, text=True, timeout=300)

    where = run(str(python), "-c", "import symcheck; print(symcheck.__file__)").stdout
    assert Path(where.strip()).is_relative_to(packages)
    command = str(home / "bin" / "symcheck")
    assert run(command, "--version").stdout == f"symcheck {symcheck.__version__}\n"
    assert run(command, "new", "notes.md").returncode == 0
    done = run(command, "notes.md", "--format", "terminal", "--format", "json=out.json")
    assert done.returncode == 0 and "2 parts" in done.stdout, done.stderr
    tests = run(str(python), "-m", "pytest", "--symcheck", "-p", "no:cacheprovider", "notes.md")
    assert tests.returncode == 0 and "2 passed" in tests.stdout, tests.stdout


def test_the_version_stands_in_one_place() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'dynamic = ["version"]' in text and not re.search(r"^version = \"", text, re.MULTILINE)
