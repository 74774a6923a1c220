"""What becomes of an episode whose article changes after it was published."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from audioed.errors import ConfigError
from audioed.model import Correction, CorrectionPolicy, Metadata
from audioed.show.ledger import Entry, guid_of

KEY: Final = "correction"
"""Of the front matter: an article's own policy."""

_POLICIES: Final[tuple[CorrectionPolicy, ...]] = ("silent", "reissue")

_CHANGED: Final = {
    "ar": "عُدِّل المقال بعد نشره، وهذه قراءة جديدة له.",
    "de": "Der Artikel wurde nach der Veröffentlichung geändert; dies ist eine neue Lesung.",
    "en": "The article was changed after it was published, and this is a new reading of it.",
    "es": "El artículo se modificó después de su publicación; esta es una nueva lectura.",
    "fr": "L'article a été modifié après sa publication ; ceci en est une nouvelle lecture.",
    "it": "L'articolo è stato modificato dopo la pubblicazione; questa è una nuova lettura.",
    "nl": "Het artikel is na publicatie gewijzigd; dit is een nieuwe lezing.",
    "pt": "O artigo foi alterado depois de publicado; esta é uma nova leitura.",
}
"""What is said where the author doesn't say what changed."""


def policy_of(metadata: Metadata, shows: CorrectionPolicy) -> CorrectionPolicy:
    """Return an article's own policy, else the show's.

    Raises:
        ConfigError: the article names one that there isn't.
    """
    written = dict(metadata.extra).get(KEY)
    if written is None:
        return shows
    named = json.loads(written)
    for policy in _POLICIES:
        if named == policy:
            return policy
    choices = " or ".join(_POLICIES)
    raise ConfigError(f"{KEY} takes {choices}, not {named!r}.", hint="It stands in the article's front matter.")


def corrected(entry: Entry, metadata: Metadata, text: str, policy: CorrectionPolicy, now: datetime) -> Entry:
    """Return what the show remembers once a published article has changed.

    Args:
        entry: What it remembers so far.
        metadata: Of the article as it is now.
        text: Hash of what is written in it now.
        policy: The article's.
        now: Aware; where the clock was set back, the last time that is remembered stands for it.
    """
    now = max(now, entry.published or now, *(one.at for one in entry.corrections))
    note = _note(entry.corrections, metadata, policy)
    changed = replace(entry, source=text, corrections=(*entry.corrections, Correction(at=now, text=note, kind=policy)))
    if policy == "silent":
        return changed
    reissues = entry.reissues + 1
    return replace(changed, reissues=reissues, guid=guid_of(entry.id, reissues), published=now)


def _note(known: Sequence[Correction], metadata: Metadata, policy: CorrectionPolicy) -> str:
    """Return what the author says changed, where that wasn't said before."""
    told = " ".join(one.text for one in known)
    new = [text for _, text in metadata.corrections if text not in told]
    if new or policy == "silent":
        return " ".join(new)
    return _CHANGED.get(metadata.language.partition("-")[0], _CHANGED["en"])
