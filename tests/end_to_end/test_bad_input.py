"""Whatever comes in, it works or there is a clear error: no traceback, nothing half-written."""

import json
import os
import resource
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest
from PIL import Image

Audioed: TypeAlias = Callable[..., CompletedProcess[str]]
Site: TypeAlias = Callable[..., str]

ARTICLE = "# A river\n\nIt rises in the hills.\n\n## The mouth\n\nIt ends in the sea.\n"


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(told: CompletedProcess[str], code: int, *words: str) -> None:
    """Check an error: its code, that it says these words, and that nothing is said to be made."""
    assert told.returncode == code, told.stderr
    assert told.stdout == ""
    for word in words:
        assert word in told.stderr


# What is in the source. ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.md", ""),
        ("spaces.md", " \n\n\t\n"),
        ("front.md", "---\ntitle: A river\n---\n"),
        ("rules.md", "---\n\n***\n"),
        ("comment.html", "<html><body><!-- nothing --><script>let a = 1</script></body></html>"),
        ("emoji.txt", "🎉🎉🎉 🌊\n"),
        ("marks.txt", "… — ?!\n"),
    ],
)
def test_a_source_without_anything_to_say_is_refused(name: str, content: str, audioed: Audioed, folder: Path) -> None:
    write(folder, name, content)
    before = files(folder)

    told = audioed("convert", name)

    refused(told, 11, name)
    assert files(folder) == before


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        ("letter.md", b"PK\x03\x04" + bytes(60), "ZIP"),
        ("noise.txt", bytes(range(256)) * 20, "noise.txt"),
        ("zero.md", b"It rises\x00 in the hills.", "zero.md"),
        ("half.md", b"\xff\xfeA\x00 \x00r", "half.md"),
    ],
)
def test_what_is_no_text_is_refused(name: str, content: bytes, what: str, audioed: Audioed, folder: Path) -> None:
    write(folder, name, content)
    before = files(folder)

    told = audioed("convert", name)

    refused(told, 10, what)
    assert files(folder) == before


def test_a_file_that_is_not_there_is_named(audioed: Audioed, folder: Path) -> None:
    refused(audioed("convert", "gone.md"), 10, "gone.md")

    assert files(folder) == {}


def test_a_folder_is_no_source(audioed: Audioed, folder: Path) -> None:
    (folder / "articles").mkdir()

    refused(audioed("convert", "articles"), 10, "articles")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_usual_encoding_is_found_out(encoding: str, audioed: Audioed, folder: Path) -> None:
    text = "Ein Fluß entspringt in den Hügeln.\n\nEr mündet ins Meer, das große, grüne Meer.\n"
    write(folder, "fluss.txt", text.encode(encoding))

    told = audioed("script", "fluss.txt", "--language", "de")

    assert told.returncode == 0, told.stderr
    assert "Er mündet ins Meer, das große, grüne Meer." in told.stdout


def test_front_matter_that_does_not_fit_is_told_whole(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", "---\ntitle: [1, 2]\ndate: someday\n---\n\nIt rises in the hills.\n")

    refused(audioed("convert", "a.md"), 3, "title", "date", "someday")


# What is odd, but works. ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nested.md", "\n".join("  " * depth + f"- item {depth}" for depth in range(30))),
        ("control.txt", "It rises in\x07 the \x1b[31mhills\x1b[0m.\x0b\x0c\n\nIt ends\x7f in the sea.\x85\n"),
        ("arabic.txt", "ينبع النهر من التلال.\n\nويصب في البحر.\n"),
        ("mixed.md", "# \u202eRiver\u202c\n\nThe word \u2067نهر\u2069 means river.\n"),
        ("emoji.md", "# A river 🌊\n\nIt rises in the hills 🎉.\n"),
        ("word.txt", "a" * 5000),
    ],
)
def test_odd_text_is_spoken(name: str, content: str, audioed: Audioed, folder: Path) -> None:
    write(folder, name, content)

    told = audioed("convert", name, "--jobs", "1")

    assert told.returncode == 0, told.stderr
    assert audioed("verify", told.stdout.strip(), "--source", name).returncode == 0


@pytest.mark.slow
def test_a_paragraph_of_very_many_characters_without_a_full_stop_is_spoken(audioed: Audioed, folder: Path) -> None:
    characters = 200_000 if os.environ.get("AUDIOED_LONG") == "1" else 50_000
    write(folder, "long.txt", "and the river ran on " * (characters // 21 + 1))

    told = audioed("convert", "long.txt", "--rate", "900")

    assert told.returncode == 0, told.stderr
    assert audioed("verify", "long.mp3", "--source", "long.txt").returncode == 0


@pytest.mark.parametrize("name", ["a.epub", "a.LPF"])
def test_verify_says_why_it_opens_no_book(name: str, audioed: Audioed, folder: Path) -> None:
    (folder / name).write_bytes(b"PK")

    refused(audioed("verify", name), 50, "is a book", "the MP3 of the same source")


# Voices and languages. -----------------------------------------------------------------------------------------------


def test_an_unknown_voice_is_told_with_near_names(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", ARTICLE)

    refused(audioed("convert", "a.md", "--voice", "en-bg"), 30, "en-bg", "en-gb")


def test_an_unknown_engine_voice_is_told(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", ARTICLE)

    refused(audioed("convert", "a.md", "--voice", "espeak:qq"), 30, "espeak:qq")


def test_a_language_that_no_voice_speaks_is_told(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", f"---\nlanguage: akk\n---\n\n{ARTICLE}")

    refused(audioed("convert", "a.md"), 30, "akk", "--language")


@pytest.mark.parametrize(("given", "near"), [("dee", "Did you mean de or es?"), ("fa-xx-", 'such as "en-GB"')])
def test_a_language_that_is_mistyped_is_told_with_near_names(
    given: str, near: str, audioed: Audioed, folder: Path
) -> None:
    write(folder, "a.md", ARTICLE)

    told = audioed("convert", "a.md", "--language", given)

    assert told.returncode in (2, 30)
    assert near in told.stderr
    assert sorted(files(folder)) == ["a.md"]


def test_the_english_name_of_a_language_is_told_its_code(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", ARTICLE)

    refused(audioed("convert", "a.md", "--language", "Germann"), 2, "did you mean de?")
    refused(audioed("convert", "a.md", "--voice", "german"), 30, "Did you mean de?")


def test_a_rate_that_the_voice_does_not_speak_is_told(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", ARTICLE)

    refused(audioed("convert", "a.md", "--rate", "950"), 30, "950", "900")


def test_an_unknown_policy_is_told_with_near_names(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", ARTICLE)

    refused(audioed("convert", "a.md", "--policy", "standart"), 20, "standart", "standard")


# Flags and settings. -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--to", "mp4"], ["mp4", "m4b"]),
        (["--bit-rate", "65"], ["65", "64"]),
        (["--sample-rate", "44000"], ["44000", "44100"]),
        (["--pitch", "100"], ["--pitch", "0 to 99"]),
        (["--jobs", "0"], ["--jobs"]),
        (["--intro", "gone.wav"], ["--intro", "gone.wav"]),
        (["-o", "a.wav"], ["wav"]),
        (["-o", "-", "--json"], ["standard output"]),
    ],
)
def test_flags_that_do_not_fit_are_wrong_usage(
    flags: list[str], words: list[str], audioed: Audioed, folder: Path
) -> None:
    write(folder, "a.md", ARTICLE)

    told = audioed("convert", "a.md", *flags)

    assert told.returncode == 2
    for word in words:
        assert word in told.stderr
    assert sorted(files(folder)) == ["a.md"]


def test_all_problems_of_the_settings_are_told(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", ARTICLE)
    write(folder, "audioed.toml", 'vioce = "de"\nto = ["mp4"]\n')

    refused(audioed("convert", "a.md"), 3, "vioce", '"voice"', "mp4")


def test_a_jingle_that_is_no_sound_is_told(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", ARTICLE)
    write(folder, "intro.wav", "This is no sound.")

    refused(audioed("convert", "a.md", "--intro", "intro.wav"), 40, "intro.wav", "WAV")

    assert sorted(files(folder)) == ["a.md", "intro.wav"]


# Where it goes. ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "told"),
    [("a.md/out.mp3", "a.md"), ("gone/out.mp3", "gone"), ("/proc/out.mp3", "/proc"), ("a.md/", "a.md")],
)
def test_a_place_that_cannot_be_written_is_told(place: str, told: str, audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", ARTICLE)

    refused(audioed("convert", "a.md", "-o", place), 41, told, "-o")

    assert sorted(files(folder)) == ["a.md"]


def test_a_full_disk_leaves_nothing_behind(audioed: Audioed, folder: Path, own_cache: Path) -> None:
    write(folder, "a.md", "\n\n".join(f"The river has {count} arms." for count in range(100, 130)))
    before = {path for path in own_cache.rglob("*") if path.is_file()}

    told = audioed("convert", "a.md", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)))

    refused(told, 41, "a.mp3")
    assert sorted(files(folder)) == ["a.md"]
    assert not [path for path in own_cache.rglob("*~") if path not in before]


def test_a_disk_that_is_full_where_the_cache_is_leaves_nothing_behind(
    audioed: Audioed, folder: Path, tmp_path: Path
) -> None:
    write(folder, "a.md", ARTICLE)
    cache = tmp_path / "cache"

    told = audioed(
        "convert",
        "a.md",
        env={"AUDIOED_CACHE": str(cache)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)),
    )

    refused(told, 42, str(cache), "AUDIOED_CACHE")
    assert sorted(files(folder)) == ["a.md"]
    assert not [path for path in cache.rglob("*~") if path.is_file()]


def test_a_cache_that_cannot_be_written_is_told(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", ARTICLE)

    told = audioed("convert", "a.md", env={"AUDIOED_CACHE": str(folder / "a.md" / "cache")})

    refused(told, 42, "AUDIOED_CACHE")
    assert sorted(files(folder)) == ["a.md"]


def test_a_file_of_somebody_else_is_kept(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", ARTICLE)
    write(folder, "a.mp3", b"somebody's song")

    refused(audioed("convert", "a.md"), 41, "a.mp3", "--force")

    assert files(folder)["a.mp3"] == b"somebody's song"


def test_force_replaces_a_file_of_somebody_else(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", ARTICLE)
    write(folder, "a.mp3", b"somebody's song")

    told = audioed("convert", "a.md", "--force")

    assert told.returncode == 0, told.stderr
    assert files(folder)["a.mp3"].startswith(b"ID3")


def test_a_file_of_ours_is_replaced_when_the_article_changes(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", ARTICLE)
    audioed("convert", "a.md")
    first = files(folder)["a.mp3"]
    write(folder, "a.md", ARTICLE.replace("hills", "mountains"))

    told = audioed("convert", "a.md")

    assert told.returncode == 0, told.stderr
    assert files(folder)["a.mp3"] != first


def test_standard_output_that_is_full_is_told(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", ARTICLE)

    with Path("/dev/full").open("wb") as full:
        told = audioed("convert", "a.md", "-o", "-", stdout=full)

    refused(told, 41, "No space left")


def test_a_reader_who_leaves_is_no_error(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", ARTICLE)
    reader, writer = os.pipe()
    os.close(reader)

    with os.fdopen(writer, "wb") as pipe:
        told = audioed("script", "a.md", stdout=pipe)

    assert told.returncode == 141
    assert told.stderr == ""


NEAR = ("--private-host", "127.0.0.1")

# Pages. --------------------------------------------------------------------------------------------------------------


def test_an_address_that_nobody_answers_is_told(audioed: Audioed, folder: Path) -> None:
    refused(audioed("convert", "http://127.0.0.1:9/a", *NEAR), 10, "http://127.0.0.1:9/a", "refuses the connection")

    assert files(folder) == {}


def test_a_page_of_this_machine_is_not_asked_for_unless_that_is_allowed(audioed: Audioed, site: Site) -> None:
    refused(audioed("convert", site("/a", content=b"<p>A secret.")), 10, "127.0.0.1 is this machine itself")


def test_a_page_that_is_not_there_is_told(audioed: Audioed, site: Site) -> None:
    refused(audioed("convert", site("/a", status=404), *NEAR), 10, "404")


def test_a_page_that_redirects_forever_is_told(audioed: Audioed, site: Site) -> None:
    address = site("/a", status=302, headers=(("Location", "/b"),))
    site("/b", status=302, headers=(("Location", "/a"),))

    refused(audioed("convert", address, *NEAR), 10, "redirects")


def test_what_is_not_a_page_is_told(audioed: Audioed, site: Site) -> None:
    address = site("/a", headers=(("Content-Type", "image/png"),), content=b"\x89PNG\r\n\x1a\n")

    refused(audioed("convert", address, *NEAR), 10, "PNG")


def test_a_page_larger_than_20_megabytes_is_told(audioed: Audioed, site: Site) -> None:
    address = site("/a", content=b"<p>It rises in the hills.</p>" * 800_000)

    refused(audioed("convert", address, *NEAR), 10, "20 MB")


def test_a_picture_that_the_network_withholds_is_taken_up_by_the_next_run(
    audioed: Audioed, folder: Path, site: Site
) -> None:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "PNG")
    picture = {"headers": (("Content-Type", "image/png"),), "content": drawn.getvalue()}
    write(folder, "a.md", f"# Tides\n\nThey come. ![A tide]({site('/a.png', **picture)})\n")
    convert = ("convert", "a.md", "--to", "epub", *NEAR)
    undisturbed = audioed(*convert)
    whole = (folder / "a.epub").read_bytes()
    (folder / "a.epub").unlink()
    address = site("/a.png", status=503)

    withheld = audioed(*convert)
    site("/a.png", **picture)
    again = audioed(*convert)

    assert f"{address} answered 503" in withheld.stderr
    assert "answered 503" not in undisturbed.stderr + again.stderr
    assert (undisturbed.returncode, withheld.returncode, again.returncode) == (0, 0, 0)
    assert (folder / "a.epub").read_bytes() == whole


# Several sources. ----------------------------------------------------------------------------------------------------


def test_a_source_that_fails_does_not_stop_the_others(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", ARTICLE)
    write(folder, "b.md", "")
    write(folder, "c.md", ARTICLE)

    told = audioed("convert", "a.md", "gone.md", "b.md", "c.md")

    assert told.returncode == 10
    assert told.stdout.split() == ["a.mp3", "c.mp3"]
    assert told.stderr.splitlines()[-1] == "2 of 4 sources failed: gone.md, b.md"
    assert sorted(files(folder)) == ["a.md", "a.mp3", "b.md", "c.md", "c.mp3"]


def test_json_tells_of_each_source(audioed: Audioed, folder: Path) -> None:
    write(folder, "a.md", ARTICLE)

    told = audioed("convert", "a.md", "gone.md", "--json")

    first, second = json.loads(told.stdout)["results"]
    assert first["source"] == "a.md"
    assert first["files"] == ["a.mp3"]
    assert first["duration_ms"] > 3000
    assert second["error"]["exit_code"] == told.returncode == 10
