"""One coordinator at a time for a month on shared storage, which has no lock of its own."""

from __future__ import annotations

import socket
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from pipeline.archive.address import archive_url
from pipeline.base.exits import REFUSED, Stop
from pipeline.base.text import printable
from pipeline.base.who import who
from pipeline.language.translation import _
from pipeline.storage.address import is_shared

if TYPE_CHECKING:
    from pipeline.archive.lease import Taken

AT_ONCE = 16


@contextmanager
def leased(month: str, output: Path, archive: str | None, branches: Sequence[str]) -> Iterator[None]:
    """The month of these branches is this command's alone for as long as this lasts.

    Raises Stop where another one has it. A branch whose archive cannot be used says so itself when it is computed.
    """
    if not is_shared(output):
        yield
        return
    leases = _Leases(month, [archive_url(archive, output, branch) for branch in branches])
    leases.take()
    renewal = Thread(target=leases.renew, daemon=True)
    renewal.start()
    try:
        yield
    finally:
        leases.over.set()
        renewal.join()
        leases.give_back()
    if leases.lost is not None:
        raise Stop(REFUSED, _("{month} 被另一次运行（{holder}）接了过去，因为这里有一阵没有续约。请等它结束后再运行一次。", month=month, holder=leases.lost.holder))


class _Leases:
    """One in the archive of each branch, all under one token."""

    def __init__(self, month: str, urls: Sequence[str]) -> None:
        from pipeline.archive.lease import SECONDS, Lease

        self._lease = Lease(month, uuid.uuid4().hex, f"{who()}，{printable(socket.gethostname())}")
        self._urls = urls
        self._pause = SECONDS / 4
        self.over = Event()
        self.lost: Taken | None = None

    def take(self) -> None:
        """All of them, or none. Raises Stop where one is another command's."""
        taken = self._taken()
        if taken is not None:
            self.give_back()
            raise Stop(REFUSED, _("{month} 正由另一次运行计算或结账（{holder}），没有改动任何数据。请等它结束后再运行；如果它已经中断，{seconds} 秒后就可以再运行。", month=self._lease.month, holder=taken.holder, seconds=taken.seconds))

    def renew(self) -> None:
        while not self.over.wait(self._pause):
            self.lost = self.lost or self._taken()

    def give_back(self) -> None:
        from pipeline.archive.lease import give_back

        def one(url: str) -> None:
            with suppress(Stop):
                give_back(url, self._lease)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(one, self._urls))

    def _taken(self) -> Taken | None:
        """What stands against any of them."""
        from pipeline.archive.lease import take

        def one(url: str) -> Taken | None:
            try:
                return take(url, self._lease)
            except Stop:
                return None

        with ThreadPoolExecutor(AT_ONCE) as pool:
            return next(filter(None, pool.map(one, self._urls)), None)
