"""What a run takes from earlier ones, as a user sees it; and how a run is cut short."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import RIGHT, WRONG, part, symcheck, write

CLOSED = "from symcheck import *\nn = size('n'); x = vector('x', n)\n"
PAGE = "<!-- symcheck\nx ∈ ℝ\n-->\n# (a)\n$x + x = 2x$\n# (b)\n$x + x = 3x$\n"


def page(folder: Path, text: str = PAGE) -> Path:
    file = folder / "page.md"
    file.write_text(text, encoding="utf-8")
    return file


def remembered(folder: Path, *arguments: str) -> int:
    done = symcheck("run", "page.md", "--times", "--format", "json", *arguments, cwd=folder)
    return json.loads(done.stdout)["report"]["remembered"]


def test_a_page_that_is_as_it_was_is_not_judged_again_and_says_the_same(tmp_path: Path) -> None:
    page(tmp_path)
    first, second = (symcheck("run", "page.md", cwd=tmp_path) for _ in range(2))
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout) and first.returncode == 1
    assert remembered(tmp_path) == 2
    assert remembered(tmp_path, "--no-cache") == remembered(tmp_path, "--seed", "3") == 0


def test_a_run_that_remembers_all_imports_no_judge_and_no_sympy(tmp_path: Path) -> None:
    page(tmp_path)
    symcheck("run", "page.md", cwd=tmp_path)
    program = (
        "import sys; from symcheck.cli import main; code = main(['run', 'page.md'])\n"
        "rooms = ('sympy', 'numpy', 'flint', 'symcheck.symbolic', 'symcheck.values', 'symcheck.language')\n"
        "print([name for name in rooms if name in sys.modules], code)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[] 1"


def test_a_changed_page_is_judged_again(tmp_path: Path) -> None:
    page(tmp_path)
    assert symcheck("run", "page.md", cwd=tmp_path).returncode == 1
    page(tmp_path, PAGE.replace("3x", "2x"))
    assert remembered(tmp_path) == 0
    assert symcheck("run", "page.md", cwd=tmp_path).returncode == 0
    page(tmp_path)
    assert symcheck("run", "page.md", cwd=tmp_path).returncode == 1


def test_parts_judged_one_by_one_come_together(tmp_path: Path) -> None:
    page(tmp_path)
    symcheck("run", "page.md::a", cwd=tmp_path)
    assert remembered(tmp_path) == 1
    assert remembered(tmp_path) == 2


def test_a_python_file_with_data_beside_it_is_judged_each_time(tmp_path: Path) -> None:
    (tmp_path / "k.txt").write_text("2")
    file = tmp_path / "page.py"
    file.write_text(CLOSED + "k = int(open('k.txt').read())\n" + part("a", "    yield chain(x + x, k * x)\n"))
    assert symcheck("run", "page.py", cwd=tmp_path).returncode == 0
    (tmp_path / "k.txt").write_text("3")
    assert symcheck("run", "page.py", cwd=tmp_path).returncode == 1


def test_what_is_judged_is_what_stood_there_when_the_run_began(tmp_path: Path) -> None:
    rewriting = "    open(__file__, 'w').write('broken ='); yield chain(x + x, 2 * x)\n"
    (tmp_path / "page.py").write_text(CLOSED + part("a", rewriting) + part("b", WRONG) + part("c", RIGHT))
    done = symcheck("run", "page.py", "--jobs", "2", cwd=tmp_path)
    assert done.returncode == 1 and "3 parts: 2 pass, 1 fail" in done.stdout


@pytest.mark.parametrize("flag", ["-x", "--exitfirst"])
def test_x_stops_at_the_first_part_that_does_not_pass(tmp_path: Path, flag: str) -> None:
    write(tmp_path, part("a", RIGHT), part("b", WRONG), part("c", RIGHT), part("d", WRONG))
    done = symcheck("run", flag, "--jobs", "1", cwd=tmp_path)
    assert done.returncode == 1
    assert "stopped at the first part that does not pass: 2 of 4 parts decided" in " ".join(done.stdout.split())


def test_x_changes_nothing_where_all_passes(tmp_path: Path) -> None:
    write(tmp_path, part("a", RIGHT), part("b", RIGHT))
    done = symcheck("run", "-x", cwd=tmp_path)
    assert done.returncode == 0 and "stopped" not in done.stdout


def test_lf_takes_what_did_not_pass_and_all_where_everything_did(tmp_path: Path) -> None:
    write(tmp_path, part("a", RIGHT), part("b", WRONG), part("c", RIGHT))
    assert "3 parts" in symcheck("run", "--lf", cwd=tmp_path).stdout
    assert "1 part: 1 fail" in symcheck("run", "--lf", cwd=tmp_path).stdout
    write(tmp_path, part("a", RIGHT), part("b", RIGHT), part("c", RIGHT))
    assert "1 part: 1 pass" in symcheck("run", "--lf", cwd=tmp_path).stdout
    assert "3 parts: 3 pass" in symcheck("run", "--lf", cwd=tmp_path).stdout


def test_changed_tells_only_of_what_comes_out_otherwise_and_judges_all(tmp_path: Path) -> None:
    page(tmp_path)
    first = symcheck("run", "page.md", "--changed", cwd=tmp_path)
    assert first.returncode == 1 and "✓ a" in first.stdout and "✗ b" in first.stdout
    second = symcheck("run", "page.md", "--changed", cwd=tmp_path)
    assert second.returncode == 1 and "2 parts came out as when last judged" in second.stdout
    assert "✓ a" not in second.stdout and "✗ b" not in second.stdout and "1 pass, 1 fail" in second.stdout
    page(tmp_path, PAGE.replace("2x", "x") + "# (c)\n$x = x$\n$x + x = x + x + 0$\n")
    third = symcheck("run", "page.md", "--changed", cwd=tmp_path).stdout
    assert "✗ a" in third and "✓ c" in third and "✗ b" not in third


def test_changed_tells_of_a_line_that_turns_in_a_part_that_fails_as_before(tmp_path: Path) -> None:
    page(tmp_path, "<!-- symcheck\nx ∈ ℝ\n-->\n# (b)\n$x + x = 3x = 2x$\n")
    symcheck("run", "page.md", cwd=tmp_path)
    page(tmp_path, "<!-- symcheck\nx ∈ ℝ\n-->\n# (b)\n$x + x = 3x = 4x$\n")
    assert "✗ b" in symcheck("run", "page.md", "--changed", cwd=tmp_path).stdout


def test_durations_lists_the_slowest_parts(tmp_path: Path) -> None:
    write(tmp_path, part("fast", RIGHT), part("slow", "    time.sleep(0.3)\n", RIGHT))
    lines = symcheck("run", "--durations", "1", cwd=tmp_path).stdout.splitlines()
    (told,) = [line for line in lines if line.endswith("::slow")]
    assert told.split()[1] == "ms" and not any(line.endswith("::fast") for line in lines)


def test_a_file_is_run_without_a_command_and_a_part_by_its_id_alone(tmp_path: Path) -> None:
    page(tmp_path)
    write(tmp_path, part("a", RIGHT), part("b", WRONG))
    assert "2 parts: 1 pass, 1 fail" in symcheck("page.md", cwd=tmp_path).stdout
    assert "1 part: 1 pass" in symcheck("page.md::a", cwd=tmp_path).stdout
    assert "1 part: 1 pass" in symcheck("run", "a", cwd=tmp_path).stdout
    assert symcheck("list", "b", cwd=tmp_path).stdout.count("::") == 1
    missing = symcheck("run", "z", cwd=tmp_path)
    assert (
        missing.returncode == 2
        and "no part 'z' in derivations/page.py, and no such file or folder; it has a, b" in missing.stderr
    )
    wrong = symcheck("runn", cwd=tmp_path)
    assert wrong.returncode == 2 and "did you mean run" in wrong.stderr


def test_the_cache_says_where_it_lies_and_is_cleared(tmp_path: Path) -> None:
    page(tmp_path)
    symcheck("run", "page.md", cwd=tmp_path)
    where = symcheck("cache", "where", cwd=tmp_path).stdout.strip()
    assert Path(where) == tmp_path / ".symcheck_cache" and Path(where).is_dir()
    assert symcheck("cache", "clear", cwd=tmp_path).stdout.startswith("3 entries forgotten")
    assert not Path(where).exists()


def test_two_runs_at_once_do_not_harm_one_another(tmp_path: Path) -> None:
    page(tmp_path)
    command = [sys.executable, "-m", "symcheck", "run", "page.md"]
    runs = [subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    outputs = [run.communicate(timeout=120)[0] for run in runs]
    assert len(set(outputs)) == 1 and all(run.returncode == 1 for run in runs)
    assert remembered(tmp_path) == 2
    names = [file.name for file in (tmp_path / ".symcheck_cache").iterdir()]
    assert not [name for name in names if name.startswith(".") and name != ".gitignore"]


def test_the_configuration_says_which_formats_are_written_and_whether_to_remember(tmp_path: Path) -> None:
    page(tmp_path)
    config = tmp_path / "pyproject.toml"
    config.write_text('[tool.symcheck]\nformats = ["terminal", "junit=out.xml", "markdown=out.md"]\ncache = false\n')
    done = symcheck("run", "page.md", cwd=tmp_path)
    assert "2 parts: 1 pass, 1 fail" in done.stdout
    assert (tmp_path / "out.xml").read_text(encoding="utf-8").count("<testcase") == 2
    assert "## symcheck: 2 parts" in (tmp_path / "out.md").read_text(encoding="utf-8")
    assert not (tmp_path / ".symcheck_cache").exists()
    config.write_text('[tool.symcheck]\nformats = ["jnuit=out.xml"]\n')
    wrong = symcheck("run", "page.md", cwd=tmp_path)
    assert wrong.returncode == 2 and "did you mean junit?" in wrong.stderr
