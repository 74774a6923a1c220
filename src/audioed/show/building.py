"""A show brought up to date: what changed is made, and takes its place as a whole."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from audioed.config.show import Retention, ShowConfig
from audioed.errors import AudioedError
from audioed.progress import Began, Report, ignore
from audioed.show.built import read_built
from audioed.show.episodes import Studio
from audioed.show.site import Outcome, Site
from audioed.show.survey import Task, survey
from audioed.show.workplace import FOLDER, PUBLIC, staging, telling_how_to_go_on
from audioed.store import Store
from audioed.synthesizing import Workers

_SECONDS_PER_CHARACTER: Final = 0.0001
"""Before any article of the show was spoken."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What a build would do."""

    tasks: tuple[Task, ...]
    failed: tuple[tuple[str, AudioedError], ...]
    unchanged: int
    seconds: float
    """About how long it would take."""


def plan(show: ShowConfig, *, now: datetime, keep: Retention | None = None) -> Plan:
    """Return what a build would make, and why; nothing is written.

    Args:
        show: Settings.
        now: Aware; what is dated later waits.
        keep: Which episodes stay in the feed; None: as the settings say.

    Raises:
        ShowError: the show's memory can't be used.
    """
    built = read_built(show.folder / FOLDER)
    found = survey(show, built, now=now, keep=show.keep if keep is None else keep)
    pace = built.seconds_per_character or _SECONDS_PER_CHARACTER
    seconds = sum(task.characters for task in found.tasks) * pace
    return Plan(tasks=found.tasks, failed=found.failed, unchanged=found.unchanged, seconds=seconds)


def build(
    show: ShowConfig,
    *,
    workers: Workers,
    now: datetime,
    keep: Retention | None = None,
    remove_media: bool = False,
    report: Report = ignore,
) -> Outcome:
    """Make what changed, and let it take its place in `public/` at once.

    Args:
        show: Settings.
        workers: Who speak and encode; started if they are needed.
        now: Aware; what is dated later waits.
        keep: Which episodes stay in the feed; None: as the settings say.
        remove_media: Whether the files of those that leave the feed are removed.
        report: Told how the work goes on.

    Raises:
        ShowError: another build is running, or the show's memory can't be used.
        OutputError: `public/` can't be written; it is as it was.
    """
    store = Store(show.config.cache)
    with telling_how_to_go_on(), staging(show.folder) as folder, store.running():
        report(Began(stage="looking"))
        built = read_built(show.folder / FOLDER)
        found = survey(show, built, now=now, keep=show.keep if keep is None else keep)
        site = Site(show, built, found, now=now, fresh=folder / PUBLIC)
        (folder / PUBLIC).mkdir()
        studio = Studio(show=show, store=store, workers=workers, report=report)
        if found.tasks:
            workers.start()
        for task in found.tasks:
            report(Began(stage=f"making {task.file}"))
            site.make(task, studio)
        outcome = site.publish(store, show.keep if keep is None else keep, remove_media=remove_media)
        store.prune()
    return outcome
