"""A person may be typed by id, or chosen as the lists offer it: "KF011 胡佳佳"."""

from __future__ import annotations

import pytest

from tests.build import logged, person, settled

HU = person("KF011", 姓名="胡佳佳")


@pytest.mark.parametrize("typed", ["KF011", "KF011 胡佳佳", "KF011　胡佳佳", " ＫＦ０１１ 胡佳佳 ", "KF011 胡 佳佳"])
def test_an_id_with_the_name_beside_it_is_that_id(typed: str) -> None:
    month = settled([HU], 扣分记录=[logged(typed, "A-3.1.11")])
    assert month.points("KF011", "A-3.1.11") == -5


def test_the_name_of_somebody_else_beside_an_id_is_a_finding_at_that_cell() -> None:
    month = settled([HU], 扣分记录=[logged("KF011 王五", "A-3.1.11")])
    [finding] = [each for each in month.findings if each.level == "error"]
    assert (finding.code, finding.cell, finding.value) == ("NAME_DISAGREES", "B2", "KF011 王五")


def test_recorders_too_are_read_and_compared() -> None:
    fine = settled([HU], 扣分记录=[logged("KF011", "A-3.1.11", 记录人="T1 员工T1")])
    assert "RECORDER_UNKNOWN" not in fine.codes and fine.points("KF011", "A-3.1.11") == -5
    wrong = settled([HU], 扣分记录=[logged("KF011", "A-3.1.11", 记录人="T1 胡佳佳")])
    assert [each.cell for each in wrong.findings if each.code == "NAME_DISAGREES"] == ["J2"]


@pytest.mark.parametrize("typed", ["KF 011", "KF011 2", "KF011 胡佳佳\n", "胡佳佳 KF011"])
def test_digits_apart_are_no_name_and_stay_unreadable(typed: str) -> None:
    month = settled([HU], 扣分记录=[logged(typed, "A-3.1.11")])
    assert (month.settlement is None) == (typed != "KF011 胡佳佳\n")
