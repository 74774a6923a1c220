"""Flags that several commands take."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias, TypeVar

import click

_Function = TypeVar("_Function", bound=Callable[..., object])
_Decorator: TypeAlias = Callable[[_Function], _Function]


def examples(*lines: str) -> str:
    """Return an epilog that shows command lines as they are typed."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


json_flag = click.option(
    "--json", "as_json", is_flag=True, help="Write one JSON document to standard output: the results, or the error."
)

debug_flag = click.option(
    "--debug", is_flag=True, expose_value=False, help="Show where an error arose, for reporting a defect."
)

quiet_flag = click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors and results.")

progress_flag = click.option(
    "--progress",
    type=click.Choice(["auto", "plain", "none"]),
    default="auto",
    show_default=True,
    envvar="AUDIOED_PROGRESS",
    show_envvar=True,
    help="auto: a bar, on a terminal. plain: whole sentences and no moving cursor, made for screen readers.",
)

_SCRIPT_FLAGS: tuple[_Decorator[Callable[..., object]], ...] = (
    click.option(
        "--language", metavar="CODE", help="Such as en-GB or de.  [default: what it says, else what is detected]"
    ),
    click.option("--policy", metavar="NAME", help="What is said of tables, code …: standard, full, brief, or a file."),
    click.option("--lexicon", multiple=True, metavar="FILE", help="How to say given words: a table or PLS."),
    click.option("--opening", metavar="TEXT", help="Said first, in place of title, author and date."),
    click.option("--no-opening", "opening", flag_value="", help="Say no opening."),
    click.option("--closing", metavar="TEXT", help="Said last."),
    click.option("--no-closing", "closing", flag_value="", help="Say no closing."),
    click.option(
        "--private-host",
        "private_hosts",
        multiple=True,
        metavar="HOST",
        help="A name, address or network that may be asked for SOURCE though it is not public.",
    ),
    click.option(
        "--config",
        "settings",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Settings.  [default: audioed.toml of the working folder, if it is there]",
    ),
)


def script_flags(function: _Function) -> _Function:
    """Add the flags that decide what is said."""
    for add in reversed(_SCRIPT_FLAGS):
        function = add(function)
    return function


def given(flags: Mapping[str, object]) -> dict[str, object]:
    """Return the flags that were typed."""
    return {key: value for key, value in flags.items() if value not in (None, ())}
