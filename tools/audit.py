"""Ask pip-audit for known vulnerabilities of pinned releases, and fail where there are any.

Usage: python tools/audit.py FILE, with the Python that has pip-audit. Where its service can't be asked, or doesn't know
a release, that is said and is no failure: the service isn't part of the project.
"""

import json
import subprocess
import sys


def main() -> int:
    """Print what was found; 1 where it is a vulnerability."""
    asked = "pip_audit --format json --progress-spinner off --no-deps --disable-pip -r".split()
    done = subprocess.run([sys.executable, "-m", *asked, sys.argv[1]], capture_output=True, text=True, check=False)
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        print(f"Nothing was audited: {(done.stderr.strip().splitlines() or ['no answer'])[-1]}")
        return 0
    unknown = [release["name"] for release in told if "skip_reason" in release]
    flawed = [(release, flaw) for release in told for flaw in release.get("vulns", ())]
    for release, flaw in flawed:
        mended = ", ".join(flaw["fix_versions"]) or "no release yet"
        print(f"{release['name']} {release['version']}: {flaw['id']}, mended in {mended}")
    print(f"{len(told) - len(unknown)} releases audited, {len(flawed)} flaws; the service doesn't know {len(unknown)}.")
    return 1 if flawed else 0


if __name__ == "__main__":
    sys.exit(main())
