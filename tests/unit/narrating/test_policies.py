from pathlib import Path

import pytest

from audioed.errors import NarrationError
from audioed.narrating import load_policy, policy_names


@pytest.mark.parametrize("name", ["brief", "full", "standard"])
def test_a_shipped_policy_is_found_by_its_name(name: str) -> None:
    assert load_policy(name).name == name


def test_the_shipped_policies_are_named() -> None:
    assert policy_names() == ("brief", "full", "standard")


def test_a_policy_of_ones_own_names_only_what_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('extends = "full"\n[code]\ntreatment = "skip"\n[pauses.item]\nbefore_ms = 10\n', encoding="utf-8")

    policy = load_policy(str(path))

    assert (policy.name, policy.code.treatment, policy.maths.treatment) == ("mine", "skip", "say")
    assert (policy.pauses.item.before_ms, policy.pauses.item.after_ms) == (10, 350)


def test_a_policy_may_extend_a_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "under.toml").write_text('extends = "brief"\n[embeds]\ntreatment = "name"\n', encoding="utf-8")
    path = tmp_path / "over.toml"
    path.write_text('extends = "under.toml"\n', encoding="utf-8")

    policy = load_policy(str(path))

    assert (policy.embeds.treatment, policy.code.treatment) == ("name", "skip")


def test_an_unknown_name_is_answered_with_near_ones() -> None:
    with pytest.raises(NarrationError) as caught:
        load_policy("standart")

    assert "'standart'" in caught.value.message
    assert caught.value.hint.startswith("Did you mean standard?")


def test_a_name_like_no_other_is_answered_with_all() -> None:
    with pytest.raises(NarrationError) as caught:
        load_policy("xyz")

    assert caught.value.hint == "Shipped are brief, full, standard; your own is a path to a TOML file."


def test_all_problems_are_told_at_once_with_the_path_of_each_key(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(
        """
extends = "standard"
figure = { alt = "say" }
code = "skip"

[tables]
treatment = "read"

[quotations]
end_from_words = -1

[opening]
say = 1
template = "{title}]"

[pauses.item]
before = 3

[phrases]
fr = 1

[phrases.en]
image = "{alt}"
rows = "many"
columns = { on = "x", other = 1 }
imagee = "x"
code_left_out = 5
""",
        encoding="utf-8",
    )

    with pytest.raises(NarrationError) as caught:
        load_policy(str(path))

    assert sorted(caught.value.message.splitlines()[1:]) == [
        "  code: must be a table, not 'skip'",
        "  figure: no such key; did you mean 'figures'?",
        "  opening.say: must be true or false, not 1",
        "  opening.template: a ']' without its partner in '{title}]'",
        "  pauses.item.before: no such key; did you mean 'before_ms'?",
        "  phrases.en.code_left_out: must be a string, not 5",
        "  phrases.en.columns.on: no such key; did you mean 'one'?",
        "  phrases.en.columns.other: must be a string, not 1",
        "  phrases.en.image: {alt} is no field here; there is {text}",
        "  phrases.en.imagee: no such key; did you mean 'image'?",
        "  phrases.en.rows: must be a table, not 'many'",
        "  phrases.fr: must be a table, not 1",
        "  quotations.end_from_words: must be a whole number from 0 to 60,000, not -1",
        "  tables.treatment: 'read' is none of 'say', 'summarize', 'skip'",
    ]


def test_without_extends_every_key_must_be_there(tmp_path: Path) -> None:
    path = tmp_path / "alone.toml"
    path.write_text("[code]\n", encoding="utf-8")

    with pytest.raises(NarrationError) as caught:
        load_policy(str(path))

    assert "  code.treatment: missing" in caught.value.message
    assert "  pauses: missing" in caught.value.message
    assert 'extends = "standard"' in caught.value.hint


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('extends = "standard"\nphrases = 1', "phrases: must be a table, not 1"),
        ("extends = 1", "extends: must be a policy's name or path, not 1"),
        ('extends = "standard"\nname = "x"', "name: no such key"),
        ('extends = "standard"\nopening = { template = 1 }', "opening.template: must be a string, not 1"),
        ("=", "is not TOML"),
    ],
)
def test_a_file_that_is_no_policy_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(NarrationError) as caught:
        load_policy(str(path))

    assert told in caught.value.message


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(NarrationError, match="is not TOML"):
        load_policy(str(path))


def test_policies_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('extends = "b.toml"\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text('extends = "a.toml"\n', encoding="utf-8")

    with pytest.raises(NarrationError, match="extend each other"):
        load_policy(str(tmp_path / "a.toml"))
