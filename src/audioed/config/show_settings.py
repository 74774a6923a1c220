"""The settings of a show: what its `audioed.toml` says besides how editions are made."""

from typing import Final

from audioed.config.kinds import (
    ADDRESS,
    BASE_ADDRESS,
    EMAIL,
    FLAG,
    LANGUAGE,
    LINE,
    TITLE,
    file,
    number,
    one_of,
    some_of,
)
from audioed.config.settings import Setting
from audioed.config.show_kinds import CATEGORY_LIST, PERSONS, RETENTION, RULE, VOICES

EDITIONS: Final = ("mp3", "m4b", "opus", "fast", "epub", "lpf")
"""What `editions` takes. Pages and transcripts are always made."""

MEDIUMS: Final = ("podcast", "audiobook", "newsletter", "blog", "course")
"""Of Podcasting 2.0's list, those that articles read aloud can be."""

_MOST: Final = 100_000

SHOW_SETTINGS: Final = (
    Setting("title", "--title", TITLE, "The show's name."),
    Setting("description", "--description", LINE, "What the show is, in a few sentences."),
    Setting("language", "--language", LANGUAGE, "Of the feed and its pages, as a BCP 47 code."),
    Setting("author", "--author", LINE, "Who makes the show: a person or a house."),
    Setting("email", "--email", EMAIL, "The owner's; directories ask there whether the show is yours."),
    Setting("base_url", "--base-url", BASE_ADDRESS, "Where public/ will be found in the web."),
    Setting("link", "", ADDRESS, "The show's own web page, if that is not the one in public/."),
    Setting("categories", "--category", CATEGORY_LIST, "Of Apple's list, the main one first."),
    Setting("cover", "", file("picture"), "A square JPEG or PNG of 1,400 to 3,000 pixels; without it one is drawn."),
    Setting("cover_alt", "", LINE, "What the cover shows, for those who don't see it."),
    Setting("explicit", "", FLAG, "Whether the show is not for children."),
    Setting("copyright", "", LINE, "A notice, such as “© Ines Halloran”."),
    Setting("license", "", LINE, "An SPDX identifier in lower case, such as cc-by-4.0, or a name with license_url."),
    Setting("license_url", "", ADDRESS, "Where the licence can be read."),
    Setting("ai_disclosure", "", LINE, "Says on the pages that the voice is synthetic; empty: in our words."),
    Setting("correction", "", one_of(("silent", "reissue")), "What becomes of a published episode that changes."),
    Setting("correction_policy", "", LINE, "For the pages: how the show corrects itself, and how to complain."),
    Setting("contact", "", LINE, "Where barriers are reported to, e-mail or web; empty: the owner's e-mail."),
    Setting("type", "", one_of(("episodic", "serial")), "Whether the newest is heard first, or the oldest."),
    Setting("medium", "", one_of(MEDIUMS), "What the show is, of Podcasting 2.0's list."),
    Setting("locked", "", FLAG, "Whether other hosts are told not to import the show."),
    Setting("update_frequency", "", LINE, "For people, such as “Weekly on Fridays”."),
    Setting("update_rule", "", RULE, "The same for apps, as RFC 5545 writes it: FREQ=WEEKLY;BYDAY=FR"),
    Setting("complete", "", FLAG, "Whether no episode will come any more."),
    Setting("editions", "", some_of(EDITIONS, always="mp3"), "What is made of each article."),
    Setting("keep", "--keep", RETENTION, "How many episodes stay in the feed, or how old they get."),
    Setting("max_items", "", number(range(_MOST)), "Most items in the feed, the newest; 0: all."),
    Setting("page_size", "", number(range(_MOST)), "Items on each page of a feed that is paged; 0: it is not."),
    Setting("voices", "", VOICES, "The voice for each language, by the names that `audioed voices` lists."),
    Setting("persons", "", PERSONS, "Who takes part in the whole show."),
)  # fmt: skip

NOT_OF_SHOWS: Final = {
    "to": "build makes what editions names",
    "also": "build makes page, chapters and transcripts of every article",
}
"""Settings of `audioed convert` that a show has no use for, with what takes their place."""
