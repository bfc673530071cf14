"""One column of a sheet: its name, header, kind, limits, help and example, written down once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.rulebook.model import Rulebook

Kind = Literal[
    "id", "person", "text", "name", "month", "date", "time", "datetime", "moment", "whole", "money", "points", "yes_no", "choice", "item"
]
Span = Literal["any", "month", "until_month_end", "until_next_month_end"]

DTYPES: dict[str, str] = {
    "date": "datetime64[s]",
    "datetime": "datetime64[s]",
    "time": "Int64",
    "moment": "Int64",
    "whole": "Int64",
    "money": "Int64",
    "points": "Int64",
    "yes_no": "boolean",
}


@dataclass(frozen=True)
class Column:
    """Limits are in the kind's unit: fen for money, hundredths for points, the number itself for whole.

    `span` says which dates are right: any, those of the month, those up to the month's end, or up to a month after it.
    A choice has its labels with their codes in `choices`, or is `named_by` a topic of the rulebook (see `choices_in`).
    A `month` is text like 2026-11. A `person` is an employee's id, an `id` any other number of the company's.
    `also` are other words for the `choices`, which are read and not offered.
    A row with one of the words `void` in this column is no row: 缺考 says that there was no exam.
    Of one that is `headed` the header has to stand where there are rows, though its cells may be empty: empty says something.
    `part` says whose columns these are on a sheet that several fill, each their own (see `part`).
    `offers` names the columns ("roster.department") whose words of the month before are offered as a list; others may be typed.
    In `example`, {month}, {yyyymm} and {saturday} stand for a month and its first Saturday.
    """

    name: str
    header: str
    kind: Kind
    help: str
    example: object = None
    required: bool = False
    unique: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    named_by: Literal["", "roles", "shifts"] = ""
    minimum: int | None = None
    above: int | None = None
    maximum: int | None = None
    span: Span = "any"
    void: tuple[str, ...] = ()
    headed: bool = False
    part: str = ""
    offers: tuple[str, ...] = ()

    @property
    def dtype(self) -> str:
        return DTYPES.get(self.kind, "str")


def choices_in(column: Column, rulebook: Rulebook) -> Mapping[str, str]:
    """The labels of a choice with their codes."""
    if column.named_by:
        return rulebook.role_codes if column.named_by == "roles" else rulebook.shift_codes
    return column.choices


def labels_in(column: Column, rulebook: Rulebook) -> Mapping[str, str]:
    """The label of each code, those that departments alone have after the company's."""
    return {code: label for book in (rulebook, *rulebook.of_departments.values()) for label, code in choices_in(column, book).items()}


EMPLOYEE = Column(
    "employee_id", "工号", "person", "员工工号，与花名册一致；按文本填写，保留前面的零。", "KF001", required=True
)
NAME = Column("name", "姓名", "name", "员工姓名，可不填；填写时须与花名册一致。", "王小明")
NOTE = Column("note", "备注", "text", "需要说明的情况，可不填。")
RECORDED_ON = Column("recorded_on", "登记日期", "date", "登记这一行的日期，可不填；事后很久才登记的会列入复核清单。", span="until_next_month_end")
TIMES = Column("times", "次数", "whole", "发生的次数，正整数；不填按 1 次计。", 1, minimum=1)
RECORDER = Column("recorded_by", "记录人", "person", "记录人的工号：一般为培训专员，对培训专员本人及抽查由主管记录。", "KF002")


def part(name: str, *columns: Column) -> tuple[Column, ...]:
    """Columns that one of several fills."""
    return tuple(replace(column, part=name) for column in columns)


def day(help: str, header: str = "日期", name: str = "date", example: str = "{month}-03") -> Column:
    return Column(name, header, "date", help, example, required=True, span="month")
