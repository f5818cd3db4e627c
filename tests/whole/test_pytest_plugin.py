"""Derivations as tests of pytest: collected when asked for, failing with the report's text, like any other test."""

import subprocess
import sys
from pathlib import Path

import pytest
from junitparser import JUnitXml

from tests.command import LEAD, RIGHT, WRONG, part

pytest_plugins = ["pytester"]
PLUGIN = ("-p", "symcheck.pytest_plugin")
PAGE = "<!-- symcheck\nx ∈ ℝ\n-->\n# (a)\n$x + x = 2x$\n# (b)\n$x + x = 3x$\n"


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A page, a Python file, one file that is none, and a test of the usual kind."""
    folder = pytester.mkdir("derivations")
    (folder / "page.md").write_text(PAGE, encoding="utf-8")
    (folder / "sums.py").write_text(LEAD + part("double", RIGHT) + part("triple", WRONG), encoding="utf-8")
    (folder / "_helper.py").write_text("1/0")
    pytester.path.joinpath("notes.md").write_text("no declarations, $x = y$")
    pytester.makepyfile(test_usual="def test_it(): assert 1 + 1 == 2")
    return pytester


def outcomes(result: pytest.RunResult) -> dict[str, int]:
    return {name: count for name, count in result.parseoutcomes().items() if name in ("passed", "failed", "errors")}


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return project.runpytest_subprocess(*_plugin(project), *arguments)


def _plugin(project: pytest.Pytester) -> tuple[str, ...]:
    """Named where the installed package does not bring it along."""
    installed = project.runpytest_subprocess("--help").stdout.str()
    return () if "--symcheck" in installed else PLUGIN


def test_without_being_asked_for_it_collects_nothing(project: pytest.Pytester) -> None:
    assert outcomes(run(project)) == {"passed": 1}


def test_a_part_is_a_test_and_its_report_the_failure(project: pytest.Pytester) -> None:
    result = run(project, "--symcheck", "-v")
    assert outcomes(result) == {"passed": 3, "failed": 2}
    result.stdout.fnmatch_lines(["derivations/page.md::a PASSED*", "derivations/page.md::b FAILED*"], consecutive=False)
    told = result.stdout.str()
    assert "refuted  derivations/page.md:7" in told and "left 4, right 6" in told
    assert "Traceback" not in told and "pytest_plugin.py" not in told


def test_it_can_be_asked_for_in_the_configuration(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nsymcheck = true\n")
    assert outcomes(run(project)) == {"passed": 3, "failed": 2}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("derivations/page.md::b",), {"failed": 1}),
        (("derivations/sums.py",), {"passed": 1, "failed": 1}),
        (("-k", "triple"), {"failed": 1}),
        (("-k", "title and not triple"), {"passed": 1}),
        (("-x", "derivations"), {"passed": 1, "failed": 1}),
        (("derivations", "--deselect", "derivations/page.md::b"), {"passed": 2, "failed": 1}),
    ],
)
def test_it_is_selected_as_tests_are(project: pytest.Pytester, arguments: tuple[str, ...], expected: dict) -> None:
    assert outcomes(run(project, "--symcheck", *arguments)) == expected


def test_the_last_failures_are_run_again(project: pytest.Pytester) -> None:
    run(project, "--symcheck")
    assert outcomes(run(project, "--symcheck", "--lf")) == {"failed": 2}


def test_it_runs_in_parallel(project: pytest.Pytester) -> None:
    assert outcomes(run(project, "--symcheck", "-n", "2")) == {"passed": 3, "failed": 2}


def test_junit_holds_the_report(project: pytest.Pytester) -> None:
    run(project, "--symcheck", "--junitxml", "out.xml")
    cases = [case for suite in JUnitXml.fromfile(str(project.path / "out.xml")) for case in suite]
    (failed,) = [case for case in cases if case.name == "b"]
    assert "left 4, right 6" in failed.result[0].text


def test_a_file_that_cannot_be_executed_is_an_error_of_collection(project: pytest.Pytester) -> None:
    project.path.joinpath("derivations", "broken.py").write_text("x = = 1\n")
    result = run(project, "--symcheck")
    assert result.ret == pytest.ExitCode.INTERRUPTED
    assert "broken.py:1: error: SyntaxError" in result.stdout.str() and "Traceback" not in result.stdout.str()


def test_a_part_that_crashes_or_hangs_costs_that_part(project: pytest.Pytester) -> None:
    project.path.joinpath("pyproject.toml").write_text("[tool.symcheck]\ntimeout = 1\n")
    crash, hang = (part(id, f"    {body}\n", RIGHT) for id, body in (("c", "os._exit(3)"), ("h", "time.sleep(60)")))
    project.path.joinpath("derivations", "bad.py").write_text(LEAD + crash + hang + part("r", RIGHT))
    result = run(project, "--symcheck", "derivations/bad.py")
    assert outcomes(result) == {"passed": 1, "failed": 2}


def test_loading_the_plugin_imports_nothing_of_the_engine(tmp_path: Path) -> None:
    program = (
        "import sys, pytest, symcheck.pytest_plugin\n"
        "print([name for name in sys.modules if name.startswith('symcheck.') or name in ('sympy', 'numpy')])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['symcheck.pytest_plugin']"
