"""One workbook of formulas that does score, grade and pay, recalculated by headless LibreOffice.

It has what a department's own workbook would have: the people, every scoring line as it was typed, and formulas that add
them up. Lateness is typed in as points: it reads no attendance, validates nothing and explains nothing.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import xlsxwriter

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
GRADES = [(-1000, "—"), (60, "E"), (65, "D"), (70, "C"), (80, "B"), (90.001, "A")]


def write(appraisal: Path, target: Path) -> None:
    """The people and lines of our appraisal workbook; of the results, which LibreOffice has to find, nothing."""
    people = pd.read_excel(appraisal, sheet_name="考核结果", dtype={"工号": str}, engine="calamine")
    lines = pd.read_excel(appraisal, sheet_name="计分明细", dtype={"工号": str}, engine="calamine")
    lines = lines[lines["分值"].notna() & (lines["分值"] != 0)]
    end = len(lines) + 1
    with xlsxwriter.Workbook(str(target)) as book:
        results, typed, grades = book.add_worksheet("考核"), book.add_worksheet("明细"), book.add_worksheet("等级")
        typed.write_row(0, 0, ["工号", "分值"])
        for at, (who, points) in enumerate(zip(lines["工号"], lines["分值"], strict=True), 1):
            typed.write_row(at, 0, [who, points])
        for at, grade in enumerate(GRADES):
            grades.write_row(at, 0, grade)
        results.write_row(0, 0, ["工号", "岗位", "考核分", "等级", "绩效浮动"])
        for at, (who, role) in enumerate(zip(people["工号"], people["岗位"], strict=True), 2):
            total = f"MIN(110,80+SUMIFS(明细!$B$2:$B${end},明细!$A$2:$A${end},A{at}))"
            results.write_row(at - 1, 0, [who, role])
            results.write_formula(at - 1, 2, f'=IF(B{at}="主管","",{total})', None, -1)
            results.write_formula(at - 1, 3, f'=IF(B{at}="主管","",INDEX(等级!$B$1:$B$6,MATCH(C{at},等级!$A$1:$A$6,1)))', None, "?")
            results.write_formula(at - 1, 4, f'=IF(B{at}="主管",0,MAX(-300,MIN(300,(C{at}-80)*10)))', None, -1)


def profile(folder: Path) -> str:
    """A profile of LibreOffice's that always recalculates; the option that chooses it."""
    (folder / "user").mkdir(parents=True, exist_ok=True)
    (folder / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    return f"-env:UserInstallation={folder.as_uri()}"


def recalculation(work: Path, size: str) -> list[str]:
    """The command; its result is `work`/recalculated/`size`-formulas.xlsx."""
    target = str(work / "recalculated")
    return ["soffice", profile(work / "office"), "--headless", "--convert-to", "xlsx", "--outdir", target, str(work / f"{size}-formulas.xlsx")]
