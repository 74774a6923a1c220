"""From an article and a policy to a script."""

from collections.abc import Collection

from audioed.model import (
    Article,
    BlockId,
    Break,
    Embed,
    Figure,
    Note,
    Passage,
    Script,
    SpanKind,
    block_text,
    title_headings,
)
from audioed.narrating.blocks import narrate_block
from audioed.narrating.draft import Draft
from audioed.narrating.enclosures import Enclosures
from audioed.narrating.framing import choose_template, write_closing, write_opening
from audioed.narrating.narration import Narration
from audioed.narrating.notes import headings_of_notes, order_notes
from audioed.narrating.phrases import load_phrases
from audioed.narrating.policy import Policy
from audioed.narrating.reasons import Reason
from audioed.units import WordsPerMinute

_USUAL_RATE = WordsPerMinute(175)

_USUAL_CHARACTERS_A_WORD = 6.2
"""Written characters for each of the words a minute that a rate counts, whatever a language's own words are like.

The default voices were measured with prose: 5.8 (Portuguese) to 6.5 (English), French 7.6; figures take longer."""
_CHARACTERS_A_WORD = {"ar": 3.8}
"""Where vowels are not written."""


def narrate(
    article: Article,
    policy: Policy,
    *,
    opening: str | None = None,
    closing: str | None = None,
    rate_wpm: WordsPerMinute = _USUAL_RATE,
) -> Script:
    """Return what will be said of an article, in order, and what won't, each with the reason.

    Args:
        article: What is written.
        policy: What is said of each class of block, and how.
        opening: Its wording; None: the policy's own; empty: left out.
        closing: Its wording; None: the policy's own; empty: left out.
        rate_wpm: The voice's rate, from which the opening tells the length.

    Raises:
        NarrationError: `opening` or `closing` has a field that there isn't.
    """
    metadata = article.metadata
    phrases = load_phrases(metadata.language, policy.phrases)
    narration = Narration(policy=policy, phrases=phrases, language=metadata.language)
    opening = choose_template(narration, "opening", policy.opening, opening) or ""
    closing = choose_template(narration, "closing", policy.closing, closing)
    headings = title_headings(article.blocks, metadata.title)
    says_title = "{title}" in opening
    if not (says_title or headings) and metadata.title.strip():
        narration.skip("opening", metadata.title, Reason.OPENING_LEFT_OUT)

    _narrate_blocks(narration, article, said_in_opening={heading.id for heading in headings if says_title})
    body = _finish(narration, narration.drafts)
    heading = headings[0] if len(headings) == 1 else None
    minutes = _minutes(body, metadata.language, rate_wpm)
    first = _finish(narration, write_opening(narration, metadata, heading, opening, minutes))
    last = _finish(narration, write_closing(narration, metadata, closing, minutes))

    return Script(
        metadata=metadata,
        passages=(*first, *body, *last),
        skipped=(*article.skipped, *narration.skipped),
        policy=policy.name,
        findings=(*article.findings, *_findings(narration)),
    )


def _narrate_blocks(narration: Narration, article: Article, *, said_in_opening: Collection[BlockId]) -> None:
    blocks = order_notes(article.blocks) if narration.policy.notes.place == "section" else article.blocks
    emptied = headings_of_notes(article.blocks, blocks)
    enclosures = Enclosures(narration, blocks)
    note = ""
    for block in blocks:
        enclosures.enter(block.inside, only_leave=isinstance(block, Note))
        goes_on = isinstance(block, Note) and block.label == note
        note = block.label if isinstance(block, Note) else ""
        if block.id in said_in_opening:
            narration.skip_block(block, Reason.SAID_IN_OPENING)
        elif block.id in emptied:
            narration.skip_block(block, Reason.NOTES_ELSEWHERE)
        elif enclosures.is_in_skipped_aside():
            narration.skip_block(block, Reason.ASIDE)
        elif not isinstance(block, Break | Figure | Embed) and not block_text(block).strip():
            narration.skip(block.id, "", Reason.EMPTY)
        else:
            narrate_block(narration, enclosures, block, goes_on=goes_on)
    enclosures.enter(())


def _finish(narration: Narration, drafts: list[Draft]) -> list[Passage]:
    """Return the passages; one without a letter or a digit is silent, and recorded."""
    passages = []
    for draft in drafts:
        audible = draft.audible()
        if audible.strip() and not any(map(str.isalnum, audible)):
            narration.skip(draft.block, audible.strip(), Reason.NO_WORDS)
            draft.silence_all(Reason.NO_WORDS.value)
        if draft.kind == "break" or not draft.is_empty:
            passages.append(draft.finish())
    return passages


def _minutes(passages: list[Passage], language: str, rate_wpm: WordsPerMinute) -> int:
    characters = sum(len(passage.without(SpanKind.SILENT)) for passage in passages)
    words = characters / _CHARACTERS_A_WORD.get(language.partition("-")[0], _USUAL_CHARACTERS_A_WORD)
    pauses_ms = sum(max(passage.pause_before_ms, passage.pause_after_ms) for passage in passages)
    return round(words / rate_wpm + pauses_ms / 60_000)


def _findings(narration: Narration) -> list[str]:
    if not narration.lacking:
        return []
    lacking = ", ".join(sorted(narration.lacking))
    return [f"Narration has no phrases in {narration.phrases.language!r} for {lacking}: they were not said."]
