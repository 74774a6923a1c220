"""Imported by the process that workers are forked from, and by no other.

A process that can't start a worker after all, for want of memory or disk, or because it was ended, says so itself. What
it began to start finds its order cut off or its semaphores gone, of which nobody needs a traceback.
"""

import sys
from types import TracebackType


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, EOFError | OSError):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _tell
