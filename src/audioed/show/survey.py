"""What there is to do: which articles there are, which of them must be made, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from audioed.config.show import Retention, ShowConfig
from audioed.errors import AudioedError, ShowError
from audioed.show.articles import enrolled, scan
from audioed.show.built import Built
from audioed.show.episodes import read_article
from audioed.show.ledger import Entry, Ledger, read_ledger, with_address
from audioed.show.planning import common_parts, reasons_to_make


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """An article whose edition must be made."""

    entry: Entry
    reasons: tuple[str, ...]
    """For people."""
    characters: int
    """Of the article's file: about what there is to say."""
    date: datetime | None = None
    """The article's own."""

    @property
    def file(self) -> str:
        """The article's, seen from the show's folder."""
        return self.entry.file


@dataclass(frozen=True, kw_only=True, slots=True)
class Survey:
    """What a build finds before it begins."""

    ledger: Ledger
    """With entries for articles that somebody put into the folder by hand."""
    common: Mapping[str, str]
    """What goes into every episode, with a hash of each."""
    tasks: tuple[Task, ...]
    """Those to be published first, by their dates."""
    failed: tuple[tuple[str, AudioedError], ...]
    unchanged: int


def survey(show: ShowConfig, built: Built, *, now: datetime, keep: Retention | None) -> Survey:
    """Find the articles and see which have to be made.

    Args:
        show: Settings.
        built: What the last build left.
        now: Aware.
        keep: Which episodes stay in the feed; None: all.

    Raises:
        ShowError: the show's memory can't be used.
    """
    ledger = with_address(read_ledger(show.folder), show.show.base_url)
    common = common_parts(show)
    failed: list[tuple[str, AudioedError]] = []
    tasks: list[Task] = []
    files = scan(show.folder)
    for file in files:
        try:
            ledger = _with_file(ledger, file, show)
        except AudioedError as error:
            failed.append((file, error))
    left = {entry.id for entry in leaving(ledger.entries, keep)}
    for entry in ledger.entries:
        if not (show.folder / entry.file).is_file():
            failed.append((entry.file, _missing(entry)))
            continue
        kept = built.episodes.get(entry.id)
        if kept and kept.is_removed and entry.id in left:
            continue
        reasons = reasons_to_make(entry, kept, show, common, now)
        if reasons:
            try:
                tasks.append(_task(entry, reasons, show))
            except AudioedError as error:
                failed.append((entry.file, error))
    tasks.sort(key=lambda task: (task.entry.published is None, task.date or now, task.file))
    unchanged = len(files) - len(tasks) - len(failed)
    return Survey(ledger=ledger, common=common, tasks=tuple(tasks), failed=tuple(failed), unchanged=unchanged)


def leaving(entries: Sequence[Entry], keep: Retention | None) -> tuple[Entry, ...]:
    """Return the published articles that are no longer in the feed."""
    published = sorted(
        (entry for entry in entries if entry.published), key=lambda entry: (entry.published, entry.number), reverse=True
    )
    if keep is None:
        return ()
    if keep.number is not None:
        return tuple(published[keep.number :])
    if keep.age is not None and published and (newest := published[0].published):
        return tuple(entry for entry in published if entry.published and newest - entry.published > keep.age)
    return ()


def _with_file(ledger: Ledger, file: str, show: ShowConfig) -> Ledger:
    """Return the ledger with an entry for a file, which is read if nothing is known of it yet."""
    if ledger.find_file(file) is not None:
        return ledger
    metadata = read_article(file, show).metadata
    return ledger.with_entry(enrolled(ledger, show.folder, file, metadata))


def _task(entry: Entry, reasons: tuple[str, ...], show: ShowConfig) -> Task:
    path = show.folder / entry.file
    date = None if entry.published else read_article(entry.file, show).metadata.date
    return Task(entry=entry, reasons=reasons, characters=path.stat().st_size, date=date)


def _missing(entry: Entry) -> ShowError:
    return ShowError(
        f"{entry.file} is not there any more.",
        hint=f"Put it back; or, if its episode is to go: audioed remove {entry.id}",
    )
