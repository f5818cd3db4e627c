"""Taking entries of an array with named dimensions at integer offsets: renaming where that is all it takes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from symcheck.expressions.indices import Index
from symcheck.values.evaluate.setting import Dims, Numbers, spread, union
from symcheck.values.numbers.system import Raw


def gather(raw: Raw, dims: Dims, places: Mapping[Index, Numbers]) -> tuple[Raw, Dims]:
    """The entries of an array at offsets along some of its dimensions, and the dimensions of the result."""
    asked = {dim: place for dim, place in places.items() if dim in dims}
    new = _renaming(raw, dims, asked)
    if new is not None:
        return raw, new
    if all(not place.dims for place in asked.values()):
        key = tuple(int(asked[d].raw) if d in asked else slice(None) for d in dims)
        return np.asarray(raw[key]), tuple(d for d in dims if d not in asked)
    kept = tuple(d for d in dims if d not in asked)
    result = union((kept, *(place.dims for place in asked.values())))
    own = {d: Numbers(np.arange(raw.shape[k]), (d,)) for k, d in enumerate(dims) if d not in asked}
    listed = [own.get(d) or asked[d] for d in dims]
    return raw[tuple(spread(n.raw, n.dims, result) for n in listed)], result


def _renaming(raw: Raw, dims: Dims, places: Mapping[Index, Numbers]) -> Dims | None:
    """The dimensions under their new names if every place is a whole dimension, each another one; else None."""
    new = []
    for k, dim in enumerate(dims):
        place = places.get(dim)
        if place is None:
            new.append(dim)
        elif len(place.dims) == 1 and _is_whole(place, raw.shape[k]):
            new.append(place.dims[0])
        else:
            return None
    return tuple(new) if len(set(new)) == len(new) else None


def _is_whole(place: Numbers, length: int) -> bool:
    offsets = place.raw
    return len(offsets) == length and bool((offsets == np.arange(length)).all())
