"""`python -m tests.certificates --count 10000`: certificates of the adversary's false claims, looked at again.

Each is put before `symcheck.certificates` as it is, where it must stand, and tampered with, where it must not.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter

import symcheck.judging.compare as compare
from symcheck.certificates.counterexample import refusal
from symcheck.claims.claim import Claim
from symcheck.claims.verdict import Abstained, Refuted
from tests.adversary.campaign import CLASSES, campaign
from tests.certificates.tampering import tampered

counts: Counter[str] = Counter()
chosen = random.Random(0)


def looked_at(found: Refuted | Abstained, claim: Claim) -> Refuted | Abstained:
    """The finding; what becomes of it, and of one way to tamper with it, is counted."""
    if isinstance(found, Refuted):
        reason = refusal(claim, found)
        counts["certificates"] += 1
        if reason is not None:
            counts["refused"] += 1
            print(f"refused: {reason}: {found}")
        other = chosen.choice([*tampered(found)])
        counts["tampered with"] += 1
        if refusal(claim, other) is None:
            counts["tampered with, and accepted"] += 1
            print(f"accepted: {other} for {found}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.certificates", description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    compare.standing = looked_at
    number = 1
    while counts["certificates"] < options.count:
        campaign(options.seed, number, CLASSES)
        number += 2  # the odd ones are false
    print(", ".join(f"{n} {what}" for what, n in counts.items()))


if __name__ == "__main__":
    main()
