"""Inbox and output on shared storage: complete or not there, nothing lost, and plain words when it cannot be used."""

from __future__ import annotations

import io
import json
import shutil
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from typer.testing import CliRunner

from pipeline.app.close import close_month
from pipeline.app.month import check_month, compute_month
from pipeline.base.exits import Stop
from pipeline.base.outcome import Outcome
from pipeline.cli.main import app
from pipeline.cli.view import show
from pipeline.outputs.run_json import FIRST_BYTES
from pipeline.reports.index_page import listed_months
from pipeline.storage.at_hand import at_hand
from pipeline.storage.overview import overview
from pipeline.storage.slip_pack import as_stored
from tests.branches.group import contents, write_branch
from tests.build import MONTH, STAFF, Rows, logged, person, write_month
from tests.stored import download, upload
from tests.typed import typed

SYSTEM = MemoryFileSystem()


@pytest.fixture
def shared() -> Iterator[Path]:
    """An empty folder of a store in memory."""
    name = uuid.uuid4().hex
    yield Path(f"memory://{name}")
    SYSTEM.rm(f"/{name}", recursive=True)


@pytest.fixture(scope="module")
def one_month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One department's month, handed in and computed from shared storage to shared storage."""
    folder, store = tmp_path_factory.mktemp("one"), Path(f"memory://{uuid.uuid4().hex}")
    hand_in(folder, store)
    assert month(folder, store)[0] == 0
    download(SYSTEM, place(store), folder / "stored", packed=True)
    SYSTEM.rm(place(store), recursive=True)
    yield folder


@pytest.fixture
def computed(one_month: Path, tmp_path: Path, shared: Path) -> Path:
    """The same in this test's folder and store, which is returned; to be changed."""
    shutil.copytree(one_month, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("stored"))
    upload(SYSTEM, one_month / "stored", place(shared))
    return shared


def place(shared: Path, *names: str) -> str:
    return "/".join((shared.as_posix().removeprefix("memory:"), *names))


def hand_in(folder: Path, shared: Path, month: str = MONTH, **sheets: Rows) -> Path:
    """One department's month, in a folder here and on the shared storage; returns the folder here."""
    write_month(folder / "inbox", {"花名册": [*STAFF, person("1"), person("2")], "基金期初": [{"金额": 100}]} | sheets, month)
    upload(SYSTEM, folder / "inbox", place(shared, "inbox"))
    return folder / "inbox"


def called(command: Callable[..., Outcome], *arguments: Any, **named: Any) -> tuple[int, str]:
    with redirect_stdout(io.StringIO()) as printed:
        outcome = command(*arguments, **named)
        show(outcome)
    return outcome.code, printed.getvalue()


def archive(folder: Path) -> str:
    return f"sqlite:///{folder / 'archive.sqlite'}"


def month(folder: Path, shared: Path, name: str = MONTH) -> tuple[int, str]:
    return called(compute_month, name, shared / "inbox", shared / "output", None, archive(folder), None)


def test_one_department_comes_out_on_shared_storage_as_it_does_here(tmp_path: Path, shared: Path) -> None:
    inbox = hand_in(tmp_path, shared, 扣分记录=[logged("1", "B-8")])
    code, printed = month(tmp_path, shared)
    assert code == 0 and "memory://" in printed and "kaohe-" not in printed
    assert called(compute_month, MONTH, inbox, tmp_path / "here", None, archive(tmp_path), None)[0] == 0
    assert contents(download(SYSTEM, place(shared, "output"), tmp_path / "there")) == contents(tmp_path / "here")


def test_either_folder_may_be_here(tmp_path: Path, shared: Path) -> None:
    inbox = hand_in(tmp_path, shared)
    assert called(compute_month, MONTH, inbox, shared / "output", None, archive(tmp_path), None)[0] == 0
    assert called(compute_month, None, shared / "inbox", tmp_path / "here", None, None, None)[0] == 0
    assert contents(download(SYSTEM, place(shared, "output"), tmp_path / "there")) == contents(tmp_path / "here")


def put(inbox: Path, output: Path, files: dict[str, str]) -> None:
    """An output of these files is made of what lies there, and published."""
    with at_hand(inbox, output, MONTH) as here:
        folder = here.output / MONTH
        shutil.rmtree(folder, ignore_errors=True)
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        (folder / "run.json").write_text(json.dumps({"outputs": files}))
        here.publish()


def test_an_output_that_stops_at_any_write_has_no_run_json_or_all_that_it_names_and_the_next_one_mends_it(
    tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = {"a.xlsx": "1", "old.xlsx": "1", "slips/1.html": "1", "slips/2.html": "1", "validation.csv": "1"}
    second = {"a.xlsx": "2", "b.xlsx": "2", "slips/1.html": "1", "slips/3.html": "2", "validation.csv": "2"}
    allowed = sys.maxsize

    def counted(change: Callable[..., None]) -> Callable[..., None]:
        def until_the_line_is_down(*arguments: Any, **named: Any) -> None:
            nonlocal allowed
            allowed -= 1
            if allowed < 0:
                raise ConnectionError("the line is down")
            change(*arguments, **named)

        return until_the_line_is_down

    for name in ("pipe_file", "rm_file"):
        monkeypatch.setattr(MemoryFileSystem, name, counted(getattr(MemoryFileSystem, name)))
    output = shared / "output"
    for stop in range(writes := 7):
        put(tmp_path, output, first)
        allowed = stop
        with pytest.raises(Stop, match=r"共享存储 memory://.*the line is down"):
            put(tmp_path, output, second)
        allowed = sys.maxsize
        found = {name: path.read_text() for name, path in files_of(download(SYSTEM, place(shared, "output", MONTH), tmp_path / str(stop)))}
        assert "run.json" not in found or json.loads(found.pop("run.json"))["outputs"] == found
        put(tmp_path, output, second)
        assert sorted(SYSTEM.find(place(shared, "output"))) == sorted(place(shared, "output", MONTH, name) for name in {*as_stored(second), "run.json"})
    put(tmp_path, output, first)
    allowed = writes
    put(tmp_path, output, second)


def files_of(folder: Path) -> list[tuple[str, Path]]:
    return [(path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file()]


def test_half_an_output_is_nothing_to_look_back_on(tmp_path: Path, computed: Path) -> None:
    assert called(compute_month, MONTH, tmp_path / "inbox", tmp_path / "here", None, archive(tmp_path), None)[0] == 0
    SYSTEM.rm_file(place(computed, "output", MONTH, "run.json"))
    SYSTEM.pipe_file(place(computed, "output", MONTH, "slips", "gone.html"), b"of somebody else")
    assert month(tmp_path, computed)[0] == 0
    assert contents(download(SYSTEM, place(computed, "output"), tmp_path / "there")) == contents(tmp_path / "here")


def test_a_check_keeps_the_last_output_until_there_are_errors(tmp_path: Path, computed: Path) -> None:
    pay = place(computed, "output", MONTH, "pay_adjustment.xlsx")
    check = (None, computed / "inbox", computed / "output", None, archive(tmp_path))
    assert called(check_month, *check)[0] == 0 and SYSTEM.exists(pay)
    hand_in(tmp_path, computed, 扣分记录=[logged("1", "没有的事项")])
    assert called(check_month, *check)[0] == 1 and not SYSTEM.exists(pay)
    assert SYSTEM.exists(place(computed, "output", MONTH, "validation.html"))


def test_a_month_closes_on_shared_storage_and_the_next_one_carries_its_fund(tmp_path: Path, shared: Path) -> None:
    hand_in(tmp_path, shared, 扣分记录=[logged("1", "B-8")])
    close = (shared / "inbox", shared / "output", None, archive(tmp_path))
    code, printed = called(close_month, MONTH, *close, early=True)
    assert code == 0 and "已结账" in printed and "kaohe-" not in printed
    assert SYSTEM.exists(place(shared, "output", MONTH, "已结账.txt"))
    assert "已结账" in SYSTEM.cat_file(place(shared, "output", "index.html")).decode()
    with pytest.raises(Stop, match="已经结账"):
        called(close_month, MONTH, *close, early=True)
    with pytest.raises(Stop, match="已经结账"):
        month(tmp_path, shared)
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")]}, "2026-12")
    upload(SYSTEM, tmp_path / "inbox", place(shared, "inbox"))
    assert month(tmp_path, shared, "2026-12")[0] == 0


def test_a_closed_month_on_shared_storage_is_not_written_over_from_an_archive_without_it(tmp_path: Path, shared: Path) -> None:
    hand_in(tmp_path, shared)
    at = (MONTH, shared / "inbox", shared / "output", None)
    assert called(close_month, *at, archive(tmp_path), early=True, slips=False)[0] == 0
    closed = {file: SYSTEM.cat_file(file) for file in SYSTEM.find(place(shared, "output"))}
    for command, options in ((compute_month, {"as_of": None}), (check_month, {}), (close_month, {"early": True})):
        with pytest.raises(Stop, match="现在用的档案库里却没有") as refused:
            called(command, *at, archive(tmp_path / "other"), **options)
        assert refused.value.code == 3 and f"{shared.name}/output/{MONTH}" in refused.value.sentence
    assert {file: SYSTEM.cat_file(file) for file in SYSTEM.find(place(shared, "output"))} == closed


def test_a_close_that_was_cut_off_after_the_archive_gets_its_mark_from_the_next_one(tmp_path: Path, shared: Path) -> None:
    hand_in(tmp_path, shared)
    close = (MONTH, shared / "inbox", shared / "output", None, archive(tmp_path))
    assert called(close_month, *close, early=True, slips=False)[0] == 0
    mark = place(shared, "output", MONTH, "已结账.txt")
    SYSTEM.rm_file(mark)
    with pytest.raises(Stop, match="已经结账"):
        called(close_month, *close, early=True)
    assert SYSTEM.exists(mark)


def test_branches_with_awkward_names_lie_on_shared_storage_under_these_names(tmp_path: Path, shared: Path) -> None:
    names = ["[甲] 区+乙", "丙 100%#1"]
    for name in names:
        write_branch(tmp_path / "inbox", name)
    upload(SYSTEM, tmp_path / "inbox", place(shared, "inbox"))
    address = f"sqlite:///{tmp_path}/archive.{{branch}}.sqlite"
    options = {"slips": False, "workers": 1}
    here = called(compute_month, MONTH, tmp_path / "inbox", tmp_path / "here", None, address, None, **options)
    there = called(compute_month, MONTH, shared / "inbox", shared / "output", None, address, None, **options)
    assert here[0] == there[0] == 0
    assert contents(download(SYSTEM, place(shared, "output"), tmp_path / "there")) == contents(tmp_path / "here")
    again = called(compute_month, MONTH, shared / "inbox", shared / "output", None, address, None, **options)
    assert again[1].count("没有变化") == len(names)


def test_a_result_on_shared_storage_needs_an_archive_that_all_can_reach(tmp_path: Path, shared: Path) -> None:
    hand_in(tmp_path, shared)
    with pytest.raises(Stop, match="--archive") as stop:
        called(compute_month, MONTH, shared / "inbox", shared / "output", None, None, None)
    assert stop.value.code == 2 and not SYSTEM.exists(place(shared, "output"))


@pytest.mark.parametrize("command", [["verify"], ["watch"], ["correct", "2026-10"]])
def test_commands_that_need_folders_of_this_computer_say_so(command: list[str]) -> None:
    option = "--inbox" if command == ["watch"] else "--output"
    result = CliRunner().invoke(app, [*command, option, "s3://somewhere/output"])
    said = result.output + str(result.exception)
    assert "本机" in said and "s3://somewhere/output" in said


def test_storage_that_cannot_be_used_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stop:
        called(compute_month, MONTH, Path("nowhere://inbox"), tmp_path / "output", None, None, None)
    assert stop.value.code == 2 and "共享存储 nowhere://inbox" in stop.value.sentence and "\n" not in stop.value.sentence


def test_a_bucket_that_is_not_there_is_told(tmp_path: Path, s3: str) -> None:
    write_month(tmp_path / "inbox", {"花名册": STAFF}, MONTH)
    with pytest.raises(Stop, match="共享存储 s3://not-there/output"):
        called(compute_month, MONTH, tmp_path / "inbox", Path(f"{s3}/not-there/output"), None, archive(tmp_path), None)


def test_an_empty_inbox_on_shared_storage_is_told_by_its_address(tmp_path: Path, shared: Path) -> None:
    hand_in(tmp_path, shared)
    with pytest.raises(Stop, match=r"memory://.*没有 YYYY-MM"):
        called(compute_month, None, shared / "elsewhere", tmp_path / "output", None, None, None)
    with pytest.raises(Stop, match="没有 2026-09 的文件夹：memory://"):
        called(compute_month, "2026-09", shared / "inbox", tmp_path / "output", None, None, None)


def test_without_the_extra_the_way_to_install_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(Stop, match=r'-m pip install .*"s3fs>='):
        called(compute_month, MONTH, Path("s3://bucket/inbox"), tmp_path / "output", None, None, None)


def test_an_overview_brings_the_head_of_a_run_and_the_whole_of_one_by_an_earlier_version(computed: Path) -> None:
    run = json.loads(SYSTEM.cat_file(place(computed, "output", MONTH, "run.json")))
    many = {f"slips/{number}.html": {"sha256": "0" * 64} for number in range(1_000)}
    for name, content in (("2026-10", run), ("2026-09", {key: value for key, value in run.items() if key != "documents"})):
        text = json.dumps(content | {"outputs": run["outputs"] | many}, ensure_ascii=False, sort_keys=True, indent=2)
        SYSTEM.pipe_file(place(computed, "output", name, "run.json"), text.encode())
    with overview(computed / "output") as here:
        sizes = {path.parent.name: path.stat().st_size for path in here.glob("*/run.json")}
        (latest, [first]), *others = listed_months(here)
        assert latest == MONTH and first.links and [listed.links.keys() for _, [listed] in others] == [first.links.keys()] * 2
    assert sizes["2026-10"] == FIRST_BYTES < sizes["2026-09"]


def test_slips_are_one_file_there_and_come_here_when_they_are_asked_for(tmp_path: Path, computed: Path) -> None:
    there = [name for name in SYSTEM.find(place(computed, "output", MONTH)) if "slips" in name]
    assert [name.rpartition("/")[2] for name in there] == ["slips.zip"]
    before = SYSTEM.cat_file(there[0])
    hand_in(tmp_path, computed, 扣分记录=[logged("1", "B-8")])
    assert month(tmp_path, computed)[0] == 0 and SYSTEM.cat_file(there[0]) != before
    asked = ["slips", MONTH, "--output", computed.as_posix().replace(":/", "://") + "/output", "--to"]
    one = typed(*asked, tmp_path / "one", "1")
    assert (one.returncode, [path.name for path in (tmp_path / "one").rglob("*.html")]) == (0, ["1.html"]), one.said
    assert "B-8" in (tmp_path / "one" / "slips" / "1.html").read_text(encoding="utf-8")
    assert typed(*asked, tmp_path / "all").returncode == 0
    assert {"1.html", "2.html", "全部.html"} <= {path.name for path in (tmp_path / "all").rglob("*.html")}


@pytest.mark.parametrize(
    ("output", "rest", "told"),
    [("memory://shared/output", ["99"], "没有工号 99"), ("memory://shared/output", ["--branch", "上海"], "没有 2026-11/上海 的考核单"), ("output", [], "考核单就在")],
    ids=["an unknown id", "a branch that is not there", "an output of this computer"],
)  # fmt: skip
def test_slips_that_are_not_there_are_told(tmp_path: Path, computed: Path, output: str, rest: list[str], told: str) -> None:
    ended = typed("slips", MONTH, *rest, "--output", output.replace("memory://shared", computed.as_posix().replace(":/", "://")), "--to", tmp_path / "here")
    assert ended.returncode == 2 and told in ended.said and not (tmp_path / "here").exists(), ended.said


def test_slips_that_an_earlier_version_left_as_files_are_gone_once_they_are_packed(tmp_path: Path, computed: Path) -> None:
    SYSTEM.pipe_file(place(computed, "output", MONTH, "slips", "1.html"), b"of an earlier version")
    hand_in(tmp_path, computed, 扣分记录=[logged("1", "B-8")])
    assert month(tmp_path, computed)[0] == 0
    assert not SYSTEM.exists(place(computed, "output", MONTH, "slips", "1.html"))
