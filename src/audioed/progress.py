"""What the work says of itself while it goes on. The command line renders it; nothing here writes anywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, kw_only=True, slots=True)
class Began:
    """A stage of the work began."""

    stage: str
    """A verb: "reading", "speaking", "stitching", "proving" …"""
    total: int = 0
    """How many steps it has; 0 where that is not known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Advanced:
    """A step of the stage is done."""

    stage: str
    done: int
    total: int
    saying: str = ""
    """The first words of what is being said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Noticed:
    """Something the user should know, though the work goes on."""

    message: str
    hint: str = ""


Event: TypeAlias = Began | Advanced | Noticed
Report: TypeAlias = Callable[[Event], None]


def ignore(_event: Event) -> None:
    """Take no notice."""
