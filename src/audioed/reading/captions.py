"""What stands under a figure, a table or a quotation and belongs to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from audioed.markup import (
    Element,
    attribute,
    children,
    descendants,
    following,
    has,
    is_fuller,
    is_longer,
    name,
    parent,
    plain_text,
    text_after,
    text_before,
)
from audioed.model import Block, Content, Embed, Figure, Quotation, Table, Text
from audioed.reading.elements import classes, shown_text, words
from audioed.reading.line import joined, plain, stanzas_of, tidy

_FIGURES = frozenset({"wp-caption", "thumb", "image-with-caption"})
_CAPTIONS = frozenset({"wp-caption-text", "thumbcaption", "image-caption", "figure-caption", "caption"})
_CREDITS = frozenset({"credit", "credits", "photo-credit", "image-credit", "caption-credit", "copyright", "byline"})
_CREDIT_PROPERTIES = frozenset({"copyrightHolder", "creditText", "creator", "author"})
_CAPTION_PART, _CREDIT_PART = "caption", "credit"
_CAPTION_PARTS = frozenset({_CAPTION_PART, "figcaption", _CREDIT_PART})
_PARTS = re.compile(r"[-_\s]+|(?<=[a-z])(?=[A-Z])")
_PICTURES = ("img", "iframe", "video", "audio", "embed", "object", "amp-img", "amp-video", "amp-youtube")
_MOST_BEHIND = 20
"""Nodes without text behind the source of a quotation."""
_MOST_IN_BOX = 60
"""Elements that a picture, its sources and its caption have."""
_LONGEST_BOX = 10_000
"""Characters."""
_MOST_BESIDE = 5
"""Words beside a picture and its caption, such as "1/5"."""
_SHORT = 12
"""Words of which a caption has fewer that says nothing without its picture."""

_LONGEST_CREDIT = 6
"""Words."""
_LONGEST_LINE = 200
"""Characters of an element that is looked into for a credit."""
_CREDIT = re.compile(
    r"[(\[]?\s*(?:©|(?:photo|foto|bild|image|imagen?|immagine|imagem|crédit|credit|crédito|credito|source|quelle|fonte|"
    r"fuente|bron|beeld|zdjęcie|zdjęcia|fot)(?:s|os|grafie|nachweis)?\.?(?: (?:credit|courtesy))?\s*:|fot\. (?=\w))",
    re.IGNORECASE,
)
"""How a line begins that names the maker or owner of a picture, in the eight languages of the voices."""
_OWNED = re.compile(r"[(\[]?\s*©")
_ARTICLES = words("a an der die das ein eine le la les un une el los las una il lo i gli de het een o os as um uma")
"""What follows them is shown more often than it bears such a name."""
_IN_NAMES = words(
    "and by da das de del della den der des di do dos du e en et for für i la le of par por und van von y"
)
"""Words in lower case that stand in the names of people and houses, or before them."""
_BEFORE_CREDIT = re.compile(r"\s+[|/•·–—]\s+(?=\S)")
_SOURCES = frozenset({"attribution", "quote-author", "quote-source", "blockquote-footer"})
_DASHES = " \u00a0—–―-~\n\t"


@dataclass(slots=True)
class FigureScope:
    """A figure that is being read."""

    start: int
    """How many blocks came before it."""
    caption: Content = ()
    """A caption that came before what it is the caption of."""
    credit: Content = ()
    is_lazy: bool = False
    """Whether a script is to load the picture that came last."""


def is_figure(element: Element, meant: str) -> bool:
    """Return whether the element holds something together with its caption."""
    if meant == "figure" or (meant == "div" and bool(classes(element) & _FIGURES)):
        return True
    return any(map(is_caption_of_box, children(element))) or any(map(is_caption_of_box, _in_only_link(element)))


def _in_only_link(element: Element) -> Iterator[Element]:
    """Return what stands in a link around a picture and its caption."""
    first = [*islice(children(element), 2)]
    if len(first) == 1 and name(first[0]) == "a":
        yield from children(first[0])


def is_caption(element: Element, meant: str) -> bool:
    """Return whether the element, which stands in a figure, is its caption."""
    return meant == "figcaption" or bool(classes(element) & _CAPTIONS) or is_caption_of_box(element)


def is_caption_of_box(element: Element) -> bool:
    """Return whether the element is named for a caption and stands beside nothing but a picture or an embed."""
    box = parent(element)
    if box is None or not _is_named_caption(element) or is_fuller(box, _MOST_IN_BOX) or is_longer(box, _LONGEST_BOX):
        return False
    captions = [child for child in children(box) if _is_named_caption(child)]
    pictures = sum(1 for _ in descendants(box, *_PICTURES))
    if pictures <= sum(1 for caption in captions for _ in descendants(caption, *_PICTURES)):
        return False
    return _words(box) - sum(map(_words, captions)) <= _MOST_BESIDE


def _is_named_caption(element: Element) -> bool:
    return (
        name(element) == "figcaption"
        or bool(_parts(element) & _CAPTION_PARTS)
        or _credit_beside_caption(element) is not None
    )


def _credit_beside_caption(element: Element) -> Element | None:
    """Return the `cite` with which a box begins, with a sentence after it; beside a picture it says whose that is."""
    first = next(children(element), None) if name(element) == "div" else None
    if first is None or name(first) != "cite" or text_before(first).strip():
        return None
    after = text_after(first).strip()
    return first if after[:1].isalpha() and not after[0].islower() else None


def _parts(element: Element) -> frozenset[str]:
    """Return the words of which an element's classes are made."""
    own = element.get("class") or ""
    return frozenset(part.lower() for part in _PARTS.split(own)) if own else frozenset()


def is_credit(caption: Element) -> bool:
    """Return whether all of a caption is named for the picture's maker or owner."""
    parts = _parts(caption)
    return parts & _CAPTION_PARTS == {_CREDIT_PART} and name(caption) != "figcaption"


def is_placeholder(figure: Element) -> bool:
    """Return whether a figure has a place for something and nothing in it but a short caption: a script fills it."""
    if is_fuller(figure, _MOST_IN_BOX) or is_longer(figure, _LONGEST_BOX):
        return False
    if has(figure, "svg", "canvas"):
        return False
    others = [child for child in children(figure) if not is_caption(child, name(child))]
    return bool(others) and not any(map(_words, others)) and _words(figure) < _SHORT


def _words(element: Element) -> int:
    return len(shown_text(element).split())


def credits_in(caption: Element) -> tuple[Element, ...]:
    """Return the elements in a caption that name the picture's maker or owner."""
    found: list[Element] = []
    inside: set[Element] = set()
    credit = _credit_beside_caption(caption)
    for element in descendants(caption):
        if parent(element) in inside:
            inside.add(element)
        elif (
            element is credit
            or _is_named_credit(element)
            or (not is_longer(element, _LONGEST_LINE) and _names(plain_text(element)))
        ):
            inside.add(element)
            found.append(element)
    return tuple(found)


def _is_named_credit(element: Element) -> bool:
    return bool(classes(element) & _CREDITS) or attribute(element, "itemprop") in _CREDIT_PROPERTIES


def without_credit(caption: Content) -> tuple[Content, Content]:
    """Return a caption without its lines that name the picture's maker or owner, and these."""
    lines = [line for stanza in stanzas_of(caption) for line in stanza]
    captions: list[Content] = []
    names: list[Content] = []
    for line in lines:
        text = plain(line)
        seam = next((seam for seam in _BEFORE_CREDIT.finditer(text) if _names(text[seam.end() :])), None)
        if _names(text):
            names.append(line)
        elif seam is not None:
            captions.append(_cut(line, 0, seam.start()))
            names.append(_cut(line, seam.end(), len(text)))
        else:
            captions.append(line)
    return (joined(*captions), joined(*names)) if names else (caption, ())


def _names(line: str) -> bool:
    """Return whether a line names the maker or owner of a picture; what says "Photo:" may also say what is shown."""
    label = _CREDIT.match(line)
    if label is None or len(line.split(maxsplit=_LONGEST_CREDIT)) > _LONGEST_CREDIT:
        return False
    named = line[label.end() :].split()
    if _OWNED.match(line) or "/" in line or "by" in named or not named:
        return True
    return named[0].casefold() not in _ARTICLES and all(
        word in _IN_NAMES or not word[0].islower() for word in named[1:]
    )


def _cut(line: Content, start: int, end: int) -> Content:
    cut: list[Text] = []
    position = 0
    for run in line:
        cut.append(replace(run, text=run.text[max(start - position, 0) : max(end - position, 0)]))
        position += len(run.text)
    return tidy((run.text, run.marks) for run in cut if run.text)


def with_caption(block: Block, caption: Content, credit: Content) -> Block | None:
    """Return the block with its caption; None if it has one already, or can't have any."""
    match block:
        case Figure() if not (block.caption and caption):
            return replace(block, caption=block.caption or caption, credit=joined(block.credit, credit))
        case Embed():
            written = (block.title, plain(caption), plain(credit))
            return replace(block, title="\n".join(dict.fromkeys(filter(None, written))))
        case Table(caption=()):
            return replace(block, caption=joined(caption, credit))
        case Quotation(attribution=()):
            return replace(block, attribution=joined(caption, credit))
        case _:
            return None


def is_attribution(element: Element, meant: str) -> bool:
    """Return whether the element, which stands in a quotation, says who or what is quoted."""
    if meant == "footer" or classes(element) & _SOURCES:
        return True
    around = parent(element)
    if meant not in ("cite", "p") or around is None or name(around) != "blockquote" or not _is_last(element):
        return False
    return meant == "cite" or _is_only_cite(element)


def _is_last(element: Element) -> bool:
    after = [*islice(following(element), _MOST_BEHIND + 1)]
    says = (node.strip() if isinstance(node, str) else plain_text(node) for node in after)
    return len(after) <= _MOST_BEHIND and not any(says)


def _is_only_cite(paragraph: Element) -> bool:
    cites = [child for child in children(paragraph) if name(child) == "cite"]
    if len(cites) != 1:
        return False
    return not plain_text(paragraph).replace(plain_text(cites[0]), "", 1).strip(_DASHES)
