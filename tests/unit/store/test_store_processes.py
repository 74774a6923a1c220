"""Several processes on one folder, and such as are killed."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audioed.store import Store

CONTENT_OF = """
import sys
from hashlib import blake2b
from pathlib import Path
from audioed.store import Store

folder, mode = Path(sys.argv[1]), sys.argv[2]
store = Store(folder, limit_bytes=0)

def key(number):
    return blake2b(str(number).encode(), digest_size=16).hexdigest()

def content(number):
    return bytes([number % 256]) * (1000 + number)
"""

BUSY = (
    CONTENT_OF
    + """
with store.running():
    for number in range(150):
        store.put(key(number), content(number))
        store.prune()
    for number in range(150):
        assert store.get(key(number)) == content(number), number
store.prune()
"""
)

ENDLESS = (
    CONTENT_OF
    + """
with store.running():
    print("going", flush=True)
    while True:
        for number in range(20):
            store.put(key(number), bytes([number]) * 3_000_000)
"""
)

WAITING = (
    CONTENT_OF
    + """
with store.running():
    store.put(key(1), content(1))
    print("going", flush=True)
    sys.stdin.read()
"""
)


@contextmanager
def process(code: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", code, str(folder), ""]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        try:
            yield child
        finally:
            child.kill()


def wait_until_it_goes(child: subprocess.Popen[str]) -> None:
    assert child.stdout is not None
    assert child.stdout.readline() == "going\n"


def test_builds_that_put_and_prune_at_once_lose_nothing_they_have_used(tmp_path: Path) -> None:
    with process(BUSY, tmp_path) as one, process(BUSY, tmp_path) as two:
        codes = (one.wait(60), two.wait(60))

    assert codes == (0, 0)


def test_what_a_killed_process_leaves_is_whole_or_not_there(tmp_path: Path) -> None:
    store = Store(tmp_path)

    for attempt in range(4):
        with process(ENDLESS, tmp_path) as child:
            wait_until_it_goes(child)
            time.sleep(0.05 + 0.013 * attempt)
    entries = [path for path in tmp_path.glob("??/*") if not path.name.endswith("~")]
    contents = [store.get(path.name) for path in entries]

    assert contents
    assert all(content is not None and len(content) == 3_000_000 and len(set(content)) == 1 for content in contents)


def test_a_killed_build_pins_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path, limit_bytes=0)

    with process(WAITING, tmp_path) as child:
        wait_until_it_goes(child)
        freed_while_it_ran = store.prune()
    freed_after = store.prune()

    assert freed_while_it_ran == 0
    assert freed_after == 1013
    assert list((tmp_path / "running").iterdir()) == []
