"""Certificates that are tampered with: what no longer is a counterexample, or not the one that is printed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from symcheck.claims.verdict import Refuted


def tampered(certificate: Refuted) -> Iterator[Refuted]:
    """Certificates that differ from this one in what they say, and are none."""
    return (other for other in _changed(certificate) if other != certificate)


def _changed(certificate: Refuted) -> Iterator[Refuted]:
    """Other sides, sizes that are none, names that are not there, values that are no numbers."""
    yield replace(certificate, left=_other(certificate.left))
    yield replace(certificate, right=_other(certificate.right))
    yield replace(certificate, left=certificate.right, right=certificate.left)
    yield replace(certificate, entry=(*certificate.entry, 1))
    yield replace(certificate, values=(*certificate.values, ("no such name", "1")))
    for k, (name, _) in enumerate(certificate.sizes):
        for wrong in (-99, -98):
            yield replace(certificate, sizes=_put(certificate.sizes, k, (name, wrong)))
        yield replace(certificate, sizes=_put(certificate.sizes, k, (name + "0", 1)))
    for k, (name, _) in enumerate(certificate.values):
        yield replace(certificate, values=_put(certificate.values, k, (name, "1/0")))
        yield replace(certificate, values=_put(certificate.values, k, (name + "[99]", "1")))


def _other(text: str) -> str:
    return "1" if text.startswith("not") else str(float(text) + max(0.001, abs(float(text)) / 1000))


def _put(items: tuple[object, ...], k: int, item: object) -> tuple[object, ...]:
    return (*items[:k], item, *items[k + 1 :])
