"""The official SDK for Node in the sandbox: ``python -m witnesses.official_node``.

npm brings it, into a folder of its own. What it sends wrongly, or cannot read, is
listed below and asserted, so that a newer SDK shows.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

from refreshbooks.sandbox import Sandbox

__all__ = ["main"]

PACKAGE = "@freshbooks/api@4.1.0"
FOLDER = Path(".witnesses")
PROGRAM = Path(__file__).with_name("official_node.cjs")

# Calls that the SDK itself gets wrong: what is refused, or what it says.
_WRAPPED = "it wraps one credit note as credit_notes; the field is credit_note"
ITS_OWN = {
    ("creditNotes", "create"): _WRAPPED,
    ("creditNotes", "update"): _WRAPPED,
    ("creditNotes", "single"): "so there is none to be read",
}


def main() -> None:
    """Takes the walk, and prints what went how.

    Raises:
        AssertionError: Something went otherwise than it should.
        SystemExit: Node is not installed.
    """
    install()
    with Sandbox() as sandbox:
        came = [json.loads(line) for line in walked(sandbox).splitlines()]
    wrong = [one for one in came if one["ok"] is not expected(one)]
    by_resource: dict[str, list[str]] = {}
    for one in came:
        by_resource.setdefault(one["resource"], []).append(one["call"])
    print(PACKAGE)
    for resource, calls in by_resource.items():
        print(f"  {resource:<26} {' '.join(dict.fromkeys(calls))}")
    for (resource, call), why in ITS_OWN.items():
        print(f"  {resource}.{call} is wrong in the SDK itself: {why}")
    print(f"{len(came)} calls of {len(by_resource)} resources")
    assert not wrong, "\n".join(map(str, wrong))


def expected(one: dict[str, str]) -> bool:
    """Says whether a call has to go well."""
    return (one["resource"], one["call"]) not in ITS_OWN


def install() -> None:
    """Has npm bring the SDK, once.

    Raises:
        SystemExit: There is no Node.
    """
    if shutil.which("npm") is None:
        raise SystemExit("This witness needs Node.js with npm")
    if not (FOLDER / "node_modules" / "@freshbooks").exists():
        FOLDER.mkdir(exist_ok=True)
        command = ["npm", "install", "--silent", "--no-save", "--prefix", str(FOLDER), PACKAGE]
        subprocess.run(command, check=True)


def walked(sandbox: Sandbox) -> str:
    """Returns what the SDK's program has printed."""
    environment = {
        "NODE_PATH": str((FOLDER / "node_modules").resolve()),
        "SANDBOX_URL": sandbox.rest_url,
        "ACCESS_TOKEN": sandbox.access_token,
        "REFRESH_TOKEN": sandbox.refresh_token,
        "CLIENT_ID": sandbox.client_id,
        "CLIENT_SECRET": sandbox.client_secret,
        "REDIRECT_URI": sandbox.redirect_uri,
        "ACCOUNT_ID": sandbox.account_id,
        "BUSINESS_ID": str(sandbox.business_id),
    }
    ran = subprocess.run(
        ["node", str(PROGRAM)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if not ran.stdout:
        raise SystemExit(ran.stderr)
    return ran.stdout


if __name__ == "__main__":
    main()
