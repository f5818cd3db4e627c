"""Whether a line has a value wherever the first of its chain has one, decided from what is known.

What an expression asks for is said in `symcheck.definedness`; here each requirement becomes a `Demand`, under the
names and the facts of the place where it stands. What the first expression certainly asks for is known when a line
is judged. A demand of the line is met if it follows from the assumptions, from a sign that can be read off, or from a
demand of the first. An unmet demand does not make a line wrong: it is reported, with what would settle it.

A derivative asks for what its body asks for, and to be reached by the chain rule (`bend`): nothing is asked of the line
elsewhere. What bends ask for meets demands of the line, but decides no case that the line states.
"""
