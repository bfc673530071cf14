"""已核实: warnings that somebody has looked into, with reason and name; errors cannot be accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.findings.catalogue import MESSAGES
from pipeline.schemas.column import Column
from pipeline.schemas.sheet import RowCheck, Sheet

if TYPE_CHECKING:
    import pandas as pd


def _known(rows: pd.DataFrame) -> pd.Series[bool]:
    return rows["code"].isna() | rows["code"].isin(list(MESSAGES))


def _no_error(rows: pd.DataFrame) -> pd.Series[bool]:
    return ~rows["code"].isin([code for code, message in MESSAGES.items() if message.level == "error"])


def _by_somebody_else(rows: pd.DataFrame) -> pd.Series[bool]:
    return ~(rows["accepted_by"] == rows["employee_id"]).fillna(False).astype(bool)


ACCEPTED = Sheet(
    name="accepted",
    title="已核实",
    book="申诉.xlsx",
    place=101,
    person=None,
    day=None,
    help="看过属实的警告，每条一行，可从 review.xlsx 的“可抄入已核实”抄来；所说的那一行没有变，报告里就折叠起来。错误不能核实，只能改正。",
    filled_by=("主管",),
    columns=(
        Column("code", "代码", "text", "警告的代码，见检查报告。", "PERHAPS_TWICE", required=True),
        Column("of_file", "文件", "text", "警告所在的文件；不填表示任何文件。", "扣分记录.xlsx"),
        Column("of_sheet", "工作表", "text", "警告所在的工作表；不填表示任何工作表。", "扣分记录"),
        Column("employee_id", "工号", "id", "警告所说的员工；不填表示任何人。", "KF001"),
        Column("reason", "说明", "text", "核实的情况和理由。", "两次各有录音，确是两件事", required=True),
        Column("accepted_by", "核实人", "text", "核实的人，不能是所说的员工本人。", "周启明", required=True),
        Column("valid_until", "有效至", "date", "过了这一天要重新核实；不填一直有效。"),
    ),
    checks=(
        RowCheck("ACCEPTED_CODE_UNKNOWN", "code", _known),
        RowCheck("ACCEPTED_IS_ERROR", "code", _no_error),
        RowCheck("ACCEPTED_BY_CONCERNED", "accepted_by", _by_somebody_else, ("employee_id",)),
    ),
)
