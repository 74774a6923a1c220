"""What the pool's tests let workers do: a module of its own, since workers import it by name."""

import ctypes
import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from audioed.errors import SynthesisError, VoiceError


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """Something to be done, and where to note that it was begun."""

    id: str
    deed: str = "answer"
    notes: Path | None = None


def carry_out(order: Order) -> str:
    times = _note(order.notes)
    match order.deed:
        case "exit":
            os._exit(3)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "crash once" if times == 1:
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            ctypes.PyDLL(None).sleep(1000)  # in C, with the interpreter's lock held
        case "sleep":
            time.sleep(1000)
        case "silent":
            raise SynthesisError("The voice said nothing.", hint="Choose another voice.")
        case "silent once" if times == 1:
            raise SynthesisError("The voice said nothing.")
        case "no voice":
            raise VoiceError("There is no such voice.")
        case "defect":
            raise ZeroDivisionError("a defect of ours")
    return f"{order.id} by {os.getpid()}"


def _note(notes: Path | None) -> int:
    """Count how often this was begun."""
    if notes is None:
        return 1
    with notes.open("a", encoding="utf-8") as file:
        print(os.getpid(), file=file)
    return len(notes.read_text(encoding="utf-8").splitlines())


def stages_loaded(_order: Order) -> list[str]:
    return sorted(sys.modules)
