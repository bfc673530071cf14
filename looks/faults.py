"""What in a drawn page or a printed sheet cannot be read, found by measuring what the browser and the printer made."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

PROBE = (Path(__file__).parent / "faults.js").read_text(encoding="utf-8")
SMALLEST_ON_PAPER = 6.5
"""Points of a line of print, from its top to its bottom as the font draws it."""
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


class Fault(NamedTuple):
    """`kind` is overlap, broken, empty or small; `where` the part of the page, `text` what stands there."""

    kind: str
    where: str
    text: str


def faults_of(page: Any) -> list[Fault]:
    """What cannot be read on a Playwright page as it is drawn in its window."""
    return sorted({Fault(each["kind"], each["where"], each["text"]) for each in page.evaluate(PROBE)})


def faults_on_paper(pdf: Path, pdftotext: str = "pdftotext") -> list[Fault]:
    """Words of a printed workbook too small to read, each sheet of paper once."""
    text = subprocess.run([pdftotext, "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    found = []
    for number, sheet in enumerate(text.split("<page ")[1:], 1):
        heights = [(float(bottom) - float(top), word) for _, top, _, bottom, word in _WORD.findall(sheet)]
        if heights and min(heights)[0] < SMALLEST_ON_PAPER:
            found.append(Fault("small", f"sheet {number}", f"{min(heights)[0]:.1f}pt {min(heights)[1]}"))
    return found
