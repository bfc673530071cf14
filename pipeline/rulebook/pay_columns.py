"""The columns of money on a person's sheet: what the score moves, a sum of each category of entries, and the total (A-4, B-14, C-28.2)."""

from __future__ import annotations

from pipeline.language.translation import N_

FINE = N_("罚款")
WITHHELD = N_("扣发工资")
PENALTY = N_("投诉罚扣")
CHARGE = N_("赔偿")
CORRECTION = N_("前期更正")

SUMMED = {
    FINE: "fines",
    WITHHELD: "withheld",
    PENALTY: "complaint_penalties",
    CHARGE: "compensation",
    CORRECTION: "corrections",
}
"""By category of entries, the column that has each person's sum of it; a column more needs its place in the archive too."""

PARTS = {"merit_pay": N_("绩效浮动"), **{name: category for category, name in SUMMED.items()}}
"""The parts of the total in the order of the sheet, by name, with their headers."""
TOTAL = "total"
MONEY = {**PARTS, TOTAL: N_("调整合计")}
