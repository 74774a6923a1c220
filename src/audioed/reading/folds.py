"""What unfolds on a page though nothing there declares that it does: below labels of one make, or at a "read more"."""

import re
from collections.abc import Iterator
from itertools import islice

from audioed.markup import (
    Element,
    ancestors,
    attribute,
    children,
    descendants,
    element_after,
    element_before,
    is_fuller,
    is_longer,
    name,
    nodes,
    parent,
    plain_text,
    text_after,
    text_before,
)
from audioed.reading.controls import is_one_of_several
from audioed.reading.elements import is_hidden, is_unseen, meaning, name_parts, words
from audioed.reading.links import address

ASKING = words("dialog alertdialog modal popup popups popover cookie cookies consent gdpr menu tooltip")
"""Names of what stands before a page, or over it, until the reader has answered."""
_BOXES = words("div section article p ul ol dd blockquote")
_CONTINUING = _BOXES | {"span"}
"""What may go on where a "read more" stands."""
_LABELS = words("h1 h2 h3 h4 h5 h6 dt p div span a button strong b")
_NEAR = 6
"""Elements in which a link or a button is looked for."""
_LONGEST_LABEL = 300
"""Characters, as they stand in the source."""
_TARGETS = ("data-target", "data-bs-target")
"""Where Bootstrap says what a control shows. Source: Bootstrap 4 and 5, collapse."""
_PLACES = frozenset({"href", *_TARGETS})
_WAYS = ("data-toggle", "data-bs-toggle", "rel")
"""Where a control says how it shows that."""
_PARTS = re.compile(r"[-_]+")
_ENDED = 2
"""Elements around one that it may end, before what is pressed to show it."""
_MORE = re.compile(
    r"[\W_]*(?:"
    r"(?:click (?:here )?to )?(?:read|show|see|view|load|expand)(?: (?:on|more|all|less|it (?:all|more)))?|"
    r"(?:read|show|see|view|expand) (?:the )?transcript|"
    r"(?:read|show|see|view|expand) (?:the )?(?:full|whole|entire|complete|rest of (?:the|this)) ?\w*|"
    r"(?:continue|keep) reading|more|spoiler|"
    r"weiter ?lesen|(?:mehr|alles) (?:lesen|(?:an)?zeigen|erfahren)|mehr|"
    r"(?:ganzen|vollständigen) (?:artikel|text|beitrag) \w+|"
    r"(?:aus|auf)klappen|anzeigen|einblenden|transkript (?:anzeigen|lesen)|"
    r"(?:lire|afficher|(?:en )?(?:savoir|voir)) (?:plus|tout|la suite|la transcription|l.article(?: \w+)?)|"
    r"plus|(?:la )?suite|continuer (?:la|à) \w+|afficher|dérouler|"
    r"(?:leer|ver|mostrar|exibir|ler|leia|saiba) "
    r"(?:más|mais|todo|tudo|completo|(?:el |o )?art[íi](?:culo|go) completo)|mostrar|"
    r"(?:seguir|sigue|continuar|continue|continua) (?:leyendo|lendo|a ler|a leitura|a leggere|la lettura)|más|mais|"
    r"(?:leggi|mostra|vedi) (?:di più|tutto|altro|ancora|l.articolo completo)|mostra|espandi|"
    r"(?:lees|toon|bekijk) (?:meer|verder|alles)|(?:meer|verder) (?:lezen|tonen|weergeven)|meer|tonen|"
    r"(?:czytaj|pokaż|zobacz|rozwiń) (?:dalej|więcej|wszystko|całość|cały (?:tekst|artykuł))|rozwiń|więcej|pokaż"
    r")[\W_]*",
    re.IGNORECASE,
)
"""What says, in the eight languages of the voices, that the text goes on where it stands."""


def is_fold(element: Element) -> bool:
    """Return whether an unseen box stands below a label, with others of its make below labels of theirs, or a term."""
    if name(element) not in _BOXES or not _may_unfold(element):
        return False
    label = element_before(element)
    return label is not None and (name(label) == "dt" or _is_label(label))


def is_rest(element: Element) -> bool:
    """Return whether an unseen element is the rest of a text that a "read more" right beside it shows."""
    return name(element) in _CONTINUING and _may_unfold(element) and any(map(_reads_on, _beside(element)))


def folded_navigation(root: Element) -> Iterator[Element]:
    """Return the elements for navigation that hold the text below one of several labels: some builders make them so."""
    stack = [root]
    while stack:
        element = stack.pop()
        is_folded = name(element) == "nav" and _is_below_label(element)
        if not is_folded:
            stack.extend(children(element))
        elif _is_prose(element):
            yield element


def targets(element: Element) -> Iterator[str]:
    """Return the ids of what an element leads to on its page, or says that it shows, unless that lies over the page."""
    if not _PLACES.isdisjoint(element.keys()) and not _opens_over(element):
        yield from _targets(element)


def _opens_over(element: Element) -> bool:
    parts = {part for key in _WAYS for part in attribute(element, key).lower().split()}
    return not ASKING.isdisjoint(name_parts(element) | parts)


def _targets(element: Element) -> Iterator[str]:
    leading = attribute(element, "href") if name(element) == "a" else ""
    for each in (leading, *(attribute(element, key) for key in _TARGETS)):
        if len(each) > 1 and each.startswith("#") and ASKING.isdisjoint(_PARTS.split(each[1:].lower())):
            yield each[1:]


def _may_unfold(element: Element) -> bool:
    return is_unseen(element, meaning(element)) and name_parts(element).isdisjoint(ASKING)


def _is_label(element: Element) -> bool:
    """Return whether an element is a label that is seen and leads nowhere else, and one of several."""
    if name(element) not in _LABELS or is_hidden(element, meaning(element)) or not is_one_of_several(element):
        return False
    return not any(_leads_away(each) for each in (element, *islice(descendants(element), _NEAR)))


def _leads_away(element: Element) -> bool:
    return name(element) == "a" and not address(element).startswith(("#", "javascript:")) and bool(address(element))


def _is_below_label(element: Element) -> bool:
    label = element_before(element)
    return label is not None and not attribute(element, "role") and _is_label(label)


def _is_prose(element: Element) -> bool:
    """Return whether an element holds words, and most of them in no link."""
    linked = unlinked = 0
    stack = [element]
    while stack:
        inner = stack.pop()
        if name(inner) == "a":
            linked += len(plain_text(inner))
            continue
        unlinked += sum(len(node.strip()) for node in nodes(inner) if isinstance(node, str))
        stack.extend(children(inner))
    return linked < unlinked


def _beside(element: Element) -> Iterator[Element]:
    """Return what stands right before an element, or the box that it begins, and after it or the boxes it ends."""
    around, before = parent(element), element_before(element)
    if not text_before(element).strip():
        if before is None and around is not None and name(around) == "div":
            before = element_before(around)
        if before is not None:
            yield before
    for ended in (element, *islice(ancestors(element), _ENDED)):
        if text_after(ended).strip():
            return
        after = element_after(ended)
        if after is not None:
            yield after
            return


def _reads_on(beside: Element) -> bool:
    """Return whether an element says nothing but that the text goes on, or begins with a control that says so."""
    if any(_is_more(each) for each in (beside, *islice(descendants(beside), _NEAR))):
        return True
    if is_hidden(beside, meaning(beside)) or is_fuller(beside, _NEAR) or not _says_more(beside):
        return False
    return not any(_leads_away(each) for each in (beside, *descendants(beside)))


def _is_more(element: Element) -> bool:
    """Return whether an element is a control that shows the rest of a text."""
    meant = meaning(element)
    if meant == "input":
        return attribute(element, "type").lower() == "button" and bool(_MORE.fullmatch(attribute(element, "value")))
    is_control = meant in ("a", "button") or attribute(element, "role").lower() == "button"
    return is_control and not _leads_away(element) and not is_hidden(element, meant) and _says_more(element)


def _says_more(element: Element) -> bool:
    return not is_longer(element, _LONGEST_LABEL) and bool(_MORE.fullmatch(plain_text(element)))
