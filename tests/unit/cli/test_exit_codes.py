import re
from collections.abc import Iterator
from pathlib import Path

from audioed.cli import boundary
from audioed.errors import AudioedError

DOCUMENTATION = Path(__file__).parents[3] / "docs" / "exit-codes.md"


def kinds(kind: type[AudioedError] = AudioedError) -> Iterator[type[AudioedError]]:
    """Every error that the package defines; modules that define one are imported by the boundary."""
    yield kind
    for narrower in kind.__subclasses__():
        yield from kinds(narrower)


def documented() -> list[tuple[int, str]]:
    rows = re.findall(r"^\| (\d+) \| (\w*) ?\| \S", DOCUMENTATION.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [(int(code), name) for code, name in rows]


def test_every_error_is_documented_once_with_its_code() -> None:
    named = [(code, name) for code, name in documented() if name]

    assert sorted(named) == sorted({(kind.exit_code, kind.__name__) for kind in kinds() if _is_public(kind)})


def test_no_two_errors_share_a_code() -> None:
    codes = [kind.exit_code for kind in kinds() if _is_public(kind)]

    assert len(codes) == len(set(codes))


def test_no_code_is_documented_twice() -> None:
    codes = [code for code, _ in documented()]

    assert codes == sorted(set(codes))
    assert boundary.NOBODY_READS in codes


def _is_public(kind: type[AudioedError]) -> bool:
    return not kind.__name__.startswith("_")
