"""What no module of the product does, whoever asks: open archives, evaluate text, start a shell, unpickle a file."""

import ast
import re
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

import audioed

PACKAGE = Path(audioed.__file__).parent

ARCHIVES = {"zipfile", "tarfile", "zipimport", "gzip", "bz2", "lzma", "py7zr", "rarfile"}
PARSERS = {"xml", "expat", "xmlrpc", "html5lib", "bs4", "defusedxml", "plistlib"}
CODE = {"eval", "exec", "compile", "__import__", "input", "breakpoint"}
STORED_CODE = {"pickle", "cPickle", "dill", "shelve", "marshal", "code", "runpy"}


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the product, by its path in the package."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return tuple((path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8"))) for path in paths)


@cache
def imported(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@cache
def calls(tree: ast.Module) -> tuple[tuple[str, ast.Call], ...]:
    """Return calls with the name of what is called, without what it belongs to."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return tuple((getattr(node.func, "attr", "") or getattr(node.func, "id", ""), node) for node in found)


def test_no_module_opens_an_archive() -> None:
    """So there is no limit of size, ratio, count or names to keep: what opens one first has to bring them."""
    users = {name: found for name, tree in trees() if (found := imported(tree) & ARCHIVES)}

    assert users == {"publishing/archive.py": {"zipfile"}, "serving/variants.py": {"gzip"}}
    for name, tree in trees():
        for called, node in calls(tree):
            if called == "ZipFile":
                assert ast.literal_eval(node.args[1]) == "w", name
            assert called not in {"unpack_archive", "extractall"}, name


def test_xml_is_parsed_in_one_package_without_entities_and_network() -> None:
    users = {PurePosixPath(name).parts[0] for name, tree in trees() if imported(tree) & (PARSERS | {"lxml"})}
    parsers = [
        {keyword.arg: ast.literal_eval(keyword.value) for keyword in node.keywords}
        for name, tree in trees()
        if name.startswith("markup/")
        for called, node in calls(tree)
        if called in {"XMLParser", "HTMLParser"}
    ]

    assert users == {"markup"}
    assert len(parsers) == 3
    assert all(options["no_network"] is True for options in parsers)
    assert sum(options.get("resolve_entities") is False for options in parsers) == 2
    assert not any({"load_dtd", "dtd_validation"} & options.keys() for options in parsers)
    assert not any(options.get("huge_tree") and "resolve_entities" in options for options in parsers)


def test_no_text_becomes_code() -> None:
    for name, tree in trees():
        assert not imported(tree) & STORED_CODE, name
        plain = {called for called, node in calls(tree) if isinstance(node.func, ast.Name)}
        assert not plain & CODE, name


def test_no_shell_is_started_and_one_program_of_ours_alone() -> None:
    starters = {name for name, tree in trees() if "subprocess" in imported(tree)}

    assert starters == {"synthesizing/system.py"}
    for name, tree in trees():
        for called, node in calls(tree):
            assert ast.unparse(node.func) not in {"os.system", "os.popen", "os.startfile"}, name
            assert not re.fullmatch(r"(posix_)?(spawn|exec)[lv]?p?e?", called), name
            assert not any(keyword.arg == "shell" for keyword in node.keywords), name


def test_yaml_is_read_by_its_safe_loader() -> None:
    for name, tree in trees():
        for called, _ in calls(tree):
            assert called not in {"unsafe_load", "full_load", "UnsafeLoader", "FullLoader"}, name
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name.endswith("Loader"):
                bases = {base.attr for base in node.bases if isinstance(base, ast.Attribute)}
                assert bases <= {"SafeLoader"}, name


@pytest.mark.parametrize("source", ["import zipfile", "from xml.etree import ElementTree", "import pickle"])
def test_these_tests_see_what_they_look_for(source: str) -> None:
    assert imported(ast.parse(source)) & (ARCHIVES | PARSERS | STORED_CODE)
