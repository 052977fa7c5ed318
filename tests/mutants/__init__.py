"""Answers that went wrong on their way, as many as you like: ``python -m tests.mutants``.

A mutant is a good answer with a few things done to it by chance: bits flipped,
pieces cut out, doubled or moved, hostile words put in, the encoding, the status
or the headers changed. Its number decides everything, so each can be made again.

Each is read as a client reads it. What comes out is walked to its last leaf, and
every leaf is printed, compared, computed with and pickled; an error is printed
and pickled. One mutant in ten travels as raw bytes to a real client, its head as
damaged as its body. An error that is none of ours is an ``Escape``::

    python -m tests.mutants            # 100,000, and a table of what they came to
    python -m tests.mutants 5000       # fewer
    python -m tests.mutants --show 17  # the bytes of number 17
"""
