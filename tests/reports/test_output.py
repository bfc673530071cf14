"""The output folder: everything of a run at once or nothing, whatever happens in between."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.outputs import output, system_calls
from pipeline.outputs.lock import OutputBusy
from pipeline.outputs.output import OutputFolder

KILLED_RUN = """
import os, signal, sys
from pathlib import Path
from pipeline.outputs import output

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

step, final = sys.argv[1], Path(sys.argv[2])
rename = Path.rename
def rename_then_die(self, target):
    rename(self, target)
    die()

if step == "before writing through":
    output.write_through = die
if step == "before the swap":
    output.exchange = die
if step == "after the swap":
    output.sync = die
if step == "between two renames":
    output.exchange = lambda *_: False
    Path.rename = rename_then_die
with output.OutputFolder(final) as folder:
    (folder / "a.txt").write_text("new")
    if step == "while writing":
        die()
    (folder / "b.txt").write_text("new")
"""
STEPS = ["while writing", "before writing through", "before the swap", "after the swap", "between two renames"]
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


def write(final: Path, text: str) -> None:
    with OutputFolder(final) as folder:
        (folder / "a.txt").write_text(text)
        (folder / "b.txt").write_text(text)


def contents(final: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in final.iterdir()}


@pytest.fixture
def final(tmp_path: Path) -> Path:
    return tmp_path / "output" / "2026-11"


def test_a_run_makes_its_folder_and_leaves_nothing_else(final: Path) -> None:
    write(final, "new")
    assert contents(final) == {"a.txt": "new", "b.txt": "new"}
    assert os.listdir(final.parent) == ["2026-11"]


def test_nothing_of_a_run_is_seen_before_it_ends(final: Path) -> None:
    write(final, "old")
    with OutputFolder(final) as folder:
        (folder / "a.txt").write_text("new")
        assert contents(final) == {"a.txt": "old", "b.txt": "old"}


def test_files_of_the_run_before_are_gone_after_the_next(final: Path) -> None:
    write(final, "old")
    with OutputFolder(final) as folder:
        (folder / "c.txt").write_text("new")
    assert contents(final) == {"c.txt": "new"}
    assert os.listdir(final.parent) == ["2026-11"]


def test_a_run_that_fails_leaves_the_last_output_as_it_was(final: Path) -> None:
    write(final, "old")
    with pytest.raises(KeyboardInterrupt), OutputFolder(final) as folder:
        (folder / "a.txt").write_text("new")
        raise KeyboardInterrupt
    assert contents(final) == {"a.txt": "old", "b.txt": "old"}
    assert os.listdir(final.parent) == ["2026-11"]


def test_without_a_swap_in_one_step_the_result_is_the_same(final: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "exchange", lambda *_: False)
    write(final, "old")
    write(final, "new")
    assert contents(final) == {"a.txt": "new", "b.txt": "new"}
    assert os.listdir(final.parent) == ["2026-11"]


def test_a_rename_that_fails_puts_the_last_output_back(final: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows when somebody has one of the workbooks open."""
    write(final, "old")
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name.endswith(".new"):
            raise PermissionError(errno.EACCES, "in use", str(self))
        return rename(self, target)

    monkeypatch.setattr(output, "exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        write(final, "new")
    assert contents(final) == {"a.txt": "old", "b.txt": "old"}
    assert os.listdir(final.parent) == ["2026-11"]


def test_a_full_disk_leaves_the_last_output_as_it_was(final: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    write(final, "old")
    monkeypatch.setattr(output, "write_through", full)
    with pytest.raises(OSError, match="No space"):
        write(final, "new")
    assert contents(final) == {"a.txt": "old", "b.txt": "old"}


def test_a_place_where_nothing_can_be_written_is_an_os_error(final: Path) -> None:
    final.parent.write_text("not a folder")
    with pytest.raises(OSError, match="output"):
        write(final, "new")


def test_a_file_in_the_place_of_the_folder_is_not_replaced(final: Path) -> None:
    final.parent.mkdir()
    final.write_text("mine")
    with pytest.raises(NotADirectoryError):
        write(final, "new")
    assert final.read_text() == "mine"


@needs_signals
@pytest.mark.parametrize("step", STEPS)
def test_a_killed_run_leaves_one_complete_output_once_the_next_run_starts(final: Path, step: str) -> None:
    write(final, "old")
    killed = subprocess.run([sys.executable, "-c", KILLED_RUN, step, str(final)], check=False)
    assert killed.returncode == -signal.SIGKILL
    if step != "between two renames":
        expected = "new" if step == "after the swap" else "old"
        assert contents(final) == {"a.txt": expected, "b.txt": expected}, "one step: complete at any moment"
    with pytest.raises(RuntimeError), OutputFolder(final):
        raise RuntimeError("the next run starts, and fails")
    expected = "new" if step == "after the swap" else "old"
    assert contents(final) == {"a.txt": expected, "b.txt": expected}
    assert os.listdir(final.parent) == ["2026-11"]


@needs_signals
@pytest.mark.parametrize("step", STEPS)
def test_after_a_killed_run_the_next_one_does_its_work(final: Path, step: str) -> None:
    write(final, "old")
    subprocess.run([sys.executable, "-c", KILLED_RUN, step, str(final)], check=False)
    write(final, "newer")
    assert contents(final) == {"a.txt": "newer", "b.txt": "newer"}


def test_a_second_run_at_the_same_folder_is_told_that_one_is_under_way(final: Path) -> None:
    with OutputFolder(final) as folder:
        (folder / "a.txt").write_text("first")
        with pytest.raises(OutputBusy, match="2026-11 正在由另一次运行写入"), OutputFolder(final):
            pass
    assert contents(final) == {"a.txt": "first"}


def test_a_run_in_another_process_is_seen_too(final: Path) -> None:
    waiting = "import sys,time\nfrom pathlib import Path\nfrom pipeline.outputs.output import OutputFolder\n"
    waiting += "with OutputFolder(Path(sys.argv[1])) as f:\n    print('in', flush=True)\n    time.sleep(60)\n"
    other = subprocess.Popen([sys.executable, "-c", waiting, str(final)], stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"in"
        with pytest.raises(OutputBusy):
            write(final, "new")
    finally:
        other.kill()
        other.wait()
        if other.stdout:
            other.stdout.close()
    write(final, "new")
    assert contents(final) == {"a.txt": "new", "b.txt": "new"}


def test_two_months_can_be_written_at_once(tmp_path: Path) -> None:
    with OutputFolder(tmp_path / "2026-10") as one, OutputFolder(tmp_path / "2026-11") as other:
        (one / "a.txt").write_text("october")
        (other / "a.txt").write_text("november")
    assert contents(tmp_path / "2026-10") == {"a.txt": "october"}


@needs_signals
def test_a_reader_never_finds_the_folder_missing(final: Path) -> None:
    write(final, "0")
    writer = "import sys\nfrom pathlib import Path\nfrom pipeline.outputs.output import OutputFolder\n"
    writer += "for n in range(40):\n  with OutputFolder(Path(sys.argv[1])) as f:\n"
    writer += "    for name in ('a.txt', 'b.txt'): (f / name).write_text(str(n))\n"
    if not system_calls.exchange(*_two_folders(final.parent)):
        pytest.skip("this file system cannot swap two folders")
    with subprocess.Popen([sys.executable, "-c", writer, str(final)]) as other:
        while other.poll() is None:
            assert final.is_dir()
    assert other.returncode == 0


def _two_folders(parent: Path) -> tuple[Path, Path]:
    pair = parent / "one", parent / "two"
    for folder in pair:
        folder.mkdir()
    return pair
