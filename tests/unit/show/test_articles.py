"""Articles of a show: added, replaced, removed."""

import io
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from audioed.config.show import ShowConfig, load_show
from audioed.errors import EmptyArticleError, OutputError, ShowError
from audioed.model import Metadata
from audioed.reading import gather_pictures, load, read, read_source
from audioed.reading.identify import text_of
from audioed.show.articles import add, enrolled, remove, scan
from audioed.show.ledger import FILE_NAME, Ledger, guid_of, podcast_guid, read_ledger, write_ledger
from audioed.show.workplace import staging

SAMPLES = Path(__file__).parents[3] / "samples"
LAMP = (SAMPLES / "pictures" / "lighthouse.jpg").read_bytes()
BUS = (SAMPLES / "pictures" / "night-bus.png").read_bytes()

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>The last lamp</title>
<meta property="og:image" content="/lamp.jpg"></head><body><nav><a href="/">Home</a></nav><article>
<h1>The last lamp</h1><p>The lamp had burnt for a hundred years before anyone thought of turning it off.</p>
<figure><img src="/lamp.jpg" alt="A lamp"></figure><figure><img src="bus.png" alt="A bus"></figure>
<figure><img src="/gone.png" alt="Gone"></figure>
<p>Its keeper wound the clockwork every four hours, and slept in between, as <a href="/keepers">keepers</a> do.</p>
</article></body></html>"""

ANSWERS = {
    "/sea/lamps": ("text/html; charset=utf-8", PAGE.encode()),
    "/sea/bus.png": ("image/png", BUS),
    "/lamp.jpg": ("image/jpeg", LAMP),
    "/text.md": ("text/markdown", b"\xef\xbb\xbf# Oil\n\nIt came by boat. ![A lamp](/lamp.jpg)\n"),
    "/front.md": ("text/markdown", b"---\ntitle: Oil\nlexicon:\n  Oil: oyl\n---\nIt came by boat, every year.\n"),
    "/sourced.md": ("text/markdown", b"---\nsource: https://first.example/\n---\n# Oil\n\nIt came by boat.\n"),
    "/plain.txt": (
        "text/plain; charset=windows-1252",
        b"THE OIL\n\nIt came by boat \x96 twice a year, and not in winter.\n",
    ),
}


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        kind, content = ANSWERS.get(self.path, ("", b""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def show(tmp_path: Path) -> ShowConfig:
    folder = tmp_path / "show"
    folder.mkdir()
    (folder / "audioed.toml").write_text(
        'title = "Slow"\nlanguage = "en-GB"\nprivate_hosts = "127.0.0.1"\n', encoding="utf-8"
    )
    return load_show(folder)


@pytest.fixture
def article(tmp_path: Path) -> Callable[..., str]:
    """Write an article, and return its path."""

    def write(text: str, name: str = "article.md") -> str:
        path = tmp_path / "desk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def files_of(show: ShowConfig) -> list[str]:
    return sorted(path.relative_to(show.folder).as_posix() for path in show.articles.rglob("*") if path.is_file())


# Files. --------------------------------------------------------------------------------------------------------------


def test_a_file_without_pictures_is_copied_as_it_is(show: ShowConfig) -> None:
    added = add(show, str(SAMPLES / "tides.md"))

    assert (show.articles / "tides.md").read_bytes() == (SAMPLES / "tides.md").read_bytes()
    assert (added.entry.id, added.entry.file) == ("why-the-sea-comes-late", "articles/tides.md")
    assert added.entry.guid == guid_of("why-the-sea-comes-late")
    assert read_ledger(show.folder).entries == (added.entry,)
    assert (added.entry.number, added.entry.published) == (0, None)


@pytest.mark.parametrize("name", ["night-buses.md", "every-block.md", "lighthouses.html"])
def test_a_file_is_read_the_same_with_its_pictures_beside_it(show: ShowConfig, name: str) -> None:
    source = load(str(SAMPLES / name))
    original = gather_pictures(read_source(source), source)

    added = add(show, str(SAMPLES / name))

    copy = load(str(show.folder / added.entry.file))
    again = gather_pictures(read_source(copy), copy)
    assert [text_of(block) for block in again.blocks] == [text_of(block) for block in original.blocks]
    assert [picture.content for picture in again.pictures] == [picture.content for picture in original.pictures]
    assert added.pictures == len(original.pictures) > 0
    assert again.findings == original.findings
    assert replace(again.metadata, image="") == replace(original.metadata, image="")


def test_nothing_but_the_addresses_of_pictures_is_changed(show: ShowConfig, article: Callable[..., str]) -> None:
    path = article(
        "---\nimage: 'my pictures/lamp.jpg'\n---\n# Lamps\n\n![A](<my pictures/lamp.jpg>) and ![B][b] but not\n"
        '"my pictures/lamp.jpg", nor a.png.\n\n<img alt="C" src="./up.png">\n\n[b]: a.png "title"\n'
    )
    (Path(path).parent / "my pictures").mkdir()
    (Path(path).parent / "my pictures" / "lamp.jpg").write_bytes(LAMP)
    (Path(path).parent / "a.png").write_bytes(BUS)
    (Path(path).parent / "up.png").write_bytes(BUS)

    add(show, path)

    assert (show.articles / "article.md").read_text(encoding="utf-8") == (
        "---\nimage: 'article/lamp.jpg'\n---\n# Lamps\n\n![A](<article/lamp.jpg>) and ![B][b] but not\n"
        '"my pictures/lamp.jpg", nor a.png.\n\n<img alt="C" src="article/a.png">\n\n[b]: article/a.png "title"\n'
    )
    assert files_of(show) == ["articles/article.md", "articles/article/a.png", "articles/article/lamp.jpg"]


def test_pictures_of_one_name_stay_apart(show: ShowConfig, article: Callable[..., str]) -> None:
    path = article("# Lamps\n\n![A](one/x.png) and ![B](two/x.png) in a line, and ![C](three/x.png) too.\n")
    for folder, content in (("one", LAMP), ("two", BUS), ("three", LAMP[:-1])):
        (Path(path).parent / folder).mkdir()
        (Path(path).parent / folder / "x.png").write_bytes(content)

    add(show, path)

    assert files_of(show)[1:] == [f"articles/article/{name}" for name in ("x-2.jpg", "x.jpg", "x.png")]
    assert (show.articles / "article" / "x.png").read_bytes() == BUS


def test_a_file_that_is_no_picture_is_not_copied(show: ShowConfig, article: Callable[..., str]) -> None:
    secret = Path(article("root:x:0:0", "passwd"))
    drawing = Path(article('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "map.svg"))

    added = add(show, article(f"# Lamps\n\nA ![lamp]({secret}) and a ![map]({drawing}).\n"))

    assert files_of(show) == ["articles/article.md", "articles/article/map.svg"]
    assert f"The picture {secret} can't be had: it is no JPEG, PNG, GIF, WebP or SVG." in added.findings[-1]


def test_pictures_that_stand_in_the_text_stay_there(show: ShowConfig, article: Callable[..., str]) -> None:
    text = "<title>Lamps</title><p>One lamp.</p><img alt='A' src='data:image/gif;base64,R0lGODdh'>"

    add(show, article(text, "a.html"))

    assert (show.articles / "a.html").read_text(encoding="utf-8") == text
    assert files_of(show) == ["articles/a.html"]


def test_a_picture_that_is_missing_is_reported_and_left_as_it_was(
    show: ShowConfig, article: Callable[..., str]
) -> None:
    path = article("# Lamps\n\nA ![lamp](gone.png) in a line.\n")

    added = add(show, path)

    assert "The picture gone.png can't be had: There is no file" in added.findings[-1]
    assert "![lamp](gone.png)" in (show.articles / "article.md").read_text(encoding="utf-8")


def test_a_text_in_another_encoding_stays_in_it(show: ShowConfig, article: Callable[..., str]) -> None:
    path = Path(article("", "lamp.html"))
    html = '<meta charset="windows-1252"><title>Lämp</title><p>Die Lämpe für uns alle – hier: <img src="é.png" alt="a">'
    path.write_bytes(html.encode("cp1252"))
    (path.parent / "é.png").write_bytes(BUS)

    add(show, str(path))

    assert (show.articles / "lamp.html").read_bytes() == html.replace("é.png", "lamp/e.png").encode("cp1252")


def test_a_page_whose_pictures_are_seen_from_elsewhere_is_saved_as_an_article(
    show: ShowConfig, article: Callable[..., str], site: str
) -> None:
    path = article(
        f'<base href="{site}/sea/"><title>Bus</title><p>The bus came late again.</p><img src="bus.png" alt="A bus">',
        "a.html",
    )

    add(show, path)

    assert (show.articles / "a" / "bus.png").read_bytes() == BUS
    assert '<img src="a/bus.png" alt="A bus">' in (show.articles / "a.html").read_text(encoding="utf-8")


def test_a_picture_whose_address_cannot_be_changed_stops_the_adding(
    show: ShowConfig, article: Callable[..., str]
) -> None:
    path = article("# Lamps\n\nA ![lamp](a\\.png) in a line.\n")
    (Path(path).parent / "a.png").write_bytes(BUS)

    with pytest.raises(ShowError, match=r"article\.md doesn't read the same once its pictures stand beside it: a\.png"):
        add(show, path)

    assert files_of(show) == []


def test_standard_input_is_taken_up_by_its_id(show: ShowConfig) -> None:
    added = add(show, "-", id="lamps", stdin=io.BytesIO(b"# The lamp\n\nIt was out.\n"))

    assert (added.entry.id, added.entry.slug, added.entry.file) == ("lamps", "the-lamp", "articles/lamps.md")


def test_a_file_that_stands_in_the_folder_already_stays_there(show: ShowConfig) -> None:
    show.articles.mkdir()
    path = show.articles / "night-buses.md"
    path.write_text("# Buses\n\nThey ran. ![A](pictures/a.png)\n", encoding="utf-8")

    added = add(show, str(path))

    assert added.entry.file == "articles/night-buses.md"
    assert path.read_text(encoding="utf-8") == "# Buses\n\nThey ran. ![A](pictures/a.png)\n"


# Pages of the web. ---------------------------------------------------------------------------------------------------


def test_a_page_is_read_the_same_without_the_network(show: ShowConfig, site: str) -> None:
    source = load(f"{site}/sea/lamps", private_hosts=show.config.private_hosts)
    original = gather_pictures(read_source(source), source)

    added = add(show, f"{site}/sea/lamps")

    copy = load(str(show.folder / added.entry.file))
    again = gather_pictures(read_source(copy), copy)
    assert added.entry.file == "articles/the-last-lamp.html"
    (finding,) = added.findings
    assert finding.startswith(f"The picture {site}/gone.png can't be had: {site}/gone.png answered 404 Not Found.")
    assert [text_of(block) for block in again.blocks] == [text_of(block) for block in original.blocks]
    assert [picture.content for picture in again.pictures] == [picture.content for picture in original.pictures]
    assert replace(again.metadata, image="") == replace(original.metadata, image="")
    assert again.metadata.source == f"{site}/sea/lamps"
    assert (again.findings, f"{site}/keepers" in (show.folder / added.entry.file).read_text()) == ((), True)


@pytest.mark.parametrize("name", ["text.md", "front.md", "plain.txt"])
def test_a_text_of_the_web_keeps_where_it_is_from(show: ShowConfig, site: str, name: str) -> None:
    original = read(f"{site}/{name}", private_hosts=show.config.private_hosts)

    added = add(show, f"{site}/{name}", id="oil")

    again = read(str(show.folder / added.entry.file))
    assert added.entry.file == f"articles/oil{Path(name).suffix}"
    assert [text_of(block) for block in again.blocks] == [text_of(block) for block in original.blocks]
    assert replace(again.metadata, extra=()) == original.metadata
    assert again.metadata.source == f"{site}/{name}"


def test_a_text_that_says_where_it_is_from_is_believed(show: ShowConfig, site: str) -> None:
    added = add(show, f"{site}/sourced.md")

    assert (show.folder / added.entry.file).read_bytes() == ANSWERS["/sourced.md"][1]


# Ids, slugs and names. -----------------------------------------------------------------------------------------------


def test_an_id_is_the_authors_else_the_slug_else_of_the_title(show: ShowConfig, article: Callable[..., str]) -> None:
    front = "---\n{}title: A long title\n---\nText.\n"

    ids = [
        add(show, article(front.format(line), f"{number}.md")).entry.id
        for number, line in enumerate(("id: Own/1\nslug: short\n", "slug: short-2\n", ""))
    ]

    assert ids == ["Own/1", "short-2", "a-long-title"]


def test_a_second_article_of_the_same_id_is_refused(show: ShowConfig, article: Callable[..., str]) -> None:
    add(show, article("# Lamps\n\nOne.\n", "one.md"))

    with pytest.raises(ShowError, match=r'The show has an article with the id "lamps": articles/one.md') as caught:
        add(show, article("# Lamps\n\nTwo.\n", "two.md"))

    assert "--replace" in caught.value.hint
    assert files_of(show) == ["articles/one.md"]


def test_a_replaced_article_keeps_all_that_was_published_of_it(show: ShowConfig, article: Callable[..., str]) -> None:
    path = article("# Lamps\n\nOne ![lamp](a.png).\n", "one.md")
    (Path(path).parent / "a.png").write_bytes(BUS)
    first = add(show, path)
    published = replace(first.entry, number=7, published=datetime(2025, 3, 14, tzinfo=UTC), source="ab")
    write_ledger(show.folder, read_ledger(show.folder).with_entry(published))

    second = add(show, article("<title>Lamps</title><p>Two lamps.</p>", "two.html"), id="lamps", replace=True)

    assert (second.replaced, second.title) == (True, "Lamps")
    assert second.entry == replace(published, file="articles/one.html")
    assert read_ledger(show.folder).entries == (second.entry,)
    assert files_of(show) == ["articles/one.html"]


def test_a_replaced_article_keeps_no_picture_of_its_last_version(show: ShowConfig, article: Callable[..., str]) -> None:
    for name, content in (("a.png", BUS), ("b.jpg", LAMP)):
        Path(article("", name)).write_bytes(content)
    add(show, article("# Lamps\n\n![A](a.png) one\n"))

    add(show, article("# Lamps\n\n![B](b.jpg) two\n"), replace=True)

    assert files_of(show) == ["articles/article.md", "articles/article/b.jpg"]


def test_a_file_in_the_folder_may_take_the_place_of_another(show: ShowConfig, article: Callable[..., str]) -> None:
    first = add(show, article("# Lamps\n\nOne.\n"))
    (show.articles / "lamps.txt").write_text("Lamps\n\nTwo lamps were lit.\n", encoding="utf-8")

    second = add(show, str(show.articles / "lamps.txt"), id="lamps", replace=True)

    assert second.entry == replace(first.entry, file="articles/lamps.txt")
    assert files_of(show) == ["articles/lamps.txt"]


def test_a_file_in_the_folder_keeps_its_id_when_it_is_added_again(
    show: ShowConfig, article: Callable[..., str]
) -> None:
    first = add(show, article("# Lamps\n\nOne.\n"))
    path = show.articles / "article.md"
    path.write_text("# Oil\n\nTwo.\n", encoding="utf-8")

    again = add(show, str(path), replace=True)
    with pytest.raises(ShowError, match=r'articles/article\.md has the id "lamps" already'):
        add(show, str(path), id="oil", replace=True)

    assert again.entry == first.entry
    assert read_ledger(show.folder).entries == (first.entry,)


def test_nothing_is_added_or_removed_while_a_build_is_running(show: ShowConfig, article: Callable[..., str]) -> None:
    path = article("# Lamps\n\nOne.\n")

    with staging(show.folder):
        for attempt in (lambda: add(show, path), lambda: remove(show, "lamps")):
            with pytest.raises(ShowError, match="Another command is changing"):
                attempt()

    assert add(show, path).entry.id == "lamps"


def test_two_articles_cannot_ask_for_one_slug(show: ShowConfig, article: Callable[..., str]) -> None:
    add(show, article("---\nid: one\nslug: lamps\n---\nOne.\n", "one.md"))

    with pytest.raises(ShowError, match=r'articles/two.md asks for the slug "lamps", which articles/one.md has'):
        add(show, article("---\nid: two\nslug: Lamps\n---\nTwo.\n", "two.md"))


def test_slugs_and_names_that_are_taken_get_a_number(show: ShowConfig, article: Callable[..., str]) -> None:
    entries = [
        add(show, article(f"---\nid: {name}\n---\n# Lamps\n\nText.\n", "index.md")).entry
        for name in ("first", "second/part", "second-part", "third")
    ]

    assert [entry.slug for entry in entries] == ["lamps", "lamps-2", "lamps-3", "lamps-4"]
    assert [Path(entry.file).name for entry in entries] == [
        "index.md", "second-part.md", "second-part-2.md", "third.md",
    ]  # fmt: skip


def test_a_name_that_differs_in_case_alone_is_taken_too(show: ShowConfig, article: Callable[..., str]) -> None:
    own = show.folder / "articles" / "Oil.md"
    own.parent.mkdir(exist_ok=True)
    own.write_text("# The first\n\nIt came by boat.\n")
    add(show, str(own))

    added = add(show, article("# The second\n\nIt came by boat.\n", "oil.md"))

    assert Path(added.entry.file).stem.casefold() != "oil"


def test_an_id_that_is_given_is_a_name_without_spaces(show: ShowConfig, article: Callable[..., str]) -> None:
    with pytest.raises(ShowError, match='"two words" can\'t be an id'):
        add(show, article("# Lamps\n\nText.\n"), id="two words")


def test_a_file_that_no_build_has_taken_up_yet_is_not_written_over(
    show: ShowConfig, article: Callable[..., str]
) -> None:
    show.articles.mkdir()
    (show.articles / "article.txt").write_text("Something else.", encoding="utf-8")

    with pytest.raises(ShowError, match=r"articles/article.txt is there already") as caught:
        add(show, article("# Lamps\n\nText.\n"))

    assert f"audioed add {show.articles / 'article.txt'}" in caught.value.hint


def test_adding_makes_the_podcasts_guid_as_soon_as_there_is_an_address(
    show: ShowConfig, article: Callable[..., str]
) -> None:
    (show.folder / "audioed.toml").write_text('title = "S"\nlanguage = "en"\nbase_url = "https://a.example"', "utf-8")

    add(load_show(show.folder), article("# Lamps\n\nText.\n"))

    assert read_ledger(show.folder).podcast_guid == podcast_guid("https://a.example/feed.xml")


def test_what_has_nothing_to_say_is_not_added(show: ShowConfig, article: Callable[..., str]) -> None:
    with pytest.raises(EmptyArticleError):
        add(show, article("---\ntitle: Lamps\n---\n"))

    assert not (show.folder / FILE_NAME).exists()


def test_a_folder_that_cannot_be_written_is_named(show: ShowConfig, article: Callable[..., str]) -> None:
    (show.folder / "articles").touch()

    with pytest.raises(OutputError, match="articles"):
        add(show, article("# Lamps\n\nText.\n"))


# Files that were put there by hand. ----------------------------------------------------------------------------------


def test_articles_are_found_in_order_without_drafts(show: ShowConfig) -> None:
    (show.articles / "deep").mkdir(parents=True)
    for name in ("b.md", "a.HTML", "_draft.md", ".hidden.md", "README.md", "note.docx", "deep/c.md", "c.txt"):
        (show.articles / name).touch()

    assert scan(show.folder) == ("articles/a.HTML", "articles/b.md", "articles/c.txt")


def test_a_show_without_articles_has_none(tmp_path: Path) -> None:
    assert scan(tmp_path) == ()


def test_a_file_that_was_renamed_is_still_the_same_article(tmp_path: Path) -> None:
    metadata = Metadata(title="Lamps", language="en")
    known = enrolled(Ledger(), tmp_path, "articles/a.md", metadata)

    moved = enrolled(Ledger(entries=(known,)), tmp_path, "articles/b.md", metadata)

    assert moved == replace(known, file="articles/b.md")


def test_a_known_file_keeps_its_id_whatever_its_title_is_now(tmp_path: Path) -> None:
    known = enrolled(Ledger(), tmp_path, "articles/a.md", Metadata(title="Lamps", language="en"))
    now = Metadata(title="Oil", language="en", slug="oil")

    assert enrolled(Ledger(entries=(known,)), tmp_path, "articles/a.md", now) == known


def test_two_files_with_one_id_are_both_named(show: ShowConfig, article: Callable[..., str]) -> None:
    first = add(show, article("# Lamps\n\nText.\n"))

    with pytest.raises(ShowError, match=r'articles/b.md and articles/article.md have the same id, "lamps"'):
        enrolled(Ledger(entries=(first.entry,)), show.folder, "articles/b.md", Metadata(title="Lamps", language="en"))


@pytest.mark.parametrize("name", ["articles/a\\b.md", "articles/\udcff.md"])
def test_a_name_that_not_every_system_takes_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ShowError, match="has a name that not every system takes"):
        enrolled(Ledger(), tmp_path, name, Metadata(title="Lamps", language="en"))


# Removing. -----------------------------------------------------------------------------------------------------------


def test_what_is_removed_leaves_nothing_behind(show: ShowConfig) -> None:
    add(show, str(SAMPLES / "tides.md"))
    added = add(show, str(SAMPLES / "night-buses.md"))

    gone = remove(show, "night-buses")

    assert gone == added.entry
    assert files_of(show) == ["articles/tides.md"]
    assert not (show.articles / "night-buses").exists()
    assert read_ledger(show.folder).find("night-buses") is None


def test_what_was_deleted_by_hand_can_be_removed(show: ShowConfig) -> None:
    added = add(show, str(SAMPLES / "tides.md"))
    shutil.rmtree(show.articles)

    remove(show, added.entry.id)

    assert read_ledger(show.folder) == Ledger()


def test_a_show_whose_lock_cannot_be_made_is_told(show: ShowConfig) -> None:
    (show.folder / ".audioed" / "lock").mkdir(parents=True)

    with pytest.raises(OutputError, match=r"lock can't be written: Is a directory"):
        add(show, str(SAMPLES / "night-buses.md"))


def test_an_id_that_is_not_there_suggests_those_near(show: ShowConfig) -> None:
    add(show, str(SAMPLES / "night-buses.md"))

    with pytest.raises(ShowError, match=r'The show has no article with the id "nigt-buses"') as near:
        remove(show, "nigt-buses")
    with pytest.raises(ShowError) as far:
        remove(show, "x")

    assert near.value.hint == "Did you mean night-buses?"
    assert far.value.hint == "editions.toml lists the ids of its articles."
