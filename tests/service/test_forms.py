"""The forms that the service register calls for, as they are printed (C-8, C-12, C-14, C-16)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pipeline.reports.notices import write_notices
from tests.build import day, settled
from tests.complaints.a_report import a_report
from tests.service.jobs import TECHNICIANS, done, request, worked_out


def printed(folder: Path, *jobs: dict[str, Any], surveys: Any = ()) -> dict[str, str]:
    """Each service form's file with its text, tags taken out."""
    write_notices(folder, None, worked_out(list(jobs), list(surveys)), a_report())
    pages = {path.name.removesuffix("-全部.html"): path.read_text(encoding="utf-8") for path in (folder / "notices").glob("*-全部.html")}
    return {name: re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.S)) for name, page in pages.items()}


def test_C_8_the_voucher_is_printed_for_every_job_filled_as_far_as_it_is_known(tmp_path: Path) -> None:
    text = printed(tmp_path, request(1), done(2))["服务凭证"]
    assert text.count("客户签字：") == 2 and text.count("经理核签：") == 2
    for part in ("登记编号：FW-0001", "登记编号：FW-0002", "花园路 1 号", "13900000000", "KT-35", "某商场", "A 有偿"):
        assert part in text
    assert "None" not in text and "nan" not in text


def test_C_12_the_application_is_printed_for_out_of_town_work_not_approved_yet(tmp_path: Path) -> None:
    away = request(1, 异地="是", 差旅费=120.5, 服务人员="F1")
    text = printed(tmp_path, away, request(2, 异地="是", 异地核准日期=day(3)), request(3))["异地服务申请单"]
    assert "FW-0001" in text and "FW-0002" not in text and "FW-0003" not in text
    assert "¥ 120.50" in text and "员工F1" in text and "经理核准：" in text


def test_C_16_the_survey_form_is_printed_for_finished_jobs_without_one(tmp_path: Path) -> None:
    rating = {"日期": day(5), "登记编号": "FW-0002", "服务人员": "F1", "态度": "满意", "技术": "满意", "到达时间": "满意", "承诺事项": "满意"}
    text = printed(tmp_path, done(1), done(2), request(3), surveys=[rating])["客户意见调查表"]
    assert "FW-0001" in text and "FW-0002" not in text and "FW-0003" not in text
    for part in ("态度", "技术", "到达时间", "承诺事项", "非常满意", "较差"):
        assert part in text


def test_C_14_a_month_with_jobs_and_without_any_survey_is_a_hint() -> None:
    assert "NO_SURVEYS" in settled(TECHNICIANS, 服务登记=[request(1)]).codes
    assert "NO_SURVEYS" not in settled(TECHNICIANS, 服务登记=[]).codes
    assert "NO_SURVEYS" not in settled(TECHNICIANS).codes
