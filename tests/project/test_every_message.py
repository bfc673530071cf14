"""Each message's advice is walked by a test, or asks nothing that a cell could show."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.findings.catalogue import MESSAGES
from tests.corpus import rows, test_files_walked, test_months_walked, test_sheets_walked
from tests.corpus.cells import CELLS

ROOT = Path(__file__).parents[2]
WALKED = {
    *(code for *_, code, _cell in CELLS), *(walk.code for walk in rows.WALKS), *(walk.code for walk in test_files_walked.WALKS),
    *test_files_walked.TAKEN_AWAY, *test_sheets_walked.WALKS, *test_months_walked.GONE,
}
WALKED_ELSEWHERE = {
    "FILE_OF_OTHER_MONTH": "tests/corpus/test_whole_sheets.py", "TWO_VERSIONS": "tests/workbooks/test_one_reading.py",
    "EXCERPT_ALONE": "tests/corpus/test_excerpt.py", "EXCERPT_TWICE": "tests/corpus/test_excerpt.py", "COPY_OF_ROWS": "tests/corpus/test_excerpt.py",
    "TWO_COLUMNS_MEANT": "tests/workbooks/test_exports.py", "PERSON_UNKNOWN_BY_NAME": "tests/workbooks/test_exports.py",
    "EXPORT_WITHOUT_DAYS": "tests/workbooks/test_exports.py", "PUNCH_COLUMN_MISSING": "tests/workbooks/test_missing_punches.py",
    "COMPLAINT_NO_USED": "tests/archive/test_later_registers.py",
    "RECORDS_WITHOUT_REST": "tests/workbooks/test_punch_records.py", "RULE_WRONG": "tests/amendment/test_round_trip.py",
    "RULE_PATH_UNKNOWN": "tests/amendment/test_round_trip.py", "RULE_SHEET_TWICE": "tests/amendment/test_round_trip.py",
    "RULE_SHEET_EMPTY": "tests/amendment/test_round_trip.py",
}
"""What takes a folder, an export or a rulebook of its own."""
A_NEW_WORKBOOK = {"FILE_UNREADABLE", "FILE_TOO_LARGE", "FILE_TOO_LARGE_UNPACKED", "FILE_NOT_UNDERSTOOD", "FILE_STOPS_THE_READER", "SHEET_TOO_LARGE"}
"""The advice is another file: what is read of a good one is in every other test."""
A_PERSON_DECIDES = {
    "WORKED_TOO_LONG", "COMPLAINT_CHANGED", "COMPLAINT_MONTH_GONE", "RESPONSIBLE_NOT_THERE", "PENALTY_CHARGED_BEFORE", "PENALTY_NOT_KNOWN", "COMPLAINT_NOT_KNOWN", "LEFT_BEFORE", "STAYED_AFTER_LEAVING", "OBJECTION_OF_SEVERAL", "OBJECTION_DECIDED_BEFORE", "OBJECTION_LATE",
    "ADJUSTMENT_UNUSUAL", "FAR_FROM_PEERS", "LOSES_MOST_OF_WAGE", "SCORER_DIFFERS", "SCORER_RECORDS_MORE", "DISMISSAL_ON_ONE_ROW", "RECORDED_LATE", "ITEM_UNUSUAL",
}
"""The advice is to look, ask or decide: as long as the row is right the warning stays, and 已核实 folds it away."""
NOTHING_TO_DO = {"OTHER_FILE", "EXCERPT_USED", "SHEET_HAS_FORMULAS", "COMPLAINT_BOOKED", "OBJECTION_BOOKED", "PENALTY_CHARGED_LATE"}
"""They say what was done."""
EXAMPLES = {"RULEBOOK_WITHOUT_TABLES", "EXAMPLE_NOT_TRUE", "EXAMPLE_NOT_UNDERSTOOD"}
"""Of the rulebook's workbook, where the import is asked again: tests/amendment."""


def test_every_message_is_walked_or_says_why_it_cannot_be() -> None:
    others = [set(WALKED_ELSEWHERE), A_NEW_WORKBOOK, A_PERSON_DECIDES, NOTHING_TO_DO, EXAMPLES]
    assert WALKED.union(*others) == set(MESSAGES)
    assert sum(map(len, others)) + len(WALKED) == len(MESSAGES), "each once"


@pytest.mark.parametrize("code", WALKED_ELSEWHERE)
def test_what_is_walked_elsewhere_is_there(code: str) -> None:
    assert f'"{code}"' in (ROOT / WALKED_ELSEWHERE[code]).read_text(encoding="utf-8")


@pytest.mark.parametrize("code", sorted(A_PERSON_DECIDES))
def test_what_a_person_decides_is_a_warning(code: str) -> None:
    assert MESSAGES[code].level == "warning"
