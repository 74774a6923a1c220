"""Numbered findings about a built show, each with a severity, a place and a hint."""

from audioed.checking.catalogue import catalogue
from audioed.checking.check import check
from audioed.checking.findings import Finding, Rule, Severity

__all__ = ["Finding", "Rule", "Severity", "catalogue", "check"]
