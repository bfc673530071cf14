"""kaohe.toml beside the inbox: which rulebooks, archive and language are used where the command does not say."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pipeline.base.exits import WRONG_CALL, Stop
from pipeline.language.chosen import LANGUAGES
from pipeline.language.chosen import VARIABLE as LANGUAGE
from pipeline.language.translation import _
from pipeline.storage.address import is_shared

NAME, RULES = "kaohe.toml", "规则"
RULEBOOK, ARCHIVE = "KAOHE_RULEBOOK", "KAOHE_ARCHIVE"
KEYS = {"rulebook": RULEBOOK, "archive": ARCHIVE, "language": LANGUAGE}


def settle_in(inbox: Path) -> None:
    """From here on, in this process and those that it starts, what stands beside `inbox` holds.

    What the environment says already wins over it, and an option over both. Raises Stop for a file that is not
    understood.
    """
    if is_shared(inbox):
        return
    beside = inbox.parent
    for key, value in _read(beside / NAME).items():
        os.environ.setdefault(KEYS[key], str(beside / value) if key == "rulebook" else value)
    if any((beside / RULES).rglob("*.yaml")):
        os.environ.setdefault(RULEBOOK, str(beside / RULES))


def set_rulebook() -> Path | None:
    """The rulebook, or the folder of rulebooks, that is used where the command names none; None for the shipped one."""
    given = os.environ.get(RULEBOOK)
    return Path(given) if given else None


def _read(path: Path) -> Mapping[str, str]:
    if not path.is_file():
        return {}
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Stop(WRONG_CALL, _("{path} 读不懂：{error}。应写成 rulebook = \"规则\" 这样的行，保存为 UTF-8。", path=path, error=error)) from None
    for key, value in settings.items():
        if key not in KEYS:
            raise Stop(WRONG_CALL, _("{path} 里不认识“{key}”。可以写 {keys}。", path=path, key=key, keys='、'.join(KEYS)))
        if not isinstance(value, str) or not value:
            raise Stop(WRONG_CALL, _("{path} 里的 {key} 应是引号里的文字。", path=path, key=key))
    if settings.get("language", LANGUAGES[0]) not in LANGUAGES:
        raise Stop(WRONG_CALL, _("{path} 里的 language 应是 {languages}。", path=path, languages="、".join(LANGUAGES)))
    if "rulebook" in settings and not (path.parent / settings["rulebook"]).exists():
        raise Stop(WRONG_CALL, _("{path} 里写的规则 {rules} 不存在。", path=path, rules=path.parent / settings['rulebook']))
    return settings
