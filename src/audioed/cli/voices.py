"""`audioed voices`: who can speak, and how it sounds."""

from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audioed.cli import terminal
from audioed.cli.options import debug_flag, examples, json_flag
from audioed.errors import VoiceError

if TYPE_CHECKING:
    from audioed.model import Voice


@click.group(
    invoke_without_command=True,
    epilog=examples("audioed voices", "audioed voices show en-gb", "audioed voices preview de -o stimme.mp3"),
)
@debug_flag
@click.pass_context
def command(context: click.Context) -> None:
    """List, show, preview and measure the voices."""
    if context.invoked_subcommand is None:
        context.invoke(list_voices)


@command.command("list", epilog=examples("audioed voices list", "audioed voices list --language fr --all"))
@click.option("--language", default="", metavar="CODE", help="Only voices of this language, such as en or pt-BR.")
@click.option("--all", "is_all", is_flag=True, help="Every voice that the engines have here too.")
@json_flag
@debug_flag
def list_voices(language: str = "", *, is_all: bool = False, as_json: bool = False) -> None:
    """List the voices, a line each: name, language, title."""
    from audioed.synthesizing import engine, load_voices

    voices = list(load_voices().values())
    if is_all:
        voices += [voice for name in dict.fromkeys(voice.engine for voice in voices) for voice in engine(name).voices()]
    voices = [voice for voice in voices if _speaks(voice, language)]
    if not voices:
        raise VoiceError(f'No voice here speaks "{language}".', hint="audioed voices list --all names every voice.")
    if as_json:
        terminal.document({"voices": [asdict(voice) for voice in voices]})
        return
    name_width = max(len(voice.name) for voice in voices)
    language_width = max(len(voice.language) for voice in voices)
    for voice in voices:
        terminal.result(f"{voice.name:<{name_width}}  {voice.language:<{language_width}}  {voice.title}".rstrip())


@command.command(epilog=examples("audioed voices show en-gb", "audioed voices show espeak:cy --json"))
@click.argument("name")
@json_flag
@debug_flag
def show(name: str, *, as_json: bool) -> None:
    """Show all that is known of a voice."""
    from audioed.synthesizing import engine, find_voice

    voice = find_voice(name)
    slowest, fastest = engine(voice.engine).rates(voice)
    if as_json:
        terminal.document({**asdict(voice), "slowest_wpm": slowest, "fastest_wpm": fastest})
        return
    gain = "measured at first use" if voice.gain_db is None else f"{voice.gain_db:+.1f} dB"
    for word, value in (
        ("Name", voice.name),
        ("Title", voice.title),
        ("Language", voice.language),
        ("Engine", f"{voice.engine}, which calls it {voice.variant}"),
        ("Rate", f"{voice.rate_wpm} words a minute, of {slowest} to {fastest}"),
        ("Pitch", str(voice.pitch)),
        ("Gain", gain),
        ("Licence", voice.licence),
    ):
        if value:
            terminal.result(f"{word}: {value}")


@command.command(epilog=examples("audioed voices preview en-gb", "audioed voices preview espeak:cy -o llais.mp3"))
@click.argument("name")
@click.option("-o", "--output", metavar="FILE", help="An MP3 file, or - for standard output.  [default: NAME.mp3]")
@click.option("--text", help="What it says.  [default: a little story]")
@click.option("--force", is_flag=True, help="Replace a file that audioed did not make.")
@debug_flag
def preview(name: str, output: str | None, text: str | None, *, force: bool) -> None:
    """Let a voice say something, into a short MP3."""
    from audioed.config import Config, File, StandardOutput
    from audioed.naming import slug
    from audioed.synthesizing import find_voice
    from audioed.synthesizing.measuring import sample_text
    from audioed.update import open_workers, update

    voice = find_voice(name)
    said = text or sample_text(voice.language)
    to_stdout = output == "-"
    config = Config(
        voice=voice.name,
        language=voice.language,
        opening="",
        closing="",
        jobs=1,
        force=force,
        output=StandardOutput() if to_stdout else File(Path(output or f"{slug(name)}.mp3")),
    )
    stdout = terminal.standard_output() if to_stdout else None
    with open_workers(config) as workers:
        edition = update("-", config, workers=workers, stdin=BytesIO(said.encode()), stdout=stdout)
    for path in edition.files:
        terminal.result(terminal.shown(path))


@command.command(epilog=examples("audioed voices measure en-gb", "audioed voices measure espeak:cy --json"))
@click.argument("name")
@json_flag
@debug_flag
def measure(name: str, *, as_json: bool) -> None:
    """Let a voice read prose, and measure its loudness and rates.

    The gain is what brings it to -18 LUFS; a voice's file keeps it as gain_db.
    """
    from audioed.synthesizing import find_voice
    from audioed.synthesizing.measuring import measure as measured
    from audioed.synthesizing.measuring import measured_gain

    voice = find_voice(name)
    found, gain = measured(voice), measured_gain(voice)
    if as_json:
        terminal.document({"name": voice.name, "gain_db": voice.gain_db, "needed_gain_db": gain, **asdict(found)})
        return
    terminal.result(f"Loudness: {found.loudness.integrated_lufs:.1f} LUFS with a gain of {voice.gain_db:+.1f} dB")
    terminal.result(f"True peak: {found.loudness.true_peak_db:.1f} dBTP")
    terminal.result(f"Needed gain: {gain:+.1f} dB")
    terminal.result(f"Words a minute: {found.own_wpm}, from {found.slowest_wpm} to {found.fastest_wpm}")


def _speaks(voice: "Voice", language: str) -> bool:
    wanted, spoken = language.lower(), voice.language.lower()
    return not wanted or spoken == wanted or spoken.startswith(f"{wanted}-")
