"""The tests of refreshbooks.

Importing this package, which both test runners do first, guards the process
and the Python programs that it starts: none reaches another machine, and no
proxy or stored password of the person who runs the tests comes into play. Nor
does it matter whether they run in the background.
"""

import os
import signal
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


def _hear_ctrl_c() -> None:
    """Undoes what a shell does to programs in its background, and they to theirs.

    Some tests press Ctrl-C, and see what becomes of it.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


_stay_at_home()
_hear_ctrl_c()
