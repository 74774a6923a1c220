"""What a page hides until a script runs or a reader asks for it, and what it tells screen readers in place of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from audioed.markup import (
    Element,
    ancestors,
    attribute,
    beginning,
    descendants,
    element_before,
    has,
    is_longer,
    name,
    parent,
    prepend,
    prepend_paragraph,
    rename,
)
from audioed.reading.controls import is_control, is_menu_button, names_what_follows
from audioed.reading.elements import (
    is_hidden,
    is_navigation,
    is_unseen,
    meaning,
    name_parts,
    show,
    shown_text,
    words,
)
from audioed.reading.folds import ASKING, folded_navigation, is_fold, is_rest, targets
from audioed.reading.streaming import place_parts
from audioed.reading.turning import Turning
from audioed.reading.typed_maths import mark_formulas

_PROSE = 12
"""Words of a paragraph, or of what something unfolds that doesn't say what it is."""
_PARAGRAPHS = frozenset({"p", "blockquote", "li", "dd"})
_ENOUGH = 60
"""Words of prose with which a page shows something, or hides something."""
_MANY = 3
"""Paragraphs that an article has at least."""
_MORE = 5
"""How many times as much prose as a page shows it must hide for that to be the article."""
_BEFORE = 6
"""Elements of a title in which its button is looked for."""
_PANELS = frozenset({"article", "div", "section"})
"""Panels of tabs in which a paragraph can stand."""
_LONGEST_LABEL = 300
"""Characters of a tab, as they stand in the source."""
_SHOWN_OF_FINDING = 60
_MOST_LOOKED_AT = 20
_IDEOGRAPHS = "\u2e80"
"""The first of the characters of which two or so make a word, without blanks between words."""

_APART = frozenset({"nav", "header", "footer", "dialog"})
_FOR_PROGRAMS = frozenset({"script", "style", "title", "noembed", "datalist"})
_LABELLED = words("h1 h2 h3 h4 h5 h6 heading p span a")
_HOLDING_BLOCKS = words("table thead tbody tfoot tr ul ol dl menu select colgroup")
"""Elements in which no text can stand."""


@dataclass(slots=True)
class _Held:
    """What stands in an element, without what is hidden or stands apart."""

    words: int = 0
    linked: int = 0
    paragraphs: int = 0
    is_unspoken: bool = False
    """Whether words stand in it that are hidden."""

    @property
    def prose(self) -> int:
        """Words outside of links; none where most stand in links."""
        return self.words - self.linked if 2 * self.linked < self.words else 0

    def take(self, other: "_Held") -> None:
        """Count what stands in an element inside."""
        self.words += other.words
        self.linked += other.linked
        self.paragraphs += other.paragraphs
        self.is_unspoken = self.is_unspoken or other.is_unspoken


class _Anywhere:
    """Whether something holds of an element or of one around it; each element is asked once."""

    def __init__(self, holds: Callable[[Element, str], bool]) -> None:
        self._holds = holds
        self._known: dict[Element, bool] = {}

    def __call__(self, element: Element) -> bool:
        path: list[Element] = []
        around: Element | None = element
        while around is not None and around not in self._known:
            path.append(around)
            around = parent(around)
        found = around is not None and self._known[around]
        for each in reversed(path):
            found = found or self._holds(each, meaning(each))
            self._known[each] = found
        return found


@dataclass(slots=True)
class _Pass:
    """One look at all elements of a page, the last first: what stands in an element is seen before it."""

    is_apart: _Anywhere
    controlled: Mapping[str, bool]
    """What buttons and tabs show, by its id, and whether one of them says what it is."""
    held: dict[Element, _Held] = field(default_factory=dict)
    hidden: list[tuple[Element, _Held]] = field(default_factory=list)
    """What is hidden and holds as many paragraphs as an article."""
    is_changed: bool = False
    turning: Turning = field(default_factory=Turning)

    def look(self, element: Element) -> None:
        own = self.held.pop(element, None) or _Held()
        own.words += _count(element.text)
        meant = meaning(element)
        if meant in _FOR_PROGRAMS:
            own = _Held()
        elif meant == "a":
            own.linked = own.words
        elif meant in _PARAGRAPHS and own.prose >= _PROSE:
            own.paragraphs = max(own.paragraphs, 1)
        if own.is_unspoken and not own.words:
            self._name(element, meant, own)
        around = parent(element)
        if around is None:
            self.held[element] = own
            return
        held = self.held.setdefault(around, _Held())
        held.words += _count(element.tail)
        if is_hidden(element, meant) and not self._unfolds(element, own):
            held.is_unspoken = held.is_unspoken or own.words > 0
            if own.paragraphs >= _MANY:
                self.hidden.append((element, own))
        elif not _is_apart(element, meant):
            held.take(own)

    def _name(self, element: Element, meant: str, own: _Held) -> None:
        """Say the name of an element whose own text is for the eye alone, such as a heading whose words move.

        The name of a heading, a paragraph or a link may be another; that of anything else must be the hidden text.
        """
        label = attribute(element, "aria-label")
        if not any(map(str.isalnum, label)) or meant in _HOLDING_BLOCKS or has(element, "img", "svg"):
            return
        if meant in _LABELLED or _says(element, label):
            prepend(element, f"{label} ")
            own.words = _count(label)
            self.is_changed = True

    def _unfolds(self, element: Element, own: _Held) -> bool:
        """Show an element that a reader can unfold, if it holds prose, or anything below what says what it is."""
        if not own.words or not self._is_unfolded(element, own) or self.is_apart(element):
            return False
        show(element)
        self.is_changed = True
        return True

    def _is_unfolded(self, element: Element, own: _Held) -> bool:
        """Return whether something shows the element when it is chosen: a tab, a button, the browser's search.

        Where nothing declares it, the place tells: below one of several labels, beside a "read more", or in a row of
        boxes of which one is shown.

        Source: ARIA Authoring Practices Guide, patterns accordion, disclosure and tabs; HTML Standard, section 6.1.
        """
        if attribute(element, "hidden").lower() == "until-found":
            return True
        if attribute(element, "role").lower() == "tabpanel":
            return own.prose > 0
        if own.prose >= _PROSE and self.turning.is_turned_to(element):
            return True
        is_named = self.controlled.get(attribute(element, "id"))
        if is_named is None:
            before = element_before(element)
            near = () if before is None else (before, *islice(descendants(before), _BEFORE))
            button = next(filter(_expands, near), None)
            if button is None:
                return (own.prose > 0 and is_fold(element)) or (own.prose >= _PROSE and is_rest(element))
            is_named = _is_naming(button)
        return is_named or own.prose >= _PROSE


def reveal(root: Element) -> tuple[bool, tuple[str, ...]]:
    """Show what is hidden only until a script has run or a reader asks for it.

    That is all of the page; shadows, and what was sent piece by piece; the answers below questions, the panels of tabs,
    the rest of a text and all but the first of its pages, for listeners can't press anything; and what holds the
    article, if what is shown is hardly more than a title.
    Formulas that a script would draw get elements of their own.

    Returns:
        Whether anything was changed, and sentences for the editor.

    Raises:
        ReadingError: what was sent in pieces stands too deep in each other.
    """
    is_changed = place_parts(root) | mark_formulas(root)
    for element in [*folded_navigation(root)]:
        rename(element, "div")
        is_changed = True
    for element in (root, *descendants(root, "body"), *_shadows(root)):
        if is_hidden(element, meaning(element)):
            show(element)
            is_changed = True
    is_apart = _Anywhere(_is_apart)
    look = _Pass(is_apart=is_apart, controlled=_controlled(root, is_apart), is_changed=is_changed)
    for element in reversed((root, *descendants(root))):
        look.look(element)
    is_labelled = _label_panels(root, look.is_apart)
    articles, findings = _articles(root, look.hidden, look.held[root].prose)
    for element in articles:
        for each in (element, *ancestors(element)):
            if is_hidden(each, meaning(each)):
                show(each)
    return look.is_changed or is_labelled or bool(articles), tuple(findings)


def _label_panels(root: Element, is_apart: _Anywhere) -> bool:
    """Put what a tab says before the panel that it shows; return whether there is one that doesn't begin with it."""
    tabs: dict[str, Element] = {}
    panels: list[Element] = []
    for each in descendants(root):
        role = attribute(each, "role").lower()
        if role == "tabpanel" and name(each) in _PANELS:
            panels.append(each)
        elif role == "tab":
            leading = attribute(each, "href")
            shown = (*attribute(each, "aria-controls").split(), *([leading[1:]] if leading.startswith("#") else []))
            tabs.update((f"#{target}", each) for target in shown)
            tabs[attribute(each, "id")] = each
    labels: dict[Element, str] = {}
    labelled = set[Element]()
    for panel in panels:
        tab = tabs.get(f"#{attribute(panel, 'id')}", tabs.get(attribute(panel, "aria-labelledby") or "#"))
        if tab is None or tab in labelled or not is_apart(tab) or is_apart(panel):
            continue
        if tab not in labels:
            labels[tab] = _label_of(tab)
        label = labels[tab]
        if label and not beginning(panel, len(label)).casefold().startswith(label.casefold()):
            prepend_paragraph(panel, label)
            labelled.add(tab)
    return bool(labelled)


def _label_of(tab: Element) -> str:
    """Return what a tab says; nothing if that is a number or a sign, as below pictures."""
    text = "" if is_longer(tab, _LONGEST_LABEL) else shown_text(tab)
    return text if any(map(str.isalpha, text)) else ""


def _articles(root: Element, hidden: Sequence[tuple[Element, _Held]], shown: int) -> tuple[list[Element], list[str]]:
    """Return what is hidden and must be the article, as little as is shown beside it, and what to say of it.

    What only screen readers are not to find, as a page behind a banner, is most of what the page shows.
    """
    is_asking = _Anywhere(lambda each, meant: _is_apart(each, meant) or bool(name_parts(each) & ASKING))
    is_out_of_sight = _Anywhere(is_unseen)
    articles: list[Element] = []
    unseen: list[tuple[Element, int]] = []
    left: list[tuple[Element, int]] = []
    for element, own in reversed(hidden):
        if own.prose < _ENOUGH or is_asking(element):
            continue
        if not is_out_of_sight(element):
            articles += [element] if own.prose >= shown else []
        elif shown < _ENOUGH and own.prose >= _MORE * shown:
            unseen.append((element, own.prose))
        else:
            left.append((element, own.prose))
    findings: list[str] = []
    if unseen:
        findings.append(f"The page shows hardly any prose; {_described(unseen)} are read instead")
    if left := _said_nowhere(root, left):
        findings.append(f"Of what the page hides, {_described(left)} are not read")
    return articles + [element for element, _ in unseen], findings


def _said_nowhere(root: Element, hidden: Sequence[tuple[Element, int]]) -> list[tuple[Element, int]]:
    """Return the first of what is hidden, without what is a copy of something shown."""
    text = shown_text(root) if hidden else ""
    return [(element, prose) for element, prose in hidden[:_MOST_LOOKED_AT] if _begin(element) not in text]


def _described(hidden: Sequence[tuple[Element, int]]) -> str:
    number = sum(prose for _, prose in hidden)
    return f"{number} words that begin “{_begin(hidden[0][0])} …”"


def _begin(element: Element) -> str:
    return " ".join(shown_text(element)[:_SHOWN_OF_FINDING].rsplit(maxsplit=1)[:1])


def _shadows(root: Element) -> Iterator[Element]:
    """Return what browsers show in place of an element. Source: HTML Standard, section 4.12.3, `shadowrootmode`."""
    return (each for each in descendants(root, "template") if attribute(each, "shadowrootmode"))


def _controlled(root: Element, is_apart: _Anywhere) -> Mapping[str, bool]:
    """Return the ids of what buttons and tabs of the text show, and whether one of them says what it is."""
    found: dict[str, bool] = {}
    for each in descendants(root):
        shown = (*attribute(each, "aria-controls").split(), *targets(each))
        around = parent(each)
        if shown and around is not None and not is_apart(around):
            is_named = _is_naming(each)
            found.update((target, is_named or found.get(target, False)) for target in shown)
    return found


def _is_naming(button: Element) -> bool:
    return names_what_follows(button) and not is_menu_button(button)


def _says(element: Element, label: str) -> bool:
    """Return whether the text in an element, hidden or not, is a label, whatever stands between the words."""
    return _letters(beginning(element, 2 * len(label) + 1)) == _letters(label)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _expands(element: Element) -> bool:
    return "aria-expanded" in element.keys()  # noqa: SIM118 - an element is no dict


def _is_apart(element: Element, meant: str) -> bool:
    """Return whether what stands in an element is no prose of the page, whatever it be."""
    return meant in _APART or is_control(element, meant) or (meant != "a" and is_navigation(element, meant))


def _count(text: str | None) -> int:
    """Count the words of a text."""
    if not text or not any(map(str.isalnum, text)):
        return 0
    without_blanks = 0 if text.isascii() else sum(character >= _IDEOGRAPHS for character in text) // 2
    return max(len(text.split()), without_blanks)
