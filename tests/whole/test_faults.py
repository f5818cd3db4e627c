"""What goes wrong round a run: signals, disks, files that cannot be read. It is said, and nothing that was decided is
lost."""

import ctypes
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from symcheck.report.formats import FORMATS
from tests.command import COMMAND, RIGHT, WRONG, part, symcheck, write

PAGE = "<!-- symcheck\nx ∈ ℝ\n-->\n# (a)\n$x + x = 2x$\n# (b)\n$x + x = 3x$\n"
LOOP = "    open('begun', 'w').write(str(os.getpid()))\n    while True: pass\n    yield\n"
TOLD_AS = """\
import os, signal, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r} and os.getpid() == owner:
            os.kill(owner, signal.{name})
owner = os.getpid()
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Finder())
from symcheck.cli import main
sys.exit(main({arguments!r}))
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A folder with derivations/page.py: a right part and a wrong one."""
    write(tmp_path, part("a", RIGHT), part("b", WRONG))
    return tmp_path


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """A run whose last part has begun and will not end."""
    process = subprocess.Popen(
        [COMMAND, "run", "--jobs", "1", *arguments], cwd=folder, stdout=-1, stderr=-1, text=True, preexec_fn=hears
    )
    until = time.monotonic() + 60
    while not (folder / "begun").exists() or not (folder / "begun").read_text():
        assert time.monotonic() < until
        time.sleep(0.02)
    return process


def hears() -> None:
    """Jobs in a shell's background ignore interrupts, and hang-ups under nohup; so do tests that are run in one."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def lives(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(") ")[2][0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_tells_what_was_decided_in_every_format(tmp_path: Path, name: str) -> None:
    write(tmp_path, part("a", WRONG), part("b", LOOP))
    process = started(tmp_path, "--format", "terminal", "--format", "json=out.json", "--format", "markdown=out.md")
    process.send_signal(signal.Signals[name])
    output, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (128 + signal.Signals[name], "")
    assert "✗ a" in output and "interrupted: 1 of 2 parts decided" in output
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert written["exit_code"] == process.returncode and written["counts"] == {"fail": 1}
    assert "**interrupted: 1 of 2 parts decided**" in (tmp_path / "out.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize(
    "module",
    [
        "symcheck.commands.parser", "msgspec", "symcheck.report.formats", "symcheck.commands.run",
        "symcheck.running.workers.forked", "rich.console", "symcheck.report.printer",
    ],
)  # fmt: skip
def test_a_signal_says_no_more_than_that_in_every_phase(page: Path, module: str, name: str) -> None:
    program = TOLD_AS.format(module=module, name=name, arguments=["run"])
    done = subprocess.run([sys.executable, "-c", program], cwd=page, capture_output=True, text=True, timeout=60)
    assert done.returncode == 128 + signal.Signals[name], done.stderr
    assert done.stderr in ("", "interrupted: nothing was decided yet\n") and not done.stdout


@pytest.mark.parametrize("module", ["symcheck.report.json", "symcheck.running.closed"])
def test_a_signal_waits_while_what_was_decided_is_told(page: Path, module: str) -> None:
    arguments = ["run", "--format", "terminal", "--format", "json=out.json"]
    program = TOLD_AS.format(module=module, name="SIGINT", arguments=arguments)
    done = subprocess.run([sys.executable, "-c", program], cwd=page, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (130, "")
    assert "2 parts: 1 pass, 1 fail" in done.stdout
    assert json.loads((page / "out.json").read_text(encoding="utf-8"))["counts"] == {"pass": 1, "fail": 1}


def test_a_signal_that_is_ignored_stays_ignored(page: Path) -> None:
    program = TOLD_AS.format(module="rich.console", name="SIGHUP", arguments=["run"])
    ignoring = program.replace("owner =", "signal.signal(signal.SIGHUP, signal.SIG_IGN); owner =", 1)
    done = subprocess.run([sys.executable, "-c", ignoring], cwd=page, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "2 parts" in done.stdout


def test_workers_end_at_once_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    child = "    import subprocess\n    subprocess.Popen(['sleep', '60'])\n"
    write(tmp_path, part("a", child, LOOP))
    process = started(tmp_path)
    worker = int((tmp_path / "begun").read_text())
    group = [int(name) for name in os.listdir("/proc") if name.isdigit() and of_group(int(name), worker)]
    assert len(group) == 2
    process.kill()
    until = time.monotonic() + 3
    while any(map(lives, group)):
        assert time.monotonic() < until
        time.sleep(0.01)
    process.communicate()


def of_group(number: int, group: int) -> bool:
    try:
        return os.getpgid(number) == group
    except ProcessLookupError:
        return False


def test_a_worker_that_is_killed_loses_nothing_that_was_decided(tmp_path: Path) -> None:
    write(tmp_path, part("a", WRONG), part("b", LOOP), part("c", RIGHT))
    process = started(tmp_path, "--timeout", "3")
    os.kill(int((tmp_path / "begun").read_text()), signal.SIGKILL)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (1, "")
    assert "3 parts: 1 pass, 1 fail, 1 timeout" in output


def small(size: int) -> Callable[[], None]:
    """No file may grow beyond so many bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [0, 100, 2000])
def test_without_room_nothing_is_remembered_and_an_old_report_stays(tmp_path: Path, size: int) -> None:
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "old.json").write_text("old")
    command = [COMMAND, "run", "page.md", "--format", "terminal", "--format", "json=old.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, preexec_fn=small(size), timeout=60)
    assert done.returncode == 2 and "2 parts: 1 pass, 1 fail" in done.stdout
    assert done.stderr == "symcheck: the report cannot be written to old.json: File too large\n"
    assert (tmp_path / "old.json").read_text() == "old" and not list(tmp_path.glob(".old*"))
    assert "2 parts: 1 pass, 1 fail" in symcheck("run", "page.md", cwd=tmp_path).stdout


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", tmp_path], capture_output=True)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
        (tmp_path / "old.py").write_text("old")
        subprocess.run(["dd", "if=/dev/zero", f"of={tmp_path}/fill", "bs=4096"], capture_output=True, check=False)
        done = symcheck("run", "page.md", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (1, "") and "1 pass, 1 fail" in done.stdout
        done = symcheck("encode", "page.md", "-o", "old.py", cwd=tmp_path)
        assert done.returncode == 2 and "cannot be written to old.py: No space left on device" in done.stderr
        assert (tmp_path / "old.py").read_text() == "old"
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def without_privileges() -> None:
    """Root reads everything, unless it gives that up."""
    if os.geteuid() == 0:
        system = ctypes.CDLL(None)
        for privilege in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            system.prctl(24, privilege, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="privileges are given up as on Linux")
@pytest.mark.parametrize("command", ["run", "list"])
def test_what_cannot_be_read_is_told_and_the_others_are_judged(page: Path, command: str) -> None:
    folder = page / "derivations"
    (folder / "secret").mkdir()
    (folder / "secret" / "page.md").write_text(PAGE, encoding="utf-8")
    for name in ("closed.md", "closed.py"):
        (folder / name).write_text("")
        (folder / name).chmod(0)
    (folder / "secret").chmod(0)
    done = subprocess.run(
        [COMMAND, command], cwd=page, capture_output=True, text=True, preexec_fn=without_privileges, timeout=60
    )
    (folder / "secret").chmod(0o700)
    said = done.stdout + done.stderr
    assert done.returncode == (1 if command == "run" else 2)
    for name in ("closed.md", "closed.py", "secret"):
        assert f"derivations/{name}:1" in said
    assert said.count("it cannot be read: Permission denied") == 3
    assert "1 pass, 1 fail" in said or command == "list"


def test_a_link_that_leads_nowhere_is_told(page: Path) -> None:
    folder = page / "derivations"
    (folder / "round.md").symlink_to("round.md")
    (folder / "gone.py").symlink_to("nowhere.py")
    (folder / "again").symlink_to(".")
    done = symcheck("run", cwd=page)
    assert done.returncode == 1 and "2 parts: 1 pass, 1 fail" in done.stdout
    assert "Too many levels of symbolic links" in done.stdout and "No such file or directory" in done.stdout
    for name, where in (("round.md", "round.md: Too many levels"), ("gone.py", "nowhere.py: No such file")):
        named = symcheck("run", f"derivations/{name}", cwd=page)
        assert named.returncode == 2 and f"derivations/{name} is a link to {where}" in named.stderr


def test_a_pipe_among_the_files_is_not_waited_for(page: Path) -> None:
    os.mkfifo(page / "derivations" / "pipe.md")
    assert "2 parts" in symcheck("run", cwd=page).stdout


@pytest.mark.parametrize("name", FORMATS)
def test_a_name_that_is_no_utf_8_is_shown_by_its_bytes(page: Path, name: str) -> None:
    file = os.fsencode(page / "derivations") + b"/b\xff.py"
    shutil.copy(page / "derivations" / "page.py", file)
    done = symcheck("run", "--format", name, cwd=page)
    assert (done.returncode, done.stderr) == (1, "") and "b\\" in done.stdout


def test_a_page_that_is_no_utf_8_says_so_before_what_comes_of_it(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(PAGE.encode() + b"\xff")
    done = symcheck("run", "page.md", cwd=tmp_path)
    assert done.returncode == 2 and "the page is not written in UTF-8" in done.stdout
    (tmp_path / "pyproject.toml").write_bytes(b"[tool.symcheck]\n# \xff\n")
    assert "is not valid TOML" in symcheck("run", "page.md", cwd=tmp_path).stderr


def test_what_cannot_even_be_said_has_its_exit_code(page: Path) -> None:
    done = subprocess.run(["sh", "-c", f"{COMMAND} run nowhere.md 2>/dev/full"], cwd=page, timeout=60)
    assert done.returncode == 2
