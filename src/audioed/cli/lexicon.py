"""`audioed lexicon`: how names and foreign words are said, and which ones nobody has settled."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audioed.cli import terminal
from audioed.cli.options import debug_flag, examples, given, json_flag, quiet_flag, script_flags
from audioed.cli.phrases import counted
from audioed.config import Config, configure
from audioed.errors import NormalizationError, UsageError

if TYPE_CHECKING:
    from audioed.model import Script, Voice
    from audioed.normalizing.lexicon import Entry
    from audioed.normalizing.lexicons.auditing import Unsettled

_OWN_FILE = "lexicon.tsv"
_settings = click.option(
    "--config",
    "settings",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Settings.  [default: audioed.toml of the working folder, if it is there]",
)


@click.group(
    epilog=examples(
        "audioed lexicon audit article.md",
        "audioed lexicon add Niamh Neev --kind name",
        "audioed lexicon test",
        "audioed lexicon which Niamh=Neev articles/*.md",
    )
)
@debug_flag
def command() -> None:
    """Settle how names, capitals and foreign words are said."""


@command.command(
    epilog=examples(
        "audioed lexicon audit article.md", "audioed lexicon audit articles/*.md --preview -o words/ --voice en-us"
    )
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--preview", is_flag=True, help="Let the voice say each word, into a short MP3 of its own.")
@click.option("-o", "--output", metavar="DIR", help="Where the previews go.  [default: the working folder]")
@click.option("--voice", metavar="NAME", help="A voice that audioed voices lists.")
@click.option("--force", is_flag=True, help="Replace files that audioed did not make.")
@script_flags
@quiet_flag
@json_flag
@debug_flag
def audit(
    sources: tuple[str, ...],
    output: str | None,
    settings: Path | None,
    *,
    preview: bool,
    force: bool,
    quiet: bool,
    as_json: bool,
    **flags: object,
) -> None:
    """List the names, capitals and foreign words of SOURCE that no lexicon and no dictionary covers.

    Each comes with what the voice would say, in the International Phonetic Alphabet, and with its first sentence.
    """
    from audioed.casting import cast
    from audioed.normalizing.lexicons.auditing import unsettled
    from audioed.synthesizing import is_known, pronunciations

    config = configure(given(flags), file=settings)
    by_voice: dict[Voice, list[Script]] = {}
    for source in sources:
        script = _script(source, config)
        by_voice.setdefault(cast(script.metadata, config)(script.metadata.language), []).append(script)
    told: list[dict[str, object]] = []
    for voice, scripts in by_voice.items():
        words = unsettled(scripts, partial(is_known, voice=voice))
        files = _previews(words, voice, Path(output or "."), force=force) if preview else [None] * len(words)
        phonemes = pronunciations([word.spoken for word in words], voice)
        for word, ipa, file in zip(words, phonemes, files, strict=True):
            told.append(
                {**asdict(word), "phonemes": ipa, "voice": voice.name, "preview": file and terminal.shown(file)}
            )
            if not as_json:
                terminal.result(_line(word, ipa, file))
    if as_json:
        terminal.document({"words": told})
    elif not quiet:
        terminal.note(
            f"{counted(len(told), 'word')} to settle: audioed lexicon add WRITTEN SPOKEN" if told else "All is settled."
        )


@command.command(
    epilog=examples(
        "audioed lexicon add Niamh Neev --kind name",
        'audioed lexicon add Bath barth --sentence "Bath is old." --expected "barth is old."',
        "audioed lexicon add Kyiv Keev --ipa ˈkiːjɪu̯ --file names.pls --language en-GB",
    )
)
@click.argument("written")
@click.argument("spoken")
@click.option("--file", type=click.Path(path_type=Path), metavar="FILE", help="A table or PLS.  [default: lexicon.tsv]")
@click.option("--kind", default="", metavar="KIND", help="What it is, such as name, place or acronym.")
@click.option("--ipa", default="", metavar="IPA", help="How it is said, in the International Phonetic Alphabet.")
@click.option("--language", default="", metavar="CODE", help="Only in texts of this language.  [default: in all]")
@click.option("--any-case", is_flag=True, help="Whether in capitals or small letters.  [default: as it is written]")
@click.option("--sentence", default="", metavar="TEXT", help="One in which it stands, for audioed lexicon test.")
@click.option("--expected", default="", metavar="TEXT", help="How that sentence is said.")
@_settings
@json_flag
@debug_flag
def add(
    written: str, spoken: str, file: Path | None, settings: Path | None, *, as_json: bool, **details: str | bool
) -> None:
    """Say SPOKEN wherever WRITTEN is written; an entry for the same word is replaced.

    Without --file it goes into the first lexicon that the settings name, or else into lexicon.tsv.
    """
    from audioed.normalizing.lexicon import Entry
    from audioed.normalizing.lexicons import add_entry

    named = configure({}, file=settings).lexicon
    path = file or (named[0] if named else Path(_OWN_FILE))
    entry = Entry(written=written.strip(), spoken=spoken.strip(), **details)  # type: ignore[arg-type] # click's flags bear the fields' names and types
    if not entry.written:
        raise UsageError("Nothing is written.", hint="Name the word first, then how it is said.")
    is_replaced = add_entry(path, entry)
    if as_json:
        terminal.document({"file": str(path), "replaced": is_replaced, "entry": asdict(entry)})
        return
    terminal.result(terminal.shown(path))
    if path not in named:
        terminal.note(f'It holds with --lexicon {path}, or with lexicon = "{path}" in audioed.toml.')


@command.command(epilog=examples("audioed lexicon test", "audioed lexicon test names.tsv --locale en-US"))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--locale", default="en-GB", show_default=True, metavar="CODE", help="Whose way of saying numbers.")
@_settings
@json_flag
@debug_flag
def test(file: Path | None, locale: str, settings: Path | None, *, as_json: bool) -> int:
    """Say the sentences of entries that have one, and tell those that are not said as expected.

    Without FILE, those of the lexicons that the settings name are tried, and the general ones.
    """
    from audioed.normalizing.lexicons import lexicon_for, read_entries
    from audioed.normalizing.lexicons.trying import trials

    own = (file,) if file else configure({}, file=settings).lexicon
    lexicon = lexicon_for(locale, own)
    tried = trials(read_entries(file)[0] if file else lexicon.entries, lexicon, locale=locale)
    failed = [trial for trial in tried if not trial.passed]
    if as_json:
        terminal.document(
            {
                "tried": len(tried),
                "failed": [{"entry": asdict(trial.entry), "said": trial.said} for trial in failed],
            }
        )
    else:
        for trial in failed:
            terminal.result(f"{trial.entry.written}: {trial.entry.sentence}")
            terminal.result(f"  expected: {trial.entry.expected or trial.entry.said}")
            terminal.result(f"  said:     {trial.said}")
        terminal.result(f"{len(tried) - len(failed)} of {counted(len(tried), 'sentence')} said as expected.")
    return NormalizationError.exit_code if failed else 0


@command.command(
    epilog=examples(
        "audioed lexicon which Niamh=Neev article.md", "audioed lexicon which names.tsv articles/*.md --json"
    )
)
@click.argument("rule", metavar="ENTRY-OR-FILE")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@script_flags
@quiet_flag
@json_flag
@debug_flag
def which(
    rule: str, sources: tuple[str, ...], settings: Path | None, *, quiet: bool, as_json: bool, **flags: object
) -> None:
    """Show what an entry, written as WRITTEN=SPOKEN, or a lexicon changes in each SOURCE.

    Before: what is said without it. After: what is said with it above the other lexicons.
    """
    from audioed.normalizing.lexicons.trying import changes

    config = configure(given(flags), file=settings)
    entries, others = _rule(rule, config)
    told: list[dict[str, object]] = []
    for source in sources:
        before = _script(source, others)
        found = changes(before, _script(source, others, above=entries))
        told += [{"source": source, **asdict(change)} for change in found]
        if not as_json:
            for change in found:
                terminal.result(f"@ {source} {change.block}")
                terminal.result(f"- {change.before}")
                terminal.result(f"+ {change.after}")
    if as_json:
        terminal.document({"changes": told})
    elif not quiet:
        terminal.note(f"{counted(len(told), 'sentence')} changed in {counted(len(sources), 'source')}.")


def _rule(rule: str, config: Config) -> tuple[Sequence["Entry"], Config]:
    """Return what is tried, and the settings without it."""
    from audioed.normalizing.lexicons import read_entries
    from audioed.normalizing.lexicons.trying import parse_rule

    entry = None if Path(rule).is_file() else parse_rule(rule)
    if entry:
        return (entry,), config
    path = Path(rule)
    kept = tuple(one for one in config.lexicon if one.resolve() != path.resolve())
    return read_entries(path)[0], replace(config, lexicon=kept)


def _script(source: str, config: Config, *, above: Sequence["Entry"] = ()) -> "Script":
    from audioed.convert import script_of
    from audioed.reading import read

    stdin = terminal.standard_input() if source == "-" else None
    return script_of(read(source, language=config.language, stdin=stdin), config, above=above)


def _previews(words: Sequence["Unsettled"], voice: "Voice", folder: Path, *, force: bool) -> list[Path]:
    from io import BytesIO

    from audioed.config import File
    from audioed.naming import slug
    from audioed.update import open_workers, update

    files = [folder / f"{slug(word.written) or f'word-{number}'}.mp3" for number, word in enumerate(words, 1)]
    folder.mkdir(parents=True, exist_ok=True)
    config = Config(voice=voice.name, language=voice.language, opening="", closing="", jobs=1, force=force)
    with open_workers(config) as workers:
        for word, file in zip(words, files, strict=True):
            stdin = BytesIO(f"{word.spoken}\n".encode())
            update("-", replace(config, output=File(file)), workers=workers, stdin=stdin)
    return files


def _line(word: "Unsettled", ipa: str, file: Path | None) -> str:
    said = f" [{ipa}]" if ipa else ""
    times = f", {word.count} times" if word.count > 1 else ""
    heard = f"\n  Preview: {terminal.shown(file)}" if file else ""
    return f"{word.written}{said} ({word.why}{times}): {word.sentence}{heard}"
