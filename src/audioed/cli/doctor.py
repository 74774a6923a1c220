"""`audioed doctor`: what works here, and what to install for more."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from shutil import which
from typing import TypeAlias

import click

from audioed.cli import terminal
from audioed.cli.options import debug_flag, examples, json_flag
from audioed.errors import AudioedError

_CACHE_KEY = "d0c70000"
"""Of the empty entry that shows that the cache can be written to."""

_PLAYERS = ("mpv", "ffplay", "mpg123", "vlc", "cvlc")


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What is so of one part of the program."""

    part: str
    works: bool
    says: str
    hint: str = ""
    exit_code: int = 0
    """Of a failure; 0 where audioed does its work without the part."""


_Check: TypeAlias = Callable[[], str]
"""Tries a part, and returns what there is to say of it.

Raises:
    AudioedError: it doesn't work.
"""


@click.command(short_help="Try every part of audioed here.", epilog=examples("audioed doctor", "audioed doctor --json"))
@json_flag
@debug_flag
def command(*, as_json: bool) -> int:
    """Try every part of audioed here, and say what to install for more."""
    findings = [*_required(), *_optional()]
    if as_json:
        terminal.document({"findings": [_to_json(finding) for finding in findings]})
    else:
        for finding in findings:
            word = "works" if finding.works else "fails" if finding.exit_code else "missing"
            terminal.result(f"{finding.part}: {word}. {finding.says}")
            if finding.hint:
                terminal.result(f"  Hint: {finding.hint}")
    return next((finding.exit_code for finding in findings if finding.exit_code), 0)


def _required() -> Iterator[Finding]:
    """Try what audioed can't do without."""
    for part, check in _CHECKS.items():
        try:
            yield Finding(part=part, works=True, says=check())
        except AudioedError as error:
            yield Finding(part=part, works=False, says=error.message, hint=error.hint, exit_code=error.exit_code)
        except ImportError as error:
            hint = "Install audioed anew: pip install --force-reinstall audioed"
            yield Finding(part=part, works=False, says=f"{error}.", hint=hint, exit_code=AudioedError.exit_code)


def _python() -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    return f"{version} on {sys.platform}."


def _voice() -> str:
    from audioed.model import Segment, Utterance
    from audioed.synthesizing import synthesize, voice_for

    voice = voice_for("en-GB")
    spoken = Utterance(spoken="It works.", voice=voice)
    clip = synthesize(Segment(id="doctor", passage=0, start=0, end=9, utterances=(spoken,)))
    return f"{voice.name} said two words in {len(clip.pcm) / 2 / clip.rate:.1f} seconds."


def _encoder() -> str:
    from audioed.encoding import EncodingOptions, encode
    from audioed.model import Clip
    from audioed.units import Hertz

    rate = Hertz(22050)
    run = encode(Clip(pcm=bytes(2 * rate), rate=rate, words=()), EncodingOptions(sample_rate=rate))
    return f"A second became {run.frame_count} frames."


def _containers() -> str:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from audioed.sound.container import write_container
    from audioed.units import Hertz

    rate = Hertz(22050)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "second"
        write_container(path, [bytes(2 * rate)], kind="m4b", rate=rate, bit_rate_kbps=64, chapters=())
        write_container(path, [bytes(2 * rate)], kind="opus", rate=rate, bit_rate_kbps=64, chapters=())
    return "Each took a second."


def _cache() -> str:
    from audioed.store import Store, default_folder

    store = Store(default_folder())
    store.put(_CACHE_KEY, b"")
    return f"{store.folder} can be written to."


_CHECKS: dict[str, _Check] = {
    "Python": _python,
    "Voice": _voice,
    "MP3": _encoder,
    "M4B and Opus": _containers,
    "Cache": _cache,
}


def _optional() -> Iterator[Finding]:
    """Look for what makes more possible."""
    player = next(filter(which, _PLAYERS), None)
    yield Finding(
        part="Player",
        works=player is not None,
        says=f"{player} can play what `audioed voices preview` writes." if player else "There is none on the path.",
        hint="" if player else "To listen from the command line, install one of " + ", ".join(_PLAYERS[:3]) + ".",
    )


def _to_json(finding: Finding) -> dict[str, object]:
    return {"part": finding.part, "works": finding.works, "says": finding.says, "hint": finding.hint}
