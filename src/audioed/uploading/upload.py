"""The way of a published folder to its target: media first, the feed last, and only what changed."""

import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, groupby
from operator import attrgetter
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from audioed.errors import UploadError, UsageError
from audioed.progress import Advanced, Began, Noticed, Report, ignore
from audioed.uploading.folder import FolderTarget
from audioed.uploading.opening import open_target
from audioed.uploading.published import AGAIN, BUILT_AGAIN, File, Wave, published_files
from audioed.uploading.target import Held, Target

_LEFT_BEHIND = re.compile(r"(.*/)?\.audioed-[0-9a-f]+\.part")
"""What a run that was killed could not move into place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Uploaded:
    """What was sent, or with `dry_run` would be."""

    sent: tuple[str, ...]
    """Paths, in the order of sending."""
    sent_bytes: int
    unchanged: int
    """How many files were there already."""
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    """Files at the target that the folder doesn't have; `delete` would remove them."""


def upload(
    folder: Path,
    target: str,
    *,
    delete: bool = False,
    dry_run: bool = False,
    everything: bool = False,
    silence_s: float = 60,
    report: Report = ignore,
) -> Uploaded:
    """Send a published folder's files to a target, so that whoever looks meanwhile sees a whole show.

    Each file appears whole: what others point to before them, the feed last. A run that was stopped at any moment is
    finished by the next one, which sends only what is missing.

    Args:
        folder: A published folder. Hidden files and symbolic links stay at home.
        target: A folder, or an address that fsspec knows: `s3://bucket/folder`, `sftp://user@host/folder` …
        delete: Remove at the end what the folder doesn't have, except hidden files.
        dry_run: Say what would be done, and change nothing.
        everything: Send what is there already, too: its type or how long it may be kept may be wrong.
        silence_s: For how many seconds a machine of S3 or SFTP may say and take nothing, each time that it is tried.
        report: Told of each file.

    Raises:
        UsageError: the target is no address, or a folder that overlaps the published one.
        UploadError: the target can't be reached or written to, or the folder changed while it was sent.
    """
    files, links = published_files(folder)
    for link in links:
        report(Noticed(message=f"{link} is a symbolic link and is not sent."))
    with open_target(target, silence_s=silence_s) as place:
        if isinstance(place, FolderTarget) and place.overlaps(folder):
            raise UsageError(
                f"{target} and {folder} are inside one another.", hint="Choose a folder that stands apart."
            )
        held = place.listing()
        changed = _changed(place, files, held, everything=everything, report=report)
        surplus = sorted(held.keys() - {file.path for file in files})
        left = tuple(path for path in surplus if not _is_hidden(path))
        if not dry_run:
            place.begin([file.path for file in changed])
            _send_all(place, changed, files, report)
            for path in (*(path for path in surplus if _LEFT_BEHIND.fullmatch(path)), *(left if delete else ())):
                place.remove(path)
            place.finish()
    return Uploaded(
        sent=tuple(file.path for file in changed),
        sent_bytes=sum(file.size for file in changed),
        unchanged=len(files) - len(changed),
        removed=left if delete else (),
        left=() if delete else left,
    )


def _changed(
    place: Target, files: Sequence[File], held: Mapping[str, Held], *, everything: bool, report: Report
) -> list[File]:
    report(Began(stage="comparing", total=len(files)))
    changed = []
    for done, file in enumerate(files, start=1):
        there = held.get(file.path)
        if everything or there is None or not place.is_same(file, there):
            changed.append(file)
        report(Advanced(stage="comparing", done=done, total=len(files), saying=file.path))
    return changed


def _send_all(place: Target, changed: Sequence[File], files: Sequence[File], report: Report) -> None:
    report(Began(stage="sending", total=len(changed)))
    arrived = count(1)

    def tell(file: File) -> None:
        report(Advanced(stage="sending", done=next(arrived), total=len(changed), saying=file.path))

    for wave, members in groupby(changed, key=attrgetter("wave")):
        if wave is Wave.FEED and not all(file.is_untouched() for file in files):
            raise UploadError(BUILT_AGAIN, hint=AGAIN)
        if place.lanes > 1:
            _send_together(place, list(members), tell)
        else:
            for file in members:
                place.send(file)
                tell(file)


def _send_together(place: Target, files: Sequence[File], tell: Callable[[File], None]) -> None:
    """Send files in any order, as many at once as the target likes; the first error ends it.

    Its threads are daemons, which a pool's are not: whoever presses Ctrl-C doesn't wait for what is under way.
    """
    waiting = deque(files)
    outcomes: SimpleQueue[File | BaseException] = SimpleQueue()

    def work() -> None:
        with suppress(IndexError):
            while True:
                file = waiting.popleft()
                try:
                    place.send(file)
                except BaseException as error:  # noqa: BLE001 - it is raised anew by who waits for it
                    outcomes.put(error)
                else:
                    outcomes.put(file)

    lanes = [Thread(target=work, daemon=True) for _ in range(min(place.lanes, len(files)))]
    for lane in lanes:
        lane.start()
    for _ in files:
        outcome = outcomes.get()
        if isinstance(outcome, BaseException):
            waiting.clear()
            for lane in lanes:
                lane.join()
            raise outcome
        tell(outcome)


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))
