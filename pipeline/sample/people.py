"""花名册 of the sample month: two departments, two joiners, two leavers, one of each kind of story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.sample.calendar import day

SERVICE_DESK, FIELD_SERVICE = "客户服务部", "售后服务部"


@dataclass(frozen=True)
class Person:
    employee_id: str
    name: str
    department: str
    team: str | None
    role: str
    hire_date: date
    monthly_wage: int
    training_end: date | None = None
    probation_end: date | None = None
    leave_date: date | None = None
    leave_reason: str | None = None
    resigned_on: date | None = None

    def is_employed(self, on: date) -> bool:
        return self.hire_date <= on and (self.leave_date is None or on <= self.leave_date)



def _desk(number: str, name: str, team: str | None, role: str, hired: date, wage: int, **more: Any) -> Person:
    return Person(number, name, SERVICE_DESK, team, role, hired, wage, **more)


def _field(number: str, name: str, role: str, hired: date, wage: int, **more: Any) -> Person:
    return Person(number, name, FIELD_SERVICE, None, role, hired, wage, **more)


PEOPLE = (
    _desk("KF001", "周静怡", None, "主管", date(2018, 3, 5), 9000),
    _desk("KF002", "陈思远", None, "培训专员", date(2019, 6, 17), 6500),
    _desk("KF003", "林浩然", "一组", "客服组长", date(2020, 4, 13), 5800),
    _desk("KF004", "何雅琴", "二组", "客服组长", date(2021, 2, 22), 5800),
    _desk("KF005", "吴晓彤", "一组", "客服", date(2022, 7, 4), 4800),
    _desk("KF006", "郑宇航", "一组", "客服", date(2022, 9, 19), 4800),
    _desk("KF007", "许梦洁", "一组", "客服", date(2023, 3, 6), 4600),
    _desk("KF008", "孙伟明", "二组", "客服", date(2023, 5, 15), 4600),
    _desk("KF009", "马丽娜", "二组", "客服", date(2024, 2, 26), 4500),
    _desk("KF010", "朱建华", "二组", "客服", date(2024, 8, 12), 4500),
    _desk("KF011", "胡佳佳", "一组", "客服", date(2025, 3, 10), 4400),
    _desk("KF012", "高子轩", "二组", "客服", date(2025, 6, 9), 4400),
    # grade A in probation
    _desk("KF013", "罗欣怡", "一组", "客服", date(2026, 7, 6), 4200, training_end=date(2026, 7, 20),
          probation_end=date(2026, 12, 31)),
    # in the second month, then in the first: the score is kept, pay does not move
    _desk("KF014", "梁志鹏", "二组", "客服", date(2026, 9, 14), 4200, training_end=date(2026, 9, 28),
          probation_end=date(2026, 12, 13)),
    # resigns within a month of training and in probation
    _desk("KF015", "谢文静", "一组", "客服", date(2026, 8, 31), 4200, training_end=date(2026, 9, 18),
          probation_end=date(2026, 11, 30), leave_date=day(20), leave_reason="辞职", resigned_on=day(12)),
    _desk("KF016", "韩雪", "二组", "客服", day(12), 4200, training_end=day(23), probation_end=date(2027, 1, 11)),
    # left before the month, joins after it: passed over
    _desk("KF017", "曹阳", "二组", "客服", date(2024, 5, 6), 4500, leave_date=date(2026, 9, 25), leave_reason="其他"),
    _desk("KF018", "彭丽", "一组", "客服", date(2026, 11, 2), 4200),
    _desk("XJ001", "唐婉清", "接待组", "现场接待", date(2022, 11, 14), 4600),
    _desk("XJ002", "冯俊杰", "接待组", "现场接待", date(2024, 4, 8), 4400),
    _desk("XJ003", "邓可欣", "接待组", "现场接待", date(2025, 1, 13), 4400),
    _field("FW001", "萧立群", "主管", date(2017, 10, 9), 8500),
    _field("FW002", "袁振华", "服务人员", date(2019, 3, 25), 5200),
    _field("FW003", "蔡明辉", "服务人员", date(2021, 8, 16), 5000),
    _field("FW004", "潘晓东", "服务人员", date(2025, 5, 19), 4800, leave_date=day(23), leave_reason="辞退"),
    _field("FW005", "田慧敏", "现场接待", date(2023, 10, 23), 4400),
    _field("FW006", "董建平", "服务人员", date(2020, 12, 7), 5000),
)
NAMES = {person.employee_id: person.name for person in PEOPLE}


def roster() -> list[dict[str, Any]]:
    return [dict(vars(person)) for person in PEOPLE]
