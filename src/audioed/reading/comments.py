"""What readers wrote below an article, told by more than the name of its box."""

import re

from audioed.markup import Element, descendants, has
from audioed.reading.elements import name_parts, names, shown_text, words

COMMENTS = words(
    "comments comments-area comments-container comments-section comment-section comment-list commentlist "
    "comment-respond disqus_thread post-comments article-comments commentaires kommentare comentarios"
)
_OF_SYSTEMS = words("comments-area comment-list commentlist comment-respond disqus_thread")
"""What WordPress and Disqus call them, and hardly anyone else. Source: Theme Handbook, Comment Template."""
_ANSWERS = words("reply avatar gravatar commenter commentator respond")
_FIELDS = ("form", "textarea", "input")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SEVERAL = 2
_FIRST = 100
"""Characters in which it is said what stands in a box."""
_COMMENT = (
    r"(?:comment|kommentar|coment[áa]rio|comentario|commentaire|commento|commenti|reactie|réaction|reacci[oó]n|reaktion|"
    r"komentarz|response|repl(?:y|ies)|discussion|diskussion)"
)
_NAMED = re.compile(rf"[\W\d_]*{_COMMENT}", re.IGNORECASE)
_SAID = re.compile(rf"\b{_COMMENT}", re.IGNORECASE)


def are_readers(box: Element) -> bool:
    """Return whether what is named for comments shows a sign of readers: by name alone it may be the author's notes."""
    if names(box) & _OF_SYSTEMS or has(box, *_FIELDS) or _are_several(box):
        return True
    heading = next(descendants(box, *_HEADINGS), None)
    if heading is not None:
        return bool(_NAMED.match(shown_text(heading)))
    text = shown_text(box)
    return not text or bool(_SAID.search(text, 0, _FIRST))


def _are_several(box: Element) -> bool:
    """Return whether somebody may be answered, or several things have each the time when they were written."""
    times = sum(1 for _ in descendants(box, "time"))
    return times >= _SEVERAL or any(not _ANSWERS.isdisjoint(name_parts(each)) for each in descendants(box))
