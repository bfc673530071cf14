"""Every message by its stable code, from the rooms that raise them."""

from __future__ import annotations

from pipeline.findings.message import Message
from pipeline.findings.messages.casework import MESSAGES as CASEWORK
from pipeline.findings.messages.files import MESSAGES as WORKBOOKS
from pipeline.findings.messages.rules import MESSAGES as RULES
from pipeline.findings.messages.sheets import MESSAGES as SCHEMAS

MESSAGES: dict[str, Message] = {**WORKBOOKS, **SCHEMAS, **CASEWORK, **RULES}
