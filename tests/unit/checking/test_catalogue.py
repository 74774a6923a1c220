import re
from pathlib import Path

from audioed import checking
from audioed.checking import Severity, catalogue

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
TESTED = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_*_rules.py"))


def test_each_rule_has_a_test() -> None:
    assert set(catalogue()) - set(re.findall(r'"([A-Z]\d{3})"', TESTED)) == set()


def test_each_rule_is_looked_at_somewhere() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(checking.__file__).parent.glob("*.py"))

    assert set(catalogue()) == set(re.findall(r'"([A-Z]\d{3})"', sources))


def test_codes_are_in_order_and_sentences_are_whole() -> None:
    rules = catalogue()
    areas = list(dict.fromkeys(code[0] for code in rules))

    assert list(rules) == sorted(rules, key=lambda code: (areas.index(code[0]), code))
    for rule in rules.values():
        assert rule.sentence.endswith(".")
        assert rule.hint
        assert rule.severity in Severity


def test_the_documentation_has_each_rule_as_it_is() -> None:
    page = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([A-Z]\d{3}) \| (.*) \|$", page, re.MULTILINE))

    assert rows == {
        code: f"{rule.severity.value} | {escaped(rule.sentence)} | {escaped(rule.hint)}"
        for code, rule in catalogue().items()
    }


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("|", "\\|").replace("<", "&lt;")
