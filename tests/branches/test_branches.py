"""A group's month: branches each for themselves, a summary over all, the same bytes whatever the number of workers (B-14)."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.app import verify as verifying
from pipeline.app.close import close_month
from pipeline.app.find_branches import branches_in
from pipeline.app.month import compute_month
from pipeline.base.exits import Stop
from pipeline.month import story
from tests.branches.group import BRANCHES, contents, run, write_branch
from tests.build import MONTH, STAFF, Called, logged, person, write_month
from tests.typed import typed


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Three branches: nothing special, a fine, five points."""
    return write_three(tmp_path / "inbox")


def write_three(inbox: Path) -> Path:
    write_branch(inbox, BRANCHES[0])
    write_branch(inbox, BRANCHES[1], 扣分记录=[logged("1", "B-8"), logged("2", "A-3.1.3")])
    write_branch(inbox, BRANCHES[2], 加分记录=[{"日期": f"{MONTH}-04", "工号": "1", "事项": "A-2.4", "记录人": "T1"}])
    return inbox


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Called:
    called = run(write_three(tmp_path_factory.mktemp("first") / "inbox"))
    assert called.code == 0
    return called


@pytest.fixture
def ran(first: Called, tmp_path: Path) -> Path:
    """The inbox of the three branches, beside it the output of a run."""
    shutil.copytree(first.folder.parents[1], tmp_path, dirs_exist_ok=True)
    return tmp_path / "inbox"


def test_branches_are_the_sub_folders_with_workbooks_unless_the_month_has_its_own(inbox: Path) -> None:
    (inbox / MONTH / "空").mkdir()
    assert branches_in(inbox / MONTH) == sorted(BRANCHES)
    shutil.copy(inbox / MONTH / BRANCHES[0] / "all.xlsx", inbox / MONTH / "all.xlsx")
    assert branches_in(inbox / MONTH) == []


def test_each_branch_has_its_own_outputs_and_the_summary_ranks_them(first: Called) -> None:
    called = first
    for branch in BRANCHES:
        assert (called.folder / branch / "pay_adjustment.xlsx").exists() and (called.folder / branch / "run.json").exists()
    rows = called.table("summary.xlsx", "分支汇总")
    assert [(row["排名"], row["分支"]) for row in rows[:-1]] == [(1, "广州"), (2, "北京 分公司"), (3, "上海")]
    assert rows[-1]["排名"] == "合计" and rows[-1]["罚款"] == -100
    page = (called.folder / "summary.html").read_text(encoding="utf-8")
    assert page.index("广州") < page.index("北京 分公司") < page.index("上海")
    assert "%E5%8C%97%E4%BA%AC%20%E5%88%86%E5%85%AC%E5%8F%B8/report.html" in page


@pytest.fixture(scope="module")
def blocked(tmp_path_factory: pytest.TempPathFactory) -> Called:
    """A run of the three branches, one of them with an error."""
    inbox = write_three(tmp_path_factory.mktemp("blocked") / "inbox")
    write_branch(inbox, BRANCHES[1], 扣分记录=[logged("1", "没有的事项")])
    return run(inbox, slips=False)


def test_one_branchs_errors_hold_up_nobody_else(blocked: Called) -> None:
    called = blocked
    assert called.code == 1 and "待处理：上海" in called.printed
    assert not (called.folder / "上海" / "pay_adjustment.xlsx").exists()
    assert (called.folder / "上海" / "validation.html").exists()
    assert (called.folder / "广州" / "pay_adjustment.xlsx").exists()
    states = {row["分支"]: row["状态"] for row in called.table("summary.xlsx", "分支汇总")[:-1]}
    assert states["上海"] == "有错误" and states["广州"] == "已算出"


def test_the_summary_of_drafts_says_so_and_what_they_wait_for(inbox: Path) -> None:
    write_branch(inbox, BRANCHES[1], 扣分记录=[logged("1", "没有的事项")])
    called = run(inbox, draft=True, slips=False)
    rows = {row["分支"]: row for row in called.table("summary.xlsx", "分支汇总")[:-1]}
    assert called.code == 0 and {row["状态"] for row in rows.values()} == {"草稿"}
    assert rows["上海"]["说明"] == "草稿，只供核对：1 处错误待更正，1 人暂缓，没有计入。"
    assert "草稿，只供核对：0 处错误待更正" in (called.folder / "summary.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("own_figures_in_processes")
def test_the_same_bytes_whatever_the_number_of_workers(ran: Path) -> None:
    """Two processes for three branches: one of them computes two, one after the other."""
    assert run(ran, "two", workers=2).code == 0
    assert contents(ran.parent / "output") == contents(ran.parent / "two")


def test_only_changed_branches_are_run_again(ran: Path) -> None:
    before = contents(ran.parent / "output")
    assert run(ran).printed.count("没有变化") == 3
    assert contents(ran.parent / "output") == before
    write_branch(ran, BRANCHES[2])
    again = run(ran)
    assert again.printed.count("没有变化") == 2 and "广州：2026-11" in again.printed
    assert run(ran, fresh=True).printed.count("没有变化") == 0
    assert run(ran, draft=True).printed.count("没有变化") == 0


def test_a_branch_with_errors_that_did_not_change_is_still_blocked(blocked: Called, tmp_path: Path) -> None:
    blocked.moved(tmp_path)
    again = run(tmp_path / "inbox", slips=False)
    assert again.code == 1 and again.printed.count("没有变化") == 3


def test_an_output_that_was_touched_since_is_made_anew(ran: Path) -> None:
    (ran.parent / "output" / MONTH / "上海" / "run.json").write_text("{}", encoding="utf-8")
    assert run(ran).printed.count("没有变化") == 2


def test_branches_close_into_archives_of_their_own_and_carry_their_own_fund(inbox: Path) -> None:
    output = inbox.parent / "output"
    closed = close_month(MONTH, inbox, output, None, None, early=True, slips=False, workers=1)
    assert closed.code == 0 and "\n".join(closed.said).count("已结账：") == 3 and len(closed.made) == 3
    assert verifying.verify(output, None, "上海").code == 0
    assert close_month(MONTH, inbox, output, None, None, early=True, workers=1).code == 3
    assert {path.name for path in output.glob("archive.*.sqlite")} == {f"archive.{branch}.sqlite" for branch in BRANCHES}
    assert run(inbox).code == 3
    for branch in BRANCHES:
        write_month(inbox / "2026-12", {"花名册": [*STAFF, person("1")]}, branch)
    december = compute_month("2026-12", inbox, output, None, None, None, slips=False, workers=1)
    assert december.code == 0 and not any("没有文件夹" in line for line in december.said)
    ledger = Called(0, "", output / "2026-12" / "上海").table("fine_fund.xlsx", "基金台账")
    assert ledger[0]["余额"] == 200
    (inbox / "2026-12" / "上海").rename(inbox / "2026-12" / "沪")
    renamed = compute_month("2026-12", inbox, output, None, None, None, slips=False, workers=1)
    assert any(line.startswith("上月结了账的分支 上海 本月没有文件夹") for line in renamed.said), "its archive would be nobody's"


@pytest.mark.usefixtures("own_figures_in_processes")
def test_branches_close_beside_each_other_as_one_after_the_other_and_one_with_errors_holds_up_none(inbox: Path) -> None:
    write_branch(inbox, BRANCHES[1], 扣分记录=[logged("1", "没有的事项")])
    told = []
    for name, workers in (("one", 1), ("two", 2)):
        closed = typed("close", MONTH, "--inbox", inbox, "--output", inbox.parent / name, "--early", "--workers", str(workers), "--no-slips", "--by", "李敏")
        told.append(closed.said.replace(str(inbox.parent / name), "OUTPUT"))
        assert closed.returncode == 1 and closed.said.count("已结账：") == 2 and closed.said.count("结账人：李敏") == 2, closed.said
        assert "上海：\n2026-11：发现 1 处错误" in closed.said
    assert told[0] == told[1]
    one, two = ({name: digest for name, digest in contents(inbox.parent / each).items() if "archive" not in name and "封存单" not in name} for each in ("one", "two"))
    assert one == two
    states = {row["分支"]: row["状态"] for row in Called(0, "", inbox.parent / "one" / MONTH).table("summary.xlsx", "分支汇总")[:-1]}
    assert states == {"上海": "有错误", "广州": "已结账", "北京 分公司": "已结账"}


def test_the_summary_is_of_what_was_closed_and_names_no_closed_branch_as_waiting(ran: Path) -> None:
    output, before = ran.parent / "output", Called(0, "", ran.parent / "output" / MONTH)
    assert before.table("summary.xlsx", "分支汇总")[-1]["罚款"] == -100
    write_branch(ran, BRANCHES[1])
    for code in (0, 3):
        assert close_month(MONTH, ran, output, None, None, early=True, slips=False, workers=1).code == code
        assert before.table("summary.xlsx", "分支汇总")[-1]["罚款"] == 0
        assert {row["状态"] for row in before.table("summary.xlsx", "分支汇总")[:-1]} == {"已结账"}
        assert "class=\"tag bad\"" not in (before.folder / "summary.html").read_text(encoding="utf-8")


def test_the_summary_follows_a_close_of_one_branch_and_tells_of_the_others_how_they_stand(inbox: Path) -> None:
    output = inbox.parent / "output"
    write_branch(inbox, BRANCHES[1], 扣分记录=[logged("1", "没有的事项")])
    for branch, states in (
        (BRANCHES[0], {BRANCHES[0]: "已结账", BRANCHES[1]: "没有运行", BRANCHES[2]: "没有运行"}),
        (BRANCHES[1], {BRANCHES[0]: "已结账", BRANCHES[1]: "有错误", BRANCHES[2]: "没有运行"}),
        (BRANCHES[2], {BRANCHES[0]: "已结账", BRANCHES[1]: "有错误", BRANCHES[2]: "已结账"}),
    ):  # fmt: skip
        close_month(MONTH, inbox, output, None, None, branch, early=True, slips=False)
        rows = Called(0, "", output / MONTH).table("summary.xlsx", "分支汇总")[:-1]
        assert {row["分支"]: row["状态"] for row in rows} == states
    assert {row["说明"] for row in rows} == {None, "有 1 处错误，请按检查报告更正。"}


def test_who_is_asked_about_each_branch_is_told_not_to_name_workers(inbox: Path) -> None:
    with pytest.raises(Stop) as stop:
        close_month(MONTH, inbox, inbox.parent / "output", None, None, early=True, sure=lambda what: True, workers=2)
    assert stop.value.code == 2 and "--yes" in stop.value.sentence and not (inbox.parent / "output").exists()


def test_one_archive_for_several_branches_is_refused(inbox: Path) -> None:
    with pytest.raises(Stop) as stop:
        close_month(MONTH, inbox, inbox.parent / "output", None, "sqlite:///x.sqlite", "上海", early=True)
    assert stop.value.code == 2 and "{branch}" in stop.value.sentence
    address = f"sqlite:///{inbox.parent / 'a.{branch}.sqlite'}"
    assert close_month(MONTH, inbox, inbox.parent / "output", None, address, "上海", early=True, slips=False).code == 0
    assert (inbox.parent / "a.上海.sqlite").exists()


def test_a_fault_of_the_program_in_one_branch_is_told_by_its_place_and_holds_up_nobody_else(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = story.take_in

    def faulty(folder: Path, *rest: Any) -> Any:
        if folder.name == "上海":
            raise LookupError("张三")
        return real(folder, *rest)

    monkeypatch.setattr(story, "take_in", faulty)
    called = run(inbox, slips=False)
    assert called.code == 70 and "上海：程序内部出错" in called.printed
    assert "张三" not in called.printed and "3 个分支，2 个完成，待处理：上海" in called.printed
    [report] = called.folder.parent.glob("fault-*.txt")
    told = report.read_text(encoding="utf-8")
    assert "LookupError" in told and "pipeline/month/story.py:" in told and "张三" not in told


def test_json_names_every_branch_whether_it_was_run_or_kept(inbox: Path) -> None:
    command = ["month", MONTH, "--inbox", inbox, "--output", inbox.parent / "output", "--no-slips", "--json", "--workers", "1"]
    first, second = (json.loads(typed(*command).said) for _ in range(2))
    assert [Path(each["folder"]).name for each in first["runs"]] == sorted(BRANCHES)
    assert second["runs"] == first["runs"] and all("没有变化" in line for line in second["lines"][:3])


@pytest.mark.parametrize(
    "command",
    [
        ["explain", "1", MONTH], ["clause", "B-8", "--month", MONTH], ["simulate", "--months", MONTH, "--set", "pay.yuan_per_point=12"],
        ["diff", MONTH], ["history", "1"], ["fund"], ["verify"], ["correct", MONTH],
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_a_command_about_one_branch_is_refused_with_their_names_or_told_which(closed: Path, command: list[str]) -> None:
    folders = ["--output", closed / "output", *(["--inbox", closed / "inbox"] if command[0] in ("explain", "clause", "simulate", "correct") else [])]
    refused = typed(*command, *folders)
    assert refused.returncode == 2 and all(branch in refused.said for branch in BRANCHES)
    assert "--branch" in refused.said and "错误" not in refused.said
    done = typed(*command, *folders, "--branch", "上海")
    assert done.returncode == 0 or "还没有两次结果不同的运行" in done.said, done.said


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("closed")
    for branch in BRANCHES:
        write_branch(folder / "inbox", branch, 扣分记录=[logged("1", "B-8")])
    assert close_month(MONTH, folder / "inbox", folder / "output", None, None, early=True, slips=False, workers=1).code == 0
    return folder
