"""Ratios against a floor: what the library costs beyond the least that would do.

Each script times the library and a floor that does the same work by bare means,
turn about and in one process, so that a busy machine slows both alike. Run
all by ``python -m benchmarks``, or one by its name: ``python -m benchmarks.encode``.
"""
