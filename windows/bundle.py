"""kaohe-windows.zip: the program and every wheel that Windows needs, so that it is set up without a network.

`make bundle` downloads the wheels that requirements.lock names, for each Python from 3.11 to 3.14, checked by their hashes.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).parents[1]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORM = "win_amd64"
WHEELS = "windows/wheels"
"""Where the Windows file looks for them."""
NAME = "kaohe-windows.zip"


def requirements_for(version: str, lock: str) -> str:
    """The requirements of the lock file that hold on Windows with this Python, each with its hashes."""
    told = {
        "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64",
        "implementation_name": "cpython", "platform_python_implementation": "CPython",
        "python_version": version, "python_full_version": f"{version}.0",
    }  # fmt: skip
    kept = []
    for requirement in re.split(r"\n(?=\S)", lock.strip()):
        first, backslash, rest = requirement.partition(" \\\n")
        name, _, marker = first.partition(" ; ")
        if not marker or Marker(marker).evaluate(told):
            kept.append(f"{name}{backslash}{rest}")
    return "\n".join(kept) + "\n"


def download(folder: Path, versions: Sequence[str]) -> None:
    """Every wheel into `folder`, and once more out of it without a network, with all that each of them asks for.

    Raises CalledProcessError where pip cannot get one that fits.
    """
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as other:
        for version in versions:
            wanted = Path(other) / f"requirements-{version}.txt"
            wanted.write_text(requirements_for(version, lock), encoding="utf-8")
            _pip_download(version, wanted, folder, "--no-deps")
            _pip_download(version, wanted, Path(other), "--no-index", "--find-links", str(folder))


def _pip_download(version: str, wanted: Path, into: Path, *options: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", *options, "--require-hashes",
         "--only-binary", ":all:", "--platform", PLATFORM, "--python-version", version, "--implementation", "cp",
         "--dest", str(into), "-r", str(wanted)],
        check=True,
    )  # fmt: skip


def files() -> Iterator[Path]:
    """What git keeps, but the tests and what belongs to them."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if not name.startswith(("tests/", "bench/", ".")):
            yield Path(name)


def bundle(target: Path, versions: Sequence[str] = VERSIONS) -> None:
    """Write the zip, whole or not at all."""
    work = target.with_suffix(".new")
    with tempfile.TemporaryDirectory() as folder:
        download(Path(folder), versions)
        with zipfile.ZipFile(work, "w", zipfile.ZIP_DEFLATED) as made:
            for name in files():
                made.write(ROOT / name, f"kaohe/{name.as_posix()}")
            for wheel in sorted(Path(folder).glob("*.whl")):
                made.write(wheel, f"kaohe/{WHEELS}/{wheel.name}", zipfile.ZIP_STORED)
    work.replace(target)


if __name__ == "__main__":
    bundle(ROOT / NAME, sys.argv[1:] or VERSIONS)
