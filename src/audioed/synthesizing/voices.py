"""Voices by name and by language. A voice is a TOML file of `voices/`, named as the file is."""

import re
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from audioed.errors import VoiceError
from audioed.model import Voice
from audioed.resources import bundled
from audioed.synthesizing.engines import engine

_LIST = "List the voices: audioed voices list"
_KINDS: dict[str, tuple[type, ...]] = {
    "engine": (str,),
    "language": (str,),
    "variant": (str,),
    "title": (str,),
    "rate_wpm": (int,),
    "pitch": (int,),
    "gain_db": (float, int),
    "licence": (str,),
}
"""Keys of a voice's file and the types of their values."""
_REQUIRED = ("engine", "language", "variant")


@cache
def load_voices() -> dict[str, Voice]:
    """Return the bundled voices by name, the first of each language before its others.

    Raises:
        VoiceError: a file is not as it should be; the message lists all that is wrong.
    """
    paths = {path.stem: path for path in bundled("voices").glob("*.toml")}
    return {name: read_voice(paths[name]) for name in sorted(paths)}


def read_voice(path: Path) -> Voice:
    """Read a voice's file.

    Raises:
        VoiceError: it is no TOML, lacks a key, has an unknown one or a value of another type.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        repr(table)  # raises here what would break a message: a hexadecimal number of thousands of figures
    except (OSError, ValueError, RecursionError) as error:  # the last of brackets in brackets
        raise VoiceError(f"The voice's file {path} can't be read: {error}", hint="Mend or remove it.") from error
    problems = list(_problems(table))
    if problems:
        raise VoiceError(f"The voice's file {path} is wrong: {'; '.join(problems)}.", hint="Mend or remove it.")
    return Voice(name=path.stem, **table)


def _problems(table: dict[str, object]) -> Iterable[str]:
    yield from (f"it lacks {key}" for key in _REQUIRED if key not in table)
    for key, value in table.items():
        if key not in _KINDS:
            yield f"it has the unknown key {key}"
        elif type(value) not in _KINDS[key]:
            yield f"{key} is {value!r}"
        elif key == "pitch" and value not in range(100):
            yield f"pitch is {value}, not 0 to 99"


def find_voice(name: str, *, of_any_engine: bool = True) -> Voice:
    """Return a voice by name, with its gain.

    Args:
        name: That of a bundled voice; `espeak:CODE` for any language of eSpeak NG; an engine's name for its first
            voice, or `ENGINE:VOICE`.
        of_any_engine: Whether the last two may be named: they load code and start processes, which is the publisher's
            to decide and not an article's.

    Raises:
        VoiceError: there is none of that name; near names are suggested.
    """
    if found := load_voices().get(name):
        return found
    kind, _, rest = name.partition(":")
    if kind == "espeak" and (spoken := _of_espeak(rest)):
        return _with_gain(spoken)
    if not of_any_engine and kind != "espeak" and (rest or kind in ("tone", "system")):
        raise VoiceError(
            f"An article can't choose the voice {name!r}: it is of another engine than eSpeak NG.",
            hint=f"If you want it, name it yourself: --voice {name}, or in audioed.toml.",
        )
    if kind in ("tone", "system") or (rest and kind != "espeak"):
        for voice in engine(kind).voices():
            if name in (kind, voice.name):
                return _with_gain(voice)
    raise VoiceError(f"There is no voice {name!r}.{_did_you_mean(name, load_voices())}", hint=_LIST)


def voice_for(language: str) -> Voice:
    """Return the best voice for a language: a bundled one for exactly it, then for its first part, then eSpeak NG's.

    Args:
        language: BCP 47.

    Raises:
        VoiceError: nothing speaks it.
    """
    wanted = language.lower().replace("_", "-")
    for code in dict.fromkeys((wanted, wanted.split("-")[0])):
        near = [voice for voice in load_voices().values() if f"{voice.language.lower()}-".startswith(f"{code}-")]
        if near:
            return min(near, key=lambda voice: len(voice.language))
    if spoken := _of_espeak(wanted):
        return _with_gain(spoken)
    codes = dict.fromkeys(voice.language for voice in load_voices().values())
    raise VoiceError(
        f"No voice speaks the language {language!r}.{_did_you_mean(language, codes)}",
        hint=f"Name a voice (--voice NAME) or correct the language (--language CODE). {_LIST}",
    )


def languages_named(name: str) -> list[str]:
    """Return the codes of the languages whose English name this is or is near to, such as "de" for "German"."""
    named: dict[str, list[str]] = {}
    for voice in load_voices().values():
        codes = named.setdefault(re.split(r"\W", voice.title.lower())[0], [])
        codes.extend({voice.language} - {*codes})
    return [code for near in get_close_matches(name.lower(), named, n=1) for code in named[near]]


def _did_you_mean(name: str, choices: Iterable[str]) -> str:
    by_case = {choice.lower(): choice for choice in choices}
    near = languages_named(name) or [by_case[each] for each in get_close_matches(name.lower(), by_case, cutoff=0.4)]
    return f" Did you mean {' or '.join(near)}?" if near else ""


def _of_espeak(language: str) -> Voice | None:
    from audioed.synthesizing import espeak, espeak_files  # noqa: PLC0415 - bundled voices don't need its list

    file = espeak_files.speaker_of(language) if language else None
    return None if file is None else espeak.to_voice(file, language.lower())


def _with_gain(voice: Voice) -> Voice:
    if voice.gain_db is not None:
        return voice
    from audioed.synthesizing.measuring import with_gain  # noqa: PLC0415 - PyAV, for voices that are not measured yet

    return with_gain(voice)
