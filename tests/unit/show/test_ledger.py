import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audioed.errors import ShowError
from audioed.model.show import Correction
from audioed.show.ledger import (
    FILE_NAME,
    Entry,
    Ledger,
    guid_of,
    podcast_guid,
    read_ledger,
    with_address,
    write_ledger,
)

_PUBLISHED = Entry(
    id="tides",
    file="articles/tides.md",
    slug="why-the-sea-comes-late",
    guid="0b",
    number=2,
    published=datetime(2025, 3, 14, 9, 30, tzinfo=UTC),
    source="ab" * 32,
    reissues=1,
    corrections=(Correction(at=datetime(2025, 3, 20, tzinfo=UTC), text='A "fare" was\nwrong.', kind="reissue"),),
)
_WAITING = Entry(id="aflaj", file="articles/aflaj.md", slug="aflaj", guid="0a")
_LEDGER = Ledger(entries=(_WAITING, _PUBLISHED), podcast_guid="9b024349-ccf0-5f69-a609-6b82873eab3c")

_TEXT = """\
# What this show has published: ids, addresses, dates and corrections of its articles.
# audioed writes this file. Commit it; without it, subscribers would get every episode anew.

podcast_guid = "9b024349-ccf0-5f69-a609-6b82873eab3c"

[[article]]
id = "aflaj"
file = "articles/aflaj.md"
slug = "aflaj"
guid = "0a"

[[article]]
id = "tides"
file = "articles/tides.md"
slug = "why-the-sea-comes-late"
guid = "0b"
number = 2
published = 2025-03-14T09:30:00Z
source = "{source}"
reissues = 1

[[article.correction]]
at = 2025-03-20T00:00:00Z
kind = "reissue"
text = "A \\"fare\\" was\\nwrong."
""".replace("{source}", "ab" * 32)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write_ledger(tmp_path, _LEDGER)

    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8") == _TEXT
    assert read_ledger(tmp_path) == _LEDGER


def test_a_show_that_is_new_remembers_nothing(tmp_path: Path) -> None:
    assert read_ledger(tmp_path) == Ledger()


def test_a_ledger_without_articles_is_one(tmp_path: Path) -> None:
    write_ledger(tmp_path, Ledger())

    assert read_ledger(tmp_path) == Ledger()


def test_the_order_of_entries_and_the_zone_of_times_change_no_byte(tmp_path: Path) -> None:
    there = timezone(timedelta(hours=5, minutes=30))
    moved = replace(_PUBLISHED, published=_PUBLISHED.published and _PUBLISHED.published.astimezone(there))

    write_ledger(tmp_path, Ledger(entries=(moved, _WAITING), podcast_guid=_LEDGER.podcast_guid))

    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8") == _TEXT


def test_what_has_not_changed_is_not_written(tmp_path: Path) -> None:
    write_ledger(tmp_path, _LEDGER)
    before = (tmp_path / FILE_NAME).stat()

    write_ledger(tmp_path, _LEDGER)

    after = (tmp_path / FILE_NAME).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("show")
    correction = Correction(at=datetime(2025, 1, 1, tzinfo=UTC), text=text, kind="silent")
    ledger = Ledger(entries=(replace(_WAITING, id=text, corrections=(correction,)),))

    write_ledger(folder, ledger)

    (table,) = tomllib.loads((folder / FILE_NAME).read_bytes().decode())["article"]
    assert (table["id"], table["correction"][0]["text"]) == (text, text)
    assert read_ledger(folder) == ledger


def _replaced(before: str, after: str) -> Callable[[str], str]:
    return lambda text: text.replace(before, after, 1)


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (_replaced('id = "aflaj"\n', ""), "article '': id is missing"),
        (_replaced('slug = "aflaj"', "slug = 3"), "article 'aflaj': slug is 3"),
        (_replaced('slug = "aflaj"', 'slgu = "aflaj"'), "article 'aflaj': slgu is unknown"),
        (_replaced("reissues = 1", "reissues = true"), "article 'tides': reissues is True"),
        (_replaced("number = 2\n", ""), "article 'tides': number and published go together"),
        (_replaced("09:30:00Z", "09:30:00"), "article 'tides': published is datetime"),
        (_replaced("articles/tides.md", "../../tides.md"), "file is '../../tides.md', not in articles/"),
        (_replaced("articles/tides.md", r"articles/..\\tides.md"), "not in articles/"),
        (_replaced('kind = "reissue"', 'kind = "loud"'), "correction: kind is 'loud', neither silent nor reissue"),
        (_replaced("at = 2025-03-20T00:00:00Z\n", ""), "article 'tides': correction: at is missing"),
        (_replaced('"tides"', '"aflaj"'), 'several articles have the id "aflaj"'),
        (_replaced('"why-the-sea-comes-late"', '"aflaj"'), 'several articles have the slug "aflaj"'),
        (_replaced('podcast_guid = "', 'guid = "'), "guid is unknown"),
        (_replaced('podcast_guid = "9b024349-ccf0-5f69-a609-6b82873eab3c"', "podcast_guid = 9"), "podcast_guid is no"),
        (lambda _: "article = 3", "article is no list of tables"),
    ],
)
def test_what_is_not_as_it_should_be_is_named(tmp_path: Path, spoil: Callable[[str], str], problem: str) -> None:
    (tmp_path / FILE_NAME).write_text(spoil(_TEXT), encoding="utf-8")

    with pytest.raises(ShowError) as caught:
        read_ledger(tmp_path)

    assert problem in caught.value.message
    assert caught.value.hint.startswith("Take the last good version from your history")


def test_a_merge_that_was_left_halfway_stops_everything(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(f"<<<<<<< ours\n{_TEXT}=======\n", encoding="utf-8")

    with pytest.raises(ShowError, match=r"editions\.toml is not TOML: .*line 1") as caught:
        read_ledger(tmp_path)

    assert "keep the articles of both sides" in caught.value.hint


def test_entries_are_found_put_and_taken_away() -> None:
    changed = replace(_WAITING, slug="water")

    assert _LEDGER.find("tides") == _PUBLISHED
    assert _LEDGER.find("tide") is None
    assert _LEDGER.find_file("articles/aflaj.md") == _WAITING
    assert _LEDGER.find_file("articles/aflaj.txt") is None
    assert _LEDGER.with_entry(changed).entries == (changed, _PUBLISHED)
    assert _LEDGER.without("tides").entries == (_WAITING,)


def test_the_guid_of_a_podcast_is_the_namespaces_own_example() -> None:
    # Podcasting 2.0 namespace, podcast:guid: podnews.net/rss.
    expected = "9b024349-ccf0-5f69-a609-6b82873eab3c"

    assert {podcast_guid(f"{scheme}://podnews.net/rss{end}") for scheme in ("http", "https") for end in ("", "/")} == {
        expected
    }


def test_the_guid_of_a_podcast_outlives_a_move() -> None:
    first = with_address(Ledger(), "https://audio.example.org/")

    assert first.podcast_guid == podcast_guid("https://audio.example.org/feed.xml")
    assert with_address(first, "https://elsewhere.example/") == first
    assert with_address(Ledger(), "") == Ledger()


def test_a_guid_depends_on_the_id_and_the_count_of_reissues_alone() -> None:
    guids = [guid_of(name, count) for name in ("tides", "aflaj") for count in (0, 1, 2)]

    assert len(set(guids)) == 6
    assert guid_of("tides") == guids[0] == "3b6f2429-5bd2-5ba3-b16a-db9f3278bf1c"
