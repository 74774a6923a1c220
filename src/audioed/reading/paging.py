"""Whether an article goes on at another address."""

import re
from itertools import chain, islice

from audioed.markup import Element, ancestors, attribute, descendants, is_longer, plain_text
from audioed.reading.elements import classes
from audioed.reading.media import resolved

_EXTENSION = re.compile(r"\.[a-z]{3,5}\Z", re.IGNORECASE)
_WORDS = "page|paged|pg|seite|pagina|página|strona"
_NUMBERED = re.compile(
    rf"(?P<stem>.+?)(?P<form>/(?:{_WORDS})[/-]?|[?&](?:{_WORDS}|p)=)(?P<number>\d{{1,3}})/?", re.IGNORECASE
)
"""An address that says itself which page of several it is of."""
_SECOND = re.compile(rf"(?:/(?:(?:{_WORDS})[/-]?|p)?|[?&](?:{_WORDS}|p)=|[-_,])0?2/?", re.IGNORECASE)
"""What an article's address is followed by in that of its second page."""
_LONGEST_NUMBER = 40
"""Characters of a link to a page by its number, with the white space of the source."""
_OF_HOST = 2
"""Slashes in an address without a path: what follows a site's first page is its older news."""
_MOST_LINKS = 200


def next_page(root: Element, address: str) -> str:
    """Return the address of the article's next page; empty if the page links to none.

    What only comes next, as another story, doesn't begin with the article's own address.

    Args:
        root: The page.
        address: Its own.
    """
    links = (each for each in descendants(root, "link", "a") if "next" in attribute(each, "rel").lower().split())
    numbered = (each for each in descendants(root, "a") if _number(each) and not _is_of_comments(each))
    for link in islice(chain(links, numbered), _MOST_LINKS):
        target = resolved(attribute(link, "href"), address).partition("#")[0]
        if is_next(target, address.partition("#")[0]):
            return target
    return ""


def is_next(target: str, own: str) -> bool:
    """Return whether an address is that of the page after the one at another address."""
    if match := _NUMBERED.fullmatch(own):
        after = _NUMBERED.fullmatch(target)
        is_same = after is not None and (after["stem"], after["form"]) == (match["stem"], match["form"])
        return is_same and after is not None and int(after["number"]) == int(match["number"]) + 1
    whole = own.rstrip("/")
    match = _EXTENSION.search(whole)
    extension = match[0] if match and whole.count("/") > _OF_HOST else ""
    stem = whole.removesuffix(extension)
    beginnings = [(whole, ""), (stem, extension), (stem, "")]
    return whole.count("/") > _OF_HOST and any(
        target.startswith(begin) and target.endswith(end) and _SECOND.fullmatch(target[len(begin) :].removesuffix(end))
        for begin, end in beginnings
    )


def _number(link: Element) -> bool:
    return not is_longer(link, _LONGEST_NUMBER) and plain_text(link).isdecimal()


def _is_of_comments(link: Element) -> bool:
    return any("comment" in each for around in ancestors(link) for each in classes(around))
