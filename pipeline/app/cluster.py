"""A Dask cluster as the pool of processes that compute the branches."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager

from pipeline.base.exits import WRONG_CALL, Stop
from pipeline.base.extras import needs
from pipeline.language.translation import _

WAIT_SECONDS = 30
LOGGERS = ("distributed", "distributed.client")
"""Both have a level of their own; what goes wrong is told in a sentence instead."""


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, tuple[type[Exception], ...]]]:
    """The cluster's executor, and the errors of a task whose workers died again and again, or whose scheduler is gone.

    A task whose worker died is given to another one by the scheduler. Raises Stop where no cluster answers.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise needs("--scheduler", "cluster") from None
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=WAIT_SECONDS, set_as_default=False)
    except (OSError, ValueError):
        raise Stop(WRONG_CALL, _("连不上调度器 {address}，请核对地址（如 tcp://主机:8786）并确认它已启动。", address=address)) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=WAIT_SECONDS)
        except TimeoutError:
            raise Stop(WRONG_CALL, _("调度器 {address} 还没有计算节点，请先启动 dask worker {address}。", address=address)) from None
        yield client.get_executor(pure=False), (KilledWorker, CancelledError)
