"""Processes that do the work, which end when the process that started them does."""

import ctypes
import errno
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib import import_module
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from audioed.errors import SynthesisError
from audioed.store import stop_putting

_HAS_SERVER = sys.platform == "linux"
"""Whether one process imports what the work needs and the workers are forked from it, each in milliseconds. It has no
threads and has never spoken, so that this is safe. Elsewhere each worker is spawned and imports by itself."""


_OF_SERVER = "audioed.synthesizing.forking"
_PAUSES_S = (0.0, 0.05, 0.5)
"""Between tries to start the workers."""
_LONGEST_PUT_S = 5.0

# malloc.h: M_TRIM_THRESHOLD and M_MMAP_THRESHOLD; 32 MB is the most that the latter takes.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_FREED_BYTES = 32 << 20


class Workers:
    """A factory of executors whose processes can be prepared ahead, so that they are warm when there is work.

    Calling it gives the executor at hand, or a new one where there is none or it broke. Leaving the context ends all
    processes, busy or not; so does the end of this process, however it comes.

    Args:
        jobs: How many processes.
        modules: What the work needs, by name; imported ahead.
    """

    def __init__(self, jobs: int, *, modules: Sequence[str]) -> None:
        self._jobs = jobs
        self._modules = list(modules)
        self._context = multiprocessing.get_context("forkserver" if _HAS_SERVER else "spawn")
        if _HAS_SERVER:
            self._context.set_forkserver_preload([_OF_SERVER, *self._modules])
        with _translated():
            self._ear, self._tether = self._context.Pipe(duplex=False)
        self._executor: ProcessPoolExecutor | None = None

    def start(self) -> None:
        """Begin to import what the work needs, and don't wait for it.

        Raises:
            SynthesisError: the system lets no process start.
        """
        if _HAS_SERVER:
            from multiprocessing.forkserver import ensure_running  # noqa: PLC0415 - not there on every system

            with _translated(), _interrupts_held():
                ensure_running()
        elif self._executor is None:  # pragma: no cover - no test machine is
            self._start()

    def __call__(self) -> Executor:
        """Return the executor at hand, or a new one where there is none or it broke.

        Raises:
            SynthesisError: the system lets no process start.
        """
        executor = self._executor or self._start()
        try:
            executor.submit(_import_all, ())
        except BrokenProcessPool:
            executor.shutdown()
            executor = self._start()
        return executor

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        if self._executor is None:
            self._let_go()
        else:
            _shut_down(self._executor, end_processes=self._let_go)

    def _let_go(self) -> None:
        self._tether.close()
        self._ear.close()

    def _start(self) -> ProcessPoolExecutor:
        with _translated(), _interrupts_held():
            for pause in _PAUSES_S:
                try:
                    executor = self._start_once()
                    break
                except (ConnectionError, EOFError):  # the server was killed while a process was asked of it
                    time.sleep(pause)  # until the system knows that it is gone
            else:
                executor = self._start_once()
            self._executor = executor  # before Ctrl-C can come, so that its processes are ended in order
        return executor

    def _start_once(self) -> ProcessPoolExecutor:
        executor = ProcessPoolExecutor(self._jobs, mp_context=self._context, initializer=_begin, initargs=(self._ear,))
        try:
            for _ in range(self._jobs):  # each submission starts a process as long as none is idle
                executor.submit(_import_all, self._modules)
        except (ConnectionError, EOFError):
            executor.shutdown(cancel_futures=True)
            raise
        return executor


def has_stopped(executor: Executor) -> bool:
    """Return whether the thread that hands an executor's work to its processes has died, so that none is done any more.

    Where memory or threads run out that thread ends with an error of its own, which the executor tells nobody.
    """
    manager = _manager_of(executor)
    return manager is not None and not manager.is_alive()


def _manager_of(executor: Executor) -> threading.Thread | None:
    return getattr(executor, "_executor_manager_thread", None)  # it has no public name


def _shut_down(executor: Executor, *, end_processes: Callable[[], None]) -> None:
    """End an executor's processes once it has let go of the work that none of them has begun.

    Python 3.11's prints a traceback when its processes end while it still holds work that was cancelled.
    """
    manager = _manager_of(executor)
    try:
        last = executor.submit(_import_all, ())
    except BrokenProcessPool:
        last = Future()
        last.cancel()
    executor.shutdown(wait=False, cancel_futures=True)
    # It lets go in order: of the last one last.
    while manager and manager.is_alive() and not (last.done() or last.running()):
        time.sleep(0.001)
    end_processes()
    if manager:
        manager.join()


def _import_all(modules: Sequence[str]) -> None:
    for name in modules:
        import_module(name)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError) as error:  # EOFError: the server ended while a process was asked of it
        number = getattr(error, "errno", None)
        reason = (number and os.strerror(number)) or str(error) or "they end at once"
        raise SynthesisError(f"The processes that speak can't be started: {reason}.", hint=_hint(number)) from error


def _hint(number: int | None) -> str:
    match number:
        case errno.EMFILE | errno.ENFILE:
            return "Allow more open files: ulimit -n 256"
        case errno.ENOMEM | errno.EAGAIN:
            return "Use fewer processes: --jobs 1"
        case None:
            return "Set TMPDIR to a folder with a short name, such as /tmp, and allow more open files: ulimit -n 256"
        case _:
            return (
                "They need the system's semaphores and its folder for temporary files: see that both, such as /dev/shm "
                "and /tmp, can be written to and have room, or set TMPDIR to another folder."
            )


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back: what starts meanwhile inherits that, and prints no traceback before it could ignore it."""
    if sys.platform == "win32":  # pragma: no cover - no test machine has it
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(ear: Connection) -> None:
    """Leave Ctrl-C to the process that started this one, and end when it lets go of its end of the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep_freed_memory()
    threading.Thread(target=_end_with, args=(ear,), daemon=True).start()


def keep_freed_memory() -> None:
    """Have glibc, where it is the C library, keep what is freed, since the next segment takes as much.

    To give a clip's memory back and fetch it again, each time with zeros in it, takes 6 percent of a worker's time.
    """
    if sys.platform == "linux" and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)):
        mallopt(_TRIM_THRESHOLD, _FREED_BYTES)
        mallopt(_MMAP_THRESHOLD, _FREED_BYTES)


def _end_with(ear: Connection) -> None:
    try:
        ear.recv_bytes()
    except (EOFError, OSError):
        stop_putting(_LONGEST_PUT_S)
        os._exit(0)
