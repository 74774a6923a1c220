"""The opening and the closing: what is said before and after the article itself."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias

from audioed.errors import NarrationError
from audioed.model import Heading, Metadata, Text, title_content
from audioed.narrating.addresses import split_addresses
from audioed.narrating.draft import Draft
from audioed.narrating.inline import write
from audioed.narrating.narration import Narration
from audioed.narrating.phrases import TEXTS
from audioed.narrating.policy import Framing
from audioed.narrating.reasons import Reason
from audioed.narrating.template import Value, render, template_problems

Frame: TypeAlias = Literal["opening", "closing"]


def choose_template(narration: Narration, frame: Frame, framing: Framing, given: str | None) -> str | None:
    """Return the wording of the opening or closing: the caller's, the policy's or the language's; None: left out.

    Raises:
        NarrationError: the caller's has a field that there isn't.
    """
    if given is None:
        return (framing.template or narration.phrase(frame)) if framing.say else None
    # Each line is a template of its own: brackets don't reach over its end.
    problems = [problem for line in given.splitlines() for problem in template_problems(line, TEXTS[frame])]
    if problems:
        raise NarrationError(
            f"The {frame} {given!r} can't be used: {'; '.join(problems)}.",
            hint='A part in square brackets is left out when a field in it is empty: "{title}[, by {authors}]".',
        )
    return given or None


def write_opening(
    narration: Narration, metadata: Metadata, heading: Heading | None, template: str, minutes: int
) -> list[Draft]:
    """Return the opening's passages, one for each line of its template.

    Args:
        narration: The narration under way.
        metadata: What is said of the article.
        heading: The heading that is the title, if there is one: its text is taken, which knows more of itself.
        template: The wording.
        minutes: How long the article takes.
    """
    title = title_content(heading.content) if heading else (Text(text=metadata.title),)
    fields = {**_fields(narration, metadata, minutes), "title": title}
    return _write_lines(narration, "opening", [(line, fields) for line in template.splitlines()])


def write_closing(narration: Narration, metadata: Metadata, template: str | None, minutes: int) -> list[Draft]:
    """Return the closing's passages: its template's lines, then the corrections; None: it is left out."""
    if template is None:
        for _, text in metadata.corrections:
            narration.skip("closing", text, Reason.CLOSING_LEFT_OUT)
        return []
    fields = _fields(narration, metadata, minutes)
    lines: list[tuple[str, Mapping[str, Value]]] = [(line, fields) for line in template.splitlines()]
    for day, text in metadata.corrections:
        correction: dict[str, Value] = {"date": _said_date(narration, day), "text": (Text(text=text),)}
        lines.append((narration.phrase("correction"), correction))
    return _write_lines(narration, "closing", lines)


def _write_lines(narration: Narration, frame: Frame, lines: list[tuple[str, Mapping[str, Value]]]) -> list[Draft]:
    pauses = narration.policy.pauses
    around = pauses.opening if frame == "opening" else pauses.closing
    drafts: list[Draft] = []
    for template, fields in lines:
        draft = Draft(block=frame, kind=frame, language=narration.language, pause=pauses.paragraph)
        for value in render(template, fields):
            if not isinstance(value, str):
                write(narration, draft, value)
            else:
                draft.announce(value.lstrip() if draft.is_empty else value)
        if any(map(str.isalnum, draft.audible())):
            drafts.append(draft)
    if drafts:
        drafts[0].before_ms, drafts[-1].after_ms = around.before_ms, around.after_ms
    return drafts


def _fields(narration: Narration, metadata: Metadata, minutes: int) -> dict[str, Value]:
    phrases = narration.phrases
    host = next((part for part, role in split_addresses(metadata.source) if role == "host"), "")
    return {
        "title": metadata.title,
        "authors": phrases.people(metadata.authors),
        "publisher": metadata.publisher or host,
        "source": host,
        "date": phrases.date(metadata.date) if metadata.date else "",
        "length": phrases.length(minutes),
        "summary": metadata.summary,
    }


def _said_date(narration: Narration, day: str) -> str:
    try:
        return narration.phrases.date(date.fromisoformat(day[:10]))
    except ValueError:
        return day
