"""A process in which pyttsx3 speaks one utterance into a file, or tells which voices there are.

`system.py` runs it. It reads one request in JSON from standard input and writes one file; what pyttsx3 prints is lost.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from audioed.synthesizing.espeak_files import initial_path
from audioed.synthesizing.espeak_library import import_binding


def main() -> None:
    """Do what the request on standard input says."""
    request = json.load(sys.stdin)
    is_espeak = sys.platform not in ("darwin", "win32")
    if is_espeak:
        import_binding()
        os.environ["ESPEAK_DATA_PATH"] = os.fsdecode(initial_path())
    import pyttsx3  # noqa: PLC0415 - finds the library only now

    engine = pyttsx3.init()
    if request["do"] == "list":
        _list(engine, Path(request["file"]))
    else:
        _speak(engine, request, is_espeak=is_espeak)


def _list(engine: Any, file: Path) -> None:  # noqa: ANN401 - pyttsx3 has no types
    voices = [
        {"id": voice.id, "title": voice.name, "languages": [str(language) for language in voice.languages or ()]}
        for voice in engine.getProperty("voices")
    ]
    file.write_text(json.dumps(voices), encoding="utf-8")


def _speak(engine: Any, request: dict[str, Any], *, is_espeak: bool) -> None:  # noqa: ANN401 - pyttsx3 has no types
    problems: list[str] = []
    # Otherwise it goes on with another voice.
    engine.connect("error", lambda exception, **_: problems.append(str(exception)))
    if request["voice"]:
        engine.setProperty("voice", request["voice"])
    engine.setProperty("rate", request["rate_wpm"])
    engine.save_to_file(request["text"], request["file"])
    if is_espeak:
        engine.startLoop()  # runAndWait returns before the first utterance is done
    else:
        engine.runAndWait()
    if problems:
        sys.exit("; ".join(problems))


if __name__ == "__main__":
    main()
