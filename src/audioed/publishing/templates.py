"""The templates, shipped or a show's own, and what each format's text goes through."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Final

from audioed.errors import ShowError
from audioed.naming import cut_title
from audioed.publishing.escape import (
    to_cdata,
    to_chapter_title,
    to_feed_date,
    to_feed_text,
    to_sanitized,
    to_srt_text,
    to_srt_time,
    to_time_code,
    to_untimed,
    to_vtt_identifier,
    to_vtt_text,
    to_vtt_time,
    to_web_address,
    to_whole_seconds,
)
from audioed.resources import bundled

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment

SHIPPED: Final = "shipped"
"""A show's own template can build on ours of the same name: `{% extends "shipped/feed.xml" %}`."""

_MARKUP = ("html", "xhtml", "xml", "smil", "opf")
"""Escaped by Jinja2 itself; every other format has filters of its own."""

_BUFFERED = 256
"""Bits of text that are handed on at once."""

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold (section 2.2), and Jinja2 lets through."""


def fill(template: str, *, overrides: Path | None = None, **values: object) -> Iterator[str]:
    """Yield a template filled with values, piece by piece; what is an iterator among them is never held whole.

    Args:
        template: Its name in `templates/`.
        overrides: A show's folder of templates, where one of the same name is taken instead. It runs in Jinja2's
            sandbox.
        values: By the names that the template calls them.

    Raises:
        ShowError: the show's own template can't be read or filled.
    """
    from jinja2 import TemplateError  # noqa: PLC0415 - 60 ms, which only companions need

    try:
        stream = _environment(overrides).get_template(template).stream(**values)
        stream.enable_buffering(_BUFFERED)
        yield from stream
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        if overrides is None or (place := _place_of(error, overrides)) is None:
            raise
        raise ShowError(
            f"{place}: the template can't be filled: {error}",
            hint=f'Mend it, or build on ours of the same name: {{% extends "{SHIPPED}/{template}" %}}.',
        ) from error


def copied(name: str, overrides: Path | None = None) -> bytes:
    """Return a file of `templates/` that is published as it is.

    Args:
        name: Its name in `templates/`.
        overrides: A show's folder of templates, where one of the same name is taken instead.

    Raises:
        ShowError: the show's own can't be read.
    """
    own = overrides / name if overrides else None
    if own is None or not own.is_file():
        return (bundled("templates") / name).read_bytes()
    try:
        return own.read_bytes()
    except OSError as error:
        raise ShowError(
            f"{own} can't be read: {error.strerror}.", hint="Without it ours is taken: delete it."
        ) from error


def _place_of(error: Exception, overrides: Path) -> str | None:
    """Return file and line of a show's own template where an error arose; None: it arose elsewhere."""
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415 - loaded already

    places: list[tuple[str, int | None]]
    if isinstance(error, UnicodeDecodeError):
        return str(overrides)
    if isinstance(error, TemplateSyntaxError):
        places = [(error.filename or "", error.lineno)]
    else:
        places = [(frame.filename, frame.lineno) for frame in extract_tb(error.__traceback__)]
    in_ours = [f"{name}, line {line}" for name, line in places if Path(name).is_relative_to(overrides)]
    return in_ours[-1] if in_ours else None


@cache
def _environment(overrides: Path | None) -> "Environment":
    from jinja2 import (  # noqa: PLC0415 - 60 ms, which only companions need
        ChoiceLoader,
        Environment,
        FileSystemLoader,
        PrefixLoader,
        StrictUndefined,
        select_autoescape,
    )
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - as above

    shipped = FileSystemLoader(bundled("templates"))
    loader: BaseLoader = shipped
    if overrides is not None:
        loader = ChoiceLoader([FileSystemLoader(overrides), shipped, PrefixLoader({SHIPPED: shipped})])
    environment = (Environment if overrides is None else ImmutableSandboxedEnvironment)(
        loader=loader,
        undefined=StrictUndefined,
        autoescape=select_autoescape(_MARKUP, default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_xml_text,
    )
    environment.filters.update(
        cdata=to_cdata,
        chapter_title=to_chapter_title,
        cut_title=cut_title,
        feed_date=to_feed_date,
        feed_text=to_feed_text,
        no_time_code=to_untimed,
        sanitized=to_sanitized,
        srt_text=to_srt_text,
        srt_time=to_srt_time,
        time_code=to_time_code,
        vtt_identifier=to_vtt_identifier,
        vtt_text=to_vtt_text,
        vtt_time=to_vtt_time,
        web_address=to_web_address,
        whole_seconds=to_whole_seconds,
    )
    return environment


def _xml_text(value: object) -> object:
    """Leave out of every text that is filled in what no published format can hold."""
    if isinstance(value, str) and _NOT_XML.search(value):
        return type(value)(_NOT_XML.sub("", value))
    return value
