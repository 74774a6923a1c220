"""What readers wrote below an article, told by more than the name of its box."""

import re

from audioed.markup import Element, descendants, has
from audioed.reading.elements import HEADINGS, name_parts, names, shown_text, words

COMMENTS = words(
    "comments comments-area comments-container comments-section comment-section comment-list commentlist "
    "comment-respond disqus_thread post-comments article-comments commentaires kommentare comentarios"
)
_OF_SYSTEMS = words("comments-area comment-list commentlist comment-respond disqus_thread")
"""What WordPress and Disqus call them, and hardly anyone else. Source: Theme Handbook, Comment Template."""
_ANSWERS = words("reply avatar gravatar commenter commentator respond")
_FIELDS = ("form", "textarea", "input")
_SEVERAL = 2
_MOST_IN_REQUEST = 10
"""Words of a box without a heading that only asks for comments, or counts them."""
_COMMENT = (
    r"\b(?:comments?|kommentare?|coment[áa]rios?|commentaires?|comment[oi]|reacties?|r[ée]actions?|reacci[oó]n(?:es)?|"
    r"reaktion(?:en)?|komentarz[ey]?|responses?|repl(?:y|ies))\b"
)
_ASKED = (
    r"no|leave an?|post an?|add an?|write an?|your|all|keine?|schreiben? sie einen|schreibe einen|"
    r"hinterlasse einen?|ihr|alle|laissez? un|laisser un|ajouter un|aucun|vos|votre|deja un|dejar un|añadir un|tu|"
    r"lascia un|nessun|geef een|plaats een|laat een|geen|deixe um|nenhum|seu|dodaj|brak|zostaw|skomentuj"
)
_NAMED = re.compile(
    rf"[\W\d_]*(?:(?:{_ASKED})\s+)?(?:\d+\s+)?{_COMMENT}"
    r"[\W\d_]*(?:\Z|(?:on|to|zu|sur|sobre|su|op|do) [«»“„‘\"'])",
    re.IGNORECASE,
)
"""A heading over readers' comments, in the eight languages: of what they are on it says at most a title."""
_SAID = re.compile(_COMMENT, re.IGNORECASE)
_ASKING = re.compile(rf"[^.!?]{{0,100}}{_COMMENT}\s*[.!?:]", re.IGNORECASE)
"""A first sentence that ends so, as does "You must log in to leave a comment"."""


def are_readers(box: Element) -> bool:
    """Return whether what is named for comments shows a sign of readers: by name alone it may be the author's notes."""
    if names(box) & _OF_SYSTEMS or has(box, *_FIELDS) or _are_several(box):
        return True
    heading = next(descendants(box, *HEADINGS), None)
    if heading is not None:
        return bool(_NAMED.match(shown_text(heading)))
    text = shown_text(box)
    is_request = len(text.split()) <= _MOST_IN_REQUEST and _SAID.search(text)
    return not text or bool(is_request or _ASKING.match(text))


def _are_several(box: Element) -> bool:
    """Return whether somebody may be answered, or several things have each the time when they were written."""
    times = sum(1 for _ in descendants(box, "time"))
    return times >= _SEVERAL or any(not _ANSWERS.isdisjoint(name_parts(each)) for each in descendants(box))
