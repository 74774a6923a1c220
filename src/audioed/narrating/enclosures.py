"""What blocks stand in: quotations, lists, asides and sections are announced and set apart when they begin and end."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from audioed.model import Block, Enclosure, Quotation, content_text
from audioed.narrating.narration import Narration
from audioed.narrating.policy import Pause
from audioed.narrating.template import render

_DASHES = "—–―-\u00a0 \n\t"


@dataclass(frozen=True, slots=True)
class _Open:
    enclosure: Enclosure
    first_draft: int
    end: str
    """The name of the phrase that announces its end; empty: it is not announced."""
    end_from_words: int
    pause: Pause


class Enclosures:
    """The enclosures that the next block stands in, the outermost first.

    Attributes:
        announced_attributions: The blocks whose attribution is said before the quotation's words.
    """

    def __init__(self, narration: Narration, blocks: tuple[Block, ...]) -> None:
        self._narration = narration
        self._stack: list[_Open] = []
        self._attributions = _attributions(blocks)
        self._items = _count_items(blocks)
        says_attribution = (
            narration.policy.quotations.treatment == "announce"
            and "{attribution}" in narration.phrases.text("quotation")
        )
        self.announced_attributions = frozenset(block.id for block in self._attributions.values() if says_attribution)

    def enter(self, inside: tuple[Enclosure, ...], *, only_leave: bool = False) -> None:
        """Leave the enclosures that the next block doesn't stand in, and enter those that it does.

        Notes enter none: the list that they are written in is not theirs where they are said.
        """
        shared = 0
        while shared < min(len(inside), len(self._stack)) and self._stack[shared].enclosure.key == inside[shared].key:
            shared += 1
        while len(self._stack) > shared:
            self._leave(self._stack.pop())
        for enclosure in () if only_leave else inside[shared:]:
            self._stack.append(self._begin(enclosure))

    def is_in_skipped_aside(self) -> bool:
        """Return whether the policy leaves out what the next block stands in."""
        return self._narration.policy.asides.treatment == "skip" and any(
            entry.enclosure.kind == "aside" for entry in self._stack
        )

    def _begin(self, enclosure: Enclosure) -> _Open:
        policy = self._narration.policy
        nothing = Pause(before_ms=0, after_ms=0)
        words, end, end_from_words = "", "", 0
        match enclosure.kind:
            case "quotation":
                pause = policy.pauses.quotation
                if policy.quotations.treatment == "announce":
                    words = self._quotation(enclosure.key)
                    end, end_from_words = "quotation_end", policy.quotations.end_from_words
            case "aside":
                pause = policy.pauses.aside
                if policy.asides.treatment == "announce":
                    words = self._narration.phrase("aside")
                    end, end_from_words = "aside_end", policy.asides.end_from_words
            case "list":
                pause = nothing if any(entry.enclosure.kind == "list" for entry in self._stack) else policy.pauses.list
                if policy.lists.size == "announce":
                    count = self._narration.phrases.count("items", self._items.get(enclosure.key, 0))
                    words = _fill(self._narration.phrase("list"), items=count)
            case "section":
                pause = policy.pauses.section
            case "item":
                pause = nothing
            case _:
                assert_never(enclosure.kind)
        self._narration.lead(enclosure.key, words, pause.before_ms)
        return _Open(enclosure, len(self._narration.drafts), end, end_from_words, pause)

    def _leave(self, entry: _Open) -> None:
        self._narration.withdraw(entry.enclosure.key)
        drafts = self._narration.drafts[entry.first_draft :]
        if drafts:
            is_long = (
                entry.end_from_words and sum(len(draft.audible().split()) for draft in drafts) >= entry.end_from_words
            )
            self._narration.trail(self._narration.phrase(entry.end) if is_long else "", entry.pause.after_ms)

    def _quotation(self, key: int) -> str:
        block = self._attributions.get(key)
        attribution = content_text(block.attribution).strip(_DASHES) if block else ""
        return _fill(self._narration.phrase("quotation"), attribution=attribution)


def _attributions(blocks: Iterable[Block]) -> dict[int, Quotation]:
    """Return for each quotation, by key, the last of its paragraphs that names who or what is quoted."""
    return {
        key: block
        for block in blocks
        if isinstance(block, Quotation) and content_text(block.attribution).strip(_DASHES)
        if (key := _innermost_quotation(block.inside)) is not None
    }


def _innermost_quotation(inside: tuple[Enclosure, ...]) -> int | None:
    return next((enclosure.key for enclosure in reversed(inside) if enclosure.kind == "quotation"), None)


def _count_items(blocks: Iterable[Block]) -> dict[int, int]:
    """Return how many items each list has."""
    items: dict[int, set[int]] = {}
    for block in blocks:
        for outer, inner in zip(block.inside, block.inside[1:], strict=False):
            if outer.kind == "list" and inner.kind == "item":
                items.setdefault(outer.key, set()).add(inner.key)
    return {key: len(found) for key, found in items.items()}


def _fill(phrase: str, **fields: str) -> str:
    return "".join(value for value in render(phrase, fields) if isinstance(value, str))
