"""Real processes, real crashes."""

import importlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import pytest

from audioed.errors import SynthesisError, VoiceError
from audioed.synthesizing.pool import Failure, run_all, work
from audioed.synthesizing.workers import Workers, _begin, _shut_down, has_stopped

_HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def deeds() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(_HERE)
        yield importlib.import_module("pool_work")


@pytest.fixture(scope="module")
def workers(deeds: Any) -> Iterator[Workers]:
    with Workers(2, modules=[deeds.__name__]) as made:
        yield made


def test_every_order_is_answered_once_with_its_index(deeds: Any, workers: Workers) -> None:
    orders = [deeds.Order(id=f"p-{number}") for number in range(300)]

    answers = dict(run_all(deeds.carry_out, orders, workers))

    assert sorted(answers) == list(range(300))
    assert all(answer.startswith(f"p-{index} by") for index, answer in answers.items())


def test_orders_are_taken_only_as_fast_as_they_are_worked_off(deeds: Any, workers: Workers) -> None:
    taken = 0

    def orders() -> Iterator[Any]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield deeds.Order(id=f"p-{number}")

    answers = run_all(deeds.carry_out, orders(), workers, in_flight=4)
    next(answers)

    assert taken < 20


def test_no_orders_give_no_answers(deeds: Any, workers: Workers) -> None:
    assert list(run_all(deeds.carry_out, [], workers)) == []


@pytest.mark.parametrize("deed", ["crash once", "silent once"])
def test_an_order_that_fails_once_is_carried_out_at_the_second_try(
    deeds: Any, workers: Workers, tmp_path: Path, deed: str
) -> None:
    orders = [deeds.Order(id=f"p-{number}") for number in range(6)]
    orders[3] = deeds.Order(id="p-3", deed=deed, notes=tmp_path / "notes")

    answers = dict(run_all(deeds.carry_out, orders, workers))

    assert sorted(answers) == list(range(6))
    assert len((tmp_path / "notes").read_text().splitlines()) == 2


def test_workers_left_with_work_end_without_a_word(
    deeds: Any, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutdown = ProcessPoolExecutor.shutdown

    def late(executor: ProcessPoolExecutor, **named: bool) -> None:
        time.sleep(0.3)
        shutdown(executor, **named)

    monkeypatch.setattr(ProcessPoolExecutor, "shutdown", late)

    with Workers(2, modules=[deeds.__name__]) as made:
        orders = [deeds.Order(id="p-0"), *(deeds.Order(id=f"p-{number}", deed="sleep") for number in range(1, 9))]
        answers = run_all(deeds.carry_out, orders, made)
        next(answers)
        del answers  # as when an error ends the caller's loop

    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("deed", ["exit", "crash"])
def test_an_order_that_crashes_twice_is_named(deeds: Any, workers: Workers, tmp_path: Path, deed: str) -> None:
    orders = [deeds.Order(id=f"p-{number}") for number in range(20)]
    orders[7] = deeds.Order(id="p-7", deed=deed, notes=tmp_path / "notes")
    answered: list[tuple[int, str]] = []

    with pytest.raises(SynthesisError, match=r"^p-7: its text crashed the engine") as caught:
        answered.extend(run_all(deeds.carry_out, orders, workers))

    assert caught.value.hint
    assert len((tmp_path / "notes").read_text().splitlines()) == 2


@pytest.mark.parametrize("deed", ["hang", "sleep"])
def test_an_order_that_hangs_is_ended_and_named(deeds: Any, workers: Workers, deed: str) -> None:
    orders = [deeds.Order(id="p-0"), deeds.Order(id="p-1", deed=deed)]

    with pytest.raises(SynthesisError, match=r"^p-1: its text took longer than 0\.5 s"):
        list(run_all(deeds.carry_out, orders, workers, time_limit_s=0.5))


def test_workers_serve_on_after_a_crash(deeds: Any, workers: Workers) -> None:
    with pytest.raises(SynthesisError):
        list(run_all(deeds.carry_out, [deeds.Order(id="bad", deed="crash")], workers))

    assert len(list(run_all(deeds.carry_out, [deeds.Order(id="good")], workers))) == 1


def test_a_segment_silent_twice_is_named_with_the_engines_hint(deeds: Any, workers: Workers) -> None:
    with pytest.raises(SynthesisError, match=r"^p-1: The voice said nothing") as caught:
        list(run_all(deeds.carry_out, [deeds.Order(id="p-1", deed="silent")], workers))

    assert caught.value.hint == "Choose another voice."


def test_a_missing_voice_comes_through_at_once(deeds: Any, workers: Workers, tmp_path: Path) -> None:
    order = deeds.Order(id="p-1", deed="no voice", notes=tmp_path / "notes")

    with pytest.raises(VoiceError, match="no such voice"):
        list(run_all(deeds.carry_out, [order], workers))

    assert len((tmp_path / "notes").read_text().splitlines()) == 1


def test_a_defect_is_not_disguised(deeds: Any, workers: Workers) -> None:
    with pytest.raises(ZeroDivisionError, match="a defect of ours"):
        list(run_all(deeds.carry_out, [deeds.Order(id="p-1", deed="defect")], workers))


def test_any_executor_can_take_the_place_of_the_processes(deeds: Any, tmp_path: Path) -> None:
    orders = [deeds.Order(id="a"), deeds.Order(id="b", deed="silent once", notes=tmp_path / "notes")]

    with ThreadPoolExecutor(2) as threads:
        answers = dict(run_all(deeds.carry_out, orders, lambda: threads))

    assert sorted(answers) == [0, 1]


def test_work_in_process_gives_results_and_errors_in_order(deeds: Any) -> None:
    outcomes = work(deeds.carry_out, [deeds.Order(id="a"), deeds.Order(id="b", deed="silent")], 1.0)

    assert outcomes[0] == f"a by {os.getpid()}"
    assert isinstance(outcomes[1], Failure)


def test_each_order_of_a_worker_has_a_time_limit_of_its_own(deeds: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[object] = []
    monkeypatch.setattr("audioed.synthesizing.pool.parent_process", lambda: "a process")
    monkeypatch.setattr("faulthandler.dump_traceback_later", lambda limit, **how: limits.append((limit, how["exit"])))
    monkeypatch.setattr("faulthandler.cancel_dump_traceback_later", lambda: limits.append("lifted"))

    work(deeds.carry_out, [deeds.Order(id="a"), deeds.Order(id="b", deed="silent")], 7.0)

    assert limits == [(7.0, True), "lifted"] * 2


def test_an_executor_that_breaks_before_it_takes_an_order_costs_no_order(deeds: Any) -> None:
    class Broken(Executor):
        def submit(self, *_: Any, **__: Any) -> Any:
            raise BrokenExecutor("gone already")

    with ThreadPoolExecutor(1) as threads:
        executors = iter([Broken(), threads])
        answers = dict(run_all(deeds.carry_out, [deeds.Order(id="a"), deeds.Order(id="b")], lambda: next(executors)))

    assert sorted(answers) == [0, 1]


def test_a_worker_ignores_interrupts_and_ends_when_nobody_holds_its_tether(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    ear, tether = Pipe(duplex=False)
    monkeypatch.setattr("os._exit", ended.append)
    monkeypatch.setattr("audioed.store.cache._putting", threading.Lock())  # which the worker's end keeps

    _begin(ear)
    during = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, before)
    tether.close()
    _until(lambda: ended)

    assert during == signal.SIG_IGN
    assert ended == [0]


def test_workers_end_though_one_is_busy(deeds: Any) -> None:
    with Workers(2, modules=[deeds.__name__]) as made:
        executor = made()
        busy = {executor.submit(os.getpid).result() for _ in range(20)}
        executor.submit(deeds.carry_out, deeds.Order(id="p", deed="sleep"))
        time.sleep(0.1)

    assert not [pid for pid in busy if _lives(pid)]


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="an executor of 3.13 is replaced then, and the work is done")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_executor_that_hands_out_no_more_work_is_told_and_left(deeds: Any) -> None:
    with Workers(2, modules=[deeds.__name__]) as made:
        executor: Any = made()
        executor.submit(os.getpid).result()
        lived = not has_stopped(executor)
        executor._work_ids.put("unknown")  # the thread that hands out the work dies, as where memory runs out
        executor._executor_manager_thread_wakeup.wakeup()
        _until(lambda: has_stopped(executor))

        with pytest.raises(SynthesisError, match="get no more work") as caught:
            list(run_all(deeds.carry_out, [deeds.Order(id="p-0")], made))

    assert lived
    assert "--jobs 1" in caught.value.hint


def test_an_executor_that_answers_no_more_is_left() -> None:
    class Mute(Executor):
        def submit(self, *_: Any, **__: Any) -> Any:
            return Future()  # which nobody will ever fulfil

    ended: list[bool] = []

    _shut_down(Mute(), end_processes=lambda: ended.append(True))

    assert ended


@pytest.mark.parametrize("lost", [BrokenPipeError(), ConnectionResetError(), EOFError()])
@pytest.mark.parametrize("failing", [1, 2])
def test_a_server_that_is_lost_while_a_process_is_asked_of_it_is_replaced(
    failing: int, lost: Exception, deeds: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    spawn = ProcessPoolExecutor._spawn_process  # type: ignore[attr-defined] # typeshed leaves it out
    asked = []

    def ask(executor: ProcessPoolExecutor) -> None:
        asked.append(executor)
        if len(asked) == failing:
            raise lost
        spawn(executor)

    monkeypatch.setattr(ProcessPoolExecutor, "_spawn_process", ask)

    with Workers(2, modules=[deeds.__name__]) as made:
        answers = dict(run_all(deeds.carry_out, [deeds.Order(id=f"p-{number}") for number in range(4)], made))

    assert len(answers) == 4
    assert len(set(asked)) == 2


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_workers_end_with_the_process_that_started_them(end: signal.Signals, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    main = tmp_path / "main.py"
    main.write_text(f"""
import sys
sys.path.insert(0, {str(_HERE)!r})
import pathlib, pool_work
from audioed.synthesizing.pool import run_all
from audioed.synthesizing.workers import Workers

if __name__ == "__main__":
    orders = [pool_work.Order(id=str(n), deed="sleep", notes=pathlib.Path({str(notes)!r})) for n in range(2)]
    with Workers(2, modules=["pool_work"]) as workers:
        list(run_all(pool_work.carry_out, orders, workers))
""")
    process = subprocess.Popen([sys.executable, str(main)], stderr=subprocess.PIPE)
    _until(lambda: notes.exists() and len(notes.read_text().splitlines()) == 2)
    pids = [int(line) for line in notes.read_text().splitlines()]

    os.kill(process.pid, end)
    process.communicate(timeout=20)

    _until(lambda: not any(map(_lives, pids)))


def _until(holds: Any) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline, "waited for 20 seconds"
        time.sleep(0.02)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text() if sys.platform == "linux" else True
