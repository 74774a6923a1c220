"""Templates and voices are found wherever the package may stand."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
ASK = "from audioed.resources import bundled; print(bundled('voices')); print(bundled('templates'))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, CHECKOUT],
        check=True,
    )
    return next(folder.glob("*.whl"))


def found_by(package_parent: Path) -> list[Path]:
    environment = {**os.environ, "PYTHONPATH": str(package_parent)}
    answer = subprocess.run(
        [sys.executable, "-c", ASK], check=True, capture_output=True, text=True, env=environment, cwd=package_parent
    )
    return [Path(line) for line in answer.stdout.splitlines()]


def test_a_checkout_finds_its_top_level_folders() -> None:
    assert found_by(CHECKOUT / "src") == [CHECKOUT / "voices", CHECKOUT / "templates"]


def test_an_editable_install_finds_the_folders_of_its_checkout(tmp_path: Path) -> None:
    site = tmp_path / "site-packages"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--no-build-isolation",
            "--target",
            site,
            "-e",
            CHECKOUT,
        ],
        check=True,
    )
    ask = f"import site; site.addsitedir({str(site)!r}); {ASK}"

    answer = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True, cwd=tmp_path)

    assert answer.stdout.splitlines() == [str(CHECKOUT / "voices"), str(CHECKOUT / "templates")]


def test_a_wheel_brings_its_own_folders(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)

    voices, templates = found_by(tmp_path)

    assert voices == tmp_path / "audioed" / "voices"
    assert (voices / "en-gb.toml").is_file()
    assert templates == tmp_path / "audioed" / "templates"
    assert any(templates.rglob("*.*"))


def test_a_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        names = set(archive.namelist())

    assert {top for top in tops if not top.endswith(".dist-info")} == {"audioed"}
    assert "audioed/py.typed" in names
    assert not [name for name in names if name.endswith((".pyc", ".mp3"))]
