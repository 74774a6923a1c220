"""Narration: what is said of an article, announced, summarized or skipped, by a policy that one can read."""

from audioed.narrating.narrate import narrate
from audioed.narrating.policies import load_policy, policy_names
from audioed.narrating.policy import Policy
from audioed.narrating.reasons import Reason

__all__ = ["Policy", "Reason", "load_policy", "narrate", "policy_names"]
