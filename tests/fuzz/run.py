"""Coverage-guided fuzzing of a border, with atheris: `python -m tests.fuzz.run BORDER --seconds 60 --corpus FOLDER`.

It begins with our samples and whatever the corpus holds, and leaves there what led to new code. An input that makes an
exception is left in the corpus's folder `found`, and the run ends with 77. docs/fuzzing.md says more.
"""

import argparse
import logging
import sys
import warnings
from hashlib import sha1
from importlib import import_module
from pathlib import Path

_WATCHED = ["audioed", "markdown_it", "mdit_py_plugins", "yaml", "tomllib", "email", "mutagen"]
"""Packages whose branches guide the mutations."""

_LONGEST = 8192
"""Bytes of an input: most of a second's work goes into few tries if they are longer."""


def main() -> None:
    """Fuzz a border until the time is over or something breaks."""
    try:
        atheris = import_module("atheris")  # which has no types
    except ImportError:
        sys.exit("This needs atheris: pip install 'audioed[fuzz]'")
    with atheris.instrument_imports(include=_WATCHED):
        from tests.fuzz.catalogue import BORDERS

        parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
        parser.add_argument("border", choices=[*BORDERS])
        parser.add_argument("--seconds", type=int, default=60)
        parser.add_argument("--corpus", type=Path, default=Path("fuzz-corpus"))
        given = parser.parse_args()
        border, folder, found = BORDERS[given.border], given.corpus / given.border, given.corpus / "found"
        for each in (folder, found):
            each.mkdir(parents=True, exist_ok=True)
        for seed in (whole[:_LONGEST] for whole in border.seeds()):
            (folder / sha1(seed, usedforsecurity=False).hexdigest()).write_bytes(seed)
            border(seed)  # which imports what the border needs
    warnings.simplefilter("ignore")  # what the libraries warn of is held by the tests
    logging.disable()
    limits = [f"-max_total_time={given.seconds}", f"-max_len={_LONGEST}", "-timeout=60", "-rss_limit_mb=3000"]
    artifacts = f"-artifact_prefix={found}/{given.border}-"
    atheris.Setup([sys.argv[0], *limits, artifacts, "-print_final_stats=1", str(folder)], border)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
