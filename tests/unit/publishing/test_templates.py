import re
from pathlib import Path

import pytest
from jinja2 import Environment

from audioed.errors import ShowError
from audioed.model import Media, Show
from audioed.publishing.feed import to_feed
from audioed.publishing.pages.phrases import load_phrases
from audioed.publishing.templates import _environment, fill
from audioed.resources import bundled


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A show's folder of templates."""
    return tmp_path


def filled(template: str, overrides: Path | None = None, **values: object) -> str:
    return "".join(fill(template, overrides=overrides, **values))


DOCS = (Path(__file__).parents[3] / "docs" / "templates.md").read_text("utf-8")
PUBLISHED = Media(path="x.mp3", type="audio/mpeg")
SAID = [{"text": "Bees.", "is_heading": False}]


def test_a_shows_own_template_stands_before_ours_of_the_same_name(own: Path) -> None:
    (own / "transcript.txt").write_text("Mine: {{ paragraphs[0].text }}\n")

    assert filled("transcript.txt", own, paragraphs=SAID) == "Mine: Bees.\n"
    assert filled("transcript.txt", own.parent, paragraphs=SAID) == "Bees.\n"


def test_one_that_changes_is_read_again(own: Path) -> None:
    template = own / "note.txt"
    template.write_text("One")
    first = filled("note.txt", own)
    template.write_text("Another")

    assert (first, filled("note.txt", own)) == ("One", "Another")


def test_one_can_build_on_ours(own: Path) -> None:
    (own / "transcript.txt").write_text('{% include "shipped/transcript.txt" %}\n\nThe end.\n')

    assert filled("transcript.txt", own, paragraphs=SAID) == "Bees.\n\nThe end.\n"


def test_markup_is_escaped_by_the_name_of_the_template(own: Path) -> None:
    for name in ("a.html", "a.xml", "a.xhtml", "a.txt"):
        (own / name).write_text("{{ text }}")

    assert [filled(name, own, text="<&>") for name in ("a.html", "a.xml", "a.xhtml")] == ["&lt;&amp;&gt;"] * 3
    assert filled("a.txt", own, text="<&>") == "<&>"


def test_what_no_xml_document_can_hold_is_left_out_of_every_text(own: Path) -> None:
    (own / "a.xml").write_text("{{ text }}{{ text | cdata }}{{ 1 }}")

    assert filled("a.xml", own, text="a\0\x0b\ud800\ufffe<") == "a&lt;<![CDATA[a<]]>1"


def test_html_cannot_end_the_section_that_it_stands_in(own: Path) -> None:
    (own / "a.xml").write_text("{{ text | cdata }}")

    assert filled("a.xml", own, text="a]]>b") == "<![CDATA[a]]]]><![CDATA[>b]]>"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ missing }}", "line 1: the template can't be filled: 'missing' is undefined"),
        ("\n{% if %}", "line 2: the template can't be filled: Expected an expression"),
        ("\n\n{{ 1 + 'a' }}", "line 3: the template can't be filled: unsupported operand"),
        ("{{ 1 / 0 }}", "line 1: the template can't be filled: division by zero"),
        ('{% include "none.txt" %}', "line 1: the template can't be filled"),
        ("{{ text.__class__.__mro__ }}", "line 1: the template can't be filled: access to attribute '__class__'"),
        ("{{ items.append(1) }}", "line 1: the template can't be filled: "),
        ("{% for n in range(10**9) %}{% endfor %}", "line 1: the template can't be filled: Range too big"),
    ],
    ids=["undefined", "syntax", "types", "division", "include", "sandbox", "immutable", "range"],
)
def test_a_template_that_is_wrong_says_where(own: Path, template: str, said: str) -> None:
    (own / "a.txt").write_text(template)

    with pytest.raises(ShowError) as raised:
        filled("a.txt", own, text="", items=[])

    assert f"{own}/a.txt, {said}" in raised.value.message
    assert "shipped/a.txt" in raised.value.hint


def test_a_template_that_is_no_text_says_so(own: Path) -> None:
    (own / "a.txt").write_bytes(b"\xff\xfe")

    with pytest.raises(ShowError, match=f"{own}: the template can't be filled"):
        filled("a.txt", own)


def test_an_error_of_ours_is_not_blamed_on_the_show(own: Path) -> None:
    with pytest.raises(TypeError):
        filled("transcript.txt", own, paragraphs=5)


def test_a_template_cannot_reach_out_of_its_folder(own: Path) -> None:
    folder = own / "templates"
    folder.mkdir()
    (own / "secret.txt").write_text("secret")
    (folder / "a.txt").write_text('{% include "../secret.txt" %}')

    with pytest.raises(ShowError):
        filled("a.txt", folder)


def sandboxed(own: Path, template: str) -> str:
    (own / "a.html").write_text(template)
    return filled("a.html", own, text="words", items=[1], table={"a": 1}, phrase="{name}", published=PUBLISHED)


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__ }}",
        "{{ ''['__class__']['__mro__'] }}",
        "{{ text | attr('__class__') }}",
        "{{ text | attr('__cl' ~ 'ass__') }}",
        "{{ (text | map(attribute='__class__') | list)[0].x }}",
        "{{ '{0.__class__.__mro__}'.format(text) }}",
        "{{ '{0[__class__]}'.format(text) }}",
        "{{ '{x.__class__}'.format_map({'x': text}) }}",
        "{{ ('{0.__class__}' | string).format(1) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ joiner.__init__.__globals__.os }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ self._TemplateReference__context.environment.loader }}",
        "{{ published.__class__.__init__.__globals__ }}",
        "{{ published.__reduce__() }}",
        "{{ items.append(2) }}",
        "{{ items.clear() }}",
        "{{ table.update(a=2) }}",
        "{{ table.pop('a') }}",
        "{% set published.path = 'x' %}",
        "{% for n in range(999999) %}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% include '..\\\\..\\\\etc\\\\passwd' %}",
        "{% include 'shipped/../../secret.txt' %}",
        "{% extends 'shipped//etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% do items.append(1) %}",
    ],
)
def test_a_template_reaches_nothing_but_what_it_is_given(own: Path, template: str) -> None:
    with pytest.raises(ShowError, match="the template can't be filled"):
        sandboxed(own, template)


def test_a_template_that_is_a_link_to_elsewhere_is_the_publishers_own(own: Path) -> None:
    (own / "templates").mkdir()
    (own / "shared.html").write_text("{{ text }}")
    (own / "templates/a.html").symlink_to(own / "shared.html")

    assert filled("a.html", own / "templates", text="<b>") == "&lt;b&gt;"


def test_every_template_of_ours_that_is_markup_escapes_without_being_asked() -> None:
    folder = bundled("templates")
    markup = [path for path in folder.rglob("*") if path.suffix in {".html", ".xhtml", ".xml", ".opf", ".smil"}]

    for path in markup:
        text = path.read_text("utf-8")
        name = path.relative_to(folder).as_posix()

        autoescape = _environment(None).autoescape
        assert callable(autoescape)
        assert autoescape(name), name
        assert not re.search(r"\|\s*safe\b|autoescape|Markup", text), name
        assert not re.search(r"=\s*{{", text), f"{name} has an attribute without quotation marks"
        assert "|safe" not in text
    assert len(markup) > 15


def test_phrases_that_are_no_toml_are_the_shows_to_mend(own: Path) -> None:
    (own / "html/phrases").mkdir(parents=True)
    (own / "html/phrases/en.toml").write_text("by = ")

    with pytest.raises(ShowError, match=r"en\.toml can't be read"):
        load_phrases("en-GB", own)


# What is written of them ----------------------------------------------------------------------------------------------


def named_in(table: str) -> set[str]:
    """What the first column of a table in the docs names."""
    rows = re.findall(rf"^\| {table} .*?(?=\n\n|\Z)", DOCS, re.DOTALL | re.MULTILINE)[0].splitlines()[2:]
    return {name for row in rows for name in re.findall(r"`([^`(]+)[^`]*`", row.split("|")[1])}


def test_every_template_is_documented_and_every_documented_one_is_there() -> None:
    folder = bundled("templates")

    shipped = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    documented = {name for name in named_in("template") if "*" not in name}
    assert documented == {name for name in shipped if "/phrases/" not in name}


def test_every_filter_is_documented_and_every_documented_one_is_there() -> None:
    assert named_in("filter") == set(_environment(None).filters) - set(Environment(autoescape=True).filters)


def test_the_example_of_the_docs_works(own: Path) -> None:
    (example,) = re.findall(r"```jinja\n(.*?)```", DOCS, re.DOTALL)
    (own / "feed.xml").write_text(example)
    show = Show(title="The Gazette", description="Read aloud.", language="en", cover=Media(path="cover.jpg", type=""))

    feed = "".join(to_feed(show, (), overrides=own))

    assert feed.startswith("<?xml")
    assert ">Support us</podcast:funding>\n</channel>" in feed
