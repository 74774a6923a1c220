"""A show of articles that strangers made to harm: whatever is published of them is text, in files with tame names."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest

from ..hostile.auditing import PAYLOADS, problems  # noqa: TID252 - tests have no other name for each other

TEXTS = tuple(payload.replace("\0", "") for payload in PAYLOADS)
SAFE_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*[a-z0-9]")
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
SETTINGS = ("--title", "By ear</title><script>alert(1)</script>", "--author", 'Ada "><img src=x onerror=alert(1)>')
ABOUT = (*SETTINGS, "--email", "ada@example.org", "--category", "Arts", "--base-url", "https://audio.example.org/")

FRONT = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]><script>alert(1)</script>",
    "\u2028{{ 7 * 7 }}{% include '/etc/passwd' %}\u0085",
)


def of_html() -> Iterator[str]:
    yield f"<html lang=en><head><title>{escape(FRONT[0])} one</title>"
    yield f'<meta name=author content="{escape(FRONT[1])}"><meta name=description content="{escape(FRONT[2])}">'
    yield '<link rel=canonical href="javascript:alert(1)"></head><body><article><p>It rises in the hills.</p>'
    # What is never closed would hide all that follows.
    yield from (f"<p>{text}</p>" for text in TEXTS if not re.search(r"<!--|<(template|textarea|xmp|listing)", text))
    yield "</article></body></html>"


def of_markdown() -> Iterator[str]:
    yield from ("---", f"title: {json.dumps(FRONT[3] + 'two')}", f"authors: [{json.dumps(FRONT[1])}]")
    yield from (f"summary: {json.dumps(FRONT[2])}", f"image_alt: {json.dumps(FRONT[0])}", "language: en-GB")
    yield from (f"publisher: {json.dumps(FRONT[0])}", "id: ../../../etc/cron.d/x", "slug: ..", "image: ../../x.png")
    yield from ("corrections:", f"  - {{date: 2024-03-01, text: {json.dumps(FRONT[0])}}}", "---", "")
    yield "It rises in the hills.\n"
    yield from (f"## {' '.join(text.split())}\n\nIt {text}\n" for text in TEXTS[::8] if "<!--" not in text)


ACCENT = "\N{COMBINING ACUTE ACCENT}"

ARTICLES = {
    "one.html": "\n".join(of_html()),
    "two.md": "\n".join(of_markdown()),
    "three.txt": "\n\n".join(("It rises in the hills.", *TEXTS)),
    "con.md": "---\ntitle: CON\n---\n\nIt rises in the hills.\n",
    "four.md": "---\ntitle: Straße.\n---\n\nIt rises in the hills.\n",
    "five.md": "---\ntitle: STRASSE\nid: five\n---\n\nIt rises in the hills.\n",
    "six.md": f"---\ntitle: {'e' + ACCENT + 'e' * 300}\n---\n\nIt rises in the hills.\n",
    "seven.md": f"---\ntitle: {'é' + 'e' * 300}\nid: seven\n---\n\nIt rises in the hills.\n",
}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a show publishes of them: sound, pages, feed, e-books and audiobooks."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    audioed(folder, "init", "show", *ABOUT, "--language", "en-GB")
    settings = folder / "show/audioed.toml"
    text = re.sub(r"(?m)^#? *(editions|voice|rate_wpm) = .*$", "", settings.read_text("utf-8"))
    settings.write_text('voice = "tone"\nrate_wpm = 600\neditions = ["mp3", "epub", "lpf"]\n' + text, encoding="utf-8")
    audioed(folder, "add", *ARTICLES, "--show", "show")
    audioed(folder, "build", "show")
    return folder / "show/public"


def audioed(folder: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "audioed", *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr


def archived(archive: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            if not name.endswith((".mp3", ".jpg", ".png")):
                yield f"{archive.name}/{name}", opened.read(name).decode("utf-8")


def test_every_page_is_plain_text_and_tables(public: Path) -> None:
    pages = {path: path.read_text("utf-8") for path in public.rglob("*.html")}

    assert len(pages) == 2 + 2 * len(ARTICLES)
    assert {path: found for path, page in pages.items() if (found := problems(page))} == {}


def test_every_page_has_a_policy_that_runs_nothing_inline(public: Path) -> None:
    for path in public.rglob("*.html"):
        head = path.read_text("utf-8").partition("</head>")[0]
        (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', head)
        directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))

        assert directives["default-src"] == "'none'", path
        assert directives["script-src"] == "'self'", path
        assert "unsafe" not in policy, path
        assert head.index("Content-Security-Policy") < head.index("<title>"), path


def test_every_book_is_plain_text_in_well_formed_xml(public: Path) -> None:
    books = [*public.rglob("*.epub"), *public.rglob("*.lpf")]
    documents = {name: text for book in books for name, text in archived(book)}

    assert len(books) == 2 * len(ARTICLES)
    for name, text in documents.items():
        if name.endswith((".xhtml", ".html")):
            assert problems(text, has_player=False) == [], name
            assert "Content-Security-Policy" in text, name
        if name.endswith((".xhtml", ".xml", ".opf", ".smil")):
            assert ET.fromstring(text) is not None, name  # noqa: S314 - our own
        if name.endswith(".opf"):
            assert "scripted" not in text, name
        if name.endswith(".json"):
            assert json.loads(text), name


def test_the_feed_is_well_formed_and_its_notes_are_paragraphs_lists_and_links(public: Path) -> None:
    content = (public / "feed.xml").read_bytes()

    feed = feedparser.parse(content, sanitize_html=False)

    assert not feed.bozo
    assert len(feed.entries) == len(ARTICLES)
    assert b"<!DOCTYPE" not in content
    assert b"<!ENTITY" not in content
    for entry in feed.entries:
        notes = entry.content[0].value if "content" in entry else entry.summary
        assert {*re.findall(r"<\s*([a-z0-9]+)", notes)} <= {"p", "ul", "li", "a"}
        assert problems(notes) == []


def test_json_and_captions_hold_text_and_no_markup_of_their_own(public: Path) -> None:
    for path in public.rglob("*.json"):
        assert json.loads(path.read_text("utf-8")), path
    for path in public.rglob("*.vtt"):
        cues = path.read_text("utf-8").split("\n\n")[1:]
        for cue in cues:
            text = "\n".join(line for line in cue.splitlines() if " --> " not in line and not line.startswith("NOTE"))
            assert {*re.findall(r"<\s*/?\s*([^\s>.]*)", text)} <= {"lang", "i", "c", "v"}, path
            assert cue.count("-->") <= 1, path
    for path in public.rglob("*.srt"):
        for block in path.read_text("utf-8").strip().split("\n\n"):
            assert block.count("-->") == 1, path
            assert not re.search(r"<[A-Za-z/!]|\{\\", block), path


def test_a_template_language_in_an_article_is_text(public: Path) -> None:
    page = (public / "feed.xml").read_text("utf-8")

    assert "{{ 7 * 7 }}" in page
    assert "root:" not in page


def test_names_of_files_are_tame_on_every_system_and_stay_apart_without_case(public: Path) -> None:
    names = [path.relative_to(public).as_posix() for path in public.rglob("*")]

    assert len({name.casefold() for name in names}) == len(names)
    for part in {part for name in names for part in name.split("/")}:
        assert SAFE_NAME.fullmatch(part), part
        assert not DEVICES.fullmatch(part), part
        assert len(part) <= 100, part


def test_nothing_is_written_outside_of_the_show(public: Path) -> None:
    folder = public.parents[1]

    assert {path.name for path in folder.iterdir()} == {*ARTICLES, "show"}
    assert not list((public.parent / "articles").glob("**/cron*"))


def test_no_archive_has_a_name_that_leads_out_of_it(public: Path) -> None:
    for book in (*public.rglob("*.epub"), *public.rglob("*.lpf")):
        with zipfile.ZipFile(book) as archive:
            names = archive.namelist()

        assert len({name.casefold() for name in names}) == len(names)
        assert all(not name.startswith("/") and ".." not in name and "\\" not in name for name in names)
