"""Keyed hashes, the same in every run: seeds for what is drawn, and pseudo-random residues for unknown functions."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]


def hashed(key: object) -> int:
    """A number of 62 bits for a key, by the text of it."""
    return int.from_bytes(blake2b(repr(key).encode(), digest_size=8).digest(), "big") >> 2


def digest(entry: NDArray[np.int64]) -> bytes:
    """A short fingerprint of one value's residues."""
    return blake2b(np.ascontiguousarray(entry).tobytes(), digest_size=16).digest()


def mixed(state: Words) -> Words:
    """The finaliser of splitmix64 (Steele, Lea and Flood, 2014)."""
    with np.errstate(over="ignore"):
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(state ^ (state >> np.uint64(31)))


def salts(key: object, shape: tuple[int, ...]) -> Words:
    """Different words for every place, for a key."""
    count = int(np.prod(shape, dtype=np.int64))
    with np.errstate(over="ignore"):
        words = mixed(np.arange(count, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(hashed(key)))
    return words.reshape(shape)


def absorb(state: Words, entry: NDArray[np.int64], place: int) -> Words:
    """The state after one more residue, at this place in the list of arguments."""
    with np.errstate(over="ignore"):
        return mixed((state ^ entry.astype(np.uint64)) + np.uint64(place) * np.uint64(0x9E3779B97F4A7C15))


def hash_entries(residues: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number of at most 31 bits a value (its residues in the last two axes)."""
    weights = salts("entries", residues.shape[-2:])
    with np.errstate(over="ignore"):
        total = (residues.astype(np.uint64) * weights).sum(axis=(-1, -2), dtype=np.uint64)
    return (mixed(np.asarray(total)) >> np.uint64(33)).astype(np.int64)
