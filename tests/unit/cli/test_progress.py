import io
from contextlib import redirect_stderr

import pytest

from audioed.cli.progress import Bar, Mode, Plain, Progress, Silent, open_progress
from audioed.progress import Advanced, Began, Event, Noticed


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Screen(io.StringIO):
    """Standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    return Screen()


def speak(done: int, saying: str = "") -> Advanced:
    return Advanced(stage="speaking", done=done, total=120, saying=saying)


def test_plain_progress_is_whole_sentences_at_intervals(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(Plain(clock), clock=clock) as progress:
        progress(Began(stage="reading"))
        progress(Began(stage="speaking", total=120))
        for done in range(38):
            progress(speak(done, saying="The river runs"))
            clock.now += 0.5

    assert capsys.readouterr().err.splitlines() == [
        "Reading the article.",
        "Speaking.",
        "Speaking: 20 of 120 done, about 50 seconds left. Now: The river runs",
    ]


def test_plain_progress_names_a_stage_that_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    Plain().began("humming")

    assert capsys.readouterr().err == "Humming.\n"


def test_the_time_left_is_not_guessed_before_a_step_is_done(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(Plain(clock), clock=clock)
    progress(Began(stage="speaking", total=120))
    clock.now += 20

    progress(speak(4))

    assert capsys.readouterr().err.splitlines()[-1] == "Speaking: 4 of 120 done."


@pytest.mark.parametrize("hint", ["", "Name another."])
def test_notes_are_always_written(hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    Progress(Silent())(Noticed(message="A picture is missing.", hint=hint))

    assert capsys.readouterr().err == f"Note: A picture is missing. {hint}".rstrip() + "\n"


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with open_progress("plain", is_quiet=True) as progress:
        progress(Began(stage="reading"))
        progress(speak(1))
        progress(Noticed(message="A picture is missing."))

    assert capsys.readouterr().err == ""


def stopped_after(event: Event) -> None:
    with open_progress("none", is_quiet=False) as progress:
        progress(event)
        raise KeyboardInterrupt


def test_ctrl_c_says_what_is_kept() -> None:
    with pytest.raises(KeyboardInterrupt) as caught:
        stopped_after(speak(37))

    assert caught.value.__notes__ == ["37 of 120 paragraphs are kept and won't be spoken again."]


def test_ctrl_c_before_speaking_keeps_nothing() -> None:
    with pytest.raises(KeyboardInterrupt) as caught:
        stopped_after(Began(stage="reading"))

    assert not hasattr(caught.value, "__notes__")


def test_a_terminal_gets_a_bar_with_words_and_numbers(clock: Clock, screen: Screen) -> None:
    with redirect_stderr(screen), Progress(Bar(clock), clock=clock) as progress:
        progress(Began(stage="speaking", total=120))
        progress(speak(0))
        clock.now += 1
        progress(speak(12, saying="The [red] river"))
        progress(Noticed(message="A [b] is missing."))

    drawn = screen.getvalue()
    assert "Speaking" in drawn
    assert "12 of 120" in drawn
    assert "about 9 seconds left" in drawn
    assert "The [red] river" in drawn
    assert "Note: A [b] is missing." in drawn


def test_no_bar_is_drawn_for_what_is_over_at_once(clock: Clock, screen: Screen) -> None:
    with redirect_stderr(screen), Progress(Bar(clock), clock=clock) as progress:
        progress(Began(stage="speaking", total=120))
        progress(speak(60))
        progress(Noticed(message="A picture is missing."))
        clock.now += 0.1
        progress(speak(120))

    assert screen.getvalue() == "Note: A picture is missing.\n"


def test_a_bar_is_not_drawn_more_often_than_one_can_see(clock: Clock, screen: Screen) -> None:
    with redirect_stderr(screen), Progress(Bar(clock), clock=clock) as progress:
        progress(Began(stage="speaking", total=120))
        clock.now += 1
        progress(speak(1))
        drawn = screen.getvalue()
        clock.now += 0.01
        progress(speak(2))

        assert screen.getvalue() == drawn


def test_no_colour_is_respected(clock: Clock, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with redirect_stderr(screen), Progress(Bar(clock), clock=clock) as progress:
        progress(Began(stage="speaking", total=120))
        clock.now += 1
        progress(speak(12))

    assert "\x1b[3" not in screen.getvalue().replace("\x1b[?25", "")


@pytest.mark.parametrize(
    ("mode", "term", "kind"),
    [("auto", "xterm", Bar), ("auto", "dumb", Silent), ("plain", "xterm", Plain), ("none", "xterm", Silent)],
)
def test_what_is_drawn_depends_on_flag_and_terminal(
    mode: Mode, term: str, kind: type, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)

    with redirect_stderr(screen):
        progress = open_progress(mode, is_quiet=False)

    assert type(progress._renderer) is kind


def test_without_a_terminal_nothing_is_drawn() -> None:
    assert type(open_progress("auto", is_quiet=False)._renderer) is Silent
