"""Engines by name."""

from functools import cache
from importlib import import_module

from audioed.errors import VoiceError
from audioed.synthesizing.engine import Engine

GROUP = "audioed.engines"
"""The entry-point group in which other packages name theirs."""

# What is in the group by ourselves. Looking there takes longer than to speak a paragraph.
_OWN = {
    "espeak": "audioed.synthesizing.espeak:EspeakEngine",
    "system": "audioed.synthesizing.system:SystemEngine",
    "tone": "audioed.synthesizing.tone:ToneEngine",
}


@cache
def engine(name: str) -> Engine:
    """Return this process's engine of a name.

    Raises:
        VoiceError: no installed package has one of that name.
    """
    if name in _OWN:
        module, _, kind = _OWN[name].partition(":")
        made: Engine = getattr(import_module(module), kind)()
        return made
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow, and only for foreign engines

    for entry in entry_points(group=GROUP, name=name):
        found: Engine = entry.load()()
        return found
    raise VoiceError(
        f"There is no engine named {name!r}; there are {', '.join(_OWN)}.",
        hint="Install the package that brings it, or choose another voice: audioed voices list",
    )
