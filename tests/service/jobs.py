"""Service jobs and surveys for tests: rows with Chinese headers in, the month's service work out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from pipeline.base.period import Month
from pipeline.checks.validate import read_tables, validate
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.registry import with_absent_sheets
from pipeline.service.work import ServiceWork, service_work
from tests.build import BOOK, EMPTY_SHEETS, MONTH, STAFF, Rows, day, parts, person

TECHNICIANS: Rows = [person("F1", "服务人员"), person("F2", "服务人员")]


def request(serial: int, on: int = 3, **more: Any) -> dict[str, Any]:
    """A paid request that was registered and nothing more."""
    row = {
        "登记编号": f"FW-{serial:04d}", "登记日期": day(on), "客户名称": "锦绣花园业主", "地址": "花园路 1 号", "电话": "13900000000",
        "商品型号": "KT-35", "规格": "1.5 匹", "购买日期": "2025-06-18", "购买地点": "某商场", "服务类别": "A",
    }
    return row | more


def done(serial: int, on: int = 3, **more: Any) -> dict[str, Any]:
    """A paid job dispatched on its day and finished on the next, with everything on record."""
    row = request(
        serial, on, 派工日期=day(on), 凭证编号=f"PZ-{serial:04d}", 服务人员="F1", 开始时间=f"{day(on + 1)} 09:00",
        结束时间=f"{day(on + 1)} 10:30", 服务内容="更换滤网", 收费金额=80, 收费方式="现场", 客户签字="是", 经理核签="是", 归档日期=day(on + 1),
    )
    return row | more


def rated(employee: str = "F1", *levels: str, on: int = 6, **more: Any) -> dict[str, Any]:
    """A survey with these levels for attitude, skill, arrival and promises; satisfied with the rest."""
    given = [*levels, *["满意"] * (4 - len(levels))]
    matters = dict(zip(("态度", "技术", "到达时间", "承诺事项"), given, strict=True))
    return {"日期": day(on), "服务人员": employee} | matters | more


def tables_of(
    jobs: Iterable[Mapping[str, Any]], surveys: Iterable[Mapping[str, Any]], rulebook: Rulebook = BOOK
) -> dict[str, pd.DataFrame]:
    """The month's checked tables; nothing in them is an error."""
    sheets: dict[str, Rows] = {"花名册": [*STAFF, *TECHNICIANS]} | {title: [] for title in EMPTY_SHEETS}
    sheets |= {"服务登记": [dict(row) for row in jobs], "意见调查": [dict(row) for row in surveys]}
    checked = validate(read_tables(parts(sheets), rulebook), Month.parse(MONTH), rulebook)
    assert not [finding.message for finding in checked.findings if finding.level == "error"]
    return with_absent_sheets(checked.tables)


def worked_out(
    jobs: Iterable[Mapping[str, Any]] = (), surveys: Iterable[Mapping[str, Any]] = (), *, as_of: str = day(30),
    rulebook: Rulebook = BOOK,
) -> ServiceWork:
    """The month's service work as of a day."""
    tables = tables_of(jobs, surveys, rulebook)
    return service_work(tables["service_jobs"], tables["surveys"], tables["roster"], date.fromisoformat(as_of), rulebook)


def problems(*jobs: Mapping[str, Any], as_of: str = day(30)) -> str:
    """What 凭证核对 says of the first of these jobs; "" when it is not listed."""
    listed = worked_out(jobs, as_of=as_of).vouchers
    return "".join(listed.loc[listed["job_no"] == jobs[0]["登记编号"], "problem"])
