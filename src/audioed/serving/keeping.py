"""Results that took work, kept for the next visitor up to a limit, and made once however many ask for them."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from anyio import to_thread

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Kept(Generic[_Key, _Value]):
    """What was made, by what it was made from. All of it happens in one event loop.

    Args:
        limit: How much is kept; what was not asked for longest goes first.
        weigh: How much of that one result takes.
    """

    def __init__(self, *, limit: int, weigh: Callable[[_Value], int] = lambda _: 1) -> None:
        self._limit = limit
        self._weigh = weigh
        self._weight = 0
        self._values: OrderedDict[_Key, _Value] = OrderedDict()
        self._under_way: dict[_Key, asyncio.Task[_Value]] = {}

    def __contains__(self, key: _Key) -> bool:
        return key in self._values

    def __getitem__(self, key: _Key) -> _Value:
        self._values.move_to_end(key)
        return self._values[key]

    async def get(self, key: _Key, make: Callable[[], _Value]) -> _Value:
        """Return what belongs to the key; where it isn't there, call `make` in a thread.

        Whatever `make` raises is raised to everybody who waits for it, and made anew for the next who asks.
        """
        if key in self._values:
            return self[key]
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.ensure_future(to_thread.run_sync(make))
            self._under_way[key] = task
            task.add_done_callback(lambda done: self._keep(key, done))
        # A visitor who leaves must not take it away from the others.
        return await asyncio.shield(task)

    def drop(self, key: _Key) -> None:
        """Forget what belongs to the key."""
        if key in self._values:
            self._weight -= self._weigh(self._values.pop(key))

    def _keep(self, key: _Key, task: "asyncio.Task[_Value]") -> None:
        del self._under_way[key]
        if task.cancelled() or task.exception() is not None:
            return
        self._values[key] = task.result()
        self._weight += self._weigh(task.result())
        while self._weight > self._limit:
            self.drop(next(iter(self._values)))
