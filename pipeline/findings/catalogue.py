"""Every message by its stable code, from the rooms that raise them."""

from __future__ import annotations

from pipeline.complaints.messages import MESSAGES as CASEWORK
from pipeline.findings.message import Message
from pipeline.schemas.messages import MESSAGES as SCHEMAS
from pipeline.workbooks.messages import MESSAGES as WORKBOOKS

MESSAGES: dict[str, Message] = {**WORKBOOKS, **SCHEMAS, **CASEWORK}
