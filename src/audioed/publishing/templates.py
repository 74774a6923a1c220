"""The shipped templates, and what each format's text goes through."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from audioed.publishing.escape import to_srt_text, to_srt_time, to_vtt_identifier, to_vtt_text, to_vtt_time
from audioed.resources import bundled

if TYPE_CHECKING:
    from jinja2 import Environment

_MARKUP = ("html", "xhtml", "xml", "smil", "opf")
"""Escaped by Jinja2 itself; every other format has filters of its own."""

_BUFFERED = 256
"""Bits of text that are handed on at once."""


def fill(template: str, **values: object) -> Iterator[str]:
    """Yield a template filled with values, piece by piece; what is an iterator among them is never held whole."""
    stream = _environment().get_template(template).stream(**values)
    stream.enable_buffering(_BUFFERED)
    yield from stream


@cache
def _environment() -> "Environment":
    from jinja2 import (  # noqa: PLC0415 - 60 ms, which only companions need
        Environment,
        FileSystemLoader,
        StrictUndefined,
        select_autoescape,
    )

    environment = Environment(
        loader=FileSystemLoader(bundled("templates")),
        undefined=StrictUndefined,
        autoescape=select_autoescape(_MARKUP, default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        srt_text=to_srt_text,
        srt_time=to_srt_time,
        vtt_identifier=to_vtt_identifier,
        vtt_text=to_vtt_text,
        vtt_time=to_vtt_time,
    )
    return environment
