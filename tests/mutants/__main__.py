"""The command: reads mutants and prints how many came to what."""

import argparse
import collections
import sys
import time

import tests.mutants
from tests.mutants.making import raw
from tests.mutants.reading import outcomes

__all__: list[str] = []


def main() -> None:
    """Ends with a traceback at the first mutant that an error of another kind comes from."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutants",
        description=tests.mutants.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("count", nargs="?", type=int, default=100_000, help="how many to read")
    parser.add_argument("--first", type=int, default=0, metavar="NUMBER", help="where to begin")
    parser.add_argument("--show", type=int, metavar="NUMBER", help="print one of them instead")
    asked = parser.parse_args()
    if asked.show is not None:
        sys.stdout.buffer.write(raw(asked.show))
        return
    started = time.perf_counter()
    counted = collections.Counter(outcomes(range(asked.first, asked.first + asked.count)))
    for name, count in counted.most_common():
        print(f"{count:8,}  {name}")
    seconds = time.perf_counter() - started
    print(f"{sum(counted.values()):8,}  in {seconds:.0f} s, and nothing else got out")


if __name__ == "__main__":
    main()
