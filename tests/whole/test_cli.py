"""The installed command as a process: exit codes, outputs, limits, interruption."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command import COMMAND, RIGHT, WRONG, part, symcheck, write


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A folder with derivations/page.py: three right parts."""
    write(tmp_path, part("a", RIGHT), part("b.1", RIGHT), part("b.2", RIGHT))
    return tmp_path


def rows(output: str) -> dict[str, str]:
    """The mark of each part by its id."""
    return {found[2]: found[1] for found in re.finditer(r"^([✓≤~✗?!]) (\S+)  +title of", output, re.MULTILINE)}


def test_right_parts_are_green(page: Path) -> None:
    done = symcheck("run", cwd=page)
    assert (done.returncode, done.stderr) == (0, "")
    assert rows(done.stdout) == {"a": "✓", "b.1": "✓", "b.2": "✓"}
    assert "3 parts: 3 pass" in done.stdout
    assert "3 lines: 3 proved" in done.stdout


def test_a_wrong_part_is_not(page: Path) -> None:
    write(page, part("a", RIGHT), part("b", WRONG))
    done = symcheck("run", cwd=page)
    assert done.returncode == 1
    assert rows(done.stdout)["a"] == "✓"
    assert rows(done.stdout)["b"] != "✓"
    assert "derivations/page.py:9" in done.stdout


def test_a_documented_slip_is_green_unless_read_as_written(page: Path) -> None:
    slip = "    yield chain(x.sum() + x.sum(), wrong(3 * x.sum(), because='miscounted'), 2 * x.sum())\n"
    write(page, part("a", slip))
    documented = symcheck("run", cwd=page)
    assert documented.returncode == 0
    assert "because miscounted" in documented.stdout
    as_written = symcheck("run", "--as-written", cwd=page)
    assert as_written.returncode == 1
    assert "miscounted" not in as_written.stdout and "1 refuted" in as_written.stdout
    assert "as written" in as_written.stdout


def test_a_documented_slip_that_is_right_fails(page: Path) -> None:
    write(page, part("a", "    yield chain(x.sum() + x.sum(), wrong(2 * x.sum(), because='no'), 2 * x.sum())\n"))
    assert symcheck("run", cwd=page).returncode == 1


CHECKED = "    i = index('i', n)\n    yield chain(Product(x[i], i), Product(x[n - i + 1], i))\n"


def test_a_checked_part_passes_where_that_is_accepted(page: Path) -> None:
    write(page, part("a", RIGHT), part("b", CHECKED))
    done = symcheck("run", cwd=page)
    assert (done.returncode, rows(done.stdout)) == (4, {"a": "✓", "b": "≤"})
    assert "holds for all sizes up to 12; not proved beyond" in done.stdout
    assert "2 lines: 1 proved, 1 checked" in done.stdout
    accepted = symcheck("run", "--accept", "checked", cwd=page)
    assert (accepted.returncode, rows(accepted.stdout)) == (0, {"a": "✓", "b": "✓"})
    assert "2 lines: 1 proved, 1 checked" in accepted.stdout
    (page / "pyproject.toml").write_text('[tool.symcheck]\naccept = ["checked"]\nseed = 5\n')
    configured = symcheck("run", cwd=page)
    assert configured.returncode == 0 and "seed 5" in configured.stdout
    assert "seed 6" in symcheck("run", "--seed", "6", cwd=page).stdout


def test_the_gravest_exit_code_wins(page: Path) -> None:
    (page / "derivations" / "broken.py").write_text("x = = 1\n")
    write(page, part("a", RIGHT), part("b", CHECKED))
    assert symcheck("run", cwd=page).returncode == 2
    write(page, part("a", WRONG), part("b", CHECKED))
    assert symcheck("run", cwd=page).returncode == 1


def test_same_input_same_output(page: Path) -> None:
    write(page, part("a", RIGHT), part("b", WRONG))
    first = symcheck("run", "-v", cwd=page)
    assert first.stdout == symcheck("run", "-v", cwd=page).stdout
    assert first.stdout == symcheck("run", "-v", "--jobs", "2", cwd=page).stdout


def test_times_are_shown_on_request(page: Path) -> None:
    assert re.search(r"1 proved +\d+ m?s", symcheck("run", "--times", cwd=page).stdout)
    assert not re.search(r"\d+ ms", symcheck("run", cwd=page).stdout)


def test_quiet_and_verbose(page: Path) -> None:
    write(page, part("a", RIGHT), part("b", WRONG))
    quiet = symcheck("run", "-q", cwd=page).stdout
    assert set(rows(quiet)) == {"b"} and "2 parts" in quiet
    assert symcheck("run", "-v", cwd=page).stdout.count("page.py:") > symcheck("run", cwd=page).stdout.count("page.py:")


def test_parts_by_id(page: Path) -> None:
    done = symcheck("run", "derivations/page.py::b.2", cwd=page)
    assert done.returncode == 0
    assert set(rows(done.stdout)) == {"b.2"}


def test_parts_by_words(page: Path) -> None:
    assert set(rows(symcheck("run", "-k", "b and not 2", cwd=page).stdout)) == {"b.1"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("derivation",), "did you mean derivations"),
        (("derivations/pages.py",), "did you mean derivations/page.py"),
        (("derivations/page.py::b",), "did you mean b.1 or b.2"),
        (("derivations/page.py::zz",), "it has a, b.1, b.2"),
        (("empty",), "no derivation files in empty"),
        (("no_parts.py",), "no parts in no_parts.py"),
        (("helpers",), "no parts in helpers/no_parts.py"),
        (("-k", "zz"), "matches none of 3 parts"),
        (("-k", "(a"), "a parenthesis is not closed"),
        (("--sed", "1"), "did you mean --seed"),
        (("--timeout", "0"), "not a positive number of seconds"),
        (("--timeout", "soon"), "not a positive number of seconds"),
        (("--jobs", "0"), "whole number, 1 or more"),
        (("--samples", "-1"), "whole number, 1 or more"),
        (("--memory", "-1"), "whole number, 0 or more"),
        (("--color", "pink"), "invalid choice"),
        (("--format", "svgg"), "unknown format 'svgg'; did you mean svg"),
        (("--format", "svg="), "did you mean svg"),
        (("--format", "html"), "unknown format 'html'; svg is a picture of the report, markdown a page of it"),
        (("--format", "svg", "--format", "terminal"), "only one format"),
    ],
)
def test_what_cannot_run_exits_with_2_and_says_why(page: Path, arguments: tuple[str, ...], said: str) -> None:
    (page / "empty").mkdir()
    (page / "helpers").mkdir()
    (page / "helpers" / "no_parts.py").write_text("x = 1\n")
    (page / "no_parts.py").write_text("x = 1\n")
    done = symcheck("run", *arguments, cwd=page)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_to_run_at_all(tmp_path: Path) -> None:
    done = symcheck("run", cwd=tmp_path)
    assert done.returncode == 2
    assert f"looked for {tmp_path}/derivations" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"), [(("rnu",), "did you mean run"), (("--versoin",), "did you mean --version"), ((), "usage")]
)
def test_unknown_commands_and_options(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = symcheck(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr


def test_version_and_help(tmp_path: Path) -> None:
    assert symcheck("--version", cwd=tmp_path).stdout.startswith("symcheck ")
    shown = symcheck("--help", cwd=tmp_path)
    assert shown.returncode == 0
    assert "examples:" in shown.stdout and "exit codes" in shown.stdout
    assert "--as-written" in symcheck("run", "--help", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("x = = 1\n", ("broken.py:1", "SyntaxError", "x = = 1")),
        ("\n1 / 0\n", ("broken.py:2", "ZeroDivisionError")),
        ("\nimport no_such_module_xyz\n", ("broken.py:2", "ModuleNotFoundError")),
        ("import sys\nsys.exit(0)\n", ("broken.py:2", "sys.exit(0)")),
        ("import os\nos._exit(0)\n", ("broken.py:1", "exit code 0")),
        ("def f(): f()\nf()\n", ("broken.py:1", "RecursionError")),
        ("from symcheck import *\nx = vector('x', 3)\ny = vector('y', 4)\nx + y\n", ("broken.py:4", "3", "4")),
        ("from symcheck import *\n@part('')\ndef _(): pass\n", ("broken.py:2", "wants an id")),
    ],
)
def test_a_broken_file_is_an_error_and_the_others_run(page: Path, content: str, said: tuple[str, ...]) -> None:
    (page / "derivations" / "broken.py").write_text(content)
    done = symcheck("run", cwd=page)
    assert done.returncode == 2
    for words in said:
        assert words in done.stdout
    assert rows(done.stdout) == {"a": "✓", "b.1": "✓", "b.2": "✓"}
    assert "Traceback" not in done.stdout + done.stderr


def test_a_file_that_hangs_is_ended(page: Path) -> None:
    (page / "derivations" / "broken.py").write_text("while True: pass\n")
    done = symcheck("run", "--timeout", "1", cwd=page)
    assert done.returncode == 2
    assert "timeout" in done.stdout
    assert rows(done.stdout) == {"a": "✓", "b.1": "✓", "b.2": "✓"}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("    sys.exit(0)\n", "sys.exit"),
        ("    os._exit(0)\n", "exit code 0"),
        ("    raise KeyboardInterrupt\n", "KeyboardInterrupt"),
        ("    def f(): return f()\n    f()\n", "RecursionError"),
        ("    undefined_name\n", "NameError"),
        ("    1 / 0\n", "ZeroDivisionError"),
        ("    yield 3\n", ""),
    ],
)
def test_a_broken_part_is_an_error_and_the_others_run(page: Path, body: str, said: str) -> None:
    write(page, part("a", RIGHT), part("b", body, "    yield\n"), part("c", RIGHT))
    done = symcheck("run", cwd=page)
    assert done.returncode == 4
    assert rows(done.stdout) == {"a": "✓", "b": "!", "c": "✓"}
    assert said in done.stdout
    assert re.search(r"derivations/page\.py:\d", done.stdout)
    assert "Traceback" not in done.stdout + done.stderr


def test_a_wrong_line_counts_in_a_part_that_ends_early(page: Path) -> None:
    write(page, part("a", WRONG, "    undefined_name\n"), part("b", RIGHT))
    done = symcheck("run", cwd=page)
    assert done.returncode == 1
    assert rows(done.stdout) == {"a": "!", "b": "✓"} and "NameError" in done.stdout


def test_a_part_may_return_its_one_chain(page: Path) -> None:
    write(page, part("a", RIGHT.replace("yield", "return")))
    done = symcheck("run", cwd=page)
    assert done.returncode == 0 and rows(done.stdout) == {"a": "✓"}


def test_limits_of_time_end_the_part_only(page: Path) -> None:
    loop = "    while True: pass\n    yield\n"
    write(page, part("a", RIGHT), part("b", loop), part("c", loop, options=", timeout=0.5"), part("d", RIGHT))
    started = time.monotonic()
    done = symcheck("run", "--timeout", "1", cwd=page)
    assert time.monotonic() - started < 15
    assert done.returncode == 4
    assert rows(done.stdout) == {"a": "✓", "b": "!", "c": "!", "d": "✓"}
    assert "more than 1 s" in done.stdout and "more than 0.5 s" in done.stdout


def test_lines_that_were_judged_before_the_limit_are_kept(page: Path) -> None:
    deep = "    s = scalar('s')\n    for k in range(60): s = sin(s) * cos(s + k)\n    yield chain(s, 2 * s)\n"
    write(page, part("a", RIGHT, WRONG, deep), part("b", RIGHT))
    done = symcheck("run", "--timeout", "1", "--jobs", "1", cwd=page)
    assert rows(done.stdout) == {"a": "!", "b": "✓"}
    assert "more than 1 s" in done.stdout
    assert "1 proved, 1 refuted" in done.stdout and "= 3 Σ_i x_i" in done.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is kept on Linux only")
def test_a_part_that_exhausts_memory_is_an_error(page: Path) -> None:
    eater = "    a = []\n    while True: a.append(bytearray(1 << 24))\n    yield\n"
    write(page, part("a", RIGHT), part("b", eater), part("c", RIGHT))
    done = symcheck("run", "--memory", "300", cwd=page)
    assert done.returncode == 4
    assert rows(done.stdout) == {"a": "✓", "b": "!", "c": "✓"}
    assert "MemoryError" in done.stdout


def test_duplicate_ids_are_an_error_with_both_places(page: Path) -> None:
    write(page, part("a", RIGHT), part("b", RIGHT), part("a", RIGHT))
    done = symcheck("run", cwd=page)
    assert done.returncode == 4
    assert rows(done.stdout) == {"a": "!", "b": "✓"}
    assert "page.py:4" in done.stdout and "page.py:10" in done.stdout


def test_an_empty_part_and_one_of_restatements_do_not_pass(page: Path) -> None:
    write(page, part("a", "    return ()\n"), part("b", "    yield chain(x.sum(), x.sum())\n"))
    done = symcheck("run", cwd=page)
    assert done.returncode == 4
    assert "✓" not in rows(done.stdout).values()


def test_what_a_derivation_prints_stays_out_of_the_report(page: Path) -> None:
    write(page, part("a", "    print('aside')\n", RIGHT))
    done = symcheck("run", cwd=page)
    assert "aside" not in done.stdout
    assert "aside" in done.stderr


def test_an_interruption_ends_at_once_with_what_was_decided(page: Path) -> None:
    loop = "    open('begun', 'w').close()\n    while True: pass\n    yield\n"
    write(page, part("a", RIGHT), part("b", loop), part("c", RIGHT))
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        [COMMAND, "run"], cwd=page, stdout=pipe, stderr=pipe, text=True, preexec_fn=hears_interrupts
    )
    wait_for(page / "begun")
    interrupted = time.monotonic()
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=10)
    assert time.monotonic() - interrupted < 2
    assert process.returncode == 130
    assert rows(output) == {"a": "✓"}
    assert "interrupted: 1 of 3 parts decided" in output
    assert errors == ""


def test_an_ended_command_leaves_no_worker_behind(page: Path) -> None:
    loop = "    open('begun', 'w').write(str(os.getpid()))\n    while True: pass\n    yield\n"
    write(page, part("a", loop))
    process = subprocess.Popen([COMMAND, "run"], cwd=page, stdout=subprocess.DEVNULL)
    wait_for(page / "begun")
    time.sleep(0.1)
    process.terminate()
    assert process.wait(timeout=10) == 128 + signal.SIGTERM
    with pytest.raises(ProcessLookupError):
        os.kill(int((page / "begun").read_text()), 0)


def hears_interrupts() -> None:
    """A shell's background jobs ignore interrupts, and so do the tests that are run in one."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_for(file: Path) -> None:
    until = time.monotonic() + 20
    while not file.exists():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_reader_that_leaves_is_no_crash(page: Path) -> None:
    process = subprocess.Popen([COMMAND, "run"], cwd=page, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
    process.wait(timeout=20)


def on_a_terminal(*arguments: str, cwd: Path, **environment: str) -> str:
    """All that the command writes to a terminal of 70 columns."""
    parent, child = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(
        [COMMAND, *arguments], cwd=cwd, env={**kept, "TERM": "xterm-256color", "COLUMNS": "70", **environment},
        stdin=child, stdout=child, stderr=child,
    )  # fmt: skip
    os.close(child)
    text = b""
    while select.select([parent], [], [], 30)[0]:
        try:
            piece = os.read(parent, 1 << 16)
        except OSError:  # how a terminal ends on Linux
            break
        if not piece:
            break
        text += piece
    os.close(parent)
    process.wait(timeout=20)
    return text.decode()


def test_a_terminal_gets_color_progress_and_times(page: Path) -> None:
    text = on_a_terminal("run", cwd=page)
    assert "\x1b[32m" in text
    assert "/3 " in text
    assert re.search(r"\d+ ms", text)


def test_no_color_on_a_terminal(page: Path) -> None:
    text = on_a_terminal("run", "-q", cwd=page, NO_COLOR="1")
    assert "3 pass" in text
    assert "\x1b[3" not in text and "\x1b[1" not in text


def test_a_pipe_gets_plain_text_at_80_columns(page: Path) -> None:
    write(page, part("a", RIGHT), part("b", WRONG))
    piped = symcheck("run", "-v", cwd=page).stdout
    assert "\x1b" not in piped
    assert max(map(len, piped.splitlines())) <= 80
    narrow = symcheck("run", "-v", cwd=page, COLUMNS="50").stdout
    assert max(map(len, narrow.splitlines())) <= 50


def test_color_can_be_had_and_refused(page: Path) -> None:
    assert "\x1b[" in symcheck("run", "--color", "always", cwd=page).stdout
    assert "\x1b[" in symcheck("run", cwd=page, FORCE_COLOR="1").stdout
    assert "\x1b[32m" in symcheck("run", "--color", "always", cwd=page, NO_COLOR="1").stdout
    assert "\x1b[" not in symcheck("run", "--color", "never", cwd=page, FORCE_COLOR="1").stdout
    assert "\x1b[" not in symcheck("run", cwd=page, NO_COLOR="1").stdout


def test_an_encoding_without_our_marks_gets_no_other_marks(page: Path) -> None:
    done = symcheck("run", cwd=page, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert r"\u2713 a" in done.stdout


def test_several_formats_each_to_its_file(page: Path) -> None:
    done = symcheck("run", "--format", "svg=report.svg", "--format=terminal=report.txt", cwd=page)
    assert done.returncode == 0
    assert (page / "report.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (page / "report.txt").read_text(encoding="utf-8") == done.stdout
    assert not list(page.glob(".*report*"))


def test_a_format_without_a_file_stands_alone_on_standard_output(page: Path) -> None:
    done = symcheck("run", "--format", "svg", cwd=page)
    assert done.returncode == 0
    assert done.stdout.startswith("<svg") and done.stdout.rstrip().endswith("</svg>")


def test_a_report_that_cannot_be_written_leaves_nothing_behind(page: Path) -> None:
    for file in ("no/such/folder.svg", "derivations", "derivations/page.py/report.svg"):
        done = symcheck("run", "--format", f"svg={file}", cwd=page)
        assert done.returncode == 2
        assert f"cannot be written to {file}" in done.stderr
    assert not list(page.rglob("*svg*"))


def test_a_report_is_written_through_links_and_into_pipes(page: Path) -> None:
    (page / "latest").symlink_to("report.svg")
    assert symcheck("run", "--format", "svg=latest", cwd=page).returncode == 0
    assert (page / "latest").is_symlink() and (page / "report.svg").is_file()
    assert "</svg>" in symcheck("run", "--format", "svg=/dev/stdout", cwd=page).stdout


def shell(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command line as a shell reads it, `symcheck` being the installed one."""
    line = command.replace("symcheck", COMMAND)
    return subprocess.run(["sh", "-c", line], cwd=cwd, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("symcheck run >/dev/full", 2, "symcheck: standard output: No space left on device"),
        ("symcheck run --format json >/dev/full", 2, "symcheck: standard output: No space left on device"),
        ("symcheck list >/dev/full", 2, "symcheck: standard output: No space left on device"),
        ("symcheck run >&-", 1, ""),
        ("symcheck run 2>&-", 1, ""),
        ("symcheck run <&-", 1, ""),
        ("symcheck run <&- >&- 2>&-", 1, ""),
        ("mkdir gone && cd gone && rmdir ../gone && symcheck run", 2, "symcheck: the working folder"),
    ],
)
def test_streams_that_are_full_or_closed_and_a_folder_that_is_gone(
    tmp_path: Path, command: str, code: int, said: str
) -> None:
    write(tmp_path, part("a", RIGHT), part("b", WRONG))
    done = shell(command, tmp_path)
    assert done.returncode == code and "Traceback" not in done.stderr, done.stderr
    assert said in done.stderr


def test_a_report_on_a_full_disk_leaves_the_old_one(tmp_path: Path) -> None:
    write(tmp_path, part("a", RIGHT))
    done = symcheck("run", "--format", "json=/dev/full", cwd=tmp_path)
    assert done.returncode == 2 and "cannot be written to /dev/full" in done.stderr and "1 pass" in done.stdout
