"""The tests of refreshbooks.

Importing this package, which both test runners do first, guards the process
and the Python programs that it starts: none reaches another machine, and no
proxy or stored password of the person who runs the tests comes into play.
"""

import os
from pathlib import Path

from tests.loopback import sitecustomize


def _stay_at_home() -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    os.environ["NETRC"] = os.devnull
    guarded = str(Path(sitecustomize.__file__).parent)
    inherited = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [guarded, inherited]))
    sitecustomize.guard()


_stay_at_home()
