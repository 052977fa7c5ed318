"""All of them, one after the other, each in a process of its own."""

import subprocess
import sys

__all__: list[str] = []

NAMES = (
    "encode",
    "decode",
    "sign",
    "call",
    "imports",
    "paging",
    "memory",
    "concurrent",
    "sandbox",
    "books",
    "rest_call",
    "rest_paging",
)

if __name__ == "__main__":
    for name in NAMES:
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)
