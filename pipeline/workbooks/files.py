"""The workbooks of a folder, and what else lies there."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.findings.finding import Finding

WORKBOOKS = {".xlsx", ".xlsm"}
RULES = "规则.xlsx"
"""The rules of a month's department or branch: read as rules (see `amendment`), never as the month's rows."""
COPY = re.compile(r"\s*(- ?副本|副本|- ?Copy|[(（]\d+[)）])\s*([(（]\d+[)）])?$", re.IGNORECASE)
"""How Windows and browsers end the name of a copy."""
TABLES_OF_ANOTHER_KIND = {".xls", ".xlsb", ".csv", ".tsv", ".et", ".ods", ".numbers", ".xltx", ".xlt"}


OF_THE_SYSTEM = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini|\._.*|\.~.*", re.IGNORECASE)
"""What computers leave in folders by themselves."""
PERHAPS_TABLES = {".txt", ".prn", ".xml", ".html", ".htm"}
SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
HEAD = 4_096


@dataclass(frozen=True)
class Listing:
    """`workbooks` are to be read, copies after what they are copies of; `findings` say what was passed over, or must be saved anew."""

    workbooks: Sequence[Path]
    findings: Sequence[Finding]


def workbooks_in(folder: Path) -> Listing:
    """What lies directly in `folder`; sub-folders are not looked into."""
    workbooks, findings = [], []
    for path in sorted(folder.iterdir(), key=lambda path: (bool(COPY.search(path.stem)), path.name)):
        code = _code(path)
        if code is None:
            workbooks.append(path)
        elif code:
            findings.append(Finding(code, name_of(path), params={"ending": path.suffix.lower()}))
    return Listing(workbooks, findings)


def name_of(path: Path) -> str:
    """The file's name as people read it, also where its bytes are no UTF-8, as out of an archive packed in China."""
    try:
        path.name.encode()
        return path.name
    except UnicodeEncodeError:
        return os.fsencode(path.name).decode("gb18030", errors="replace")


def located(folder: Path, name: str) -> Path:
    """The file of `folder` that people know by `name`."""
    path = folder / name
    return path if path.exists() else next((each for each in folder.iterdir() if name_of(each) == name), path)


def _code(path: Path) -> str | None:
    """None for a workbook; a message's code for what is passed over or refused; "" for what is not worth a word."""
    if path.name in ("README.md", ".gitkeep", RULES) or OF_THE_SYSTEM.fullmatch(path.name):
        return ""
    if path.name.startswith("~$"):
        return "LOCK_FILE"
    if path.name.startswith("."):
        return "HIDDEN_FILE"
    if not path.is_file():
        return "NOT_A_FILE"
    ending = path.suffix.lower()
    if ending in WORKBOOKS:
        return None
    is_table = ending in TABLES_OF_ANOTHER_KIND or (ending in PERHAPS_TABLES and _holds_a_table(path))
    return "SAVE_AS_XLSX" if is_table else "OTHER_FILE"


def _holds_a_table(path: Path) -> bool:
    """Text in columns, or a spreadsheet told as XML or a web page, by its beginning."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return False
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "gb18030" if b"\0" not in head else "latin-1"
    text = head.decode(encoding, errors="replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    return SPREADSHEET in text or "<table" in text.lower() or first.count("\t") > 1
