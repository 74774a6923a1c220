"""Words that a style sheet takes from sight and leaves to screen readers."""

import re
from itertools import islice

from audioed.markup import Element, ancestors, is_longer, name, plain_text
from audioed.reading.elements import classes, words

_UNSEEN = words(
    "sr-only sr-only-focusable visually-hidden visually-hidden-focusable visuallyhidden screen-reader-text "
    "screen-reader-only screenreader-only a11y-hidden u-visually-hidden"
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_LONGEST_HINT = 80
"""Characters."""
_NEAR = 4
"""Elements around a hint in which its link is looked for."""

_NEW_PLACE = re.compile(
    r"\b(?:new (?:browser )?(?:tab|window)|neue[mn] (?:browser-?)?(?:tab|fenster)|nouvel onglet|nouvelle fenêtre"
    r"|(?:nueva|otra) (?:pestaña|ventana)|(?:nuova|altra) (?:scheda|finestra)|nieuwe? (?:tabblad|tab|venster)"
    r"|nov[ao] (?:aba|guia|janela|separador)|now(?:ej|ym) (?:karcie|zakładce|oknie))\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\W*(?:external(?: (?:link|site|website|page))?|externer link|lien externe|(?:enlace|vínculo) externo"
    r"|(?:link|collegamento) esterno|externe (?:link|website)|link externo|ligação externa"
    r"|(?:link|odnośnik) zewnętrzny)\W*",
    re.IGNORECASE,
)


def is_unseen_word(element: Element) -> bool:
    """Return whether an element holds words, not signs, for screen readers alone: nothing parts them in the line."""
    if not classes(element) & _UNSEEN:
        return False
    return is_longer(element, _LONGEST_HINT) or bool(_LETTERS.search(plain_text(element)))


def is_hint(element: Element) -> bool:
    """Return whether an element says of a link only where it opens, which a listener can do nothing with."""
    if not classes(element) & _UNSEEN or is_longer(element, _LONGEST_HINT):
        return False
    if not any(name(around) == "a" for around in islice(ancestors(element), _NEAR)):
        return False
    text = plain_text(element)
    return bool(_NEW_PLACE.search(text) or _ELSEWHERE.fullmatch(text))
