"""What customers say of the service (C-14, C-15, C-16, C-17, C-18)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline.checks import casework
from pipeline.rulebook.load import RulebookError
from pipeline.rules.survey import survey
from pipeline.service.satisfaction import satisfaction_by_person
from tests.build import BOOK, changed_rulebook, day, settled
from tests.complaints.cases import found, one, records
from tests.service.jobs import TECHNICIANS, done, rated, request, tables_of, worked_out

LEVELS = ("very_satisfied", "satisfied", "average", "poor")


def test_C_17_each_matter_is_counted_by_level_with_share_and_average() -> None:
    surveys = [rated("F1", "非常满意", "一般", "较差"), rated("F1", "满意", "一般", "非常满意"), rated("F2")]
    rows = [row for row in records(worked_out(surveys=surveys).satisfaction) if row["employee_id"] == "F1"]
    assert [(row["matter"], *(row[level] for level in LEVELS), row["ratings"], row["good"], row["mean"]) for row in rows] == [
        ("态度", 1, 1, 0, 0, 2, 1.0, 350), ("技术", 0, 0, 2, 0, 2, 0.0, 200), ("到达时间", 1, 0, 0, 1, 2, 0.5, 250),
        ("承诺事项", 0, 2, 0, 0, 2, 1.0, 300), ("四项合计", 2, 3, 2, 1, 8, 5 / 8, 275),
    ]  # fmt: skip


def test_C_15_each_person_s_average_stands_beside_the_score() -> None:
    tables = tables_of([], [rated("F1", "非常满意"), rated("F2", "较差", "较差", "较差", "较差"), rated("F1", "满意", "满意", "一般")])
    average = satisfaction_by_person(tables["surveys"], BOOK)
    assert average.to_dict() == {"F1": 300, "F2": 100}
    assert satisfaction_by_person(tables["surveys"].head(0), BOOK).empty


def test_C_15_the_weights_of_the_levels_are_the_rulebook_s(tmp_path: Path) -> None:
    book = changed_rulebook(tmp_path, ("satisfied: 3, average", "satisfied: 2, average"))
    tables = tables_of([], [rated("F1", "非常满意")], book)
    assert satisfaction_by_person(tables["surveys"], book).to_dict() == {"F1": 250}


def test_C_17_a_rulebook_that_forgets_a_level_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="averages 缺少等级 average"):
        changed_rulebook(tmp_path, (", average: 2", ""))


def test_C_15_ratings_give_no_points_unless_the_rulebook_says_so(tmp_path: Path) -> None:
    tables = tables_of([], [rated("F1", "非常满意", "较差"), rated("Z1", "较差")])
    assert survey(tables["surveys"], tables["roster"], BOOK).empty
    book = changed_rulebook(tmp_path, ("points_per_rating: {}", "points_per_rating: {very_satisfied: 0.5, satisfied: 0, poor: -2}"))
    lines = records(survey(tables["surveys"], tables["roster"], book))
    assert [(line["employee_id"], line["clause"], line["label"], line["points"], line["category"], line["note"]) for line in lines] == [
        ("F1", "C-15", "客户评价：态度", 50, "加分", "态度 非常满意"), ("F1", "C-15", "客户评价：技术", -200, "扣分", "技术 较差"),
    ]  # fmt: skip
    assert {(line["date"], line["sheet"], line["row"], line["amount"]) for line in lines} == {(day(6), "意见调查", 2, 0)}


def test_C_14_surveys_are_counted_against_the_jobs_that_were_finished() -> None:
    work = worked_out([done(1), done(2), request(3)], [rated(登记编号="FW-0001"), rated()])
    assert (work.surveys, work.finished, len(work.unsurveyed)) == (2, 2, 1)


def test_C_16_finished_jobs_without_a_survey_are_listed_oldest_first() -> None:
    jobs = [done(1, 5), done(2, 3), done(3), request(4)]
    listed = worked_out(jobs, [rated(登记编号="FW-0003")]).unsurveyed
    assert [(row["job_no"], row["name"]) for row in records(listed)] == [("FW-0002", "员工F1"), ("FW-0001", "员工F1")]
    assert list(worked_out(jobs).unsurveyed["job_no"]) == ["FW-0002", "FW-0003", "FW-0001"]


def test_C_18_serious_comments_go_to_the_vice_president_at_once_and_are_answered_by_letter() -> None:
    surveys = [rated(意见="很好", on=2), rated("F2", 意见="上门收私钱", 严重程度="特别严重", on=9), rated(), rated(严重程度="特别严重")]
    rows = [(row["severity_label"], row["comment"], row["handling"], row["answer"]) for row in records(worked_out(surveys=surveys).comments)]
    assert rows == [
        ("特别严重", None, "立即报副总经理，优先处理", "书信"), ("特别严重", "上门收私钱", "立即报副总经理，优先处理", "书信"),
        ("一般", "很好", "部门处理", "书面或电话"),
    ]  # fmt: skip


def test_C_17_there_are_four_levels_and_no_fifth() -> None:
    assert "CHOICE_UNKNOWN" in settled(TECHNICIANS, 意见调查=[rated("F1", "还行")]).codes


def test_C_7_a_register_that_lacks_what_is_asked_for_is_one_warning_a_column() -> None:
    rows = [request(n, 规格=None) for n in range(1, 8)] + [request(8, 服务类别="D", 购买地点=None), request(9, 购买日期=None)]
    said = found(casework.requests_are_registered_in_full, 服务登记=rows)
    assert [(level, code, row) for level, code, row, _ in said] == [
        ("warning", "SERVICE_REGISTER_INCOMPLETE", 2), ("warning", "SERVICE_REGISTER_INCOMPLETE", 10),
    ]  # fmt: skip
    assert "有 7 行没有填“规格”，从这一行起：FW-0001、FW-0002、FW-0003、FW-0004、FW-0005 …" in said[0][3]


@pytest.mark.parametrize("column", ["客户名称", "地址", "电话", "商品型号", "服务类别"])
def test_C_7_what_a_request_cannot_do_without_is_an_error(column: str) -> None:
    assert "VALUE_MISSING" in settled(TECHNICIANS, 服务登记=[request(1, **{column: None})]).codes


def test_C_11_a_voucher_that_was_used_before_is_a_warning_that_names_the_row() -> None:
    said = found(casework.vouchers_are_used_once, 服务登记=[done(1), done(2), done(3, 凭证编号="PZ-0001"), request(4), request(5)])
    assert [(level, code, row) for level, code, row, _ in said] == [("warning", "VOUCHER_TWICE", 4)]
    assert "第 2 行" in said[0][3]


def test_C_16_a_survey_belongs_to_a_registered_job_and_to_who_did_it_and_is_taken_once() -> None:
    surveys = [rated(登记编号="FW-0001"), rated("F2", 登记编号="FW-0001"), rated(登记编号="FW-0001"), rated(登记编号="FW-9999"), rated()]
    said = found(casework.surveys_belong_to_jobs, 服务登记=[done(1)], 意见调查=surveys)
    assert [(level, code, row) for level, code, row, _ in said] == [
        ("warning", "SURVEY_TWICE", 4), ("warning", "SURVEY_JOB_UNKNOWN", 5), ("warning", "SURVEY_OF_ANOTHER", 3),
    ]  # fmt: skip
    assert found(casework.surveys_belong_to_jobs, 意见调查=[rated(登记编号="FW-9999")]) == []


def test_a_person_who_is_rated_once_has_five_rows() -> None:
    frame = worked_out(surveys=[rated()]).satisfaction
    assert isinstance(frame, pd.DataFrame) and len(frame) == 5
    assert one(frame[frame["matter"] == "四项合计"])["ratings"] == 4
