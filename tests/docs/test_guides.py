"""The guides are true: pictures are there, commands exist, every message is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.main import app
from pipeline.findings.catalogue import MESSAGES
from pipeline.findings.guide import guide

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "hr-guide.zh.md").read_text(encoding="utf-8")


def test_the_table_of_messages_is_up_to_date_and_lacks_none() -> None:
    text = (ROOT / "docs" / "errors.zh.md").read_text(encoding="utf-8")
    assert text == guide()
    assert all(f"`{code}`" in text for code in MESSAGES)


def test_each_picture_that_the_guide_shows_is_there_and_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", GUIDE)
    assert len(pictures) >= 6
    for picture in pictures:
        path = ROOT / "docs" / picture
        assert path.read_bytes().startswith(b"\x89PNG") and path.stat().st_size < 200_000, picture


@pytest.mark.parametrize("command", sorted(set(re.findall(r"kaohe (rulebook \w+|\w+)", GUIDE))))
def test_each_command_of_the_guide_exists_with_its_help(command: str) -> None:
    done = CliRunner().invoke(app, [*command.split(), "--help"])
    assert done.exit_code == 0 and done.output


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z]+)", GUIDE))))
def test_each_make_target_of_the_guide_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
