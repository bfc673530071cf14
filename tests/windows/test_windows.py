"""What Windows needs, as far as Linux can tell: paths, code page 936, the double-click file, a wheel that is whole."""

from __future__ import annotations

import codecs
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline.findings.catalogue import MESSAGES
from tests.build import MONTH, STAFF, logged, person, write_month
from tests.typed import in_one_process

ROOT = Path(__file__).parents[2]
_spec = importlib.util.spec_from_file_location("bundle", ROOT / "windows" / "bundle.py")
assert _spec is not None and _spec.loader is not None
_bundle = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_bundle)
VERSIONS, requirements_for, files = _bundle.VERSIONS, _bundle.requirements_for, _bundle.files
BATCH = ROOT / "windows" / "考核.bat"


@pytest.mark.parametrize("encoding", ["cp936", "utf-8"])
def test_paths_with_spaces_and_chinese_work_and_the_console_survives_its_code_page(tmp_path: Path, encoding: str) -> None:
    folder = tmp_path / "客服部 考核（2026）"
    write_month(folder / "收件夹", {"花名册": [*STAFF, person("1")], "扣分记录": [logged("1", "A-3.1.1")]})
    command = [sys.executable, "-m", "pipeline", "month", MONTH, "--inbox", str(folder / "收件夹"), "--output", str(folder / "结果")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": encoding})
    assert done.returncode == 0, done.stderr
    assert "下一步" in done.stdout.decode(encoding)
    assert (folder / "结果" / MONTH / "pay_adjustment.xlsx").exists()


def test_code_page_936_is_what_others_call_gbk() -> None:
    assert codecs.lookup("cp936").name == codecs.lookup("gbk").name


def test_every_message_can_be_shown_in_code_page_936() -> None:
    for code, message in MESSAGES.items():
        for text in (message.title, message.text, message.advice):
            assert text.encode("gbk").decode("gbk") == text, code


def test_the_double_click_file_ends_its_lines_as_windows_does_and_calls_what_there_is() -> None:
    content = BATCH.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") > 20 and not content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8")
    assert "chcp 65001" in text.splitlines()[1]
    assert (ROOT / "requirements.lock").exists() and "--require-hashes -r requirements.lock" in text
    assert not re.search(r"(&&|\|\|)", text), "not every cmd tells by these that a program was not found"
    labels = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    assert set(re.findall(r"(?:goto|call :)(?:\s*)(\w+)", text)) <= labels
    assert "-m pipeline %*" in text and "KAOHE_WAY=windows\\考核.bat" in text


def test_the_double_click_file_copes_with_what_windows_is_like() -> None:
    """Never seen on a real Windows, only under Wine with a stand-in for Python: what can be told from its text."""
    text = BATCH.read_text(encoding="utf-8")
    assert 'pushd "%~dp0.."\nif not exist requirements.lock (' in text and "popd" in text, "a network path gets a drive letter"
    assert 'for %%P in ("py -3" "python" "python3") do call :try_python %%P' in text and "sys.version_info < (3, 11)" in text
    assert text.index('rmdir /s /q ".venv"') < text.index("-m venv"), "what a broken set-up left is made anew"
    assert "--no-index --find-links windows\\wheels" in text, "with the wheels at hand no network is needed"
    assert text.rstrip().endswith("exit /b %CODE%") and "pause" in text
    opened = 0
    for line in text.splitlines():
        opened += line.endswith("(") - (line.strip() == ")")
        assert 0 <= opened <= 1
    assert opened == 0


def test_the_bundle_holds_for_each_python_the_wheels_that_windows_needs() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for version in VERSIONS:
        wanted = requirements_for(version, lock)
        assert "colorama==" in wanted and "tzdata==" in wanted and " ; " not in wanted
        assert len(re.findall(r"^numpy==", wanted, re.MULTILINE)) == 1
        assert wanted.count("--hash=sha256:") > 50
    assert {Path("pipeline/__main__.py"), Path("windows/考核.bat"), Path("requirements.lock")} <= set(files())
    assert not any(path.parts[0] in ("tests", "bench") for path in files())


def test_an_installed_wheel_is_whole_and_runs_from_anywhere(tmp_path: Path) -> None:
    """Built from the sources, unpacked beside this environment's libraries, and run from another folder."""
    sources = tmp_path / "sources"
    shutil.copytree(ROOT / "pipeline", sources / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, sources / name)
    build = [sys.executable, "-c", f"from setuptools.build_meta import build_wheel; build_wheel({str(tmp_path)!r})"]
    subprocess.run(build, cwd=sources, check=True, capture_output=True)
    [wheel] = tmp_path.glob("kaohe-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "installed")
    ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pipeline").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert ours <= names
    assert any(name.endswith("entry_points.txt") for name in names)
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")]})
    somewhere = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    for command in (["-m", "pipeline", "--version"], ["-c", in_one_process(["month", MONTH], ["close", MONTH, "--early"], ["templates", "--output", "t"])]):
        done = subprocess.run([sys.executable, "-P", *command], cwd=tmp_path, capture_output=True, text=True, check=False, env=somewhere)
        assert done.returncode == 0, (command, done.stderr)
    assert (tmp_path / "output" / MONTH / "已结账.txt").exists()
