"""Convert a folder of saved pages, and report what was lost.

    python tools/corpus FOLDER [--jobs N] [--json FILE] [--resume] [--voice tone]

Each page is converted by a process of its own, proven by `audioed verify`, and held against its main text: the
expected text beside it (`NAME.expected.txt`, `NAME.expected.html`, or `expected.html` beside `source.html`), else an
estimate. The exit code is 1 if audioed failed on a page other than by a clear error, or a paragraph was lost. See
docs/real-pages.md.
"""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from judging import Verdict, judge, unjudged
from pages import SavedPage, saved_pages
from reporting import read, table, write
from running import Limits


def main() -> int:
    """Run the program and return its exit code."""
    asked = _arguments()
    if not asked.folder.is_dir():
        print(f"Error: there is no folder {asked.folder}", file=sys.stderr)
        return 2
    pages = list(saved_pages(asked.folder))
    if not pages:
        print(f"Error: there is no page in {asked.folder}", file=sys.stderr)
        return 2
    verdicts = _known(asked.json, pages) if asked.resume and asked.json else {}
    left = [page for page in pages if page.name not in verdicts]
    limits = Limits(seconds=asked.seconds, megabytes=asked.memory_mb)
    with ThreadPoolExecutor(asked.jobs) as executor:
        waited_for = {executor.submit(judge, page, voice=asked.voice, limits=limits): page for page in left}
        for number, future in enumerate(as_completed(waited_for), 1):
            error = future.exception()  # a page that the estimate can't read doesn't end the run
            verdict = future.result() if error is None else unjudged(waited_for[future], error)
            verdicts[verdict.name] = verdict
            print(f"{number} of {len(left)}: {verdict.name}: {verdict.outcome}", file=sys.stderr)
            if asked.json:
                write(asked.json, _in_order(verdicts))
    found = _in_order(verdicts)
    if asked.json:
        write(asked.json, found)
    print("\n".join(table(found)))
    return 1 if any(each.is_failure for each in found) else 0


def _known(file: Path, pages: Sequence[SavedPage]) -> dict[str, Verdict]:
    """Return the results of an earlier run that still hold: of pages that went well and haven't changed since."""
    digests = {page.name: page.digest for page in pages}
    return {each.name: each for each in read(file) if digests.get(each.name) == each.digest and not each.is_failure}


def _in_order(verdicts: dict[str, Verdict]) -> list[Verdict]:
    return [verdicts[name] for name in sorted(verdicts)]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="corpus", description="Convert a folder of saved pages, and report what was lost."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="pages at work at once")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there too, after each page")
    parser.add_argument("--resume", action="store_true", help="leave out pages that went well and stand in FILE")
    parser.add_argument("--voice", "--engine", default="tone", metavar="NAME")
    parser.add_argument("--seconds", type=float, default=120, metavar="N", help="the most that each command may take")
    parser.add_argument("--memory-mb", type=int, default=3000, metavar="N", help="the most memory it may address")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
