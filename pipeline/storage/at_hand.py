"""A branch's month brought from shared storage into local folders, and its output put back, run.json last."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.base.digest import digest_of
from pipeline.base.exits import Stop
from pipeline.outputs.fingerprint import note_of
from pipeline.outputs.lines_json import BEFORE
from pipeline.outputs.lines_json import NAME as RECORD
from pipeline.outputs.mark import MARK
from pipeline.outputs.run_json import NAME as RUN
from pipeline.storage.address import is_shared, url_of
from pipeline.storage.folder import SharedFolder
from pipeline.storage.slip_pack import PACK, SLIPS, as_stored, digest, packed, unpack

LOOKED_BACK_ON = (RUN, RECORD, BEFORE, "validation.csv")
"""What a run reads of the output that it replaces; but the mark of a close nothing of one without run.json, which is but half of one."""


class AtHand:
    """`inbox` and `output` are local folders to work in; `publish` puts a finished output where it belongs.

    `name` calls the local folders in a text by the addresses that were asked for.
    """

    def __init__(self, inbox: Path, output: Path, name: Callable[[str], str] = str) -> None:
        self.inbox, self.output, self.name = inbox, output, name

    def publish(self) -> None:
        """Nothing to be done: the output is where it belongs."""


class Fetched(AtHand):
    """The output of `place` (`MONTH` or `MONTH/BRANCH`) is a copy of what the shared folder has."""

    def __init__(
        self, inbox: Path, output: Path, name: Callable[[str], str], shared: SharedFolder, place: str, *, whole: bool
    ) -> None:
        super().__init__(inbox, output, name)
        self._shared, self._place = shared, place
        self._note = note_of(Path(place)).as_posix()
        month, _, branch = place.partition("/")
        before = sorted(name for name in shared.folders() if name < month)
        told = [*((name, RUN) for name in before), *((name, RECORD) for name in before[-1:])]
        earlier = ["/".join(filter(None, (name, branch, file))) for name, file in told]
        there = shared.files(place, None if whole else 1)
        wanted = [name for name in there if name == MARK or (RUN in there and (whole or name in LOOKED_BACK_ON))]
        shared.fetch([*earlier, *self._in_place(wanted), self._note], output, if_there=True)
        unpack(self.output / place)
        self._there = self._digests()

    def publish(self) -> None:
        """Put the output back, so that a reader who finds run.json finds all that it names.

        Slips are in one file there. The old run.json goes first, the new one comes last; what the output no longer has is taken away. The note of
        its fingerprint is there before run.json: whoever comes after a death then takes the output for what it is.
        """
        now, before = self._digests(), set(self._shared.files(self._place))
        vouched = as_stored(json.loads((self.output / self._place / RUN).read_text(encoding="utf-8"))["outputs"])
        changed = [name for name, digest in now.items() if name not in before or self._there.get(name) != digest]
        gone = before - now.keys() - vouched
        note = [self._note] if (self.output / self._note).is_file() else []
        if changed or gone:
            self._shared.remove(self._in_place(before & {RUN}))
            self._shared.put([*self._in_place(name for name in changed if name not in (RUN, PACK)), *note], self.output)
            if PACK in changed:
                self._shared.write(f"{self._place}/{PACK}", packed(self.output / self._place))
            self._shared.remove(self._in_place(gone))
            self._shared.put(self._in_place([RUN]), self.output)
        self._there = now

    def _in_place(self, names: Iterable[str]) -> list[str]:
        return [f"{self._place}/{name}" for name in names]

    def _digests(self) -> dict[str, str]:
        folder = self.output / self._place
        paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
        digests = {name: digest_of(path) for name, path in paths.items() if not name.startswith(f"{SLIPS}/")}
        slips = digest(folder)
        return digests if slips is None else digests | {PACK: slips}


@contextmanager
def at_hand(inbox: Path, output: Path, month: str, branch: str = "", *, whole: bool = False) -> Iterator[AtHand]:
    """Folders of this computer are themselves; of shared ones the month's part is brought into a temporary folder.

    A Stop names the addresses that were asked for. `whole` brings all of the last
    output, for a check that keeps it.
    """
    if not (is_shared(inbox) or is_shared(output)):
        yield AtHand(inbox, output)
        return
    place = f"{month}/{branch}".rstrip("/")
    with TemporaryDirectory(prefix="kaohe-") as folder:
        local_inbox = Path(folder) / "inbox" if is_shared(inbox) else inbox
        local_output = Path(folder) / "output" if is_shared(output) else output
        with named({local_inbox: inbox, local_output: output}) as name:
            if is_shared(inbox):
                source = SharedFolder(inbox / place)
                source.fetch(source.files(depth=1), local_inbox / place)
            if is_shared(output):
                yield Fetched(local_inbox, local_output, name, SharedFolder(output), place, whole=whole)
            else:
                yield AtHand(local_inbox, local_output, name)


@contextmanager
def named(folders: Mapping[Path, Path]) -> Iterator[Callable[[str], str]]:
    """What names the shared folder in a text instead of the local one that stands for it; a Stop is named so itself."""

    def name(text: str) -> str:
        for local, asked in folders.items():
            if is_shared(asked):
                text = text.replace(str(local), url_of(asked))
        return text

    try:
        yield name
    except Stop as stop:
        raise Stop(stop.code, name(stop.sentence)) from None
