"""NumPy code run on symbolic tensors: what a function computes, for all sizes, as tensors of the statement language.

The way is one-way: a function → a copy of its module's globals in which every name that is bound to NumPy is bound to
the namespace of this room (`rebinding`) → traced arrays, which the function computes with (`arrays`) → tensors
(`code`), of which lines and chains are made like of any others. Errors on the way name the line of the code.

The types, from below:

- a **value** (`values`): axes, a body, and whether its entries are reals, whole numbers or truth values; immutable. A
  *dimension* of it is a tuple of axes: of none where its size is 1, of several where a reshape joined them;
- a **view** (`views`): how it selects from a buffer: for each axis of that an index form over its own axes;
- a **traced array** (`arrays`): a buffer, whose value changes, seen through a view, which never does; one of no
  dimensions too. Names, slices, `.T` and `reshape` share the buffer, so that what is written through one is seen
  through all; `.copy()`, operators and indexing with arrays make a new one. A traced **number** has no buffer to share:
  `a += b` on it binds a new one;
- an **extent** (`arrays`): a size as a number: it is divided by, compared where the answer holds for all sizes, and
  passed where a shape is meant;
- what is **followed** (`following`): where a gradient is wrong, the code is run once more, and its arrays that are
  called gradients by others (`dz` by `z`) are held against the derivatives by these;
- the **namespace** (`namespace`): NumPy's functions by NumPy's names, over traced arrays.

Indices in code count from 0 and those of tensors from 1: a whole number keeps the value that it has in the code, and
one is added where it becomes an index.

Promised: what is traced means what it means in NumPy, on arrays of doubles without rounding, overflow, infinities or
NaN. Whatever is not known to mean the same is refused, with its name and what to write instead (`TracingError`): loops
over a symbolic range, branches on a value, shapes that hang on values, writes to what may be a view or a copy.
"""
