"""`audioed voices`: who can speak, and how it sounds."""

from collections.abc import Iterable
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audioed.cli import terminal
from audioed.cli.options import debug_flag, examples, json_flag

if TYPE_CHECKING:
    from audioed.model import Voice

_PREVIEWS = {
    "ar": "هذا صوت من أصوات القراءة. في السنة ثلاثمئة وخمسة وستون يوما.",
    "de": "So klingt diese Stimme. Ein Jahr hat dreihundertfünfundsechzig Tage.",
    "en": "This is how the voice sounds. A year has three hundred and sixty-five days.",
    "es": "Así suena esta voz. Un año tiene trescientos sesenta y cinco días.",
    "fr": "Voici le son de cette voix. Une année compte trois cent soixante-cinq jours.",
    "it": "Questa voce suona così. Un anno ha trecentosessantacinque giorni.",
    "nl": "Zo klinkt deze stem. Een jaar heeft driehonderdvijfenzestig dagen.",
    "pt": "É assim que soa esta voz. Um ano tem trezentos e sessenta e cinco dias.",
}

_ANYWHERE = "1, 2, 3, 4, 5, 6, 7, 8, 9, 10."
"""Said in every language in its own words."""


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
    if as_json:
        terminal.document({"voices": [asdict(voice) for voice in voices]})
        return
    name_width, language_width = _widest(voice.name for voice in voices), _widest(voice.language for voice in voices)
    for voice in voices:
        terminal.result(f"{voice.name:<{name_width}}  {voice.language:<{language_width}}  {voice.title}".rstrip())
    if not voices:
        terminal.note(f"No voice speaks {language}." + ("" if is_all else " --all shows those of the engines too."))


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
@click.option("--text", help="What it says.  [default: two sentences]")
@click.option("--force", is_flag=True, help="Replace a file that audioed did not make.")
@debug_flag
def preview(name: str, output: str | None, text: str | None, *, force: bool) -> None:
    """Let a voice say something, into a short MP3."""
    from audioed.config import Config, File, StandardOutput
    from audioed.convert import convert
    from audioed.naming import slug
    from audioed.synthesizing import find_voice

    voice = find_voice(name)
    said = text or _PREVIEWS.get(voice.language.partition("-")[0], _ANYWHERE)
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
    edition = convert("-", config, stdin=BytesIO(said.encode()), stdout=stdout)
    for path in edition.files:
        terminal.result(terminal.shown(path))


def _speaks(voice: "Voice", language: str) -> bool:
    wanted, spoken = language.lower(), voice.language.lower()
    return not wanted or spoken == wanted or spoken.startswith(f"{wanted}-")


def _widest(words: Iterable[str]) -> int:
    return max(map(len, words), default=0)
