import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest

from audioed.config import SETTINGS, configure
from audioed.config.categories import CATEGORIES
from audioed.config.new_show import to_settings
from audioed.config.schema import to_schema
from audioed.config.show import Retention, ShowConfig, load_show, parse_retention
from audioed.config.show_settings import EDITIONS, SHOW_SETTINGS
from audioed.errors import ConfigError, ShowError, UsageError
from audioed.model.show import Category, Person, Show
from audioed.synthesizing import find_voice

DOCUMENTATION = Path(__file__).parents[3] / "docs" / "configuration.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in DOCUMENTATION.read_text(encoding="utf-8").partition("## A show")[2].splitlines()
    if re.match(r"\| `[a-z]", line)
]
"""Key, flag, what it takes, default."""
EXAMPLES = re.findall(r"```toml\n(.*?)```", DOCUMENTATION.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.fixture
def show_of(tmp_path: Path) -> Callable[[str], ShowConfig]:
    """Load a show whose settings are these besides the two that must be there."""

    def load(settings: str, *, head: str = 'title = "Slow"\nlanguage = "en-GB"\n') -> ShowConfig:
        (tmp_path / "audioed.toml").write_text(head + settings, encoding="utf-8")
        return load_show(tmp_path)

    return load


def test_a_show_needs_no_more_than_a_title_and_a_language(show_of: Callable[[str], ShowConfig], tmp_path: Path) -> None:
    loaded = show_of("")

    assert loaded.show == Show(title="Slow", description="Slow", language="en-GB", cover=loaded.show.cover)
    assert (loaded.editions, loaded.correction, loaded.keep) == (("mp3",), "silent", None)
    assert (loaded.articles, loaded.public) == (tmp_path / "articles", tmp_path / "public")


def test_the_documented_show_is_read_whole(show_of: Callable[..., ShowConfig]) -> None:
    loaded = show_of(EXAMPLES[-1], head="")

    assert loaded.show.categories == (
        Category(name="News", subcategory="News Commentary"),
        Category(name="Society & Culture"),
    )
    assert loaded.show.persons == (Person(name="Tomas Wren", role="editor", group="writing"),)
    assert loaded.keep == Retention(age=timedelta(days=730))
    assert loaded.config.sample_rate == 44100
    assert loaded.voices == {"en": "en-gb", "de": "de"}


def test_the_language_of_a_show_decides_nothing_about_its_articles(
    show_of: Callable[[str], ShowConfig], tmp_path: Path
) -> None:
    loaded = show_of("rate_wpm = 190")

    assert (loaded.config.language, loaded.config.rate_wpm) == ("", 190)
    assert configure({}, file=tmp_path / "audioed.toml").language == ""


def test_convert_takes_the_settings_of_a_show_for_what_concerns_it(
    show_of: Callable[[str], ShowConfig], tmp_path: Path
) -> None:
    show_of('editions = ["mp3", "fast"]\nchapter_levels = 1\nvoice = "de"')

    config = configure({"voice": "fr"}, file=tmp_path / "audioed.toml")

    assert (config.chapter_levels, config.voice, config.formats) == (1, "fr", ("mp3",))


def test_convert_checks_the_keys_of_a_show_with_its_own(tmp_path: Path) -> None:
    (tmp_path / "audioed.toml").write_text('title = ""\npitch = 300\nauthr = "A"', encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        configure({}, file=tmp_path / "audioed.toml")

    assert caught.value.message.splitlines()[1:] == [
        '  title takes a text that is not empty, not ""',
        "  pitch takes a whole number from 0 to 99, not 300",
        '  authr: there is no such setting (did you mean "author"?)',
    ]


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ("lexicon = 3", "takes a path or a list of paths"),
        ('lexicon = ["gone.tsv"]', "takes files, and there is none at"),
        ('base_url = "audio.example.org"', 'takes a web address, such as "https://audio.example.org/"'),
        ('base_url = "https://a.example/?show=1"', 'takes the address of a folder, without "?" and "#"'),
        ('base_url = "https://müller.example/"', "takes a web address as it goes over the wire, in ASCII"),
        ('base_url = "https://a.example:port/"', "takes a web address"),
        ('base_url = "https://"', "takes a web address"),
        ('email = "desk at example.org"', 'takes an e-mail address, such as "desk@example.org"'),
        ('categories = ["News > Politcs"]', '(did you mean "News > Politics"?)'),
        ('categories = ["Politics"]', '(did you mean "News > Politics"?)'),
        ("categories = 3", "takes a list of Apple's categories"),
        ('cover = "gone.jpg"', "takes a picture, and there is none at this path"),
        ('explicit = "no"', 'takes true or false, not "no"'),
        ('correction = "silence"', 'takes one of silent, reissue (did you mean "silent"?), not "silence"'),
        ("correction = 1", "takes one of silent, reissue, not 1"),
        ('editions = ["m4b"]', 'always needs "mp3"'),
        ('editions = ["mp3", "oups"]', 'has no "oups" (did you mean "opus"?); it takes mp3, m4b, opus, fast'),
        ('keep = "2 fortnights"', 'takes a number of episodes, such as 50, or an age, such as "90 days"'),
        ("keep = 0", "takes a number of episodes"),
        ("keep = true", "takes a number of episodes"),
        ("max_items = -1", "takes a whole number from 0 to"),
        ('update_rule = "weekly"', "takes a rule of RFC 5545"),
        ('voices = "de"', "takes a table of languages and voices"),
        ('voices = {de = "dee"}', 'has no voice "dee" (did you mean "de"?)'),
        ('voices = {german = "de", "!" = "de"}', 'takes a language code, such as "en-GB", "de" or "pt-BR"'),
        ('persons = ["Tomas"]', "takes tables, each with a name, a role and a group"),
        ('persons = [{nam = "Tomas"}]', 'has no key "nam" (did you mean "name"?)'),
        ("persons = [{name = 1}]", "takes a text as a person's name"),
        ('persons = [{role = "editor"}]', "takes tables, each with a name"),
        ('persons = [{name = "Tomas", address = "x"}]', "of Tomas: address takes a web address"),
        ('to = ["mp3"]', "to is not for shows: build makes what editions names"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_with_what_does(
    show_of: Callable[[str], ShowConfig], settings: str, problem: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        show_of(settings)

    (line,) = caught.value.message.splitlines()[1:]
    assert line.startswith(f"  {settings.partition(' ')[0]} ")
    assert problem in line


def test_what_is_missing_is_told_with_what_is_wrong(show_of: Callable[..., ShowConfig]) -> None:
    with pytest.raises(
        ConfigError, match="  explicit takes true or false, not 1\n  title is missing\n  language is mi"
    ):
        show_of("explicit = 1", head="")


def test_lexicons_are_found_from_the_folder_of_the_show(show_of: Callable[[str], ShowConfig], tmp_path: Path) -> None:
    (tmp_path / "names.tsv").touch()

    assert show_of('lexicon = "names.tsv"').config.lexicon == (tmp_path / "names.tsv",)


def test_a_folder_without_settings_is_no_show(tmp_path: Path) -> None:
    with pytest.raises(ShowError, match=r"There is no show in .*: it has no audioed.toml") as caught:
        load_show(tmp_path)

    assert caught.value.hint.endswith(f"audioed init {tmp_path}")


def test_an_address_ends_in_a_slash_whether_it_was_written_or_not(show_of: Callable[[str], ShowConfig]) -> None:
    assert show_of('base_url = "https://a.example/show"').show.base_url == "https://a.example/show/"
    assert show_of('base_url = ""').show.base_url == ""


def test_categories_are_found_whatever_their_letters_and_spaces(show_of: Callable[[str], ShowConfig]) -> None:
    loaded = show_of('categories = "news>tech news"')

    assert loaded.show.categories == (Category(name="News", subcategory="Tech News"),)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("50", Retention(number=50)),
        ("90 days", Retention(age=timedelta(days=90))),
        ("1 week", Retention(age=timedelta(days=7))),
        ("6 months", Retention(age=timedelta(days=180))),
    ],
)
def test_retention_is_a_number_or_an_age(written: str, kept: Retention) -> None:
    assert parse_retention(written) == kept


def test_retention_that_is_neither_is_a_matter_of_usage() -> None:
    with pytest.raises(UsageError, match=r'--keep takes a number of episodes.*, not "all"'):
        parse_retention("all")


def test_a_voice_is_chosen_by_the_language_or_its_first_part(show_of: Callable[[str], ShowConfig]) -> None:
    loaded = show_of('voice = "espeak:en"\nvoices = {de = "de", pt_BR = "pt-br"}')

    assert [loaded.voice_for(code) for code in ("en-GB", "en-US", "de-CH", "pt-br", "pt", "fr")] == [
        "espeak:en", "", "de", "pt-br", "", "",
    ]  # fmt: skip


def test_templates_and_cover_are_found_where_they_are(show_of: Callable[[str], ShowConfig], tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "face.png").touch()

    loaded = show_of('cover = "face.png"')

    assert (loaded.templates, loaded.cover) == (tmp_path / "templates", tmp_path / "face.png")


def test_every_key_of_a_show_ends_in_a_field() -> None:
    known = {field.name for kind in (Show, ShowConfig) for field in fields(kind)}

    assert {setting.field or setting.key for setting in SHOW_SETTINGS} <= known


def test_every_key_of_a_show_is_documented_with_its_flag() -> None:
    flags = {setting.key: "" if setting.key == "keep" else setting.flag for setting in SHOW_SETTINGS}

    assert [(key.strip("`"), flag.strip("`")) for key, flag, *_ in ROWS] == list(flags.items())


def test_documented_defaults_of_a_show_are_the_defaults(show_of: Callable[[str], ShowConfig]) -> None:
    loaded = show_of("")
    documented = {key.strip("`"): default for key, *_, default in ROWS}

    for key in ("explicit", "locked", "complete", "max_items", "page_size", "type", "medium"):
        assert documented[key] == json.dumps(getattr(loaded.show, key)), key
    assert documented["correction"] == f'"{loaded.correction}"'
    assert documented["editions"] == json.dumps(list(loaded.editions))
    assert all(f'"{edition}"' in DOCUMENTATION.read_text(encoding="utf-8") for edition in EDITIONS)


# The schema. ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_documented_files_fit_the_schema(example: str) -> None:
    jsonschema.validate(tomllib.loads(example), json.loads(to_schema()), cls=jsonschema.Draft7Validator)


@pytest.mark.parametrize(
    "wrong",
    [
        {"titel": "Slow"}, {"title": ""}, {"editions": ["m4b"]}, {"editions": ["mp3", "ogg"]}, {"to": []},
        {"language": "German!"}, {"base_url": "audio.example.org"}, {"categories": ["Politics"]}, {"jobs": 62},
        {"keep": "soon"}, {"persons": [{"role": "editor"}]}, {"voices": {"!": "de"}}, {"update_rule": "weekly"},
    ],
)  # fmt: skip
def test_what_the_file_may_not_hold_does_not_fit_the_schema(wrong: dict[str, object], tmp_path: Path) -> None:
    schema = jsonschema.Draft7Validator(json.loads(to_schema()))

    assert not schema.is_valid(wrong)
    with pytest.raises(ConfigError):
        configure({}, file=_written(tmp_path, wrong))


def _written(folder: Path, settings: dict[str, object]) -> Path:
    from audioed.config.toml import to_value

    path = folder / "audioed.toml"
    path.write_text("\n".join(f"{key} = {to_value(value)}" for key, value in settings.items()), encoding="utf-8")
    return path


def test_the_schema_is_one_itself_and_says_what_each_key_is() -> None:
    schema = json.loads(to_schema())

    jsonschema.Draft7Validator.check_schema(schema)
    assert all(one["description"] for one in schema["properties"].values())
    assert schema["properties"].keys() == {setting.key for setting in (*SETTINGS, *SHOW_SETTINGS)}


# A new show. ---------------------------------------------------------------------------------------------------------


def test_the_settings_of_a_new_show_are_what_was_given(tmp_path: Path) -> None:
    given = {
        "title": 'The "Slow" Gazette', "language": "de", "author": "Ines", "email": "desk@example.org",
        "base_url": "https://audio.example.org", "categories": ("news > politics", "Technology"),
    }  # fmt: skip

    (tmp_path / "audioed.toml").write_text(to_settings(given), encoding="utf-8")

    loaded = load_show(tmp_path)
    assert loaded.show.title == 'The "Slow" Gazette'
    assert loaded.show.description == 'Artikel von The "Slow" Gazette, vorgelesen.'
    assert loaded.show.base_url == "https://audio.example.org/"
    assert loaded.show.categories == (Category(name="News", subcategory="Politics"), Category(name="Technology"))
    assert (loaded.show.copyright, loaded.config.sample_rate, loaded.editions) == ("© Ines", 44100, ("mp3",))


def test_of_what_was_not_given_nothing_is_invented(tmp_path: Path) -> None:
    (tmp_path / "audioed.toml").write_text(to_settings({"title": "A", "language": "ja"}), encoding="utf-8")

    show = load_show(tmp_path).show
    assert (show.author, show.email, show.base_url, show.copyright) == ("", "", "", "")
    assert show.description == "Articles of A, read aloud."


def test_every_example_in_the_settings_of_a_new_show_would_do(tmp_path: Path) -> None:
    (tmp_path / "cover.jpg").touch()
    text = to_settings({"title": "A", "language": "en"})
    (tmp_path / "audioed.toml").write_text(re.sub(r"^# (?=\w+ = )", "", text, flags=re.MULTILINE), encoding="utf-8")

    loaded = load_show(tmp_path)

    assert (loaded.correction, loaded.show.email) == ("reissue", "desk@example.org")
    assert text.startswith("#:schema ./audioed.schema.json\n")


def test_all_that_does_not_fit_a_new_show_is_told_by_its_flags() -> None:
    with pytest.raises(UsageError) as caught:
        to_settings({"title": "A", "language": "en", "email": "x", "categories": ("Newz",)})

    assert [line.split()[0] for line in caught.value.message.splitlines()] == ["--email", "--category"]


def test_every_category_has_a_place() -> None:
    assert len(CATEGORIES) == 19
    assert sum(map(len, CATEGORIES.values())) == 91


def test_every_bundled_voice_of_the_example_is_there(show_of: Callable[..., ShowConfig]) -> None:
    assert all(find_voice(name) for name in show_of(EXAMPLES[-1], head="").voices.values())
