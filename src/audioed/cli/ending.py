"""How a command line ends before it is done: by Ctrl-C, by the system, by a terminal that is closed."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn


class Terminated(KeyboardInterrupt):
    """SIGTERM, cleaned up after wherever Ctrl-C is."""


class HungUp(KeyboardInterrupt):
    """SIGHUP, cleaned up after just so."""


_asked: list[type[KeyboardInterrupt]] = []
"""What was asked for since the context was entered."""


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Let Ctrl-C, SIGTERM and SIGHUP clean up: unfinished files go, workers end.

    Python forgets an exception that is raised where it lets none through, as while an import lets go of its lock. So
    what was asked for is written down, and `heed` asks again.
    """
    kinds: dict[int, type[KeyboardInterrupt]] = {signal.SIGTERM: Terminated}
    if signal.getsignal(signal.SIGINT) == signal.default_int_handler:  # else a shell holds it off
        kinds[signal.SIGINT] = KeyboardInterrupt
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:  # else nohup holds it off
        kinds[signal.SIGHUP] = HungUp

    def end(number: int, _frame: FrameType | None) -> NoReturn:
        _asked.append(kinds[number])
        raise kinds[number]

    before = {number: signal.signal(number, end) for number in kinds}
    try:
        yield
    finally:
        _asked.clear()
        for number, handler in before.items():
            signal.signal(number, handler)


def heed() -> None:
    """End now if that was asked for and forgotten.

    Raises:
        KeyboardInterrupt: it was.
    """
    if _asked:
        raise _asked.pop()
