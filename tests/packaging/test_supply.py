"""What the project is made of and what is made of it: licences, pins, and builds that come out the same."""

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = CHECKOUT / "docs" / "dependencies.md"
# What may be passed on under GPL-3.0-or-later; of licences joined by OR one is enough.
COMPATIBLE = {
    "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CNRI-Python", "GPL-2.0-or-later", "GPL-3.0-or-later", "LGPL-2.1",
    "LGPL-2.1-or-later", "LGPL-3.0-or-later", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0",
}  # fmt: skip
_ROW = re.compile(r"^\| ([a-z0-9-]+) \| ([^|]+?) \|", re.MULTILINE)
# How classifiers name them; "BSD License" is any of its kind.
_CLASSIFIED = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU General Public License v3 (GPLv3)": "GPL-3.0",
}


def needed(name: str, extras: set[str], seen: set[str]) -> set[str]:
    """Return the installed packages that a package needs, and those that these need."""
    try:
        requires = distribution(name).requires or []
    except PackageNotFoundError:  # of another system or Python
        return seen
    for line in requires:
        wanted = Requirement(line)
        if wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in extras | {""}):
            found = canonicalize_name(wanted.name)
            if found not in seen or wanted.extras:
                seen.add(found)
                if found != "audioed":
                    needed(found, wanted.extras, seen)
    return seen


def listed(title: str) -> dict[str, str]:
    """Return the licences in a section of the page, by package."""
    section = PAGE.read_text(encoding="utf-8").partition(f"## {title}\n")[2].partition("\n## ")[0]
    return dict(_ROW.findall(section))


def told(name: str) -> str:
    """Return what a package's metadata says of its licence; empty where it says nothing that is clear."""
    about = metadata(name)
    if expressions := about.get_all("License-Expression"):
        return str(expressions[0])
    classified = [
        line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License")
    ]
    return _CLASSIFIED.get(classified[0], "") if len(classified) == 1 else ""


@pytest.mark.parametrize("extra", ["", "s3", "sftp"])
def test_each_dependency_is_listed_with_a_licence_that_goes_with_ours(extra: str) -> None:
    pages = {
        "": ("What audioed uses", "What these need"),
        "s3": ("With `audioed[s3]`",),
        "sftp": ("With `audioed[sftp]`",),
    }
    known = {name: licence for titles in pages.values() for title in titles for name, licence in listed(title).items()}

    wanted = {name for name in needed("audioed", {extra}, set()) if has_metadata(name)}

    assert wanted
    assert not wanted - set(known)
    for name in wanted:
        assert told(name).split("-")[0] in known[name], name
        parts = [set(choice.split(" AND ")) for choice in known[name].split(" OR ")]
        assert any(part <= COMPATIBLE for part in parts), (name, known[name])


def test_each_tool_of_developers_is_listed() -> None:
    titles = re.findall(r"^## (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    known = {name for title in titles for name in listed(title)}

    wanted = {name for name in needed("audioed", {"dev", "s3", "sftp"}, set()) if has_metadata(name)}

    assert not wanted - known - {"audioed"}


def has_metadata(name: str) -> bool:
    try:
        return bool(metadata(name))
    except PackageNotFoundError:
        return False


def test_ci_installs_the_pinned_releases_by_their_hashes() -> None:
    pinned = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").split()
    hashed = (CHECKOUT / ".ci" / "requirements.txt").read_text(encoding="utf-8")

    assert re.findall(r"^[^\s\\]+==[^\s\\]+", hashed, re.MULTILINE) == pinned
    assert hashed.count("--hash=sha256:") >= len(pinned)
    assert "://" not in hashed


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Build from two copies of the commit that differ in place, in times and in what a person may read."""
    folders = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("another") / "deeper"
    for number, folder in enumerate(folders):
        subprocess.run(["git", "clone", "-q", CHECKOUT, folder / "audioed"], check=True)
        for path in (folder / "audioed").rglob("*"):
            if path.is_file() and ".git" not in path.parts:
                path.chmod(0o600 if number else 0o644)
        built = [sys.executable, "-m", "hatchling", "build", "-d", str(folder / "dist")]
        subprocess.run(built, cwd=folder / "audioed", check=True, capture_output=True)
    yield folders
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_a_commit_gives_the_same_bytes_wherever_it_is_built(builds: tuple[Path, Path], kind: str) -> None:
    one, another = (next((folder / "dist").glob(kind)) for folder in builds)

    assert one.name == another.name
    assert one.read_bytes() == another.read_bytes()


def test_the_source_distribution_holds_what_its_own_tests_need(builds: tuple[Path, Path]) -> None:
    with tarfile.open(next((builds[0] / "dist").glob("*.tar.gz"))) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    with zipfile.ZipFile(next((builds[0] / "dist").glob("*.whl"))) as wheel:
        modules = {name for name in wheel.namelist() if name.endswith(".py")}

    assert {"pyproject.toml", "LICENSE", "constraints.txt", "tests/conftest.py", "tools/pin.py"} <= held
    assert {f"src/{name}" for name in modules} <= held
