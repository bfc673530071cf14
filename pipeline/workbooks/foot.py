"""What stands in the page footers of a workbook."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

FOOTER = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}oddFooter"


def footers(content: bytes) -> Iterator[str]:
    """The footer of each worksheet that has one; of a file that `read_workbook` has found to be sound."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as sheet:
                    for _, element in ElementTree.iterparse(sheet):
                        if element.tag == FOOTER and element.text:
                            yield element.text
                        element.clear()
