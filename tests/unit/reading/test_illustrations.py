import base64
import functools
import threading
from collections.abc import Iterator
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from audioed.model import Article
from audioed.reading import MediaType, Source, gather_pictures, load, read_source

SAMPLES = Path(__file__).parents[3] / "samples"


def png(colour: str) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (4, 3), colour).save(stream, "PNG")
    return stream.getvalue()


def gathered(folder: Path, text: str, name: str = "a.md") -> Article:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    source = load(str(path))
    return gather_pictures(read_source(source), source)


def test_a_samples_pictures_are_beside_it() -> None:
    source = load(str(SAMPLES / "every-block.md"))
    article = read_source(source)

    found = gather_pictures(article, source)

    assert [picture.source for picture in found.pictures] == [
        "pictures/year.png",
        "pictures/october-1582.png",
        "pictures/rule.png",
    ]
    assert all(picture.name.endswith((".png", ".jpg")) for picture in found.pictures)
    assert [Path(name).name for name, _ in found.inputs] == [
        "every-block.md",
        "year.png",
        "october-1582.png",
        "rule.png",
    ]
    assert found.inputs[1][1] == sha256((SAMPLES / "pictures" / "year.png").read_bytes()).hexdigest()
    assert found.findings == article.findings


def test_the_cover_alone_can_be_had() -> None:
    source = load(str(SAMPLES / "every-block.md"))

    found = gather_pictures(read_source(source), source, only="cover")

    assert [picture.source for picture in found.pictures] == ["pictures/year.png"]


def test_without_an_image_there_is_no_cover(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("Text ![x](a.png)")
    source = load(str(path))
    article = read_source(source)

    assert gather_pictures(article, source, only="cover") == article


def test_the_name_is_made_of_the_content(tmp_path: Path) -> None:
    (tmp_path / "one.png").write_bytes(png("red"))
    (tmp_path / "two.png").write_bytes(png("red"))
    (tmp_path / "three.png").write_bytes(png("blue"))

    one, two, three = gathered(tmp_path, "T\n\n![](one.png)\n\n![](two.png)\n\n![](three.png)\n").pictures

    assert one.name == two.name != three.name
    assert one.name == f"{sha256(one.content).hexdigest()[:16]}.png"


def test_pictures_in_lines_cells_captions_and_verse_are_found(tmp_path: Path) -> None:
    for colour in ("red", "green", "blue", "white"):
        (tmp_path / f"{colour}.png").write_bytes(png(colour))
    text = (
        "<p>Text <img alt=r src=red.png></p><table><tr><th>a<th>b<tr><td>1<td>x <img alt=g src=green.png></table>"
        "<figure><p>Words</p><figcaption>Or <img alt=b src=blue.png> this</figcaption></figure>"
        '<p class="verse">One <img alt=w src=white.png><br>Two</p><pre>code</pre>'
    )

    found = gathered(tmp_path, text, "a.html")

    assert {picture.source for picture in found.pictures} == {"red.png", "green.png", "blue.png", "white.png"}


def test_a_name_in_percent_signs_is_found(tmp_path: Path) -> None:
    (tmp_path / "my sea.png").write_bytes(png("red"))

    assert len(gathered(tmp_path, "T\n\n![x](my%20sea.png?v=2)").pictures) == 1


def test_a_picture_can_stand_in_its_address(tmp_path: Path) -> None:
    address = f"data:image/png;base64,{base64.b64encode(png('red')).decode()}"
    stretched = "data:image/png," + "".join(f"%{byte:02x}" for byte in png("blue"))

    found = gathered(
        tmp_path, f"<p>Text<p><img alt=a src='{address}'><p>More<p><img alt=b src='{stretched}'>", "a.html"
    )

    assert len(found.pictures) == 2
    assert [Path(name).name for name, _ in found.inputs] == ["a.html"]


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("none.png", "There is no file"),
        ("a.svg", "it is a drawing (SVG)"),
        ("broken.png", "it is damaged"),
        ("a.md", "it is none of JPEG, PNG, WebP and GIF"),
        ("ftp://example.org/a.png", "only http and https addresses are read"),
        ("data:image/png;base64,x", "its data address is no base64"),
        ("data:image/png", "its data address has no comma"),
    ],
)
def test_one_that_can_not_be_had_is_reported_and_its_description_stays(tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "a.svg").write_bytes(b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')
    (tmp_path / "broken.png").write_bytes(png("red")[:50])

    found = gathered(tmp_path, f"Text\n\n<img alt='The sea' src='{place}'>\n")

    assert found.pictures == ()
    assert reason in found.findings[-1]
    assert found.findings[-1].endswith("Its description stands for it.")


def test_a_picture_that_can_not_be_had_is_an_input_that_changes_once_it_is_there(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"no picture")

    found = gathered(tmp_path, "Text ![x](none.png) ![y](broken.png) ![z](../out.png) ![a](http://127.0.0.1:9/a.png)")

    assert [(Path(name).name, digest) for name, digest in found.inputs[1:]] == [
        ("none.png", ""),
        ("broken.png", sha256(b"no picture").hexdigest()),
        ("a.png", "unanswered"),
    ]


def test_a_cover_that_can_not_be_had_is_drawn(tmp_path: Path) -> None:
    found = gathered(tmp_path, "---\nimage: none.png\nlanguage: en-GB\n---\nText")

    assert found.findings[0].endswith("A cover is drawn instead.")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_pages_pictures_are_seen_from_its_address(tmp_path: Path, site: str) -> None:
    (tmp_path / "a.png").write_bytes(png("red"))
    page = Source(
        name="p.md",
        address=f"{site}/p.md",
        media_type=MediaType.MARKDOWN,
        content=b"Text\n\n![x](a.png)\n\n![y](b.png)",
        private_hosts=("127.0.0.1",),
    )

    found = gather_pictures(read_source(page), page)

    assert found.inputs[1][0] == f"{site}/a.png"
    assert "answered 404" in found.findings[-1]


def test_a_page_has_no_say_in_what_is_read_from_the_disk() -> None:
    page = Source(
        name="p.md",
        address="http://127.0.0.1/p.md",
        media_type=MediaType.MARKDOWN,
        content=b"Text\n\n<img alt=x src='file:///etc/passwd'>",
    )

    found = gather_pictures(read_source(page), page)

    assert "only http and https" in found.findings[-1]


def test_standard_input_stands_in_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.png").write_bytes(png("red"))
    monkeypatch.chdir(tmp_path)
    source = load("-", stdin=BytesIO(b"Text\n\n![x](a.png)"))

    assert len(gather_pictures(read_source(source), source).pictures) == 1
