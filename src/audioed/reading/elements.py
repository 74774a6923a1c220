"""What an element of a page is, by its name, role, classes and style: what a screen reader would take it for."""

import re
from collections.abc import Iterator
from itertools import islice

from audioed.markup import (
    Element,
    ancestors,
    attribute,
    children,
    descendants,
    element_before,
    following,
    has,
    is_longer,
    name,
    nodes,
    parent,
    plain_text,
    raw_text,
    rename,
    text_after,
    text_before,
    texts,
    without_attributes,
)


def words(text: str) -> frozenset[str]:
    """Return the words of a text, as a set."""
    return frozenset(text.split())


_EPUB_TYPE = "epub:type"

_NAMES_OF_ROLES = {
    "blockquote": "blockquote",
    "code": "code",
    "complementary": "aside",
    "definition": "dd",
    "deletion": "del",
    "doc-pullquote": "aside",
    "doc-tip": "aside",
    "emphasis": "em",
    "figure": "figure",
    "form": "form",
    "heading": "heading",
    "img": "image",
    "image": "image",
    "insertion": "ins",
    "list": "ul",
    "listitem": "li",
    "math": "math",
    "navigation": "nav",
    "paragraph": "p",
    "search": "search",
    "separator": "hr",
    "strong": "strong",
    "subscript": "sub",
    "superscript": "sup",
    "term": "dt",
}
"""Which element a role stands for. Source: WAI-ARIA 1.2, section 5.4; DPUB-ARIA 1.1, section 3."""

_PLAIN_ROLES = frozenset({"none", "presentation"})
_STRUCTURES = frozenset(
    {"table", "thead", "tbody", "tfoot", "tr", "td", "th", "ul", "ol", "li", "dl", "dt", "dd", "hr"}
)

_CONTROL_ROLES = words(
    "button checkbox combobox listbox menuitem option progressbar radio radiogroup scrollbar searchbox slider "
    "spinbutton switch tab textbox tooltip"
)
_NAVIGATION_ROLES = frozenset({"menu", "menubar", "tablist", "toolbar", "doc-toc", "doc-pagelist", "doc-index"})

_PERMALINKS = words("headerlink header-anchor heading-anchor anchorjs-link mw-editsection mw-jump-link")
"""What tools put beside headings: a link to the heading itself, or one to change the text."""

_PERMALINK_SIGNS = frozenset("#¶§🔗∞") | {"🔗\ufe0e", "🔗\ufe0f"}

PULL_QUOTES = frozenset({"pullquote", "pull-quote", "wp-block-pullquote"})

_UNWRAPPED = frozenset({"template", "noscript", "noframes"})
"""Elements that hide by their name what a script, or a browser without scripts, shows."""
_HIDDEN = words(
    "script style template noscript noframes noembed title link meta base datalist param col colgroup area frame"
)
_TITLES = words("h1 h2 h3 h4 h5 h6 dt summary")
_SENTENCES = words("p li dd td th blockquote em strong b i")
_ENDS = tuple(".!?:;|·•…—–-/>")
"""What no sentence goes on behind without a pause."""
_GOING_ON = frozenset(".,;:!?)]’'\"”»…")
"""What a sentence goes on with, or ends, behind a word."""
_LONGEST_TITLE = 300
"""Characters of a button, as they stand in the source."""
_ASKS = ("?", "\uff1f", "\u037e")
_UNFOLDING = frozenset({"aria-expanded", "aria-controls"})
_NO_TEXT = frozenset({"dialog", "form", "nav", "search"}) | {f"h{level}" for level in range(1, 7)}
_PROSE = 12
"""Words of an element that are counted to tell text from a menu."""
_FIRST = 20
"""Elements in which they are counted."""
_LEAST_IN_FORM = 60
"""Words outside of its fields, labels and links that make a form a page."""
_MENUS = frozenset({"a", "button"})
_LONGEST_HEADING = 5000
"""Characters, with the white space of the source."""
_LAYOUT = 200
"""Characters of white space that a heading may have around its button."""
_CONTROLS = words("button input select textarea option optgroup progress meter search")

_OF_FORMS = _CONTROLS | {"a", "label", "legend"}

_BLOCKS = words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 head header heading hgroup hr html legend li listing main menu nav ol p "
    "plaintext pre section summary table tbody td text tfoot th thead tr ul xmp"
)
"""Elements that begin a line of their own; `text` is SVG's. Source: HTML Standard, section 15.3."""

PREFORMATTED = frozenset({"pre", "xmp", "listing", "plaintext"})
"""Elements that keep their white space."""

_INLINE = words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark math output q rb rp rt rtc "
    "ruby s samp small span strike strong sub sup svg time tt tspan u var wbr br video audio iframe object embed "
    "canvas picture image source track"
)

_HIDING_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)
_MARKER_STYLE = re.compile(r"\bmso-list\s*:\s*ignore\b", re.IGNORECASE)
"""Of what Word writes before an item of a list: a bullet, which may be a letter of a font of signs, or a number."""
_BLOCK_STYLE = re.compile(r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table|list-item|flow-root)\b", re.IGNORECASE)
_LONGEST_MARKER = 200
"""Characters, with the white space behind it."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTS = re.compile(r"[-_]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*\Z")

_SHOWN_TO_SCREEN_READERS = frozenset({"mwe-math-mathml-a11y", "mwe-math-mathml-inline", "mwe-math-mathml-display"})
"""Wikipedia hides its formulas by an attribute and shows them to screen readers by a style sheet."""


def classes(element: Element) -> frozenset[str]:
    """Return the element's classes, roles and `epub:type`s, in lower case."""
    found = " ".join(filter(None, (element.get("class"), element.get("role"), element.get(_EPUB_TYPE))))
    return frozenset(found.lower().split()) if found else frozenset()


def names(element: Element) -> frozenset[str]:
    """Return the element's classes, roles and id, in lower case; those in camel case also with hyphens."""
    written = " ".join(filter(None, (element.get("class"), element.get("id"))))
    if not written:
        return classes(element)
    return classes(element) | frozenset(f"{written} {_CAMEL.sub('-', written)}".lower().split())


def name_parts(element: Element) -> frozenset[str]:
    """Return the names of an element and their parts: those of `story-shareBar` are "story", "share" and "bar", too."""
    found = names(element)
    return found.union(*(_PARTS.split(each) for each in found))


def meaning(element: Element) -> str:
    """Return the name of the element that this one stands for, which its role may change."""
    own = name(element)
    if not element.get("role"):  # as a rule, and this is asked of every element many times
        return own
    role = attribute(element, "role").lower().partition(" ")[0]
    if role in _PLAIN_ROLES:
        return "div" if own in _STRUCTURES else own
    if role == "separator" and any(map(str.strip, texts(element))):
        return own
    if role == "heading" and own[0] == "h" and own[1:].isdigit():
        return own
    if role in ("list", "listitem") and own in ("ul", "ol", "menu", "dir", "li"):
        return own
    return _NAMES_OF_ROLES.get(role, own)


def is_hidden(element: Element, meant: str) -> bool:
    """Return whether neither sight nor a screen reader would find the element's text on the page."""
    return attribute(element, "aria-hidden").lower() == "true" or is_unseen(element, meant)


def is_unseen(element: Element, meant: str) -> bool:
    """Return whether sight would not find the element's text on the page."""
    if meant in _HIDDEN:
        return not (meant == "script" and is_maths_script(element))
    keys = element.keys()
    if not keys:
        return meant == "dialog"
    if "hidden" in keys:
        return True
    if "style" in keys and _hides(element, element.get("style") or ""):
        return not classes(element) & _SHOWN_TO_SCREEN_READERS
    return meant == "dialog" and "open" not in keys


def _hides(element: Element, style: str) -> bool:
    is_marker = _MARKER_STYLE.search(style) and not is_longer(element, _LONGEST_MARKER)
    marker = plain_text(element).strip() if is_marker else ""
    return bool(_HIDING_STYLE.search(style)) or (len(marker) == 1 and not marker.isdigit())


def show(element: Element) -> None:
    """Take away what hides an element."""
    if name(element) in _UNWRAPPED:
        rename(element, "div")
    without_attributes(element, "hidden", "aria-hidden")
    if _HIDING_STYLE.search(style := element.get("style") or ""):
        element.set("style", _HIDING_STYLE.sub("", style))


def is_maths_script(element: Element) -> bool:
    """Return whether the script is a formula, as MathJax 2 keeps it."""
    return attribute(element, "type").lower().startswith("math/tex")


def is_control(element: Element, meant: str) -> bool:
    """Return whether the element is there to be used, not read."""
    if meant == "form":
        return _asks(element) and not has(element, "h1", "main", "article") and not _holds_prose(element)
    role = attribute(element, "role").lower()
    if meant == "button" or role == "button":
        return not _is_title(element) and not _is_word(element)
    return meant in _CONTROLS or role in _CONTROL_ROLES


def _is_word(button: Element) -> bool:
    """Return whether a button is a part of the sentence around it, such as a term that is explained when pressed."""
    around = parent(button)
    if around is None or meaning(around) not in _SENTENCES:
        return False
    before, after = text_before(button).rstrip(), text_after(button).lstrip()
    if not before or not after or before.endswith(_ENDS):
        return False
    return any(map(str.isalpha, before)) and (after[0].isalnum() or after[0] in _GOING_ON)


def _asks(form: Element) -> bool:
    """Return whether there is something to fill in."""
    fields = descendants(form, "input", "textarea", "select")
    return any(attribute(field, "type").lower() != "hidden" for field in fields)


def _holds_prose(form: Element) -> bool:
    """Return whether more stands in a form than asks for what is to be filled in: some pages are one form."""
    words = 0
    stack = [nodes(form)]
    while stack and words < _LEAST_IN_FORM:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif isinstance(node, str):
            words += len(node.split(maxsplit=_LEAST_IN_FORM))
        elif name(node) not in _OF_FORMS and not is_hidden(node, meaning(node)):
            stack.append(nodes(node))
    return words >= _LEAST_IN_FORM


def _is_title(button: Element) -> bool:
    """Return whether a button is all of a heading, or unfolds the text that follows it.

    Source: ARIA Authoring Practices Guide, accordion pattern.
    """
    titled = _titled(button)
    if titled is not None:
        return _is_all_of(titled, button)
    unfolded = _element_after(button)
    if unfolded is None or is_menu_button(button) or not _says_something(button):
        return False
    is_unfolding = not _UNFOLDING.isdisjoint(button.keys())
    return (is_unfolding or names_what_follows(button)) and _is_text(unfolded)


def names_what_follows(button: Element) -> bool:
    """Return whether a button is a heading or its icon, asks something, or is one of several with a text each."""
    titled = _titled(button)
    if titled is not None:
        return not _says_something(button) or _is_all_of(titled, button)
    text = "" if is_longer(button, _LONGEST_TITLE) else plain_text(button)
    return text.endswith(_ASKS) or any(_is_fellow(button, each) for each in _beside(button))


def is_menu_button(button: Element) -> bool:
    """Return whether a button says that it opens a menu or a dialog."""
    return attribute(button, "aria-haspopup").lower() not in ("", "false")


def _is_all_of(titled: Element, button: Element) -> bool:
    is_alone = not is_longer(titled, _LONGEST_HEADING) and not is_longer(titled, len(raw_text(button)) + _LAYOUT)
    return is_alone and plain_text(titled) == plain_text(button)


def _says_something(button: Element) -> bool:
    return is_longer(button, _LONGEST_TITLE) or any(map(str.isalpha, raw_text(button)))


def _titled(button: Element) -> Element | None:
    return next((around for around in ancestors(button) if name(around) in _TITLES), None)


def _element_after(element: Element) -> Element | None:
    return next((node for node in following(element) if not isinstance(node, str)), None)


def _beside(button: Element) -> Iterator[Element | None]:
    """Return what would be the next and the last button: behind one element, or at the start of a box."""
    before = element_before(button)
    after = _element_after(button)
    yield element_before(before) if before is not None else None
    yield _element_after(after) if after is not None else None
    around = parent(button)
    if before is None and around is not None:
        for box in (element_before(around), _element_after(around)):
            yield next(children(box), None) if box is not None else None


def _is_fellow(button: Element, other: Element | None) -> bool:
    """Return whether another element is a button of the same make with text of its own below it."""
    if other is None or name(other) != name(button) or classes(other) != classes(button):
        return False
    pair = (_element_after(button), _element_after(other))
    if pair[0] is None or pair[1] is None or (name(pair[0]), classes(pair[0])) != (name(pair[1]), classes(pair[1])):
        return False
    is_short = not is_longer(button, _LONGEST_TITLE) and not is_longer(other, _LONGEST_TITLE)
    return is_short and plain_text(button) != plain_text(other)


def _is_text(element: Element) -> bool:
    """Return whether what is unfolded is a block of shown text, and neither a menu nor a form."""
    meant = meaning(element)
    if not is_block(element, meant) or is_hidden(element, meant) or meant in _NO_TEXT or is_navigation(element, meant):
        return False
    words = {True: 0, False: 0}
    for each in (element, *islice(descendants(element), _FIRST)):
        if name(each) in _CONTROLS - _MENUS:
            return False
        if not is_hidden(each, meaning(each)):
            words[name(each) in _MENUS] += len((each.text or "").split(maxsplit=_PROSE))
    return words[False] > words[True]


def is_navigation(element: Element, meant: str) -> bool:
    """Return whether the element leads elsewhere."""
    role = attribute(element, "role").lower()
    if meant == "nav" or role in _NAVIGATION_ROLES:
        return not (role == "tablist" and _holds_panels(element))
    if meant == "a" and not is_longer(element, _LAYOUT) and plain_text(element) in _PERMALINK_SIGNS:
        return "#" in attribute(element, "href")
    return "class" in element.keys() and bool(classes(element) & _PERMALINKS)  # noqa: SIM118 - an element is no dict


def _holds_panels(tabs: Element) -> bool:
    """Return whether what the tabs show stands between them, as in accordions of the first Bootstraps and of jQuery."""
    return any(attribute(each, "role").lower() == "tabpanel" for each in islice(descendants(tabs), _FIRST))


def is_block(element: Element, meant: str) -> bool:
    """Return whether the element begins a line of its own; one of an unknown name does if a block stands in it."""
    if meant in _BLOCKS:
        return True
    if "style" in element.keys() and _BLOCK_STYLE.search(element.get("style") or ""):  # noqa: SIM118 - an element is no dict
        return True
    return meant not in _INLINE and has(element, *_BLOCKS)


def language(element: Element) -> str:
    """Return the language that the element itself declares, as BCP 47; empty where it declares none that can be."""
    for key in ("lang", "xml:lang"):
        if found := attribute(element, key):
            return found if _LANGUAGE.match(found) else ""
    return ""


def heading_level(element: Element, meant: str) -> int:
    """Return 1 to 6 of a heading; 0 of anything else."""
    if len(meant) == 2 and meant[0] == "h" and meant[1] in "123456":
        own = int(meant[1])
    elif meant == "heading":
        own = 2  # WAI-ARIA 1.2, section 6.6, aria-level: what a heading without one has
    else:
        return 0
    level = attribute(element, "aria-level")
    return min(max(int(level[:9]), 1), 6) if level.isdecimal() else own


def shown_text(element: Element, *, and_hidden: bool = False) -> str:
    """Return the text of an element, white space collapsed and blocks set apart, with or without what is hidden."""
    texts: list[str] = []
    stack = [(nodes(element), "")]
    while stack:
        rest, apart = stack[-1]
        node = next(rest, None)
        if node is None:
            texts.append(apart)
            stack.pop()
        elif isinstance(node, str):
            texts.append(node)
        elif and_hidden or not is_hidden(node, meaning(node)):
            apart = "" if name(node) in _INLINE and name(node) != "br" else " "
            texts.append(apart)
            stack.append((nodes(node), apart))
    return " ".join("".join(texts).split())
