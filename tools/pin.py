"""Pin what CI installs: constraints.txt has the versions, .ci/requirements.txt their files' hashes too.

Usage: python tools/pin.py PYTHON…, from the oldest to the newest that CI runs on, such as `python3.11 python3.13`; each
needs pip. To take newer releases, remove their lines from constraints.txt before, or the whole file.
"""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_CONSTRAINTS = _ROOT / "constraints.txt"
_HASHED = _ROOT / ".ci" / "requirements.txt"
_REPORT = "-m pip install -q --dry-run --ignore-installed --report - .[dev,s3,sftp] hatchling editables -c".split()


def resolved(python: str) -> dict[str, str]:
    """Return the SHA-256 of the file of each release that this Python would install, by name==version."""
    _CONSTRAINTS.touch()
    asked = [python, *_REPORT, str(_CONSTRAINTS)]
    report = json.loads(subprocess.run(asked, cwd=_ROOT, check=True, stdout=subprocess.PIPE).stdout)
    return {
        f"{release['metadata']['name']}=={release['metadata']['version']}": (
            release["download_info"]["archive_info"]["hashes"]["sha256"]
        )
        for release in report["install"]
        if release["metadata"]["name"] != "audioed"
    }


def main() -> None:
    """Write both files."""
    pythons = sys.argv[1:]
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for python in pythons:
        for release, digest in resolved(python).items():
            found[release][python] = digest
    names = [release.partition("==")[0] for release in found]
    if twice := {name for name in names if names.count(name) > 1}:
        sys.exit(f"{', '.join(sorted(twice))}: not every Python can have the same release; bound it in pyproject.toml.")
    lines = []
    for release in sorted(found, key=str.lower):
        missing = [python.rpartition("python")[2] for python in pythons if python not in found[release]]
        marker = "".join(f" ; python_version != '{version}'" for version in missing)
        hashes = "".join(f" \\\n    --hash=sha256:{digest}" for digest in sorted(set(found[release].values())))
        lines.append(f"{release}{marker}{hashes}\n")
    _HASHED.write_text("".join(lines), encoding="utf-8")
    _CONSTRAINTS.write_text("".join(f"{release}\n" for release in sorted(found, key=str.lower)), encoding="utf-8")


if __name__ == "__main__":
    main()
