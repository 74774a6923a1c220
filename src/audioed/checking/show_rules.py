"""Rules for a show's own folder: what its settings and its memory say, held against the feed. Codes S101 to S106."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from audioed.checking.catalogue import found
from audioed.checking.dates import read_date
from audioed.checking.feed import Feed, text_of
from audioed.checking.findings import Finding
from audioed.config.show import load_show
from audioed.config.toml import read_toml
from audioed.model.show import Show

_SETTINGS: Final = "audioed.toml"
_LEDGER: Final = "editions.toml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What a show's folder says besides what it has published."""

    folder: Path
    show: Show
    guid: str
    """`podcast:guid`; empty: none yet."""
    articles: tuple[Mapping[str, object], ...]
    """As the ledger has them."""


def read_known(folder: Path) -> Known:
    """Return what a show's folder says.

    Raises:
        ShowError: there is no show.
        ConfigError: settings or ledger can't be read.
    """
    ledger = read_toml(folder / _LEDGER) if (folder / _LEDGER).is_file() else {}
    articles = ledger.get("article", [])
    return Known(
        folder=folder,
        show=load_show(folder).show,
        guid=str(ledger.get("podcast_guid", "")),
        articles=tuple(articles) if isinstance(articles, list) else (),
    )


def check_show(known: Known, feed: Feed) -> Iterator[Finding]:
    """Yield where a show's settings and memory don't agree with its feed."""
    show = known.show
    if not (show.contact or show.email):
        yield found("S105", _SETTINGS, "Neither contact nor email is set.")
    if show.base_url and not feed.address.startswith(show.base_url):
        yield found("S101", _SETTINGS, f"base_url is {show.base_url}, the feed's address {feed.address}.")
    guid = text_of(feed.channel, "podcast:guid")
    if known.guid and guid is not None and guid != known.guid:
        yield found("S102", feed.place, f"The feed has {guid}, {_LEDGER} {known.guid}.")
    yield from _check_items(known, feed)
    for article in known.articles:
        file = str(article.get("file", ""))
        if article.get("published") and not (known.folder / file).is_file():
            yield found("S106", _LEDGER, f"There is no {file}.")


def _check_items(known: Known, feed: Feed) -> Iterator[Finding]:
    dates = {str(article.get("guid")): article.get("published") for article in known.articles}
    for item in feed.items:
        guid = text_of(item.element, "guid") or ""
        if guid.removeprefix("urn:uuid:") not in dates:
            yield found("S103", item.place, f'The guid is "{guid}".')
            continue
        published = dates[guid.removeprefix("urn:uuid:")]
        said = text_of(item.element, "pubDate") or ""
        date = read_date(said)
        if date and isinstance(published, datetime) and date.moment != published.replace(microsecond=0):
            yield found("S104", item.place, f"The feed says {said}, {_LEDGER} {published:%a, %d %b %Y %H:%M:%S %z}.")
