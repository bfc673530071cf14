"""The notes on the cells of a workbook that people wrote, and not the program."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from xml.etree import ElementTree

from pipeline.workbooks.reading import RawSheet, sheet_parts
from pipeline.workbooks.safety import read_content

MARKS = "kaohe"
"""Who writes notes about findings."""
HELP = "填写说明"
"""Who writes those of headers."""
KEPT_SHEET = "_marks"
"""A hidden sheet with what notes about findings cover: sheet, cell, fill, note and its author."""
THREADED = "tc="
"""How the author of a conversation begins; its note has an explanation before what was said."""


def notes_in(path: Path, sheets: Sequence[RawSheet]) -> dict[tuple[str, str], str]:
    """By sheet and address, like ("班次", "E5"); those that the program's marks cover too. The workbook has been read without a fault."""
    with zipfile.ZipFile(io.BytesIO(read_content(path))) as archive:
        found = {(name, place): text for name, part in sheet_parts(archive).items() for place, text in _of_sheet(archive, part)}
    covered = next((sheet.rows for sheet in sheets if sheet.name == KEPT_SHEET), ())
    return {(str(row[0]), str(row[1])): str(row[3]) for row in covered if len(row) > 3 and row[3]} | found


def _of_sheet(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    relations = join(dirname(part), "_rels", f"{basename(part)}.rels")
    if relations not in archive.namelist():
        return
    for each in ElementTree.fromstring(archive.read(relations)):
        if each.get("Type", "").endswith("/comments"):
            target = each.get("Target", "")
            place = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
            yield from _of_part(ElementTree.fromstring(archive.read(place)))


def _of_part(comments: ElementTree.Element) -> Iterator[tuple[str, str]]:
    authors = [each.text or "" for each in comments.iter() if _local(each) == "author"]
    for comment in comments.iter():
        if _local(comment) != "comment":
            continue
        number = int(comment.get("authorId", "0"))
        author = authors[number] if number < len(authors) else ""
        text = "".join(each.text or "" for each in comment.iter() if _local(each) == "t")
        if author not in (MARKS, HELP) and text.strip():
            yield comment.get("ref", ""), _said(text) if author.startswith(THREADED) else text.strip()


def _said(text: str) -> str:
    """What was said in a conversation, after what Excel writes for older versions before it."""
    paragraphs = text.split("\n\n", 2)
    return paragraphs[-1].split("\n", 1)[-1].strip()


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
