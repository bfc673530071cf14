"""A folder on shared storage, by way of fsspec; whatever it refuses becomes one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from pipeline.base.exits import WRONG_CALL, Stop
from pipeline.base.extras import needs
from pipeline.language.translation import _
from pipeline.storage.address import url_of

AT_ONCE = 16
"""Files on their way at the same time: each costs a round trip, however small it is."""


class SharedFolder:
    """Files by their relative names with forward slashes. Every method raises Stop where the storage cannot be used."""

    def __init__(self, folder: Path) -> None:
        self.url = url_of(folder)
        with self._said_plainly():
            self._system, self._root = _opened(self.url)

    def folders(self, within: str = "") -> list[str]:
        """Names of the sub-folders; none where there is no such folder."""
        with self._said_plainly():
            try:
                entries = self._system.ls(self._at(within), detail=True)
            except FileNotFoundError:
                return []
            return sorted(_last(entry["name"]) for entry in entries if entry["type"] == "directory")

    def files(self, within: str = "", depth: int | None = None) -> list[str]:
        """Every file below `within`, or those of its first `depth` levels, relative to it."""
        folder = self._at(within)
        with self._said_plainly():
            found = self._system.find(folder, maxdepth=depth)
        return sorted(str(name)[len(folder) :].lstrip("/") for name in found)

    def fetch(self, names: Iterable[str], to: Path, *, if_there: bool = False, first: int | None = None) -> None:
        """Bring the files into `to` under their names, or their `first` bytes; `if_there` passes over those that are missing."""
        part = {} if first is None else {"start": 0, "end": first}

        def one(name: str) -> None:
            try:
                content = self._system.cat_file(self._at(name), **part)
            except FileNotFoundError:
                if if_there:
                    return
                raise
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            (to / name).write_bytes(content)

        self._each(one, names)

    def put(self, names: Iterable[str], source: Path) -> None:
        """Write the files of `source` under their names; each appears whole."""
        self._each(lambda name: self._system.pipe_file(self._at(name), (source / name).read_bytes()), names)

    def write(self, name: str, content: bytes) -> None:
        with self._said_plainly():
            self._system.pipe_file(self._at(name), content)

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """A file of which no more is brought than is read. Raises FileNotFoundError where there is none."""
        with self._said_plainly(FileNotFoundError), self._system.open(self._at(name), "rb") as file:
            yield file

    def remove(self, names: Iterable[str]) -> None:
        self._each(lambda name: self._system.rm_file(self._at(name)), names)

    def _each(self, work: Callable[[str], None], names: Iterable[str]) -> None:
        with self._said_plainly(), ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(work, names))

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}".rstrip("/")

    @contextmanager
    def _said_plainly(self, *but: type[Exception]) -> Iterator[None]:
        """Each kind of storage has errors of its own, without a common class; those that are expected go on as they are."""
        try:
            yield
        except Stop:
            raise
        except but:
            raise
        except ImportError as error:
            raise needs(f"{self.url}（{error}）", "cluster") from None
        except Exception as error:
            why = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise Stop(WRONG_CALL, _("共享存储 {url} 不能使用：{why}。请核对地址、权限和网络后重新运行。", url=self.url, why=why)) from None


def _opened(url: str) -> tuple[Any, str]:
    """The file system, without a memory of earlier listings, and the root within it."""
    from fsspec.core import url_to_fs

    system, root = url_to_fs(url, use_listings_cache=False)
    return system, str(root).rstrip("/")


def _last(name: str) -> str:
    return name.rstrip("/").rpartition("/")[2]
