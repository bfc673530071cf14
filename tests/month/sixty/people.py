"""People 042 to 058, the trainer and the supervisor: complaints, leaders, joiners, leavers, firsts."""

from __future__ import annotations

from tests.build import day, worked
from tests.month.sixty.case import Case, case_no

OCTOBER = {"投诉编号": "KS-202610-0001", "投诉日期": "2026-10-20", "受理日期": "2026-10-20"}

PEOPLE = [
    Case("042", "one service complaint: no A-2.5; 80; 100 (B-6)", 80, "B", fines=-100, complaints=[case_no(1)]),
    Case("043", "three: 100, 200, the third is resignation; 80", 80, "B", fines=-300, actions=("B-6",),
         complaints=[case_no(2), case_no(3), case_no(4)]),
    Case("044", "a conflict: 80 − 20 (A-3.3.2) = 60; −200; 100 (B-6)", 60, "E", merit=-200, fines=-100,
         complaints=[case_no(5, 投诉原因="冲突")]),
    Case("045", "a conflict that happened on the 2nd, in the log of that day: points once; 60; −200; 100", 60, "E", merit=-200,
         fines=-100, log=(("A-3.3.2", 2),), complaints=[case_no(6, 投诉原因="冲突", 发生日期=day(2))]),
    Case("046", "undecided, and one found not effective: as if none; 85; 50", 85, "B", merit=50,
         complaints=[case_no(7, 是否有效=None), case_no(8, 是否有效="否")]),
    Case("047", "effective, about the product, penalty of 88.80 approved in the month and one of 50 waiting: 80; −88.80", 80, "B",
         penalties=-88.8, complaints=[case_no(9, 投诉原因="产品", 罚扣金额=88.8, 罚扣核准日期=day(9)),
                                      case_no(10, 投诉原因="产品", 罚扣金额=50)]),
    Case("048", "a complaint of October, penalty of 70 approved now: points and fines follow October; 85; 50; −70", 85, "B",
         merit=50, penalties=-70, complaints=[case_no(0, **OCTOBER, 罚扣金额=70, 罚扣核准日期=day(9))]),
    Case("049", "team leader + 5 (A-3.4) = 90; 100", 90, "B", merit=100, role="客服组长", leader=5),
    Case("050", "team leader − 5 and 0.5 in between is the scorer's: 85 − 4.5 = 80.5; 5", 80.5, "B", merit=5, role="客服组长", leader=-4.5),
    Case("051", "receptionist, first of all customer service in both with 052: 85 + 5 (A-2.1) = 90; 100", 90, "B", merit=100,
         role="现场接待", department="现场部", work=(301, 98, 30)),
    Case("052", "joint first: 85 + 5 = 90; 100", 90, "B", merit=100, role="现场接待", department="现场部", work=(301, 98, 24)),
    Case("053", "first of the department in contacts, of the whole in nothing: 85; 50", 85, "B", merit=50, work=(300, 90, 60)),
    Case("054", "first of the department in quality, of the whole in nothing: 85; 50", 85, "B", merit=50, work=(299, 91, 0)),
    Case("055", "joined in November, first month: 85, pay does not move; owes from the 14th", 85, "B",
         roster={"入职日期": day(9)}, sent=(14, 21, 28), attendance=[worked("055", 10)]),
    Case("056", "joined on 31 October, second month: 95 is A, pay does not move; in probation: early confirmation", 95, "A",
         roster={"入职日期": "2026-10-31", "转正日期": "2027-01-31"}, bonuses=(("A-2.3", 2),), actions=("A-6.3",)),
    Case("057", "joined on 30 September, third month: 95; 150", 95, "A", merit=150, roster={"入职日期": "2026-09-30"},
         bonuses=(("A-2.3", 2),)),
    Case("058", "gave notice 30 days after training, in probation: 20 of 30 days of 4,000.01 = 2,666.67 withheld, half a wage 2,000.01 charged (half up); "
         "85, second month", 85, "B", withheld=-2666.67, compensation=-2000.01, wage=4000.01, sent=(7, 14),
         roster={"入职日期": "2026-10-08", "培训结束日期": "2026-10-15", "转正日期": "2027-01-08", "离职日期": day(20),
                 "离职原因": "辞职", "提出辞职日期": day(14)}),
    Case("T1", "the trainer owes no summary and has no A-2.5: 80", 80, "B", role="培训专员", wage=6000, sent=()),
    Case("Z1", "the supervisor: no score; 50 (B-8) with A-3.2.4, no points, no A-2.1", None, None, fines=-50, role="主管",
         wage=9000, sent=(), exam=None, log=(("A-3.2.4", 3),)),
]
