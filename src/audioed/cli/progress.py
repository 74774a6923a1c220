"""Progress as a person follows it: a bar on a terminal, whole sentences, or nothing."""

import os
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Protocol, Self, TypeAlias, assert_never

from audioed.cli import terminal
from audioed.cli.ending import heed
from audioed.cli.phrases import about
from audioed.progress import Advanced, Began, Event, Noticed

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

Mode: TypeAlias = Literal["auto", "plain", "none"]

Clock: TypeAlias = Callable[[], float]
"""Seconds from some moment on."""

_KEPT_STAGE = "speaking"
"""The stage whose finished steps are kept when the work is stopped."""

_SENTENCES = {
    "reading": "Reading the article.",
    "speaking": "Speaking.",
    "stitching": "Putting the sound together.",
    "binding": "Binding the book.",
    "proving": "Proving that all of it was said.",
}

_PATIENCE = 0.5
"""Seconds that a stage takes before it is worth a bar, and rich worth its import."""

_WIDEST = 40
"""Characters of what is being said that are shown."""

_BAR_INTERVAL = 0.1
_PLAIN_INTERVAL = 10.0
"""Seconds between two sentences about the same stage."""


class Progress(AbstractContextManager["Progress"]):
    """Takes the events of one piece of work and shows them.

    Used as a context manager, it says on Ctrl-C what is kept.
    """

    def __init__(self, renderer: "Renderer", *, is_quiet: bool = False, clock: Clock = time.monotonic) -> None:
        self._renderer = renderer
        self._is_quiet = is_quiet
        self._clock = clock
        self._first: tuple[float, int] | None = None
        self._kept: tuple[int, int] | None = None

    def __call__(self, event: Event) -> None:
        """Show an event; what the user asked for meanwhile and was not heard is heard now."""
        heed()
        match event:
            case Began():
                self._first = None
                self._renderer.began(event.stage)
            case Advanced():
                if event.stage == _KEPT_STAGE:
                    self._kept = event.done, event.total
                self._renderer.advanced(event, self._seconds_left(event))
            case Noticed():
                self.say(f"Note: {event.message}" + (f" {event.hint}" if event.hint else ""))
            case _:
                assert_never(event)

    def say(self, line: str) -> None:
        """Write a line for a person, unless they want quiet."""
        if not self._is_quiet:
            self._renderer.say(line)

    def _seconds_left(self, event: Advanced) -> float | None:
        now = self._clock()
        if self._first is None:
            self._first = now, event.done
        since, done_then = self._first
        if event.done <= done_then:
            return None
        return (now - since) / (event.done - done_then) * (event.total - event.done)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._renderer.close()
        if isinstance(error, KeyboardInterrupt) and self._kept:
            done, total = self._kept
            error.add_note(f"{done} of {total} paragraphs are kept and won't be spoken again.")


class Renderer(Protocol):
    """A way to show progress."""

    def began(self, stage: str) -> None:
        """Show that a stage began."""
        ...

    def advanced(self, event: Advanced, seconds_left: float | None) -> None:
        """Show how far a stage is."""
        ...

    def say(self, line: str) -> None:
        """Write a line for a person, at once."""
        ...

    def close(self) -> None:
        """Leave the terminal in order."""
        ...


def open_progress(mode: Mode, *, is_quiet: bool) -> Progress:
    """Return progress as the flags ask for it; `auto` draws only where a cursor can be moved."""
    if is_quiet or mode == "none":
        return Progress(Silent(), is_quiet=is_quiet)
    if mode == "plain":
        return Progress(Plain())
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    can_draw = is_terminal and os.environ.get("TERM") not in {"dumb", "unknown"}
    return Progress(Bar() if can_draw else Silent())


class Silent:
    """Shows no progress."""

    def began(self, stage: str) -> None:
        """Say nothing."""

    def advanced(self, event: Advanced, seconds_left: float | None) -> None:
        """Say nothing."""

    def say(self, line: str) -> None:
        """Write a line to standard error."""
        terminal.note(line)

    def close(self) -> None:
        """Leave all as it is."""


class Plain(Silent):
    """Writes whole sentences, seldom, and moves no cursor: what a screen reader reads out is worth hearing."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._last = clock()

    def began(self, stage: str) -> None:
        """Name the stage."""
        self._last = self._clock()
        self.say(_SENTENCES.get(stage, f"{stage.capitalize()}."))

    def advanced(self, event: Advanced, seconds_left: float | None) -> None:
        """Say how far it is, if that was not said just now."""
        now = self._clock()
        if now - self._last < _PLAIN_INTERVAL:
            return
        self._last = now
        left = f", {about(seconds_left)} left" if seconds_left is not None else ""
        saying = f" Now: {_first_words(event.saying)}" if event.saying else ""
        self.say(f"{event.stage.capitalize()}: {event.done} of {event.total} done{left}.{saying}")


class Bar(Silent):
    """Draws a bar with words and numbers beside it, on standard error. rich respects NO_COLOR."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._drawn = 0.0
        self._rich: RichProgress | None = None

    def began(self, stage: str) -> None:
        """Note when a stage began, and clear the bar of the last one."""
        self.close()
        self._began = self._clock()
        self._stage = stage

    def advanced(self, event: Advanced, seconds_left: float | None) -> None:
        """Draw how far it is, unless it will be over before one can read that."""
        now = self._clock()
        if now - self._began < _PATIENCE or now - self._drawn < _BAR_INTERVAL:
            return
        self._drawn = now
        if self._rich is None:
            self._rich = _start_bar()
            self._rich.add_task("", left="", saying="")
        left = f"{about(seconds_left)} left" if seconds_left is not None else ""
        self._rich.update(
            self._rich.task_ids[0],
            description=event.stage.capitalize(),
            completed=event.done,
            total=event.total,
            left=left,
            saying=_first_words(event.saying),
        )
        self._rich.refresh()

    def say(self, line: str) -> None:
        """Write a line above the bar."""
        if self._rich is None:
            terminal.note(line)
        else:
            self._rich.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def close(self) -> None:
        """Clear the bar."""
        if self._rich is not None:
            self._rich.stop()
            self._rich = None


def _start_bar() -> "RichProgress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as RichProgress

    bar = RichProgress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(separator=" of "),
        TextColumn("{task.fields[left]}", markup=False),
        TextColumn("{task.fields[saying]}", markup=False),
        console=Console(stderr=True),
        auto_refresh=False,  # no thread beside those who fork
        transient=True,
    )
    bar.start()
    return bar


def _first_words(text: str) -> str:
    if len(text) <= _WIDEST:
        return text
    return text[:_WIDEST].rpartition(" ")[0] + " …"
