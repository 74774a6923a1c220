"""Orders carried out by workers: bounded in flight, each with a time limit, and one that fails is tried once more."""

import faulthandler
import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from functools import cache
from itertools import islice
from multiprocessing import parent_process
from operator import length_hint
from typing import Protocol, TypeAlias, TypeVar

from audioed.errors import AudioedError, SynthesisError
from audioed.synthesizing.workers import has_stopped

_TIME_LIMIT_S = 60.0
_LOOK_EVERY_S = 1.0
"""How often it is seen whether an executor that gives nothing still lives."""
_LARGEST_BATCH = 8
# Batches grow by one after so many orders, and shrink before the end: all workers end at once, with few messages.
_ORDERS_A_STEP = 32


class Named(Protocol):
    """An order: any value that can be pickled and knows what it is for."""

    @property
    def id(self) -> str:
        """The segment's, for errors."""
        ...


OrderT = TypeVar("OrderT", bound=Named)
ResultT = TypeVar("ResultT")


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """How an order ended that ended in an error."""

    error: AudioedError


Outcomes: TypeAlias = list[ResultT | Failure]
Batch: TypeAlias = tuple[tuple[int, OrderT], ...]
"""Orders with their indices."""


def run_all(
    function: Callable[[OrderT], ResultT],
    orders: Iterable[OrderT],
    executor_factory: Callable[[], Executor],
    *,
    in_flight: int = 8,
    time_limit_s: float = _TIME_LIMIT_S,
) -> Iterator[tuple[int, ResultT]]:
    """Call a function for each order in worker processes, which have the first orders when this returns.

    An order that ends in `SynthesisError` is tried once more. So is, one by one, all that was in flight when a worker
    crashed or exceeded the time limit: one segment's crash costs one segment. Any other error comes through at once.

    Args:
        function: Of a module, so that it can be pickled.
        orders: Taken only as fast as they are worked off.
        executor_factory: Gives an executor at the start, and another when that one broke. It keeps owning them.
        in_flight: How many batches the executor has at most; two or three for each worker keep all busy.
        time_limit_s: For each order.

    Returns:
        Index of each order and its result, in order of completion.

    Raises:
        SynthesisError: an order failed twice, and the message begins with its id; or the executor died.
    """
    executor = executor_factory()
    batches = _batches(orders)
    pending: dict[Future[Outcomes[ResultT]], Batch[OrderT]] = {}

    def submit() -> None:
        for batch in islice(batches, in_flight - len(pending)):
            pending[_submit(executor, function, [order for _, order in batch], time_limit_s)] = batch

    def results() -> Iterator[tuple[int, ResultT]]:
        nonlocal executor
        try:
            while pending:
                done = _first_done(executor, pending)
                if any(map(_crashed, done)):
                    done, _ = wait(pending)  # the others end at once, too
                    executor = executor_factory()
                for future in done:
                    finished, failed = _settle(future, pending.pop(future))
                    yield from finished
                    for index, order in failed:
                        yield index, _try_again(executor, function, order, time_limit_s)
                submit()
        finally:
            for future in pending:
                future.cancel()

    submit()
    return results()


def _first_done(executor: Executor, pending: Iterable[Future[Outcomes[ResultT]]]) -> set[Future[Outcomes[ResultT]]]:
    """Wait until something is done, as long as the executor lives."""
    while not (done := wait(pending, timeout=_LOOK_EVERY_S, return_when=FIRST_COMPLETED).done):
        if has_stopped(executor) and not wait(pending, timeout=0).done:  # one that broke has told each of them so
            raise SynthesisError(
                "The processes that speak get no more work: the system lets no thread start.",
                hint="Use fewer processes, or allow more memory and threads: --jobs 1",
            )
    return done


def _batches(orders: Iterable[OrderT]) -> Iterator[Batch[OrderT]]:
    """Take orders with their indices: one by one first and, if it is known how many there are, last; between, more."""
    waiting = enumerate(orders)
    total, taken = length_hint(orders), 0
    while batch := tuple(islice(waiting, _batch_size(taken, max(total - taken, 0) if total else taken))):
        taken += len(batch)
        yield batch


def _batch_size(taken: int, left: int) -> int:
    return min(_LARGEST_BATCH, 1 + min(taken, left) // _ORDERS_A_STEP)


def _crashed(future: Future[Outcomes[ResultT]]) -> bool:
    return isinstance(future.exception(), BrokenExecutor)


def _settle(
    future: Future[Outcomes[ResultT]], batch: Batch[OrderT]
) -> tuple[list[tuple[int, ResultT]], list[tuple[int, OrderT]]]:
    """Part a batch into what is finished and what is to be tried again; raise any other error."""
    if _crashed(future):
        return [], list(batch)
    finished, failed = [], []
    for (index, order), outcome in zip(batch, future.result(), strict=True):
        if not isinstance(outcome, Failure):
            finished.append((index, outcome))
        elif isinstance(outcome.error, SynthesisError):
            failed.append((index, order))
        else:
            raise outcome.error
    return finished, failed


def _submit(
    executor: Executor, function: Callable[[OrderT], ResultT], batch: list[OrderT], time_limit_s: float
) -> Future[Outcomes[ResultT]]:
    try:
        return executor.submit(work, function, batch, time_limit_s)
    except BrokenExecutor as error:
        future: Future[Outcomes[ResultT]] = Future()
        future.set_exception(error)
        return future


def _try_again(
    executor: Executor, function: Callable[[OrderT], ResultT], order: OrderT, time_limit_s: float
) -> ResultT:
    began = time.monotonic()
    try:
        future = _submit(executor, function, [order], time_limit_s)
        _first_done(executor, [future])
        [outcome] = future.result()
    except BrokenExecutor as error:
        what = (
            f"took longer than {time_limit_s:g} s" if time.monotonic() - began >= time_limit_s else "crashed the engine"
        )
        raise SynthesisError(
            f"{order.id}: its text {what}, twice.",
            hint="See what is said there (audioed script SOURCE), and change that text or the voice.",
        ) from error
    if isinstance(outcome, Failure):
        raise type(outcome.error)(f"{order.id}: {outcome.error.message}", hint=outcome.error.hint)
    return outcome


def work(function: Callable[[OrderT], ResultT], batch: list[OrderT], time_limit_s: float) -> Outcomes[ResultT]:
    """Carry out a batch; what a worker does.

    The time limit holds even where C code hangs: then a thread of the interpreter's ends the process. It is not set
    outside worker processes.
    """
    is_worker = parent_process() is not None
    outcomes: Outcomes[ResultT] = []
    for order in batch:
        if is_worker:
            faulthandler.dump_traceback_later(time_limit_s, exit=True, file=_nowhere())
        try:
            outcomes.append(function(order))
        except AudioedError as error:
            outcomes.append(Failure(error=error))
        finally:
            if is_worker:
                faulthandler.cancel_dump_traceback_later()
    return outcomes


@cache
def _nowhere() -> int:
    """Return a file that swallows all; it stays open as long as the worker lives."""
    return os.open(os.devnull, os.O_WRONLY)
