"""复核清单: what is planted is found, with what it was compared with; ordinary months are quiet (A-1.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as some

from pipeline.month.review import GRAVITY, matters, oddities, quartiles_of_others
from tests.build import BOOK, Result, Rows, day, full_month, logged, person, settled
from tests.often import TIMES

PEOPLE = [person(f"{number:02d}") for number in range(1, 26)]
RECORDERS = [person("T2", "培训专员"), person("T3", "培训专员")]
SMALL = ["A-3.1.1", "A-3.1.2", "A-3.1.12", "A-3.1.10"]
Totals = dict[str, list[tuple[str, int]]]


def ordinary(seed: int) -> dict[str, Rows]:
    """What an ordinary month has: a few light violations by two recorders who agree, some lateness, summaries forgotten, exams, bonuses."""
    chance = Random(seed)
    log = [logged(f"{who:02d}", chance.choice(SMALL), 2 + who) for who in chance.sample(range(1, 26), 8)]
    log += [logged(f"{who:02d}", "A-3.1.8", who, 分值=chance.choice([2, 3, 4]), 记录人=chance.choice(["T1", "T2"])) for who in chance.sample(range(1, 26), 12)]
    ids = [each["工号"] for each in PEOPLE]
    days = [row | {"上班时间": f"8:{chance.randint(1, 25):02d}"} if row["上班时间"] and chance.random() < 0.02 else row for who in ids for row in full_month(who)]
    sent = [
        {"周六日期": day(on), "工号": who, "提交时间": f"{day(on)} 16:00", "字数": 260}
        for who in ids for on in (7, 14, 21, 28) if chance.random() > 0.02
    ]  # fmt: skip
    return {
        "扣分记录": log, "考勤": days, "周总结": sent,
        "考试成绩": [{"日期": day(20), "工号": who, "得分": chance.choice([70, 80, 90, 95, 100])} for who in ids],
        "加分记录": [{"日期": day(9), "工号": who, "事项": "A-2.3", "记录人": "T1"} for who in chance.sample(ids, 5)],
    }  # fmt: skip


def earlier(seed: int) -> Totals:
    """Six closed months of everybody but person 25, between -60 and +50 yuan."""
    chance = Random(seed)
    return {each["工号"]: [(f"2026-{month:02d}", chance.choice([-6000, -2000, 0, 5000])) for month in range(5, 11)] for each in PEOPLE[:-1]}


def reviewed(month: Result, totals: Totals | None = None, before: Sequence[Result] = ()) -> list[tuple[str, str]]:
    """Kind and person of what stands on the list."""
    return [(each.finding.code, each.employee_id) for each in listed(month, totals, before)]


def listed(month: Result, totals: Totals | None = None, before: Sequence[Result] = ()) -> list[Any]:
    """The list of the month; `before` are closed months, oldest first."""
    assert month.basis is not None and month.settlement is not None, month.codes
    logs = [each.basis.tables["deductions"] for each in before if each.basis is not None]
    found = oddities(month.settlement, month.basis.tables, totals or {}, lambda count: logs[-count:], BOOK)
    return matters([*month.findings, *found], month.settlement, BOOK)


def run(log: Rows, people: Rows = PEOPLE, **sheets: Rows) -> Result:
    return settled([*people, *RECORDERS], 扣分记录=log, **sheets)


def planted(seed: int) -> tuple[dict[str, str], Rows]:
    """One oddity of each kind, by the person whom it concerns, and the rows that make them."""
    chance = Random(seed)
    one, two, three, four, five, six = (f"{who:02d}" for who in chance.sample(range(1, 25), 6))
    on = chance.randrange(2, 26)
    twice = logged(four, "A-3.1.10", on)
    hard = [logged(f"{who:02d}", "A-3.1.9", who, 分值=1) for who in range(1, 6)] + [logged(f"{who:02d}", "A-3.1.14", who, 分值=2, 记录人="Z1") for who in range(7, 12)]
    often = [logged(f"{who:02d}", "A-3.1.9", who + 2, 分值=1, 记录人="T3") for who in range(6, 22)]
    hard += [logged(f"{who:02d}", "A-3.1.14", who + 1, 分值=chance.choice([4, 5]), 记录人="T2") for who in range(13, 19)]
    rows = [
        logged(one, "A-3.3.4", on, 金额=chance.randrange(500, 2000)), logged("25", "A-3.3.4", on, 金额=chance.randrange(600, 2000)),
        logged(two, "A-3.3.4", on, 金额=chance.randrange(2600, 9000)), logged(three, "A-3.1.11", on), logged(three, "A-3.1.11", on + 1),
        twice, dict(twice), logged("T1", "A-3.1.1", on), logged(five, "A-3.1.7", on, 登记日期=f"2026-12-{chance.randrange(5, 28):02d}"),
        logged(six, chance.choice(["A-3.3.7", "A-3.3.8"]), on), *hard, *often,
    ]  # fmt: skip
    kinds = {
        "ADJUSTMENT_UNUSUAL": one, "FAR_FROM_PEERS": "25", "LOSES_MOST_OF_WAGE": two, "PERHAPS_TWICE": three, "ROW_REPEATED": four,
        "SELF_RECORDED": "T1", "RECORDED_LATE": five, "DISMISSAL_ON_ONE_ROW": six, "SCORER_DIFFERS": "T2",
        "SCORER_RECORDS_MORE": "T3",
    }  # fmt: skip
    return kinds, rows


MONTHS = 5 * TIMES


def test_clean_months_raise_at_most_one_false_alarm_for_25_people() -> None:
    alarms = [reviewed(settled([*PEOPLE, *RECORDERS], **ordinary(seed)), earlier(seed)) for seed in range(MONTHS)]
    assert sum(map(len, alarms)) <= MONTHS, alarms
    assert max(map(len, alarms)) <= 2, alarms


def test_of_each_kind_that_is_planted_in_random_months_nine_in_ten_are_found() -> None:
    missed: Counter[str] = Counter()
    for seed in range(100, 100 + MONTHS):
        kinds, rows = planted(seed)
        sheets = ordinary(seed)
        found = reviewed(settled([*PEOPLE, *RECORDERS], **sheets | {"扣分记录": [*sheets["扣分记录"], *rows]}), earlier(seed))
        missed.update(kind for kind, who in kinds.items() if (kind, who) not in found)
    assert set(kinds) == set(GRAVITY)
    assert all(count <= MONTHS // 10 for count in missed.values()), missed


def test_without_months_of_ones_own_the_others_in_the_role_are_compared() -> None:
    [found] = [each for each in listed(run([logged("07", "A-3.3.4", 金额=1500)])) if each.finding.code == "FAR_FROM_PEERS"]
    assert found.employee_id == "07"
    assert found.finding.message == "07 的调整合计 -1,700.00 元；同岗位（客服）其他 24 人的中位数是 0.00 元，中间一半在 0.00 到 0.00 元之间。"


def test_whoever_is_far_from_everybody_but_as_always_is_not_said() -> None:
    totals = earlier(1) | {"07": [(f"2026-{month:02d}", -170_000) for month in range(5, 11)]}
    month = run([logged("07", "A-3.3.4", 金额=1500)])
    assert ("ADJUSTMENT_UNUSUAL", "07") not in reviewed(month, totals)
    assert ("ADJUSTMENT_UNUSUAL", "08") in reviewed(run([]), totals | {"08": totals["07"]})


def test_the_months_of_somebody_else_who_had_the_id_before_are_not_ones_own() -> None:
    people = [person("07", 入职日期="2026-10-08"), *(each for each in PEOPLE if each["工号"] != "07")]
    month = run([logged("07", "A-3.3.4", 金额=500)], people)
    assert ("ADJUSTMENT_UNUSUAL", "07") not in reviewed(month, earlier(1))


def test_a_recorder_who_gives_far_more_for_the_same_item_is_told_with_both_means() -> None:
    hard = [logged(f"{who:02d}", "A-3.1.8", who, 分值=5, 记录人="T2") for who in range(1, 7)]
    mild = [logged(f"{who:02d}", "A-3.1.8", who, 分值=2) for who in range(11, 17)]
    [found] = [each.finding.message for each in listed(run([*hard, *mild])) if each.finding.code == "SCORER_DIFFERS"]
    label = BOOK.items["A-3.1.8"].label
    assert found == f"本月，记录人 T2 的“{label}”6 笔，平均每次 5.0 分；其他记录人 6 笔，平均 2.0 分。"
    assert not [each for each in reviewed(run([*hard[:4], *mild])) if each[0] == "SCORER_DIFFERS"]


def test_of_three_recorders_the_one_who_is_milder_is_told_and_not_the_two_who_agree() -> None:
    alike = [logged(f"{who:02d}", "A-3.1.8", who, 分值=5, 记录人=by) for by, people in (("T1", range(1, 7)), ("T2", range(7, 13))) for who in people]
    mild = [logged(f"{who:02d}", "A-3.1.8", who, 分值=2, 记录人="T3") for who in range(13, 18)]
    [found] = [each for each in listed(run([*alike, *mild])) if each.finding.code == "SCORER_DIFFERS"]
    assert found.employee_id == "T3"
    assert found.finding.message == f"本月，记录人 T3 的“{BOOK.items['A-3.1.8'].label}”5 笔，平均每次 2.0 分；其他记录人 12 笔，平均 5.0 分。"


def test_a_recorder_with_far_more_rows_of_an_item_is_told_with_the_counts() -> None:
    few = [logged(f"{who:02d}", "A-3.1.2", who, 记录人=by) for who, by in ((1, "T1"), (2, "T1"), (3, "T1"), (4, "T2"), (5, "T2"))]
    many = [logged(f"{who:02d}", "A-3.1.2", who, 记录人="T3") for who in range(6, 14)]
    told = {each.employee_id: each.finding.message for each in listed(run([*few, *many])) if each.finding.code == "SCORER_RECORDS_MORE"}
    assert told == {"T3": f"本月，记录人 T3 记了“{BOOK.items['A-3.1.2'].label}”8 笔；其他 2 位记录人共 5 笔，此人超过其平均的 3 倍。"}
    assert "SCORER_RECORDS_MORE" not in [code for code, _who in reviewed(run([*few, *many[:-1]]))], "7 is not more than three times 2.5"
    assert "SCORER_RECORDS_MORE" not in [code for code, _who in reviewed(run([*few[:4], *many]))], "four of the others are too few to compare with"


def test_rows_of_closed_months_count_for_who_recorded_in_this_one() -> None:
    """Three rows a month say nothing; two months of them do. Who no more records is not told again."""
    before = run([logged(f"{who:02d}", "A-3.1.8", who, 分值=5, 记录人="T2") for who in range(1, 4)])
    now = [logged(f"{who:02d}", "A-3.1.8", who, 分值=5, 记录人="T2") for who in range(4, 7)]
    mild = [logged(f"{who:02d}", "A-3.1.8", who, 分值=2) for who in range(11, 17)]
    month = run([*now, *mild])
    assert ("SCORER_DIFFERS", "T2") not in reviewed(month)
    [found] = [each.finding.message for each in listed(month, before=[before]) if each.finding.code == "SCORER_DIFFERS"]
    assert found.startswith("最近 2 个月，记录人 T2") and "6 笔，平均每次 5.0 分；其他记录人 6 笔，平均 2.0 分" in found
    assert [each for each in reviewed(run(mild), before=[before, run(now)]) if each[0] == "SCORER_DIFFERS"] == [("SCORER_DIFFERS", "T1")]


def test_a_score_below_the_limit_because_of_one_row_hangs_on_it_and_because_of_many_does_not() -> None:
    one = [logged("03", "A-3.3.3", 4, 次数=2)]
    many = [logged("03", item, on) for on, item in enumerate(["A-3.2.2", "A-3.2.3", "A-3.3.3"], 3)]
    assert ("DISMISSAL_ON_ONE_ROW", "03") in reviewed(run([logged("03", "A-3.1.5", 9), *one]))
    assert ("DISMISSAL_ON_ONE_ROW", "03") not in reviewed(run(many))


def test_a_bonus_recorded_by_its_own_receiver_is_grave_and_first() -> None:
    bonus = [{"日期": day(3), "工号": "T1", "事项": "A-2.3", "次数": 6, "记录人": "T1"}]
    late = [logged("05", "A-3.1.1", 3, 登记日期="2026-12-20")]
    found = listed(run(late, 加分记录=bonus))
    assert next((each.finding.code, each.gravity, each.fen) for each in found) == ("SELF_RECORDED", "重大", 30_000)
    assert found[-1].finding.code == "RECORDED_LATE"


def test_no_kind_is_on_the_list_but_those_that_were_agreed() -> None:
    month = run([logged("01", "A-3.1.3", 记录人="05")], 考勤=full_month("01"))
    assert "RECORDER_MAY_NOT" in month.codes and reviewed(month) == []
    assert set(GRAVITY.values()) == {"重大", "较重", "一般"}


@given(some.lists(some.integers(-9, 9), min_size=2, max_size=30))
def test_the_quartiles_of_the_others_are_those_of_the_rest_without_oneself(values: list[int]) -> None:
    expected = [np.quantile(np.delete(values, at), (0.25, 0.5, 0.75), method="nearest").tolist() for at in range(len(values))]
    assert quartiles_of_others(pd.Series(values)).tolist() == expected
