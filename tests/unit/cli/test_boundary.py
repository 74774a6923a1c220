import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

import click
import pytest

from audioed.cli import terminal
from audioed.cli.boundary import run
from audioed.cli.options import debug_flag, json_flag
from audioed.cli.progress import open_progress
from audioed.errors import ReadingError
from audioed.progress import Began


def program(action: Callable[[], object]) -> click.Command:
    """A command that does one thing."""

    @click.command()
    @json_flag
    @debug_flag
    def command(*, as_json: bool) -> object:
        del as_json
        return action()

    return command


def fail(error: BaseException) -> Callable[[], None]:
    def action() -> None:
        raise error

    return action


def test_success_is_zero() -> None:
    assert run([], program(lambda: None)) == 0


def test_a_command_may_choose_its_exit_code() -> None:
    assert run([], program(lambda: 50)) == 50


def test_an_error_is_a_sentence_a_hint_and_its_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    code = run([], program(fail(ReadingError("a.md is not there.", hint="Look at the path."))))

    assert code == 10
    assert capsys.readouterr().err == "Error: a.md is not there.\nHint: Look at the path.\n"


def test_an_error_without_a_hint_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    run([], program(fail(ReadingError("a.md is not there."))))

    assert capsys.readouterr().err == "Error: a.md is not there.\n"


def test_debug_shows_where_an_error_arose(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--debug"], program(fail(ReadingError("a.md is not there."))))

    told = capsys.readouterr().err
    assert told.startswith("Traceback")
    assert told.endswith("\nError: a.md is not there.\n")


def test_json_tells_of_an_error_too(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--json"], program(fail(ReadingError("a.md is not there.", hint="Look at the path."))))

    assert json.loads(capsys.readouterr().out) == {
        "error": {
            "kind": "ReadingError",
            "message": "a.md is not there.",
            "hint": "Look at the path.",
            "exit_code": 10,
        }
    }


def test_json_tells_of_wrong_usage_too(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["--json", "--colour"], program(lambda: None))

    assert code == 2
    assert json.loads(capsys.readouterr().out)["error"]["exit_code"] == 2


def test_wrong_usage_points_to_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["convert", "--voise", "de", "a.md"])

    told = capsys.readouterr().err
    assert code == 2
    assert "--voise" in told
    assert "--voice" in told
    assert "Hint: audioed convert --help shows what it takes." in told


def test_a_defect_is_told_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    code = run([], program(fail(ZeroDivisionError("by zero"))))

    assert code == 1
    assert capsys.readouterr().err == (
        "Error: audioed failed as it never should: ZeroDivisionError: by zero\n"
        "Hint: Run it again with --debug, and report what that shows.\n"
    )


def test_debug_shows_where_a_defect_is(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--debug"], program(fail(ZeroDivisionError("by zero"))))

    assert "raise error\nZeroDivisionError: by zero" in capsys.readouterr().err


def test_ctrl_c_says_what_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    stop = KeyboardInterrupt()
    stop.add_note("3 of 7 paragraphs are kept.")

    code = run([], program(fail(stop)))

    assert code == 130
    assert capsys.readouterr().err == "Error: Stopped. 3 of 7 paragraphs are kept.\n"


ENDINGS = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]


@pytest.mark.parametrize(("number", "code"), ENDINGS)
def test_an_end_asked_for_by_the_system_is_orderly(
    number: signal.Signals, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    cleaned_up = []

    def action() -> None:
        try:
            os.kill(os.getpid(), number)
        finally:
            cleaned_up.append(True)

    told = run([], program(action))

    assert told == code
    assert cleaned_up
    assert capsys.readouterr().err == "Error: Stopped.\n"


@pytest.mark.parametrize(("number", "code"), ENDINGS)
def test_an_end_that_python_forgets_comes_with_the_next_sign_of_progress(number: signal.Signals, code: int) -> None:
    went_on = []

    def action() -> None:
        with suppress(KeyboardInterrupt):  # as imports do while they let go of their locks
            os.kill(os.getpid(), number)
        report = open_progress("none", is_quiet=True)
        went_on.append("until here")
        report(Began(stage="speaking"))
        went_on.append("and further")

    assert run([], program(action)) == code
    assert went_on == ["until here"]
    assert run([], program(lambda: open_progress("none", is_quiet=True)(Began(stage="reading")))) == 0


def test_the_end_of_the_terminal_is_not_heeded_where_nohup_says_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        code = run([], program(lambda: os.kill(os.getpid(), signal.SIGHUP)))
    finally:
        signal.signal(signal.SIGHUP, before)

    assert code == 0


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        ImportError("libopus.so.0: failed to map segment from shared object"),
        RuntimeError("can't start new thread"),
        ImportError("libopus.so.0: cannot create shared object descriptor: Cannot allocate memory"),
    ],
)
def test_want_of_memory_is_no_defect(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    code = run([], program(fail(error)))

    assert code == 1
    assert capsys.readouterr().err.startswith("Error: There was not enough memory.\nHint: ")


@pytest.mark.parametrize("flags", [[], ["--debug"]])
def test_a_thread_that_dies_prints_nothing_of_its_own(
    flags: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)

    def work() -> None:
        thread = threading.Thread(target=fail(MemoryError("no room")))
        thread.start()
        thread.join()

    code = run(flags, program(work))

    assert code == 0
    assert ("no room" in capsys.readouterr().err) is ("--debug" in flags)


def test_a_reader_that_leaves_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    code = run([], program(fail(BrokenPipeError())))

    assert code == 141
    assert capsys.readouterr().err == ""


def test_a_reader_that_leaves_while_we_write_is_no_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)

        code = run([], program(lambda: terminal.result("a.mp3")))

    assert code == 141
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_a_full_disk_behind_standard_output_is_told(
    flags: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - as the shell opens it
        monkeypatch.setattr(sys, "stdout", full)

        code = run(flags, program(lambda: terminal.result("a.mp3")))

    assert code == 41
    assert capsys.readouterr().err == "Error: Standard output can't be written: No space left on device.\n"


@pytest.mark.parametrize("action", [lambda: terminal.result("a.mp3"), terminal.standard_output])
def test_closed_standard_output_is_told(
    action: Callable[[], object], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)

    codes = [run(flags, program(action)) for flags in ([], ["--json"])]

    assert codes == [41, 41]
    assert "Standard output is closed." in capsys.readouterr().err


def test_nobody_is_told_where_standard_error_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)

    assert run([], program(fail(ReadingError("a.md is not there.")))) == 10


@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_help_and_version_succeed(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = run([flag])

    assert code == 0
    assert "audioed" in capsys.readouterr().out


def test_without_arguments_there_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    code = run([])

    assert code == 0
    assert "Commands:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("convrt", 'There is no command "convrt". Did you mean "convert"?'),
        ("xyzzy", 'There is no command "xyzzy".'),
        ("--colour", "No such option"),
    ],
)
def test_a_mistyped_command_is_wrong_usage(name: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = run([name])

    assert code == 2
    assert said in capsys.readouterr().err


def test_a_name_that_is_not_utf8_can_be_told_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.document({"path": "a\udcff.md", "title": "Flüsse"})

    told = capsys.readouterr().out
    assert json.loads(told)["path"] == "a\udcff.md"
    assert "Flüsse" in told
