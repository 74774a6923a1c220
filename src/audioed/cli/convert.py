"""`audioed convert`: articles in, editions out."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

import click

from audioed.cli import terminal
from audioed.cli.destination import destined
from audioed.cli.options import examples, given, json_flag, progress_flag, quiet_flag, script_flags
from audioed.cli.phrases import counted, length_of
from audioed.cli.progress import Mode, Progress, open_progress
from audioed.config import BIT_RATES, COMPANIONS, FORMATS, SAMPLE_RATES, Config, StandardOutput, configure
from audioed.errors import AudioedError, UsageError
from audioed.units import to_milliseconds

if TYPE_CHECKING:
    from audioed.receipt import Edition
    from audioed.synthesizing import Workers

_Outcome: TypeAlias = "Edition | AudioedError"


@click.command(
    short_help="Make an audio edition of each SOURCE.",
    epilog=examples(
        "audioed convert article.md",
        "audioed convert https://example.org/news/article -o article.mp3",
        "audioed convert chapters/*.md -o editions/ --to mp3,m4b --also vtt,chapters",
        "pandoc report.docx -t markdown | audioed convert - -o report.mp3",
        "audioed convert article.md --voice en-us --rate 220 --no-closing",
    ),
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", metavar="OUT", help="A file for one source in one format, - for stdout, else a folder.")
@click.option("--to", multiple=True, metavar="FORMAT", help=f"Of {', '.join(FORMATS)}.  [default: mp3]")
@click.option("--also", multiple=True, metavar="WHAT", help=f"Companions, of {', '.join(COMPANIONS)}.")
@click.option("--voice", metavar="NAME", help="A voice that audioed voices lists.")
@click.option("--rate", "rate_wpm", type=int, metavar="WPM", help="Words a minute.  [default: the voice's own]")
@click.option("--pitch", type=int, metavar="N", help="0 to 99.  [default: the voice's own]")
@script_flags
@click.option("--chapter-levels", type=int, metavar="N", help="Headings of levels 1 to N begin chapters.  [default: 2]")
@click.option(
    "--bit-rate",
    "bit_rate_kbps",
    type=int,
    metavar="KBPS",
    help=f"Kilobits a second, {BIT_RATES[0]} to {BIT_RATES[-1]}.  [default: 64]",
)
@click.option(
    "--sample-rate",
    type=int,
    metavar="HZ",
    help=f"Samples a second, {SAMPLE_RATES[0]} to {SAMPLE_RATES[-1]}.  [default: the voice's own]",
)
@click.option("--intro", metavar="FILE", help="Sound before the opening.")
@click.option("--sting", metavar="FILE", help="Sound between chapters.")
@click.option("--outro", metavar="FILE", help="Sound after the closing.")
@click.option("--jobs", type=int, metavar="N", help="Processes at work at once.  [default: one for each core]")
@click.option("--force", is_flag=True, help="Replace files that audioed did not make.")
@progress_flag
@quiet_flag
@json_flag
@click.option("--debug", is_flag=True, help="Show where an error arose, for reporting a defect.")
def command(
    sources: tuple[str, ...],
    output: str | None,
    settings: Path | None,
    progress: Mode,
    *,
    quiet: bool,
    as_json: bool,
    debug: bool,
    **flags: object,
) -> int:
    """Make an audio edition of each SOURCE: a file, a web address, or - for standard input.

    Without -o the edition is written into the working folder, named after its source.
    Flags with several values take them with commas between, or are given more than once.
    """
    typed = given(flags)
    config = destined(configure(typed, file=settings), output, sources, is_format_given="to" in typed)
    stdout = terminal.standard_output() if isinstance(config.output, StandardOutput) else None
    if stdout and as_json:
        raise UsageError("Sound and JSON can't both go to standard output.", hint="Write the sound to a file: -o FILE")
    outcomes: list[tuple[str, _Outcome]] = []
    from audioed.update import open_workers

    with open_progress(progress, is_quiet=quiet) as report, open_workers(config) as workers:
        for source in sources:
            taken = [path for _, made in outcomes if not isinstance(made, AudioedError) for path in made.files]
            outcome = _converted(source, config, workers, report, stdout, taken)
            outcomes.append((source, outcome))
            if not as_json:
                _tell(source, outcome, report)
            if isinstance(outcome, AudioedError):
                terminal.failure(outcome, trace=debug)
    if as_json:
        terminal.document({"results": [{"source": source, **_to_json(outcome)} for source, outcome in outcomes]})
    return _exit_code(outcomes)


def _converted(
    source: str, config: Config, workers: "Workers", report: Progress, stdout: BinaryIO | None, taken: Collection[Path]
) -> _Outcome:
    from audioed.update import update

    stdin = terminal.standard_input() if source == "-" else None
    try:
        return update(source, config, workers=workers, report=report, stdin=stdin, stdout=stdout, taken=taken)
    except AudioedError as error:
        return error


def _tell(source: str, outcome: _Outcome, report: Progress) -> None:
    if isinstance(outcome, AudioedError):
        report.say(f"{source} is not converted.")
        return
    for path in outcome.files:
        terminal.result(terminal.shown(path))
    report.say(_summary(source, outcome))
    for finding in outcome.findings:
        report.say(f"Note: {finding}")


def _summary(source: str, edition: "Edition") -> str:
    length = length_of(edition.samples / edition.rate)
    if edition.unchanged:
        return f"{source} has not changed since it was converted: {length}."
    spoken = counted(edition.segments, "paragraph")
    if edition.synthesized < edition.segments:
        spoken = f"{edition.synthesized} of {spoken} spoken anew"
    skipped = f", {len(edition.skipped)} skipped (`audioed script` says which and why)" if edition.skipped else ""
    return f"{source} is converted: {length}, {spoken}{skipped}."


def _to_json(outcome: _Outcome) -> dict[str, object]:
    if isinstance(outcome, AudioedError):
        return {"error": terminal.to_json(outcome)}
    return {
        "title": outcome.title,
        "files": [terminal.shown(path) for path in outcome.files],
        "unchanged": outcome.unchanged,
        "duration_ms": to_milliseconds(outcome.samples, outcome.rate),
        "segments": outcome.segments,
        "synthesized": outcome.synthesized,
        "skipped": [{"block": skip.block, "reason": skip.reason, "text": skip.text} for skip in outcome.skipped],
        "findings": list(outcome.findings),
    }


def _exit_code(outcomes: list[tuple[str, _Outcome]]) -> int:
    """Return the first failure's code, saying which sources failed where there were several."""
    failed = [(source, outcome) for source, outcome in outcomes if isinstance(outcome, AudioedError)]
    if failed and len(outcomes) > 1:
        names = ", ".join(source for source, _ in failed)
        terminal.note(f"{len(failed)} of {len(outcomes)} sources failed: {names}")
    return failed[0][1].exit_code if failed else 0
