"""What lines of a page say of themselves: that other pages follow, or sources, rights, a player or something to press.

The words are of the eight languages of the voices.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from audioed.reading.elements import words
from audioed.reading.measuring import PROSE, Line

_NEAR = 256
"""Labels whose answers are kept."""
_LONGEST_LABEL = 8
"""Words."""
_READING = (
    r"read (?:more|also|next|this)|see also|also (?:read|see)|related(?: (?:story|stories|articles?|posts?|news))?|"
    r"lesen sie (?:auch|mehr|dazu)|siehe auch|mehr zum thema|auch interessant|"
    r"lire(?: (?:aussi|également|la suite))?|à lire(?: aussi)?|voir aussi|"
    r"lea(?: (?:también|más|además))?|lee (?:también|más)|leer (?:también|más)|ver también|te recomendamos|"
    r"leia (?:mais|também)|veja (?:também|mais)|leggi (?:anche|di più)|vedi anche|"
    r"lees (?:ook|meer|verder)|zie ook|"
    r"czytaj (?:też|także|więcej|również)|zobacz (?:też|także)|przeczytaj (?:też|także)"
)
READ: Final = re.compile(rf"\W*(?:{_READING})\W*", re.IGNORECASE)
"""What a line begins with that asks to read another page."""
READ_THIS: Final = re.compile(
    rf"\W*(?:{_READING})\s*(?::|[\W_]*\Z)|\W*(?:read (?:more|also)|lesen sie)\b", re.IGNORECASE
)
"""The same where all of the line is a link."""
_STORIES = (
    r"stor(?:y|ies)|articles?|news|posts?|videos?|reads?|headlines|artikel|meldungen|beiträge|nachrichten|noticias|"
    r"notícias|notizie|articoli|nieuws|berichten"
)
_LEADING: Final = re.compile(
    rf"\W*(?:(?:{_READING})\W*(?::|\Z)|(?:see also|siehe auch|voir aussi)\W*:|"
    r"(?:topics?|tags?|categor(?:y|ies)|themen|schlagw[oö]rter|mots.clés|temas|etiquetas)\W*:|"
    rf"(?:\w+ ){{0,2}}(?:more|most (?:read|popular)|latest|recent|related|recommended|next|popular|top|trending|"
    rf"weitere|neuesten?|últimas|ultime|laatste|meer|más|mais|plus d.) ?(?:\w+ )?(?:{_STORIES})\b|"
    rf"(?:\w+ ){{0,2}}(?:{_STORIES}) (?:\w+ )?(?:les plus lus|liés|similaires|associés|relacionad\w+|più lett\w+|"
    r"correlat\w+|más leíd\w+|mais lid\w+)|"
    r"more (?:from|on this)\b|you (?:might|may) also|don.t miss|in other news|editors?.? picks?|"
    r"related (?:content|topics|links|coverage)|"
    r"filed under|posted in|follow us|about us|über uns|"
    r"mehr (?:aus|von)|das könnte|"
    r"sur le même|plus d.articles|les plus lus|"
    r"más leíd\w+|te puede|archivado en|mais lidas|potrebbe|più letti|meest gelezen|"
    r"(?:more|related|recommended|popular|most (?:read|popular)|latest|trending|topics?|tags?|tagged|categor(?:y|ies)|"
    r"previous|next|share|comments?|archives?|blogroll|meta|about|company|"
    r"mehr|verwandte\w*|themen|zum thema|schlagw[oö]rter|schlagworte|kategorien?|teilen|meistgelesen|empfohlen|"
    r"partager|mots.clés|thèmes|à propos|relacionad\w+|compartir|etiquetas|temas|compartilh\w+|tópicos|condividi|"
    r"argomenti|gerelateerd|delen|powiązane|najczęściej czytane|udostępnij|tagi)\W*\Z)",
    re.IGNORECASE,
)
"""How a label begins, or all of it, under which there are links to other pages."""
_SOURCES = re.compile(
    r"\b(?:sources?|sourcing|references?|works cited|citations?|endnotes?|footnotes?|further|bibliograph\w*|literature|"
    r"reading|"
    r"notes?|links?|websites?|resources?|downloads?|learn more|where to|quellen?|literatur|weiterf\w*|weiterlesen|"
    r"weitere informationen|nachweise|einzelnachweise|fußnoten|références|bibliographie|pour (?:aller|en savoir)|"
    r"fuentes|referencias|bibliograf\w*|enlaces|más información|fonti|riferimenti|per approfondire|bronnen|literatuur|"
    r"meer weten|fontes|referências|saiba mais|źródła|przypisy|więcej informacji)\b",
    re.IGNORECASE,
)
"""What names a list of links that belongs to the article."""
_SEE_ALSO = re.compile(
    r"\W*(?:see also|siehe auch|voir aussi|véase también|vedi anche|zie ook|ver também|zobacz (?:też|także))\W*\Z",
    re.IGNORECASE,
)
"""Headings of an encyclopedia's own."""
_RIGHTS = re.compile(
    r"\W*(?:(?:copyright.{0,20})?(?:©|\(c\))|copyright by\b).{0,30}\b(?:19|20)\d\d\b|\W*copyright\W*(?:19|20)\d\d\b|"
    r"(?:[\W\d]|copyright)*all rights reserved\W*\Z",
    re.IGNORECASE | re.DOTALL,
)
_RESERVED = re.compile(
    r"\W*(?:©|\(c\)|copyright\b).{0,80}(?:rights reserved|reproduc|droits réservés|alle rechte|derechos reservados|"
    r"diritti riservati|rechten voorbehouden|direitos reservados|prawa zastrzeżone)",
    re.IGNORECASE | re.DOTALL,
)
_CREDIT = re.compile(
    r"\W*(?:photo|picture|image|illustration|cover|foto|bild|abbildung|crédit|imagen|imagem|immagine|afbeelding|zdjęcie)",
    re.IGNORECASE,
)
"""What a line on the rights of a picture begins with."""
ARROW: Final = re.compile(r"\s*[←«‹](?!.*[»›]\s*\Z)|[^«‹]*[→»›]\s*\Z", re.DOTALL)
COUNTER: Final = re.compile(r"\W*\d+ ?(?:of|/|von|sur|de|di|van|z) ?\d+\W*\Z")
"""Which of so many pictures."""
CLOCK: Final = re.compile(r"\W*\d?\d:\d\d\W*\Z")
PLAYER: Final = re.compile(
    r"\W*(?:full ?screen|close|autoplay|caption|view photos|watch(?:/listen)?|listen|skip(?: ad)?|replay|mute|"
    r"play|pause|"
    r"vollbild|schließen|abspielen|plein écran|fermer|pantalla completa|cerrar|schermo intero|chiudi)\W*",
    re.IGNORECASE,
)
"""What stands on the controls of a player or a gallery."""
CONTROLS: Final = words(
    "share tweet pin like follow print email e-mail mail save bookmark comment comments subscribe copy facebook "
    "twitter linkedin whatsapp telegram pinterest reddit instagram xing flipboard pocket mastodon bluesky threads "
    "close menu search login log sign register more less show hide expand collapse open next previous prev back play "
    "zoom enlarge reply report edit rss feed send embed listen top click tap load download reprints permissions "
    "teilen drucken merken mailen kommentieren kommentare anzeigen vorlesen senden empfehlen folgen abonnieren "
    "anmelden schließen mehr weniger weiter zurück vergrößern "
    "partager imprimer envoyer commenter réagir suivre fermer agrandir enregistrer afficher plus "
    "compartir enviar guardar comentar seguir cerrar ampliar mostrar más "
    "compartilhar partilhar salvar fechar mais condividi stampa invia salva commenta segui chiudi ingrandisci mostra "
    "delen printen afdrukken bewaren reageren volgen sluiten toon meer "
    "udostępnij drukuj wyślij zapisz skomentuj komentarze obserwuj zamknij pokaż więcej"
)
"""First words of what stands on something to press."""


def is_of_sources(line: Line) -> bool:
    """Return whether a label says that links below it are the author's."""
    return (line.is_heading and _is(_SEE_ALSO.match, line.text)) or (
        line.words <= _LONGEST_LABEL and _is(_SOURCES.search, line.text)
    )


def is_leading(line: Line) -> bool:
    """Return whether a label says that other pages follow."""
    label = line.lead if line.lead.strip() else line.text
    return (line.is_heading or len(label.split()) <= _LONGEST_LABEL) and _is(_LEADING.match, label)


@lru_cache(_NEAR)
def _is(finds: Callable[[str], re.Match[str] | None], label: str) -> bool:
    """Return whether something is found in a label; a line is asked for each element around it and below it."""
    return finds(label) is not None


def is_rights(line: Line) -> bool:
    """Return whether a line says whose all of it is, not whose a picture is."""
    if line.is_heading or _CREDIT.match(line.text):
        return False
    return _is(_RESERVED.match, line.text) or (line.words < PROSE and _is(_RIGHTS.match, line.text))


def is_introducing(line: Line) -> bool:
    """Return whether a line says that something of the author's follows."""
    return line.text.rstrip().endswith((":", "：")) and not is_leading(line)


def is_pressed(text: str) -> bool:
    """Return whether a text is what stands on something to press."""
    first = next(iter(text.casefold().split()), "").strip(".,:!…»")
    return (first in CONTROLS and not text.rstrip().endswith("?")) or text.strip().isdigit()
