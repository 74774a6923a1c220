"""What is written to standard output and standard error, and how. Results go to the one, all else to the other."""

import json
import os
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from audioed.errors import AudioedError, OutputError, UsageError


def use_utf8() -> None:
    """Write UTF-8 whatever the system prefers; names of files that are not UTF-8 come out as they are."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    if isinstance(sys.stderr, TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")


def result(line: str) -> None:
    """Write a line to standard output.

    Raises:
        BrokenPipeError: nobody reads on.
        OutputError: it can't be written.
    """
    _write(f"{line}\n")


def text(whole: str) -> None:
    """Write a text that has its line ends to standard output; raises as `result` does."""
    _write(whole)


def document(content: Mapping[str, object]) -> None:
    """Write the one JSON document that `--json` asks for to standard output; raises as `result` does."""
    encoded = json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace")
    # A lone surrogate, from a file's name that is not UTF-8, has become the escape that JSON has for it.
    _write(encoded.decode("utf-8") + "\n")


def flush() -> None:
    """Send on what standard output still holds; raises as `result` does."""
    _write("")


def note(line: str) -> None:
    """Write a line to standard error. Where that is closed there is nobody to tell."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()


def failure(error: AudioedError, *, trace: bool = False) -> None:
    """Tell of an error and what to do next; with `trace`, of where it arose too."""
    if trace:
        note("".join(traceback.format_exception(error)).rstrip())
    note(f"Error: {error.message}")
    if error.hint:
        note(f"Hint: {error.hint}")


def to_json(error: AudioedError) -> dict[str, object]:
    """Return an error as `--json` writes it."""
    return {
        "kind": type(error).__name__,
        "message": error.message,
        "hint": error.hint,
        "exit_code": error.exit_code,
    }


def shown(path: Path) -> str:
    """Return a path as one would type it here: from the working folder, where it lies inside."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def standard_input() -> BinaryIO:
    """Return standard input for reading bytes, telling a person at the keyboard how to end it.

    Raises:
        UsageError: it is closed.
    """
    if sys.stdin is None:
        raise UsageError("Standard input is closed.", hint="Name a file, or pipe the text in.")
    if sys.stdin.isatty():
        note("Reading what you type. End with Ctrl-D on a line of its own (Windows: Ctrl-Z, then Enter).")
    return sys.stdin.buffer


def standard_output() -> BinaryIO:
    """Return standard output for writing sound.

    Raises:
        UsageError: a person would see the bytes.
        OutputError: it is closed.
    """
    if sys.stdout is None:
        raise _closed()
    if sys.stdout.isatty():
        raise UsageError("A terminal can't show sound.", hint="Write it to a file: -o FILE")
    return sys.stdout.buffer


def give_up_output() -> None:
    """Let what standard output still holds, and the interpreter's own last flush, go to nowhere."""
    with suppress(AttributeError, OSError):  # it is closed, or no file at all
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, sys.stdout.fileno())
        finally:
            os.close(nowhere)


def _write(content: str) -> None:
    if sys.stdout is None:
        raise _closed()
    try:
        sys.stdout.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up_output()
        raise OutputError(f"Standard output can't be written: {error.strerror}.") from error


def _closed() -> OutputError:
    return OutputError("Standard output is closed.", hint="Leave out >&- and the like.")
