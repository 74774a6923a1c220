import os
import re
from pathlib import Path

import pytest

from audioed.cli.convert import command
from audioed.config import SETTINGS, Config, File, configure
from audioed.errors import ConfigError, UsageError

DOCUMENTATION = Path(__file__).parents[3] / "docs" / "configuration.md"


@pytest.fixture(autouse=True)
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_flags_and_file_all_is_default() -> None:
    assert configure({}) == Config()


def test_the_defaults_use_every_core_that_can_be_used() -> None:
    assert Config().jobs == min(os.cpu_count() or 1, 61)


def test_the_file_of_the_working_folder_is_read_unasked(working_folder: Path) -> None:
    write(working_folder / "audioed.toml", 'voice = "de"\nrate_wpm = 210\nto = ["mp3", "opus"]\nclosing = ""')

    config = configure({})

    assert (config.voice, config.rate_wpm, config.formats, config.closing) == ("de", 210, ("mp3", "opus"), "")


def test_flags_come_before_the_file(working_folder: Path) -> None:
    write(working_folder / "audioed.toml", 'voice = "de"\npitch = 40')

    config = configure({"voice": "fr", "pitch": None})

    assert (config.voice, config.pitch) == ("fr", 40)


def test_the_file_that_is_named_is_read_in_place_of_the_other(working_folder: Path) -> None:
    write(working_folder / "audioed.toml", 'voice = "de"')
    other = write(working_folder / "other.toml", "chapter_levels = 1")

    config = configure({}, file=other)

    assert (config.voice, config.chapter_levels) == ("", 1)


def test_paths_in_the_file_count_from_its_folder(working_folder: Path) -> None:
    file = write(working_folder / "show" / "audioed.toml", 'intro = "a.wav"\npolicy = "calm.toml"')
    write(working_folder / "show" / "a.wav", "")

    config = configure({}, file=file)

    assert config.intro == working_folder / "show" / "a.wav"
    assert config.policy == str(working_folder / "show" / "calm.toml")


def test_formats_may_be_joined_by_commas_or_repeated_and_count_once() -> None:
    config = configure({"to": ("mp3,M4B", "opus", "mp3"), "also": ("vtt, srt",)})

    assert config.formats == ("mp3", "m4b", "opus")
    assert config.also == ("vtt", "srt")


def test_a_language_may_have_an_underscore() -> None:
    assert configure({"language": "pt_BR"}).language == "pt-BR"


def test_force_and_output_are_kept() -> None:
    config = configure({"force": True}, output=File(Path("a.mp3")))

    assert config.force
    assert config.output == File(Path("a.mp3"))


def test_all_problems_of_a_file_are_told_at_once_with_those_of_flags(working_folder: Path) -> None:
    write(
        working_folder / "audioed.toml",
        'vioce = "de"\npitch = 300\nto = []\nalso = ["vttt"]\nsting = "gone.wav"\nopening = 1\nlanguage = "!"\n'
        'intro = 3\njobs = true\nrate_wpm = "fast"\n',
    )

    with pytest.raises(ConfigError) as caught:
        configure({"chapter_levels": 7})

    assert caught.value.message.splitlines() == [
        "audioed.toml can't be used:",
        '  vioce: there is no such setting (did you mean "voice"?)',
        "  pitch takes a whole number from 0 to 99, not 300",
        "  to takes at least one of mp3, m4b, opus, epub, lpf",
        '  also has no "vttt" (did you mean "vtt"?); it takes vtt, srt, json, txt, chapters, pictures',
        '  sting takes a sound file, and there is none at this path, not "gone.wav"',
        "  opening takes a text, not 1",
        '  language takes a language code, such as "en-GB", "de" or "pt-BR", not "!"',
        "  intro takes a text, not 3",
        "  jobs takes a whole number from 1 to 61, not True",
        '  rate_wpm takes a whole number from 20 to 1000, not "fast"',
        "  --chapter-levels takes a whole number from 1 to 6, not 7",
    ]
    assert "docs/configuration.md" in caught.value.hint


def test_a_bit_rate_is_one_that_mp3_has() -> None:
    with pytest.raises(UsageError, match=r"--bit-rate takes a whole number of 8, 16, 24, .*, 320, not 65"):
        configure({"bit_rate_kbps": 65})


def test_problems_of_flags_alone_are_a_matter_of_usage() -> None:
    with pytest.raises(UsageError, match="--jobs takes a whole number from 1 to 61, not 0\n--to has no"):
        configure({"jobs": 0, "to": ("mp4",)})


def test_a_list_must_hold_texts(working_folder: Path) -> None:
    write(working_folder / "audioed.toml", "to = [3]")

    with pytest.raises(ConfigError, match=r"to takes a list of mp3, m4b, opus, epub, lpf$"):
        configure({})


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"voice = 1 2", "is not TOML: .*line 1"),
        (b'voice = "\xff"', "is not UTF-8"),
        (None, "can't be read: No such file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(working_folder: Path, content: bytes | None, problem: str) -> None:
    file = working_folder / "settings.toml"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(ConfigError, match=f"settings.toml {problem}"):
        configure({}, file=file)


def test_every_setting_is_documented_with_its_flag() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(--[\w-]+)`", DOCUMENTATION.read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert rows[: len(SETTINGS)] == [(setting.key, setting.flag) for setting in SETTINGS]


def test_every_setting_is_a_flag_of_convert() -> None:
    names = {name: parameter.name for parameter in command.params for name in parameter.opts}

    assert {setting.flag: setting.key for setting in SETTINGS}.items() <= names.items()


def test_the_documented_file_is_taken(working_folder: Path) -> None:
    example, _ = re.findall(r"```toml\n(.*?)```", DOCUMENTATION.read_text(encoding="utf-8"), flags=re.DOTALL)
    write(working_folder / "audioed.toml", example)
    write(working_folder / "sounds" / "intro.wav", "")

    config = configure({})

    assert config.formats == ("mp3", "m4b")


def test_every_documented_default_is_the_default() -> None:
    documented = dict(
        re.findall(r"^\| `(\w+)` \|.*\| ([^|]*) \|$", DOCUMENTATION.read_text(encoding="utf-8"), flags=re.MULTILINE)
    )

    assert documented["chapter_levels"] == str(Config().chapter_levels)
    assert documented["bit_rate_kbps"] == str(Config().bit_rate_kbps)
    assert documented["policy"] == f'"{Config().policy}"'
    assert documented["to"] == '["mp3"]'
