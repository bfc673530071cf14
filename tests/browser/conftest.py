"""Every page that the project makes, opened in a real Chromium."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.app.compare import simulate
from pipeline.app.month import compute_month
from pipeline.language.chosen import ENGLISH, read_in
from tests.build import STAFF, complaint, logged, person, write_month
from tests.once import made_once
from tests.sample.october import INBOX, OCTOBER, october


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Name -> file, from the demo month, a month with errors, two branches and a simulation."""
    of_october = october(tmp_path_factory)
    made = made_once(tmp_path_factory, "pages", lambda folder: make_pages(folder, of_october))
    output, month = made / "good", made / "good" / OCTOBER
    notices = {f"notice {path.stem}": path for path in sorted((month / "notices").glob("*全部.html"))}
    return {
        "report": month / "report.html", "people": month / "people.html", "complaints": month / "complaints.html", "service": month / "service.html",
        "fund": month / "fund.html",
        **{f"english {name}": made / "english" / "output" / "2026-11" / f"{name}.html" for name in ("report", "people", "complaints", "validation")}, "validation": month / "validation.html", "validation with errors": made / "bad" / "output" / "2026-11" / "validation.html",
        "draft rulebook": made / "draft" / "2026-11" / "rulebook.html", "index": output / "index.html", "slip": month / "slips" / "KF009.html", "rulebook": month / "rulebook.html",
        "simulate": output / "simulate" / "simulate.html", "summary": made / "group" / "output" / "2026-11" / "summary.html",
        "dispatch": month / "notices" / "优先派工单.html", **notices,
    }  # fmt: skip


def make_pages(folder: Path, of_october: Path) -> None:
    output, bad, group = folder / "good", folder / "bad", folder / "group"
    shutil.copytree(of_october, output)
    assert simulate(OCTOBER, INBOX, output, None, ["pay.yuan_per_point=12"], None).code == 0
    rows = [logged("1", "没有的事项", on) for on in range(3, 8)]
    rows += [logged("1", "A-3.1.1", on, 次数="两") for on in range(8, 13)] + [logged("1", "A-3.1.8", on, 分值="高") for on in range(13, 18)]
    write_month(bad / "inbox", {"花名册": [*STAFF, person("1")], "扣分记录": rows, "投诉登记": [complaint(1, "9")]})
    assert compute_month("2026-11", bad / "inbox", bad / "output", None, None, None).code == 1
    assert compute_month("2026-11", bad / "inbox", folder / "draft", None, None, None, draft=True).code == 0
    long = {"姓名": "阿卜杜拉·买买提·" * 3, "部门": "华东区域客户服务与投诉处理中心第二分部" * 2, "组别": "夜间值班与应急支援小组" * 2}
    people = [*STAFF, person("1", **long), person("2", 部门="另一个名字也很长的客户服务部门")]
    complaints = [complaint(number, "1", 客户名称="名字很长的客户有限责任公司" * 3) for number in (1, 2)]
    write_month(folder / "english" / "inbox", {"花名册": people, "扣分记录": [logged("1", "A-3.1.1", on) for on in range(3, 9)], "投诉登记": complaints})
    with read_in(ENGLISH):
        assert compute_month("2026-11", folder / "english" / "inbox", folder / "english" / "output", None, None, None).code == 0
    for branch in ("上海", "广州"):
        write_month(group / "inbox" / "2026-11", {"花名册": [*STAFF, person("1")]}, branch)
    assert compute_month("2026-11", group / "inbox", group / "output", None, None, None, workers=1).code == 0
