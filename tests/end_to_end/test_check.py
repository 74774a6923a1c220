"""`audioed check` as a user types it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

Audioed: TypeAlias = Callable[..., CompletedProcess[str]]


def test_nothing_is_found_in_a_show_that_audioed_built(audioed: Audioed, show: Path) -> None:
    told = audioed("check", str(show))

    assert (told.returncode, told.stdout) == (0, "Nothing found.\n")


def test_a_finding_is_told_with_its_number_place_and_hint(audioed: Audioed, show: Path) -> None:
    sound = next((show / "public").rglob("*.mp3"))
    sound.write_bytes(sound.read_bytes()[:-100])

    told = audioed("check", str(show), "--quick")

    assert told.returncode == 60
    assert "Error M201: There are bytes in the sound that are no sound, or half a frame of it.\n" in told.stdout
    assert f"  {sound.relative_to(show / 'public')}: " in told.stdout
    assert "  Hint: Build the show again" in told.stdout
    assert re.search(r"^\d errors\.$", told.stdout, re.MULTILINE)


def test_a_warning_alone_is_no_failure(audioed: Audioed, show: Path) -> None:
    feed = show / "public" / "feed.xml"
    text = feed.read_text(encoding="utf-8")
    feed.write_text(re.sub(r"<podcast:locked.*?</podcast:locked>", "", text), encoding="utf-8")

    told = audioed("check", str(show / "public"), "--quick")

    assert told.returncode == 0
    assert told.stdout.startswith("Warning F420: ")
    assert told.stdout.endswith("1 warning.\n")


def test_of_many_alike_the_first_are_told_unless_all_are_wanted(audioed: Audioed, show: Path) -> None:
    index = show / "public" / "index.html"
    links = "".join(f'<a href="gone-{number}.html">gone</a>' for number in range(9))
    index.write_text(index.read_text(encoding="utf-8").replace("</main>", f"{links}</main>"), encoding="utf-8")

    few, all_of_them = audioed("check", str(show), "--quick"), audioed("check", str(show), "--quick", "--all")

    assert "  … and 4 more; --all tells them.\n" in few.stdout
    assert all_of_them.stdout.count("gone-") == 2 * 9


def test_findings_are_had_as_json(audioed: Audioed, show: Path) -> None:
    (show / "public" / "cover.jpg").write_bytes(b"GIF89a")

    told = audioed("check", str(show), "--quick", "--json")

    findings = json.loads(told.stdout)["findings"]
    assert told.returncode == 60
    assert [(found["code"], found["severity"], found["place"]) for found in findings] == [
        ("A102", "error", "cover.jpg")
    ]
    assert all(found["message"] and found["sentence"] and found["hint"] for found in findings)


def test_without_an_address_of_the_show_that_is_all_that_is_found(audioed: Audioed, show: Path) -> None:
    settings = show / "audioed.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"^(base_url|email) = .*$", "", text, flags=re.MULTILINE), encoding="utf-8")
    (show / "editions.toml").write_text(
        re.sub(r"^podcast_guid = .*$", "", (show / "editions.toml").read_text(encoding="utf-8"), flags=re.MULTILINE),
        encoding="utf-8",
    )
    audioed("build", str(show))

    told = audioed("check", str(show), "--quick")

    assert told.returncode == 0
    assert re.findall(r"^\w+ ([A-Z]\d{3}):", told.stdout, re.MULTILINE) == ["F226", "F303", "S105"]


def test_what_can_not_be_looked_at_is_told(audioed: Audioed, folder: Path) -> None:
    told = audioed("check", "nowhere")

    assert told.returncode == 60
    assert "Error: There is no folder nowhere." in told.stderr
    assert not (folder / "nowhere").exists()
