import asyncio
import threading
from itertools import count

import pytest

from audioed.serving.keeping import Kept


def test_what_was_made_is_kept() -> None:
    made = count(1)
    kept = Kept[str, int](limit=10)

    async def twice() -> list[int]:
        return [await kept.get("key", lambda: next(made)) for _ in range(2)]

    found = asyncio.run(twice())

    assert found == [1, 1]


def test_many_who_ask_at_once_get_what_is_made_once() -> None:
    made: list[int] = []
    go = threading.Event()
    kept = Kept[str, int](limit=10)

    def make() -> int:
        go.wait(10)
        made.append(1)
        return len(made)

    async def many() -> list[int]:
        waiting = [asyncio.ensure_future(kept.get("key", make)) for _ in range(5)]
        await asyncio.sleep(0.01)
        go.set()
        return await asyncio.gather(*waiting)

    found = asyncio.run(many())

    assert found == [1] * 5


def test_one_who_leaves_does_not_take_it_away_from_the_others() -> None:
    go = threading.Event()
    kept = Kept[str, int](limit=10)

    async def first_leaves() -> int:
        first, second = (asyncio.ensure_future(kept.get("key", lambda: int(go.wait(10)))) for _ in range(2))
        await asyncio.sleep(0.01)
        first.cancel()
        go.set()
        return await second

    found = asyncio.run(first_leaves())

    assert found == 1


def test_what_was_not_asked_for_longest_goes_first() -> None:
    kept = Kept[str, bytes](limit=10, weigh=len)

    async def fill() -> list[bytes]:
        await kept.get("old", lambda: b"12345")
        await kept.get("new", lambda: b"12345")
        await kept.get("old", lambda: b"again")
        await kept.get("newest", lambda: b"12345")
        return [await kept.get("old", lambda: b"made anew"), await kept.get("new", lambda: b"made anew")]

    found = asyncio.run(fill())

    assert found == [b"12345", b"made anew"]


def test_what_is_heavier_than_the_limit_is_given_and_not_kept() -> None:
    kept = Kept[str, bytes](limit=3, weigh=len)

    async def twice() -> list[bytes]:
        return [await kept.get("key", lambda: b"12345"), await kept.get("key", lambda: b"anew")]

    found = asyncio.run(twice())

    assert found == [b"12345", b"anew"]


def test_a_failure_is_not_kept() -> None:
    kept = Kept[str, int](limit=10)

    def fail() -> int:
        raise OSError("the disk is gone")

    async def fail_then_succeed() -> int:
        with pytest.raises(OSError, match="gone"):
            await kept.get("key", fail)
        return await kept.get("key", lambda: 1)

    found = asyncio.run(fail_then_succeed())

    assert found == 1
