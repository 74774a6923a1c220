"""The words of a byline that say nothing of their own."""

from collections.abc import Iterator
from typing import Final

from audioed.markup import Element, attribute, descendants
from audioed.reading.boxes import normalized
from audioed.reading.dating import MONTHS
from audioed.reading.elements import shown_text, words

SMALL: Final = words(
    "a an and at av af am by da das de der di die do door e em en et i il in la le min mins minute minuten minutes on "
    "op par por posted published read reading le y und um uhr updated vom von zum text words story written lesezeit "
    "lecture publié am date time mis jour actualizado atualizado aggiornato bijgewerkt aktualisiert stand "
    "zaktualizowano opublikowano publicado pubblicato gepubliceerd veröffentlicht last first estimated"
)
DAYS: Final = words(
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun montag dienstag mittwoch "
    "donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes "
    "miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag "
    "woensdag donderdag vrijdag zaterdag zondag segunda terça quarta quinta sexta feira poniedziałek wtorek środa "
    "czwartek piątek sobota niedziela"
)
UNITS: Final = frozenset("年月日년월일")
_ZONES = words(
    "utc gmt bst cet cest eet eest est edt et cst cdt ct mst mdt mt pst pdt pt ist jst aest aedt mez mesz am pm h"
)
_POSTS = words(
    "staff senior chief special associate contributing political business foreign freelance guest writer reporter "
    "editor correspondent contributor journalist columnist author redaktion redakteur redakteurin reporterin "
    "korrespondent korrespondentin journalistin autor autorin journaliste rédacteur rédactrice rédaction "
    "correspondant correspondante envoyé envoyée spécial spéciale auteur autrice redactor redactora redacción "
    "corresponsal periodista autora redattore redattrice redazione corrispondente giornalista inviato inviata autore "
    "autrice redacteur redactrice redactie verslaggever verslaggeefster journaliste redator redatora redação repórter "
    "jornalista correspondente redaktor redaktorka redakcja dziennikarz dziennikarka korespondent autorka"
)
_ANSWERS = words(
    "comment comments share shares view views no leave reply kommentar kommentare teilen antworten commentaire "
    "commentaires réaction réactions partager comentario comentarios compartir commento commenti condividi reactie "
    "reacties delen comentário comentários compartilhar komentarz komentarze komentarzy udostępnij"
)
_KNOWN = SMALL | DAYS | UNITS | MONTHS.keys() | _ZONES | _POSTS | _ANSWERS
_MOST_LINKED = 4
"""Words of a link that files the article or leads to what readers wrote."""
_LONGEST_NUMBER = 4
"""Figures of a year; more are a telephone's."""


def foreign_words(text: list[str]) -> list[str]:
    """Return those of the words of a line that belong to no byline or date; figures do, and marks beside them."""
    return [word for word in text if word not in _KNOWN and not word[0].isdecimal()]


def has_long_number(text: list[str]) -> bool:
    """Return whether a word is a number of more figures than a year has, or begins with 0 as a telephone's does."""
    numbers = (word for word in text if word.isdecimal())
    return any(len(word) > _LONGEST_NUMBER or (word[0] == "0" and len(word) == _LONGEST_NUMBER) for word in numbers)


def linked_words(line: Element) -> Iterator[list[str]]:
    """Return the words of the links in a line that lead elsewhere: under what it is filed, not who else wrote it."""
    for link in descendants(line, "a"):
        text = shown_text(link)
        own = normalized(text)
        if own and len(own) <= _MOST_LINKED and not may_name(text) and attribute(link, "rel") != "author":
            yield own


def may_name(text: str, *, least: int = 2) -> bool:
    """Return whether a text may be the name of somebody: few words, with capitals where the script has them."""
    own = [word for word in text.split() if any(map(str.isalnum, word))]
    letters = (next(filter(str.isalnum, word)) for word in own)
    is_named = all(not letter.islower() and not letter.isdecimal() for letter in letters)
    return least <= len(own) <= _MOST_LINKED and is_named and bool(foreign_words(normalized(text)))
