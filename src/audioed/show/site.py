"""A build under way: episodes as they are made, and at the end the whole show in its place."""

import shutil
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from audioed.config.show import Retention, ShowConfig
from audioed.errors import AudioedError, OutputError, ShowError, StoreError
from audioed.model import Episode
from audioed.show.articles import strays
from audioed.show.built import Built, Kept, Stamp, announce, is_as_seen, stamp, write_built
from audioed.show.corrections import corrected, policy_of
from audioed.show.episodes import Finished, Read, Studio, read_article
from audioed.show.ledger import Entry, write_ledger
from audioed.show.listing import listing_parts, with_cover, write_listing
from audioed.show.planning import inputs_of, is_due, parts_of
from audioed.show.survey import Survey, Task, leaving
from audioed.show.workplace import FOLDER, files_in, take_place
from audioed.store import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """An episode that was made."""

    id: str
    title: str
    reasons: tuple[str, ...]
    segments: int
    synthesized: int
    """How many of the segments were spoken."""
    waits_until: datetime | None = None
    """It is dated in the future: it was spoken, and is published by the first build after that."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a build did."""

    episodes: tuple[Episode, ...]
    """In the feed, the newest first."""
    made: tuple[Made, ...]
    changed: tuple[str, ...]
    """Files in `public/` that changed, came or went."""
    left: tuple[str, ...]
    """Ids of episodes that are no longer in the feed."""
    failed: tuple[tuple[str, AudioedError], ...]
    """Articles whose edition could not be made; what was published of them before stays."""
    findings: tuple[tuple[str, str], ...]
    """Article and a sentence for its editor."""
    unchanged: int
    """How many episodes were left as they are."""


class Site:
    """What a build has so far.

    Args:
        show: Settings.
        built: What the last build left.
        survey: What this one found.
        now: Aware.
        fresh: Where new files are written, as they are to stand in `public/`.
    """

    def __init__(self, show: ShowConfig, built: Built, survey: Survey, *, now: datetime, fresh: Path) -> None:
        self._show = show
        self._built = built
        self._survey = survey
        self._now = now.replace(microsecond=0)
        self._fresh = fresh
        self._ledger = survey.ledger
        self._kept: dict[str, Kept] = {}
        self._made: list[Made] = []
        self._failed = list(survey.failed)
        self._pace = built.seconds_per_character
        self._undated = sum(task.entry.published is None and task.date is None for task in survey.tasks)

    def make(self, task: Task, studio: Studio) -> None:
        """Make an episode; an error is kept, and leaves what is published of it.

        Raises:
            OutputError: nothing can be written, of this article or any other.
            StoreError: the same of the cache.
        """
        began = time.monotonic()
        entry = task.entry
        try:
            read = read_article(entry.file, self._show)
            entry = self._settled(entry, read)
            finished = studio.make(read, entry, self._fresh) if entry.published else studio.speak_ahead(read, entry)
        except (OutputError, StoreError):
            raise
        except AudioedError as error:
            shutil.rmtree(self._fresh / "episodes" / entry.slug, ignore_errors=True)
            self._failed.append((entry.file, error))
            return
        if finished.segments == finished.synthesized:
            self._pace = (time.monotonic() - began) / max(1, task.characters)
        self._ledger = self._ledger.with_entry(entry)
        self._kept[entry.id] = self._keep(entry, read, finished)
        self._made.append(
            Made(
                id=entry.id,
                title=finished.title,
                reasons=task.reasons,
                segments=finished.segments,
                synthesized=finished.synthesized,
                waits_until=None if entry.published else read.metadata.date,
            )
        )

    def publish(self, store: Store, keep: Retention | None, *, remove_media: bool) -> Outcome:
        """Write what belongs to no episode, and let all take its place: the memory first, then everything at once.

        Raises:
            ShowError: a published episode would be lost: its article can't be read, and nothing is known of it.
            OutputError: it can't be written; `public/` is as it was.
        """
        kept = {
            entry.id: one
            for entry in self._ledger.entries
            if (one := self._kept.get(entry.id) or self._built.episodes.get(entry.id))
        }
        left = {entry.id for entry in leaving(self._ledger.entries, keep)}
        self._refuse_loss(kept.keys() | left)
        episodes = tuple(
            sorted(
                (one.episode for name, one in kept.items() if one.episode and name not in left),
                key=lambda episode: (episode.published, episode.number),
                reverse=True,
            )
        )
        removed = {name for name in left & kept.keys() if remove_media}
        others, parts = self._list(episodes, store)
        staying = {path.path for name, one in kept.items() if name not in removed for path in one.outputs}
        dropped = {path.path for one in self._built.episodes.values() for path in one.outputs} - staying
        dropped |= ({path.path for path in self._built.others} | self._built.loose - staying) - set(others)
        if not remove_media:
            dropped -= self._replaced()
        write_ledger(self._show.folder, self._ledger)
        announce(self._show.folder / FOLDER, files_in(self._fresh))
        changed = take_place(self._fresh, self._show.public, without=dropped)
        write_built(
            self._show.folder / FOLDER,
            Built(
                episodes={
                    name: replace(one, outputs=() if name in removed else self._stamped(one.outputs))
                    for name, one in kept.items()
                },
                others=self._stamped(tuple(Stamp(path=path, size=0, modified_ns=0) for path in others)),
                parts=parts,
                seconds_per_character=self._pace,
            ),
        )
        return Outcome(
            episodes=episodes,
            made=tuple(self._made),
            changed=changed,
            left=tuple(sorted(left)),
            failed=tuple(self._failed),
            findings=tuple(self._findings()),
            unchanged=self._survey.unchanged,
        )

    def _findings(self) -> Iterator[tuple[str, str]]:
        """Yield what the editor should look at: article and sentence."""
        for one in self._kept.values():
            for finding in one.findings:
                yield one.file, finding
        for file in strays(self._show.folder):
            yield file, "It isn't built: articles stand in articles/ itself."
        for entry in self._ledger.entries:
            if entry.published and entry.published > self._now + timedelta(days=1):
                told = f"It is in the feed, dated {entry.published:%Y-%m-%d}, and it is {self._now:%Y-%m-%d} here."
                wrong = "If this machine's clock is wrong, set it; if it was, mend `published` in editions.toml."
                yield entry.file, f"{told} {wrong}"

    def _refuse_loss(self, known: Collection[str]) -> None:
        """Stop where subscribers would lose an episode: after the memory was lost, while its article is broken."""
        errors = dict(self._failed)
        for entry in self._ledger.entries:
            if entry.published and entry.id not in known and (error := errors.get(entry.file)):
                raise ShowError(
                    f"The published episode of {entry.file} can't be made again: {error.message}",
                    hint=f"Mend the article and build again; or, if its episode is to go: audioed remove {entry.id}",
                )

    def _settled(self, entry: Entry, read: Read) -> Entry:
        """Return what is remembered of an article from now on: that it is published, or that it was corrected."""
        if entry.published is not None:
            if read.text == entry.source:
                return entry
            policy = policy_of(read.metadata, self._show.correction)
            return corrected(entry, read.metadata, read.text, policy, self._now)
        if not is_due(read.metadata.date, self._now):
            return entry
        number = 1 + max((other.number for other in self._ledger.entries), default=0)
        return replace(entry, number=number, published=self._date(read.metadata.date), source=read.text)

    def _date(self, date: datetime | None) -> datetime:
        """Return a date of publication that no other episode has, and none in the future.

        The article's own is a minute later for each other that has it; those without one follow each other up to now.
        """
        step = timedelta(minutes=1)
        if date is None:
            self._undated -= 1
            date = self._now - step * self._undated
            step = timedelta(seconds=1)
        date = date.astimezone(UTC)
        taken = {entry.published for entry in self._ledger.entries}
        while date in taken:
            date += step
        return date

    def _keep(self, entry: Entry, read: Read, finished: Finished) -> Kept:
        inputs = inputs_of(self._show.folder, entry.file, read.source.digest, finished.inputs)
        folder = f"episodes/{entry.slug}"
        made = files_in(self._fresh / folder) if finished.episode else ()
        return Kept(
            file=entry.file,
            parts=parts_of(entry, inputs, finished.voices, self._survey.common),
            voices=finished.voices,
            inputs=inputs,
            outputs=tuple(Stamp(path=f"{folder}/{name}", size=0, modified_ns=0) for name in sorted(made)),
            date=read.metadata.date,
            episode=finished.episode,
            findings=finished.findings,
        )

    def _list(self, episodes: tuple[Episode, ...], store: Store) -> tuple[tuple[str, ...], Mapping[str, str]]:
        """Write feed, index and all else that belongs to no episode, if anything of it would be otherwise."""
        told, cover = with_cover(self._show, store)
        told = replace(told, guid=self._ledger.podcast_guid)
        parts = listing_parts(told, cover, episodes, self._survey.common)
        public = str(self._show.public)
        if parts == self._built.parts and all(is_as_seen(one, public) for one in self._built.others):
            return tuple(one.path for one in self._built.others), parts
        return write_listing(told, cover, episodes, self._fresh, overrides=self._show.templates), parts

    def _replaced(self) -> set[str]:
        """Return the sound of episodes that came anew: those who have it half loaded finish with it."""
        return {
            old.episode.sound.path
            for name, old in self._built.episodes.items()
            if old.episode and (new := self._kept.get(name)) and new.episode and new.episode.guid != old.episode.guid
        }

    def _stamped(self, outputs: tuple[Stamp, ...]) -> tuple[Stamp, ...]:
        return tuple(stamp(self._show.public / one.path, one.path) for one in outputs)
