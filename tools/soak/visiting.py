"""Who reads a show while it is built: whole files, parts of them, what is new, and half of what was asked for."""

import gzip
import random
import threading
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException, HTTPResponse
from queue import SimpleQueue

from states import ABSENT, Past, Seen, digest

_KNOWN = 50


class WrongAnswerError(Exception):
    """The server contradicts itself."""


class Visitor(threading.Thread):
    """Asks one thing after the other, and hands on what it got.

    Args:
        port: Of the server on this machine.
        past: Names the files that there are.
        seen: Takes what it got.
        seed: Of its choices.
    """

    def __init__(self, port: int, past: Past, seen: "SimpleQueue[Seen]", seed: int) -> None:
        super().__init__(daemon=True)
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._past = past
        self._seen = seen
        self._chance = random.Random(seed)  # noqa: S311 - nothing to guess
        self._known: dict[str, tuple[str, bytes]] = {}
        self._is_over = threading.Event()
        self.troubles: list[str] = []
        self.statuses: Counter[int] = Counter()

    def run(self) -> None:
        """Ask until told to end."""
        while not self._is_over.is_set():
            try:
                self._visit()
            except (OSError, HTTPException, EOFError, WrongAnswerError) as error:
                self.troubles.append(repr(error))
                self._connection.close()
        self._connection.close()

    def end(self) -> None:
        """Finish what is under way, and come back."""
        self._is_over.set()
        self.join()

    def _visit(self) -> None:
        path = self._chance.choice(["feed.xml", "index.html", *self._chance.choices(list(self._past.now), k=6)])
        act = self._chance.choice([self._whole, self._packed, self._again, self._part, self._half])
        began = time.monotonic()
        found = act(path)
        if found is not None:
            ended = time.monotonic()
            self._seen.put(Seen(path=path, digest=found, began=began, ended=ended, how=act.__name__.strip("_")))

    def _whole(self, path: str) -> str:
        return self._taken(path, self._ask(path))

    def _packed(self, path: str) -> str:
        answer = self._ask(path, {"Accept-Encoding": "gzip"})
        if answer.headers["Content-Encoding"] != "gzip":
            return self._taken(path, answer)
        return digest(gzip.decompress(answer.read()))

    def _again(self, path: str) -> str:
        etag, content = self._known.get(path, ("", b""))
        answer = self._ask(path, {"If-None-Match": etag} if etag else {})
        if answer.status != 304:
            return self._taken(path, answer)
        _require(answer.read() == b"", path, "an answer without news has a body")
        return digest(content)

    def _part(self, path: str) -> str:
        etag, content = self._known.get(path, ("", b""))
        if not content:
            return self._whole(path)
        first = self._chance.randrange(len(content))
        last = self._chance.randrange(first, len(content))
        answer = self._ask(path, {"Range": f"bytes={first}-{last}", "If-Range": etag})
        if answer.status != 206:
            return self._taken(path, answer)
        told = answer.headers["Content-Range"]
        _require(told == f"bytes {first}-{last}/{len(content)}", path, told)
        _require(answer.read() == content[first : last + 1], path, f"other bytes than those of {etag}")
        return digest(content)

    def _half(self, path: str) -> None:
        self._ask(path).read(100)
        self._connection.close()

    def _ask(self, path: str, headers: dict[str, str] | None = None) -> HTTPResponse:
        self._connection.request("GET", f"/{path}", headers=headers or {})
        answer = self._connection.getresponse()
        self.statuses[answer.status] += 1
        return answer

    def _taken(self, path: str, answer: HTTPResponse) -> str:
        content = answer.read()
        if answer.status == 404:
            return ABSENT
        _require(answer.status == 200, path, f"status {answer.status}")
        _require(len(content) == int(answer.headers["Content-Length"]), path, "cut short")
        if len(self._known) >= _KNOWN:
            self._known.pop(next(iter(self._known)))
        self._known[path] = (answer.headers["ETag"], content)
        return digest(content)


def _require(is_so: bool, path: str, otherwise: str) -> None:  # noqa: FBT001 - a condition
    if not is_so:
        raise WrongAnswerError(path, otherwise)
