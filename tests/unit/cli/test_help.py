"""Every command line that is shown to people is one that works."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from audioed.cli.boundary import run
from audioed.cli.group import COMMANDS, audioed

ROOT = Path(__file__).parents[3]


def commands(command: click.Command = audioed, path: str = "audioed") -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands(inner, f"{path} {name}")


ALL = dict(commands())


def shown_in_help(text: str) -> list[str]:
    """Return the command lines of the examples at the end of a help text."""
    examples = text.partition("Examples:\n")[2].partition("\n\n")[0]
    return [line.strip().partition("| ")[2] or line.strip() for line in examples.splitlines()]


def documented() -> list[str]:
    """Return the command lines of README and docs: lines of a listing that begin with "audioed", after a prompt too."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    listings = [text for page in pages for text in page.read_text(encoding="utf-8").split("```")[1::2]]
    return [line for listing in listings for line in re.findall(r"^(?:\$ )?(audioed .*)$", listing, re.MULTILINE)]


def parse(command: click.Command, arguments: list[str], name: str) -> None:
    """Understand a command line without doing what it says."""
    context = command.make_context(name, arguments)
    if isinstance(command, click.Group) and (rest := [*context._protected_args, *context.args]):
        inner_name, inner, inner_arguments = command.resolve_command(context, rest)
        assert inner is not None
        parse(inner, inner_arguments, inner_name or "")


def typed(line: str) -> list[str]:
    """Return the arguments of a command line as a shell would, without redirections, pipes and what comes of it."""
    return shlex.split(re.split(r" [|<>→] |  #", line)[0])[1:]


@pytest.mark.parametrize("path", ALL)
def test_every_command_has_help_with_examples_that_parse(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*path.split()[1:], "--help"]) == 0

    lines = shown_in_help(capsys.readouterr().out)
    assert lines
    for line in lines:
        assert line.startswith(path)
        parse(audioed, typed(line), "audioed")


@pytest.mark.parametrize("path", ALL)
def test_every_line_of_help_fits_a_terminal(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    run([*path.split()[1:], "--help"])

    assert max(map(len, capsys.readouterr().out.splitlines())) <= 100


@pytest.mark.parametrize("path", ALL)
def test_every_flag_says_what_it_does(path: str) -> None:
    options = [parameter for parameter in ALL[path].params if isinstance(parameter, click.Option)]

    assert [option.name for option in options if not option.help] == []


def test_every_documented_command_line_parses() -> None:
    lines = documented()

    assert lines
    for line in lines:
        parse(audioed, typed(line), "audioed")


def test_the_list_of_commands_says_each_thing_whole(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--help"])

    assert "..." not in capsys.readouterr().out.replace("[ARGS]...", "")


def test_commands_are_listed_in_the_order_in_which_one_meets_them(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--help"])

    listed = re.findall(r"^  (\w+) ", capsys.readouterr().out.partition("Commands:")[2], flags=re.MULTILINE)
    assert tuple(name for name in listed if name != "audioed") == COMMANDS


@pytest.mark.parametrize(
    ("shell", "line"), [("bash", "complete -o"), ("zsh", "#compdef audioed"), ("fish", "complete --no-files")]
)
def test_completion_is_a_script_for_the_shell(shell: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["completion", shell])

    assert code == 0
    assert line in capsys.readouterr().out


def test_completion_knows_commands_and_flags() -> None:
    completion = ShellComplete(audioed, {}, "audioed", "_AUDIOED_COMPLETE")

    assert [item.value for item in completion.get_completions([], "ver")] == ["verify"]
    assert completion.get_completions(["nothing"], "--x") == []
    assert "--chapter-levels" in [item.value for item in completion.get_completions(["convert"], "--ch")]


def test_the_shell_asks_for_completion_by_a_variable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_AUDIOED_COMPLETE", "fish_complete")
    monkeypatch.setenv("COMP_WORDS", "audioed norm")
    monkeypatch.setenv("COMP_CWORD", "norm")

    code = run([])

    assert code == 0
    assert "normalize" in capsys.readouterr().out
