"""The ledger: what a show remembers of its articles, so that a clean clone builds the same bytes.

It is `editions.toml` in the show's folder, meant to be committed; adding and building alone write it.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

from audioed.config.toml import read_toml, to_toml
from audioed.errors import ConfigError, ShowError
from audioed.model.show import Correction
from audioed.store import write_atomically

FILE_NAME: Final = "editions.toml"

_PODCASTS: Final = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""Source: Podcasting 2.0 namespace, `podcast:guid`."""

_ARTICLES: Final = UUID("5b0e3c5e-1f9f-5f0e-9d55-6f4a8e2d7c31")
"""Our own namespace of UUIDs for articles."""

_COMMENT: Final = """\
What this show has published: ids, addresses, dates and corrections of its articles.
audioed writes this file. Commit it; without it, subscribers would get every episode anew."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What is remembered of an article."""

    id: str
    """Given once, for good."""
    file: str
    """The source inside the show's folder, with "/" between folders."""
    slug: str
    """Of its addresses; changes no more once it is published."""
    guid: str
    """Of its item in the feed; a reissue gets a new one."""
    number: int = 0
    """From 1, in the order of publication; 0: not published yet."""
    published: datetime | None = None
    """Aware; None: not published yet."""
    source: str = ""
    """What was published last, as a hash in hex of the source and all that it brings; empty: nothing was."""
    reissues: int = 0
    """How often it came anew with another guid."""
    corrections: tuple[Correction, ...] = ()
    """The oldest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """What a show remembers."""

    entries: tuple[Entry, ...] = ()
    """By id."""
    podcast_guid: str = ""
    """`podcast:guid`; empty until the show's address is first known, and then kept."""

    def find(self, id: str) -> Entry | None:  # noqa: A002 - the article's
        """Return an article's entry; None where there is none."""
        return next((entry for entry in self.entries if entry.id == id), None)

    def find_file(self, file: str) -> Entry | None:
        """Return the entry of a source; None where there is none."""
        return next((entry for entry in self.entries if entry.file == file), None)

    def with_entry(self, entry: Entry) -> "Ledger":
        """Return the ledger with an entry, in place of the one of the same id."""
        others = [other for other in self.entries if other.id != entry.id]
        return replace(self, entries=tuple(sorted((*others, entry), key=lambda each: each.id)))

    def without(self, id: str) -> "Ledger":  # noqa: A002 - the article's
        """Return the ledger without an article."""
        return replace(self, entries=tuple(entry for entry in self.entries if entry.id != id))


def podcast_guid(feed_address: str) -> str:
    """Return the `podcast:guid` of a feed's address.

    Source: Podcasting 2.0 namespace, `podcast:guid`: a UUIDv5 of the address without scheme and trailing slashes.
    """
    return str(uuid5(_PODCASTS, feed_address.partition("://")[2].rstrip("/")))


def guid_of(id: str, reissues: int = 0) -> str:  # noqa: A002 - the article's
    """Return the guid of an article's item in the feed, which title, address and host don't change.

    Args:
        id: The article's.
        reissues: How often it came anew; each time it is another item.
    """
    return str(uuid5(_ARTICLES, f"{id} {reissues}" if reissues else id))


def with_address(ledger: Ledger, base_url: str) -> Ledger:
    """Return the ledger with a `podcast:guid`, made when the show's address is first known and then kept.

    Args:
        ledger: As it was.
        base_url: Of the show; empty: not known yet.
    """
    if ledger.podcast_guid or not base_url:
        return ledger
    return replace(ledger, podcast_guid=podcast_guid(f"{base_url}feed.xml"))


def read_ledger(folder: Path) -> Ledger:
    """Return what a show remembers; nothing yet where it has no ledger.

    Raises:
        ShowError: the ledger can't be read or is not as audioed writes it; the message lists every problem.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return Ledger()
    try:
        written = read_toml(path)
    except ConfigError as error:
        raise ShowError(error.message, hint=_MEND) from error
    problems: list[str] = []
    entries = tuple(_entry(table, problems) for table in _tables(written.pop("article", []), "article", problems))
    podcast_guid = written.pop("podcast_guid", "")
    if not isinstance(podcast_guid, str):
        problems.append("podcast_guid is no text")
    problems += [f"{key} is unknown" for key in written]
    for name in ("id", "file", "slug", "guid"):
        problems += _repeated(entries, name)
    if problems:
        listed = "\n".join(f"  {problem}" for problem in problems)
        raise ShowError(f"{path} is not as audioed writes it:\n{listed}", hint=_MEND)
    return Ledger(entries=tuple(sorted(entries, key=lambda entry: entry.id)), podcast_guid=str(podcast_guid))


_MEND: Final = "Take the last good version from your history; after a merge keep the articles of both sides, each once."


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Write what a show remembers, if it has changed: whole or not at all, and the same ledger as the same bytes.

    Raises:
        OutputError: it can't be written.
    """
    tables: dict[str, object] = {"podcast_guid": ledger.podcast_guid} if ledger.podcast_guid else {}
    if ledger.entries:
        tables["article"] = [_to_table(entry) for entry in sorted(ledger.entries, key=lambda entry: entry.id)]
    content = to_toml(tables, comment=_COMMENT).encode()
    path = folder / FILE_NAME
    if not (path.is_file() and path.read_bytes() == content):
        write_atomically(path, [content])


def _to_table(entry: Entry) -> dict[str, object]:
    table: dict[str, object] = {"id": entry.id, "file": entry.file, "slug": entry.slug, "guid": entry.guid}
    if entry.published:
        table |= {"number": entry.number, "published": entry.published.astimezone(UTC), "source": entry.source}
    if entry.reissues:
        table["reissues"] = entry.reissues
    if entry.corrections:
        table["correction"] = [
            {"at": each.at.astimezone(UTC), "kind": each.kind, "text": each.text} for each in entry.corrections
        ]
    return table


_KINDS: Final[Mapping[str, type]] = {
    "id": str, "file": str, "slug": str, "guid": str, "number": int, "published": datetime, "source": str,
    "reissues": int,
}  # fmt: skip
_REQUIRED: Final = ("id", "file", "slug", "guid")
_CORRECTION: Final[Mapping[str, type]] = {"at": datetime, "kind": str, "text": str}


def _entry(table: Mapping[str, object], problems: list[str]) -> Entry:
    place = f"article {table.get('id', '')!r}"
    own = {key: value for key, value in table.items() if key != "correction"}
    values = _typed(own, _KINDS, _REQUIRED, place, problems)
    if not re.fullmatch(r"articles/[^/\\]+", values["file"]):
        problems.append(f"{place}: file is {values['file']!r}, not in articles/")
    if ("number" in values) != ("published" in values):
        problems.append(f"{place}: number and published go together")
    corrections = []
    for each in _tables(table.get("correction", []), f"{place}: correction", problems):
        said = _typed(each, _CORRECTION, tuple(_CORRECTION), f"{place}: correction", problems)
        if said["kind"] not in ("silent", "reissue"):
            problems.append(f"{place}: correction: kind is {said['kind']!r}, neither silent nor reissue")
        corrections.append(Correction(**said))
    return Entry(**values, corrections=tuple(corrections))


def _typed(
    table: Mapping[str, object], kinds: Mapping[str, type], required: tuple[str, ...], place: str, problems: list[str]
) -> dict[str, Any]:
    problems += [f"{place}: {key} is missing" for key in required if key not in table]
    values: dict[str, Any] = dict.fromkeys(required, "")
    for key, value in table.items():
        if key not in kinds:
            problems.append(f"{place}: {key} is unknown")
        elif type(value) is not kinds[key] or (isinstance(value, datetime) and not _is_moment(value)):
            problems.append(f"{place}: {key} is {value!r}")
        else:
            values[key] = value
    return values


def _is_moment(value: datetime) -> bool:
    """Tell whether a date and time is aware, and one in UTC as well."""
    return value.tzinfo is not None and MINYEAR < value.year < MAXYEAR


def _tables(value: object, name: str, problems: list[str]) -> list[dict[str, object]]:
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return value
    problems.append(f"{name} is no list of tables")
    return []


def _repeated(entries: tuple[Entry, ...], name: str) -> list[str]:
    counts = Counter(getattr(entry, name) for entry in entries)
    return [f'several articles have the {name} "{value}"' for value, count in counts.items() if count > 1]
