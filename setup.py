"""What the package is called, what it needs, what it installs.

Settings of tools are in pyproject.toml.
"""

import re
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

from setuptools import Command, find_packages, setup

HERE = Path(__file__).resolve().parent


def version():
    """Reads the version without importing the package, which would need lxml."""
    source = (HERE / "refreshbooks" / "__init__.py").read_text(encoding="utf-8")
    return re.search(r'^__version__ = "([^"]+)"$', source, re.MULTILINE).group(1)


class NoseTests(Command):
    """``python setup.py nosetests``, which nose itself no longer registers."""

    description = "run the tests with nose"
    user_options: ClassVar = [("attr=", "a", "run only the tests with this attribute")]

    def initialize_options(self):
        self.attr = None

    def finalize_options(self):
        pass

    def run(self):
        chosen = [] if self.attr is None else [f"--attr={self.attr}"]
        raise SystemExit(subprocess.call([sys.executable, "-m", "nose", *chosen], cwd=HERE))


# What somebody who uses the library may want beside the core.
EXTRAS_FOR_USERS = {
    "sandbox": ["oauthlib>=3.2.2", "tzdata"],
    "async": ["httpx2>=2.14"],
    "httplib2": ["httplib2>=0.22"],
    "limit": ["pyrate-limiter>=4.0.1,<5"],
    "once": ["filelock>=4.1"],
    "tls": ["trustme>=1.2"],
    "tokens": ["filelock>=4.1"],
    "keyring": ["filelock>=4.1", "keyring>=25.0"],
    # Extras of earlier versions, kept so that old requirement lines resolve.
    "oauth": [],
    "requests": [],
}

EXTRAS_FOR_DEVELOPERS = {
    "docs": ["furo>=2024.8.6", "sphinx>=7.4"],
    "test": [
        "coverage>=7.10",
        "docutils>=0.20",
        "hypothesis>=6.100",
        "pynose>=1.5.5",
        "pytest>=8.0",
        "setuptools>=68",
    ],
    # The official SDK, which the sandbox is tried with, and calls are compared with.
    "witnesses": ["freshbooks-sdk>=1.3", "trustme>=1.2"],
    "lint": [
        # Libraries of the extras that bring their own types.
        "filelock>=4.1",
        "httpx2>=2.14",
        "pyrate-limiter>=4.0.1,<5",
        "mypy>=2.4",
        "ruff>=0.17",
        "types-httplib2",
        "types-lxml>=2026.2.16",
        "types-oauthlib",
        "types-requests-oauthlib>=2.0.0.20261006",
    ],
}

setup(
    name="refreshbooks",
    version=version(),
    description="A client library for the FreshBooks API, and a sandbox to try it on",
    long_description=(HERE / "README.rst").read_text(encoding="utf-8"),
    long_description_content_type="text/x-rst",
    license="MIT",
    author="the refreshbooks authors",
    keywords="freshbooks invoices api client sandbox",
    classifiers=[
        "Development Status :: 4 - Beta",
        "Intended Audience :: Developers",
        "Operating System :: OS Independent",
        "Programming Language :: Python :: 3",
        "Programming Language :: Python :: 3.10",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
        "Topic :: Office/Business :: Financial",
        "Typing :: Typed",
    ],
    packages=find_packages(include=["refreshbooks", "refreshbooks.*"]),
    package_data={"refreshbooks": ["py.typed"]},
    zip_safe=False,
    python_requires=">=3.10",
    install_requires=["lxml>=5.0", "requests>=2.32.4", "requests-oauthlib>=2.0"],
    extras_require={
        **EXTRAS_FOR_USERS,
        **EXTRAS_FOR_DEVELOPERS,
        "all": sorted({needed for extra in EXTRAS_FOR_USERS.values() for needed in extra}),
    },
    entry_points={"console_scripts": ["refreshbooks = refreshbooks.cli:main"]},
    cmdclass={"nosetests": NoseTests},
)
