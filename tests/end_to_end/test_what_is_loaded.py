"""What a start loads, since each module costs a listener's or a program's time."""

import subprocess
import sys

_TOLD = "import sys; print(*sorted(sys.modules))"


def test_putting_english_into_words_loads_no_article_no_other_language_and_no_library() -> None:
    used = "from audioed.normalizing import normalize; normalize('In 2014 it cost £5.', 'en-GB')"

    done = subprocess.run([sys.executable, "-c", f"{used}; {_TOLD}"], check=True, capture_output=True, text=True)

    loaded = set(done.stdout.split())
    assert "audioed.model.token" in loaded
    assert not {name for name in loaded if name.startswith(("audioed.model.a", "audioed.model.s", "audioed.reading"))}
    assert not {name for name in loaded if name.startswith("audioed.normalizing.languages")}
    assert not loaded & {"av", "click", "jinja2", "lxml", "mutagen", "PIL", "pyttsx3", "yaml"}
