"""What is said of each class of block."""

from typing import Final, assert_never

from audioed.model import (
    Block,
    Break,
    Code,
    Content,
    Embed,
    Figure,
    Heading,
    ListItem,
    Maths,
    Note,
    Paragraph,
    Quotation,
    SpanKind,
    Table,
    Text,
    Verse,
    content_text,
)
from audioed.narrating.draft import Draft
from audioed.narrating.enclosures import Enclosures
from audioed.narrating.inline import PLAIN_FORMULA, say, write
from audioed.narrating.narration import Narration
from audioed.narrating.policy import Pause
from audioed.narrating.reasons import Reason
from audioed.narrating.tables import narrate_table
from audioed.narrating.template import render

_CHAPTER_LEVELS: Final = 2
"""Headings down to this level begin a section."""
_CUT: Final = 40
"""Characters at which, or later, programs cut alternative texts."""


def narrate_block(  # noqa: C901, PLR0912  # a branch for each class of block
    narration: Narration, enclosures: Enclosures, block: Block, *, goes_on: bool
) -> None:
    """Write a block's passages, or record why there are none.

    Args:
        narration: What to write to.
        enclosures: What the block stands in; already entered.
        block: The block.
        goes_on: Whether the block is a further paragraph of the note that was said last.
    """
    match block:
        case Heading():
            _heading(narration, block)
        case Paragraph():
            write(narration, narration.open(block, "paragraph", narration.policy.pauses.paragraph), block.content)
        case Quotation():
            _quotation(narration, enclosures, block)
        case ListItem():
            _item(narration, block)
        case Figure():
            _figure(narration, block)
        case Table():
            narrate_table(narration, block)
        case Code():
            _code(narration, block)
        case Maths():
            _maths(narration, block)
        case Verse():
            _verse(narration, block)
        case Note():
            _note(narration, block, goes_on=goes_on)
        case Embed():
            _embed(narration, block)
        case Break():
            narration.open(block, "break", narration.policy.pauses.change)
        case _:
            assert_never(block)


def _heading(narration: Narration, block: Heading) -> None:
    pauses = narration.policy.pauses
    before = pauses.section if block.level <= _CHAPTER_LEVELS else pauses.heading
    pause = Pause(before_ms=before.before_ms, after_ms=pauses.heading.after_ms)
    draft = narration.open(block, "heading", pause, level=block.level)
    phrase = narration.phrase("heading") if narration.policy.headings.treatment == "announce" else ""
    say(narration, draft, phrase, {"text": block.content})


def _quotation(narration: Narration, enclosures: Enclosures, block: Quotation) -> None:
    draft = narration.open(block, "quotation", narration.policy.pauses.paragraph)
    write(narration, draft, block.content)
    if not content_text(block.attribution):
        return
    if block.id in enclosures.announced_attributions:
        draft.write("\n" if content_text(block.content) else "")
        narration.silence(draft, content_text(block.attribution), Reason.SAID_BEFORE)
    else:
        draft.announce(narration.phrase("comma"))
        draft.write("\n" if content_text(block.content) else "")
        write(narration, draft, block.attribution)


def _item(narration: Narration, block: ListItem) -> None:
    draft = narration.open(block, "item", narration.policy.pauses.item)
    lists = narration.policy.lists
    if block.marker == "number" and block.number is not None and lists.numbers == "announce":
        has_number = content_text(block.content).lstrip().startswith((f"{block.number}.", f"{block.number})"))
        phrase = "" if has_number else narration.phrase("item_number")
        for words in render(phrase, {"number": str(block.number)}):
            draft.announce(str(words))
    elif block.marker == "bullet" and lists.bullets == "announce":
        narration.announce(draft, narration.phrase("bullet"))
    write(narration, draft, block.content)


def _figure(narration: Narration, block: Figure) -> None:
    alt, caption = (block.alt or "").strip(), content_text(block.caption).strip()
    figures = narration.policy.figures
    is_in_caption = figures.caption != "skip" and len(caption) > len(alt) and _begins_with(caption, alt)
    if alt and is_in_caption:
        narration.skip(block.id, block.alt or "", Reason.SAME_AS_ALT)
    elif alt:
        _part(narration, block, _plain(block.alt or ""), figures.alt, phrase="image", reason=Reason.ALT)
    elif not caption:
        _picture_without_words(narration, block)
    if caption and caption == alt:
        narration.skip(block.id, content_text(block.caption), Reason.SAME_AS_ALT)
    else:
        phrase = "caption" if alt and not is_in_caption else "image"
        _part(narration, block, block.caption, figures.caption, phrase=phrase, reason=Reason.CAPTION)
    _part(narration, block, block.credit, figures.credit, phrase="credit", reason=Reason.CREDIT)


def _begins_with(caption: str, alt: str) -> bool:
    """Return whether a caption says the alternative text first; one that was cut may end in the middle of a word."""
    is_in_word = alt[-1:].isalnum() and caption[len(alt) : len(alt) + 1].isalnum()
    return caption.startswith(alt) and (not is_in_word or len(alt) >= _CUT)


def _part(
    narration: Narration, block: Figure, content: Content, treatment: str, *, phrase: str, reason: Reason
) -> None:
    text = content_text(content)
    if treatment == "skip" and text.strip():
        narration.skip(block.id, text, reason)
    elif text.strip():
        draft = narration.open(block, "figure", narration.policy.pauses.figure)
        say(narration, draft, narration.phrase(phrase) if treatment == "announce" else "", {"text": content})


def _picture_without_words(narration: Narration, block: Figure) -> None:
    is_decoration = block.alt is not None
    narration.skip(block.id, block.source, Reason.DECORATION if is_decoration else Reason.IMAGE_WITHOUT_ALT)
    if narration.policy.figures.without_alt == "name" and not is_decoration:
        _name(narration, narration.open(block, "figure", narration.policy.pauses.figure), "image_without_alt")


def _code(narration: Narration, block: Code) -> None:
    treatment, pause = narration.policy.code.treatment, narration.policy.pauses.code
    if treatment != "say":
        narration.skip_block(block, Reason.CODE)
        if treatment == "name":
            _name(narration, narration.open(block, "code", pause), "code_left_out")
        return
    draft = narration.open(block, "code", pause)
    for value in render(narration.phrase("code"), {"text": _plain(block.text)}):
        if isinstance(value, str):
            narration.announce(draft, value)
        else:
            for number, line in enumerate(block.text.split("\n")):
                _begin_line(narration, draft, number)
                draft.write(line, ((SpanKind.CODE, ""),))


def _maths(narration: Narration, block: Maths) -> None:
    treatment, pause = narration.policy.maths.treatment, narration.policy.pauses.maths
    if block.alt.strip() or PLAIN_FORMULA.fullmatch(block.source.strip()):
        text = _plain(block.alt or block.source)
        say(narration, narration.open(block, "maths", pause), narration.phrase("maths"), {"text": text})
    elif treatment == "say":
        draft = narration.open(block, "maths", pause)
        for value in render(narration.phrase("maths"), {"text": _plain(block.source)}):
            if isinstance(value, str):
                narration.announce(draft, value)
            else:
                draft.write(block.source, ((SpanKind.CODE, ""),))
    else:
        narration.skip_block(block, Reason.MATHS)
        if treatment == "name":
            _name(narration, narration.open(block, "maths", pause), "maths_left_out")


def _verse(narration: Narration, block: Verse) -> None:
    draft: Draft | None = None
    for line in block.lines:
        if not content_text(line).strip():
            draft = None
        elif draft is None:
            draft = narration.open(block, "verse", narration.policy.pauses.verse)
            write(narration, draft, line)
        else:
            _begin_line(narration, draft, 1)
            write(narration, draft, line)


def _note(narration: Narration, block: Note, *, goes_on: bool) -> None:
    notes = narration.policy.notes
    if notes.treatment == "skip":
        narration.skip_block(block, Reason.NOTE)
        return
    draft = narration.open(block, "note", narration.policy.pauses.note)
    if notes.treatment == "announce" and not goes_on:
        for words in render(narration.phrase("note"), {"label": block.label}):
            narration.announce(draft, str(words))
    write(narration, draft, block.content)


def _embed(narration: Narration, block: Embed) -> None:
    narration.skip(block.id, block.source, Reason.EMBED)
    if narration.policy.embeds.treatment == "name":
        draft = narration.open(block, "embed", narration.policy.pauses.embed)
        say(narration, draft, narration.phrase("embed"), {"text": _plain(block.title)})
    elif block.title:
        narration.skip(block.id, block.title, Reason.EMBED)


def _name(narration: Narration, draft: Draft, phrase: str) -> None:
    """Say what was left out."""
    draft.language = narration.language
    draft.announce(narration.phrase(phrase))


def _begin_line(narration: Narration, draft: Draft, number: int) -> None:
    if number:
        draft.announce(narration.phrase("comma"))
        draft.write("\n")


def _plain(text: str) -> Content:
    return (Text(text=text),) if text else ()
