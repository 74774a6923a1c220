"""What an element of a page is, by its name, role, classes and style: what a screen reader would take it for."""

import re
from itertools import islice

from audioed.markup import (
    Element,
    attribute,
    descendants,
    has,
    is_longer,
    name,
    nodes,
    plain_text,
    rename,
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

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PLAIN_ROLES = frozenset({"none", "presentation"})
_STRUCTURES = frozenset(
    {"table", "thead", "tbody", "tfoot", "tr", "td", "th", "ul", "ol", "li", "dl", "dt", "dd", "hr"}
)

_NAVIGATION_ROLES = frozenset({"menu", "menubar", "tablist", "toolbar", "doc-toc", "doc-pagelist", "doc-index"})

_PERMALINKS = words("headerlink header-anchor heading-anchor anchorjs-link mw-editsection mw-jump-link")
"""What tools put beside headings: a link to the heading itself, or one to change the text."""

_PERMALINK_SIGNS = frozenset("#¶§🔗∞") | {"🔗\ufe0e", "🔗\ufe0f"}

_LONGEST_SIGN = 200
"""Characters, with the white space of the source."""
_FIRST = 20
"""Elements of a list of tabs in which what they show is looked for."""
PULL_QUOTES = frozenset({"pullquote", "pull-quote", "wp-block-pullquote"})

_UNWRAPPED = frozenset({"template", "noscript", "noframes"})
"""Elements that hide by their name what a script, or a browser without scripts, shows."""
_HIDDEN = words(
    "script style template noscript noframes noembed title link meta base datalist param col colgroup area frame"
)
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


def is_like(element: Element, other: Element) -> bool:
    """Return whether two elements are of the same make: of one name and one class."""
    return name(element) == name(other) and attribute(element, "class") == attribute(other, "class")


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


def is_navigation(element: Element, meant: str) -> bool:
    """Return whether the element leads elsewhere."""
    role = attribute(element, "role").lower()
    if meant == "nav" or role in _NAVIGATION_ROLES:
        return not (role == "tablist" and _holds_panels(element))
    if meant == "a" and not is_longer(element, _LONGEST_SIGN) and plain_text(element) in _PERMALINK_SIGNS:
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
