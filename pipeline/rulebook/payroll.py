"""How the month's sheet becomes the import sheet of the company's payroll software (A-4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import model_validator

from pipeline.language.translation import _
from pipeline.rulebook.pay_columns import MONEY
from pipeline.rulebook.values import Rule, Topic, figure

LABELS = {
    "employee_id": "工号", "name": "姓名", "department": "部门", "role": "岗位", "score": "考核分", "grade": "等级", **MONEY, "month": "期间",
}  # fmt: skip
"""What a column of theirs may be taken from, as it is headed on 工资调整表."""
OWN = "own"
Software = Literal["general", "yonyou", "kingdee", "own"]


class PayrollColumn(Topic):
    """A column of theirs: from one of ours, with the opposite sign where they take deductions as positive, or a constant."""

    header: str = figure("工资软件的列名", counted="列")
    of: str | None = figure("取自工资调整表的列", counted="列", called=LABELS, default=None)
    constant: str | None = figure("固定填写的内容", counted="列", default=None)
    opposite: bool = figure("正负号相反", counted="列", default=False)

    @model_validator(mode="after")
    def _one_origin(self) -> PayrollColumn:
        if (self.of is None) == (self.constant is None):
            raise ValueError(_("“取自”（of）和“固定内容”（constant）应写其中一个"))
        if self.of is not None and self.of not in LABELS:
            raise ValueError(_("of 应为 {choices} 之一", choices="、".join(LABELS)))
        if self.opposite and self.of not in MONEY:
            raise ValueError(_("“正负号相反”（opposite）只用于金额的列"))
        return self


def _columns(*rows: tuple[str, str] | tuple[str, str, bool]) -> tuple[PayrollColumn, ...]:
    return tuple(PayrollColumn(header=row[0], of=row[1], opposite=len(row) > 2) for row in rows)


PRESETS: dict[str, tuple[PayrollColumn, ...]] = {
    "general": _columns(
        ("工号", "employee_id"), ("姓名", "name"), ("部门", "department"), ("期间", "month"), ("绩效浮动", "merit_pay"), ("罚款", "fines"),
        ("扣发工资", "withheld"), ("投诉罚扣", "complaint_penalties"), ("赔偿", "compensation"), ("前期更正", "corrections"), ("调整合计", "total"),
    ),
    "yonyou": _columns(
        ("人员编码", "employee_id"), ("人员姓名", "name"), ("部门名称", "department"), ("绩效浮动", "merit_pay"), ("罚款扣款", "fines", True),
        ("扣发工资", "withheld", True), ("投诉罚扣", "complaint_penalties", True), ("赔偿扣款", "compensation", True), ("前期更正", "corrections"),
    ),
    "kingdee": _columns(
        ("职员代码", "employee_id"), ("职员姓名", "name"), ("部门", "department"), ("会计期间", "month"), ("考核浮动", "merit_pay"),
        ("罚款", "fines", True), ("扣发工资", "withheld", True), ("投诉罚扣", "complaint_penalties", True), ("赔偿", "compensation", True),
        ("前期更正", "corrections"),
    ),
}  # fmt: skip
"""Starting points: column names differ from version to version of the software, so each says that it is to be checked."""


class Payroll(Rule):
    """`columns` are the company's own mapping, which `software: own` asks for."""

    software: Software = figure("工资软件的列名按")
    columns: tuple[PayrollColumn, ...] = figure("自己的列", default=())

    @model_validator(mode="after")
    def _own_columns_are_named(self) -> Payroll:
        if (self.software == OWN) != bool(self.columns):
            raise ValueError(_("“工资软件的列名按”（software）是“自己的列名”（own）时，要写自己的列（columns）；不是就不要写"))
        headers = [each.header for each in self.columns]
        if len(set(headers)) < len(headers):
            raise ValueError(_("自己的列不能有两列同名"))
        return self

    @property
    def mapping(self) -> Sequence[PayrollColumn]:
        return self.columns or PRESETS[self.software]
