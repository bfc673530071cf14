"""People 027 to 041: what attendance, weekly summaries and exams set off."""

from __future__ import annotations

from tests.build import Rows, worked
from tests.month.sixty.case import Case, summary


def late_shifts(employee: str, *days: int) -> Rows:
    """Late shifts whose handover was not entered."""
    return [worked(employee, on, "晚班", 交接记录="否") for on in days]


def off(employee: str, first: int, last: int) -> Rows:
    return [worked(employee, on, 上班时间=None, 下班时间=None, 请假类型="年假") for on in range(first, last + 1)]


ATTENDANCE = [
    Case("027", "10 and 11 minutes late: 85 − 2 − 3 = 80", 80, "B",
         attendance=[worked("027", 3, 上班时间="8:10:59"), worked("027", 4, 上班时间="8:11")]),
    Case("028", "20, 21, 30 and 31 minutes late: 85 − 3 − 4 − 4 − 5 = 69; −110", 69, "D", merit=-110,
         attendance=[worked("028", on, 上班时间=at) for on, at in ((3, "8:20"), (4, "8:21"), (5, "8:30"), (6, "8:31"))]),
    Case("029", "5 minutes late and 1 early on one day are two events: 85 − 2 − 2 = 81; 10", 81, "B", merit=10,
         attendance=[worked("029", 3, 上班时间="8:05", 下班时间="17:29")]),
    Case("030", "the log's judgement of 2 replaces 40 minutes late: 85 − 2 = 83; 30", 83, "B", merit=30,
         attendance=[worked("030", 3, 上班时间="8:40")], log=(("A-3.1.4", 3, {"分值": 2}),)),
    Case("031", "late shift to 00:58 and, on the 30th, into December: nothing; left at 23:55: −2 = 83; 30", 83, "B", merit=30,
         attendance=[worked("031", 3, "晚班", 下班时间="次日 00:58"), worked("031", 30, "晚班", 下班时间="0:00"),
                     worked("031", 4, "晚班", 下班时间="23:55")]),
    Case("032", "absent on two days by attendance, one of them in the log too: 85 − 40 = 45; −300; below 60", 45, "—", merit=-300,
         actions=("A-1.3",), log=(("A-3.3.1", 4),),
         attendance=[worked("032", 2), worked("032", 3, 上班时间=None, 下班时间=None, 考勤结果="旷工"),
                     worked("032", 4, 上班时间=None, 下班时间=None)]),
    Case("033", "one punch missing is no deduction; cleaning missed: 85 − 2 = 83; 30; 50 (B-11)", 83, "B", merit=30, fines=-50,
         attendance=[worked("033", 3, 下班时间=None), worked("033", 4, 卫生值日="否")]),
    Case("034", "handover missed twice: 85 − 2 × 5 = 75; −50; 30 + 50", 75, "C", merit=-50, fines=-80,
         attendance=late_shifts("034", 3, 4)),
    Case("035", "handover missed five times: 85 − 25 = 60; −200; 30 + 50 + 80, a month's wage, taken as resignation", 60, "E",
         merit=-200, fines=-160, withheld=-5000, actions=("B-1c",), attendance=late_shifts("035", 3, 4, 5, 6, 9)),
    Case("036", "handover on the 3rd in the log too counts once; A-3.1.5 replaces nothing: 85 − 5 − 5 = 75; −50; 30", 75, "C",
         merit=-50, fines=-30, log=(("handover_missing", 3), ("A-3.1.5", 3)), attendance=late_shifts("036", 3)),
    Case("037", "summaries at 17:01 and of 199 characters count as not sent: 85; 50 + 100", 85, "B", merit=50, fines=-150,
         sent=(21, 28), summaries=[summary("037", 7, "17:01"), summary("037", 14, characters=199)]),
    Case("038", "no summary at all: 85; 50 + 100 + 200, the fourth a month's wage", 85, "B", merit=50, fines=-350, withheld=-5000,
         sent=()),
    Case("039", "on leave Sunday 8 to Saturday 14: nothing owed on the 14th; the 21st missed: 50", 85, "B", merit=50, fines=-50,
         sent=(7, 28), attendance=[worked("039", 2), *off("039", 8, 14)]),
    Case("040", "exam with full marks: 85 + 5 = 90, which is B; 100", 90, "B", merit=100, exam=100),
    Case("041", "exam 59.5: 85 − 10 (A-3.2.7) = 75; −50", 75, "C", merit=-50, exam=59.5),
]
