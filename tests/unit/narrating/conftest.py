"""What the tests of narration share."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from audioed.model import Article, Block, Metadata, Passage, Script, SpanKind
from audioed.narrating import Policy, load_policy, narrate

Narrate = Callable[..., Script]


@pytest.fixture
def standard() -> Policy:
    return load_policy("standard")


@pytest.fixture
def narrated(standard: Policy) -> Narrate:
    """Narrate blocks without opening and closing, with parts of the standard policy replaced."""

    def call(*blocks: Block, language: str = "en-GB", **parts: dict[str, object]) -> Script:
        changed = {name: replace(getattr(standard, name), **changes) for name, changes in parts.items()}
        article = Article(metadata=Metadata(title="", language=language), blocks=blocks)
        return narrate(article, replace(standard, **changed), opening="", closing="")

    return call


@pytest.fixture
def heard() -> Callable[[Script], list[str]]:
    """Return what of each passage is not silent."""

    def call(script: Script) -> list[str]:
        return ["".join(_pieces(passage, SpanKind.SILENT)) for passage in script.passages]

    return call


@pytest.fixture
def own() -> Callable[[Script], list[str]]:
    """Return what of each passage is the author's."""

    def call(script: Script) -> list[str]:
        return ["".join(_pieces(passage, SpanKind.ANNOUNCED)) for passage in script.passages]

    return call


def _pieces(passage: Passage, left_out: SpanKind) -> list[str]:
    dropped = {position for span in passage.spans if span.kind is left_out for position in range(span.start, span.end)}
    return [character for position, character in enumerate(passage.text) if position not in dropped]
