"""Rules and conditions as data: trees on answers, with one evaluator, one validator and one way of saying them.

Pure: no records, no request. Who may apply (`EligibilityRule`), and what is asked (`condition`), are both such trees.
"""

from applications.rules.checks import Fault, check_condition, check_tree
from applications.rules.findings import Finding, judge, label_of_rule, seen_words, verdict
from applications.rules.known import Known
from applications.rules.trees import leaves, refers_to
from applications.rules.verdicts import FAIL, OPEN, PASS, all_of, decisive, verdict_of
from applications.rules.visibility import Shown, in_order, visible
from applications.rules.words import Speech, reason_of, seen_in, words_of

__all__ = [
    "FAIL",
    "OPEN",
    "PASS",
    "Fault",
    "Finding",
    "Known",
    "Shown",
    "Speech",
    "all_of",
    "check_condition",
    "check_tree",
    "decisive",
    "in_order",
    "judge",
    "label_of_rule",
    "leaves",
    "reason_of",
    "refers_to",
    "seen_in",
    "seen_words",
    "verdict",
    "verdict_of",
    "visible",
    "words_of",
]
