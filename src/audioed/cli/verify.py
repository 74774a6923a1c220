"""`audioed verify`: the proof that a finished file says the whole article."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audioed.cli import terminal
from audioed.cli.options import debug_flag, examples, given, json_flag, quiet_flag, script_flags
from audioed.cli.phrases import counted, length_of
from audioed.config import BOOKS, Config, configure
from audioed.errors import ProofError

if TYPE_CHECKING:
    from audioed.model import Script, Segment
    from audioed.verifying import Proof, Record


@click.command(
    short_help="Prove that FILE says the whole article.",
    epilog=examples(
        "audioed verify article.mp3",
        "audioed verify article.mp3 --source article.md",
        "audioed verify article.m4b --json",
    ),
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--source", metavar="SOURCE", help="What it was made from: tells too whether that has changed since.")
@script_flags
@quiet_flag
@json_flag
@debug_flag
def command(
    file: Path,
    source: str | None,
    settings: Path | None,
    *,
    quiet: bool,
    as_json: bool,
    **flags: object,
) -> int:
    """Prove that FILE says the whole article once and in order, or say what is wrong and where.

    With --source, give the flags that decided what was said when FILE was made.
    """
    from audioed.verifying import verify

    record = _record_of(file)
    script, segments = _read_again(source, _as_recorded(given(flags), settings, record)) if source else (None, ())
    proof = verify(file, record=None if _is_mp3(file) else record, script=script, segments=segments)
    if as_json:
        terminal.document(_to_json(proof))
    else:
        _tell(proof, is_quiet=quiet)
    return 0 if proof.is_complete else ProofError.exit_code


def _is_mp3(file: Path) -> bool:
    return file.suffix.lower() not in {".m4b", ".opus"}


def _record_of(file: Path) -> "Record":
    from audioed.verifying import read_record, unpack_record

    if file.suffix.lower() in {f".{kind}" for kind in BOOKS}:
        said = f"{file} is a book, which was proven when it was bound and isn't opened again."
        raise ProofError(said, hint="Verify the MP3 of the same source: audioed convert SOURCE, audioed verify MP3")
    if _is_mp3(file):
        return read_record(file)
    from audioed.tagging.containers import private_record

    packed = private_record(file)
    if packed is None:
        raise ProofError(f"{file} holds no edition record.", hint="Name a file that audioed made.")
    return unpack_record(packed)


def _as_recorded(typed: Mapping[str, object], settings: Path | None, record: "Record") -> Config:
    """Return the settings, with the record's wherever nobody says otherwise."""
    said = {segment.block for segment in record.segments}
    config = configure({"policy": record.policy, **typed}, file=settings)
    return replace(
        config,
        language=config.language or record.language,
        rate_wpm=_rate(record),
        opening="" if config.opening is None and "opening" not in said else config.opening,
        closing="" if config.closing is None and "closing" not in said else config.closing,
    )


def _rate(record: "Record") -> int | None:
    """Return the rate of the voice that speaks first, from which the opening told the length."""
    numbers = [number for segment in record.segments for number in segment.voices]
    return record.voices[numbers[0]].rate_wpm if numbers else None


def _read_again(source: str, config: Config) -> "tuple[Script, tuple[Segment, ...]]":
    from audioed.casting import cast
    from audioed.convert import script_of
    from audioed.reading import read
    from audioed.segmenting import segment

    stdin = terminal.standard_input() if source == "-" else None
    script = script_of(read(source, language=config.language, stdin=stdin), config)
    return script, segment(script, cast(script.metadata, config))


def _tell(proof: "Proof", *, is_quiet: bool) -> None:
    if proof.is_complete:
        terminal.result(_verdict(proof))
    for finding in proof.findings:
        terminal.result(f"{finding.number}: {finding.message}.")
        terminal.result(f"  Hint: {finding.hint}")
    if not proof.is_complete:
        wrong = [finding for finding in proof.findings if not finding.check.is_advice]
        terminal.failure(ProofError(f"{proof.path} is not proven: {counted(len(wrong), 'finding')}."))
    elif not is_quiet:
        for sentence in proof.unproven:
            terminal.note(f"Note: {sentence}.")


def _verdict(proof: "Proof") -> str:
    record = proof.record
    length = length_of(record.samples / record.sample_rate)
    spoken, words = counted(len(record.segments), "paragraph"), sum(segment.words for segment in record.segments)
    skipped = f", and lists {len(record.skipped)} as skipped" if record.skipped else ""
    return f"{proof.path} is proven: in {length} it says {spoken}, {counted(words, 'word')}{skipped}."


def _to_json(proof: "Proof") -> dict[str, object]:
    record = proof.record
    return {
        "file": str(proof.path),
        "proven": proof.is_complete,
        "findings": [
            {"number": found.number, "block": found.block, "message": found.message, "hint": found.hint}
            for found in proof.findings
        ],
        "unproven": list(proof.unproven),
        "title": record.title,
        "segments": len(record.segments),
        "words": sum(segment.words for segment in record.segments),
        "skipped": [{"block": skip.block, "reason": skip.reason, "text": skip.text} for skip in record.skipped],
        "integrated_lufs": proof.integrated_lufs,
        "true_peak_db": proof.true_peak_db,
    }
