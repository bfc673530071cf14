"""The straightforward script that a colleague would write: pandas on openpyxl, loops over rows, no validation.

`python -m bench.script INBOX OUTPUT.xlsx` computes score, grade and pay of everybody for the months of `bench.months`.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import pandas as pd

POINTS = {"A-3.1.1": 2, "A-3.1.2": 2, "A-3.1.3": 2, "A-3.1.12": 2, "A-3.2.1": 10, "handover_missing": 5, "B-8": 0}


def grade(score: float) -> str:
    return "A" if score > 90 else "B" if score >= 80 else "C" if score >= 70 else "D" if score >= 65 else "E" if score >= 60 else "—"


def minutes(text: str) -> int:
    hours, rest = text.removeprefix("次日 ").split(":")
    return (24 * 60 if text.startswith("次日") else 0) + int(hours) * 60 + int(rest)


def lateness(late: int) -> int:
    return 0 if late <= 0 else 2 if late <= 10 else 3 if late <= 20 else 4 if late <= 30 else 5


def main(inbox: Path, output: Path) -> None:
    def read(book: str, sheet: str) -> pd.DataFrame:
        return pd.read_excel(inbox / f"{book}.xlsx", sheet_name=sheet, dtype=object, engine="openpyxl")

    roster = read("花名册", "花名册")
    taken: dict[str, int] = defaultdict(int)
    given: dict[str, int] = defaultdict(int)
    clauses: dict[str, set[str]] = defaultdict(set)
    blamed: set[str] = set()
    conflicts_logged: set[tuple[str, str]] = set()
    for _, row in read("扣分", "扣分记录").iterrows():
        who, item = row["工号"], row["事项"]
        clause, points = item, POINTS.get(item, 0)
        if item == "A-3.1.8":
            points = int(row["分值"])
        elif item == "handover_missing":
            clause = "A-3.1.5"
        elif item == "emergency_overrun":
            over = int(row["超时分钟"])
            clause, points = ("A-3.1.13", 5) if over <= 10 else ("A-3.2.8", 10) if over <= 30 else ("A-3.3.6", 20)
        taken[who] += points
        blamed.add(who)
        if points:
            clauses[who].add(clause)
    for _, row in read("扣分", "加分记录").iterrows():
        given[row["工号"]] += 5
    for _, row in read("扣分", "考试成绩").iterrows():
        if row["得分"] >= 100:
            given[row["工号"]] += 5
        elif row["得分"] < 60:
            taken[row["工号"]] += 10
            clauses[row["工号"]].add("A-3.2.7")
            blamed.add(row["工号"])
    worked = set()
    for _, row in read("考勤", "考勤").iterrows():
        if row["班次"] == "休息":
            continue
        who = row["工号"]
        worked.add(who)
        points = lateness(minutes(row["上班时间"]) - (480 if row["班次"] == "早班" else 960))
        if points:
            taken[who] += points
            clauses[who].add("A-3.1.4")
            blamed.add(who)
    handed_in = defaultdict(set)
    for _, row in read("扣分", "周总结").iterrows():
        handed_in[row["工号"]].add(str(row["周六日期"]))
    complained = set()
    for _, row in read("投诉", "投诉登记").iterrows():
        if row["是否有效"] == "是":
            complained.add(row["责任人"])
            if row["投诉原因"] in ("服务", "冲突"):
                blamed.add(row["责任人"])
            if row["投诉原因"] == "冲突" and (row["责任人"], row["投诉日期"]) not in conflicts_logged:
                taken[row["责任人"]] += 20
    for who, set_off in clauses.items():
        light = sum(clause.startswith("A-3.1.") for clause in set_off)
        medium = sum(clause.startswith("A-3.2.") for clause in set_off)
        if light >= 4 or medium >= 2:
            taken[who] += 20
    roles = dict(zip(roster["工号"], roster["岗位"], strict=True))
    departments = dict(zip(roster["工号"], roster["部门"], strict=True))
    for who, role in roles.items():
        if role in ("客服", "现场接待", "客服组长") and len(handed_in[who]) < 4:
            blamed.add(who)
    work = read("扣分", "工作量")
    best: dict[str, list[float]] = defaultdict(lambda: [-1, -1])
    for _, row in work.iterrows():
        if roles[row["工号"]] != "主管":
            top = best[departments[row["工号"]]]
            top[0], top[1] = max(top[0], row["接待量"]), max(top[1], row["质量分"])
    for _, row in work.iterrows():
        who = row["工号"]
        if roles[who] != "主管" and [row["接待量"], row["质量分"]] == best[departments[who]] and who not in blamed:
            given[who] += 5
    rows: list[tuple[object, ...]] = []
    for who, role in roles.items():
        if role == "主管":
            rows.append((who, None, None, 0))
            continue
        bonus = given[who] + (5 if role in ("客服", "现场接待", "客服组长") and who in worked and who not in complained else 0)
        score = min(80 + bonus - taken[who], 110)
        rows.append((who, score, grade(score), max(-300, min(300, (score - 80) * 10))))
    pd.DataFrame(rows, columns=["工号", "考核分", "等级", "绩效浮动"]).to_excel(output, index=False, engine="openpyxl")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
