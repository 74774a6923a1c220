"""`audioed build`: a show brought up to date."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audioed.cli import terminal
from audioed.cli.options import examples, json_flag, progress_flag, quiet_flag
from audioed.cli.phrases import about, counted
from audioed.cli.progress import Mode, Progress, open_progress

if TYPE_CHECKING:
    from audioed.show.building import Plan
    from audioed.show.site import Made, Outcome
    from audioed.show.survey import Task


@click.command(
    short_help="Bring a show up to date.",
    epilog=examples(
        "audioed build",
        "audioed build my-show --explain",
        "audioed build my-show --dry-run",
        'audioed build --keep "2 years" --remove-media',
    ),
)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be made, why, and how long it would take.")
@click.option("--explain", is_flag=True, help="Say of each episode why it was made.")
@click.option("--keep", metavar="N|AGE", help="Episodes that stay in the feed: a number, or an age such as '90 days'.")
@click.option("--remove-media", is_flag=True, help="Remove the files of episodes that leave the feed.")
@click.option("--jobs", type=click.IntRange(1, 61), metavar="N", help="Processes at work.  [default: one a core]")
@progress_flag
@quiet_flag
@json_flag
@click.option("--debug", is_flag=True, help="Show where an error arose, for reporting a defect.")
def command(
    folder: Path, keep: str | None, jobs: int | None, progress: Mode, *, as_json: bool, debug: bool, **asked: bool
) -> int:
    """Make what changed of the show in DIR, by default the working folder, into its folder public/.

    An article that can't be made doesn't stop the others; what was published of it before stays.
    """
    from dataclasses import replace

    from audioed.config.show import load_show, parse_retention
    from audioed.show.building import build, plan
    from audioed.update import open_workers

    show = load_show(folder)
    if jobs is not None:
        show = replace(show, config=replace(show.config, jobs=jobs))
    retention = parse_retention(keep) if keep is not None else None
    now = datetime.now(UTC)
    if asked["dry_run"]:
        return _tell_plan(plan(show, now=now, keep=retention), as_json=as_json, debug=debug)
    with open_progress(progress, is_quiet=asked["quiet"]) as report, open_workers(show.config) as workers:
        outcome = build(
            show, workers=workers, now=now, keep=retention, remove_media=asked["remove_media"], report=report
        )
        if as_json:
            terminal.document(_to_json(outcome))
        else:
            _tell(outcome, show.public, report, explain=asked["explain"])
    for file, error in outcome.failed:
        terminal.note(f"{file} is not built.")
        terminal.failure(error, trace=debug)
    return outcome.failed[0][1].exit_code if outcome.failed else 0


def _tell_plan(plan: "Plan", *, as_json: bool, debug: bool) -> int:
    if as_json:
        terminal.document(
            {
                "tasks": [_task_to_json(task) for task in plan.tasks],
                "unchanged": plan.unchanged,
                "seconds": round(plan.seconds, 1),
                "failed": [{"file": file, "error": terminal.to_json(error)} for file, error in plan.failed],
            }
        )
    else:
        for task in plan.tasks:
            terminal.result(f"{task.file}: {', '.join(task.reasons)}")
        if plan.tasks:
            would = f"{counted(len(plan.tasks), 'episode')} would be made, which takes {about(plan.seconds)} at most"
        else:
            would = "Nothing would be made"
        terminal.note(f"{would}; {plan.unchanged:,} unchanged.")
    for file, error in plan.failed:
        terminal.note(f"{file} can't be built.")
        terminal.failure(error, trace=debug)
    return plan.failed[0][1].exit_code if plan.failed else 0


def _tell(outcome: "Outcome", public: Path, report: Progress, *, explain: bool) -> None:
    for made in outcome.made:
        waits = f" It waits until {made.waits_until:%Y-%m-%d %H:%M %Z}." if made.waits_until else ""
        why = f" Why: {', '.join(made.reasons)}." if explain else ""
        report.say(f"{made.title}: {_spoken(made)}.{waits}{why}")
    for file, finding in outcome.findings:
        report.say(f"Note: {file}: {finding}")
    if outcome.left:
        report.say(f"Not in the feed any more: {', '.join(outcome.left)}.")
    episodes = counted(len(outcome.episodes), "episode")
    if outcome.changed:
        terminal.result(terminal.shown(public))
        report.say(f"{public} is up to date: {episodes}, {counted(len(outcome.changed), 'file')} changed.")
    elif not outcome.failed:
        report.say(f"Nothing has changed: {episodes}.")


def _spoken(made: "Made") -> str:
    paragraphs = counted(made.segments, "paragraph")
    return paragraphs + (f", {made.synthesized} spoken anew" if made.synthesized < made.segments else " spoken")


def _task_to_json(task: "Task") -> dict[str, object]:
    return {"id": task.entry.id, "file": task.file, "reasons": list(task.reasons)}


def _to_json(outcome: "Outcome") -> dict[str, object]:
    return {
        "made": [
            {
                "id": made.id,
                "title": made.title,
                "reasons": list(made.reasons),
                "segments": made.segments,
                "synthesized": made.synthesized,
                "waits_until": made.waits_until and made.waits_until.isoformat(),
            }
            for made in outcome.made
        ],
        "unchanged": outcome.unchanged,
        "changed": list(outcome.changed),
        "left": list(outcome.left),
        "episodes": [
            {
                "id": episode.id,
                "slug": episode.slug,
                "guid": episode.guid,
                "number": episode.number,
                "published": episode.published.isoformat(),
                "sound": episode.sound.path,
                "duration_ms": episode.length,
            }
            for episode in outcome.episodes
        ],
        "findings": [{"file": file, "finding": finding} for file, finding in outcome.findings],
        "failed": [{"file": file, "error": terminal.to_json(error)} for file, error in outcome.failed],
    }
