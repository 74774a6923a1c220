"""A text rewritten for an engine, of which each place still leads back to the text as it was."""

from bisect import bisect_right


class Rewriting:
    """Pieces of a text in its order, kept or replaced."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._begins = [0]
        self._sources = [(0, True)]
        """Where in the text each piece stands, and whether it is as long as it was."""

    def keep(self, piece: str, start: int) -> None:
        """Append what has the same length as in the text, where it begins at `start`."""
        self._put(piece, start, is_kept=True)

    def replace(self, piece: str, start: int) -> None:
        """Append what stands for a stretch of the text that begins at `start`: all its places lead there."""
        self._put(piece, start, is_kept=False)

    def _put(self, piece: str, start: int, *, is_kept: bool) -> None:
        self._begins.append(self._length)
        self._sources.append((start, is_kept))
        self._pieces.append(piece)
        self._length += len(piece)

    def text(self) -> str:
        """Return the rewritten text."""
        return "".join(self._pieces)

    def source(self, place: int) -> int:
        """Return where in the text a place of the rewritten one stands."""
        piece = bisect_right(self._begins, place) - 1
        start, is_kept = self._sources[piece]
        return start + place - self._begins[piece] if is_kept else start
