"""docs/errors.zh.md: every message with its cause and what to do, out of the catalogue. `python -m pipeline.findings.guide`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pipeline.findings.catalogue import MESSAGES
from pipeline.findings.finding import LEVEL_LABELS

HEAD = """# 每一条提示是什么意思、怎么改

由 `make guide` 从提示目录生成，检查报告里的每个代码都在这里。**错误**要改正后才有工资调整表；**警告**请核对，属实就不用改。
“……”处是您表里的内容。
"""


def guide() -> str:
    """The messages in order of level and title, as Markdown."""
    lines = [HEAD]
    for level, label in LEVEL_LABELS.items():
        lines += [f"## {label}", "", "| 提示 | 说明 | 怎么办 | 代码 |", "|---|---|---|---|"]
        own = sorted((message.title, code) for code, message in MESSAGES.items() if message.level == level)
        lines += [f"| {title} | {_plain(MESSAGES[code].text)} | {_plain(MESSAGES[code].advice)} | `{code}` |" for title, code in own]
        lines.append("")
    return "\n".join(lines)


def _plain(text: str) -> str:
    return re.sub(r"\{\w+\}", "……", text).replace("|", "／")


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else "docs/errors.zh.md").write_text(guide(), encoding="utf-8")
