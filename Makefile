# make demo   the README's program, really run against the sandbox
# make test   the whole test suite, under pytest and under nose
#
# Both need Python 3.10 or later and nothing else: they make an environment of
# their own in .venv. Further: lint, types, generate-docs, stubs, coverage, benchmarks,
# witnesses, proofs, tox, clean.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python3.10; do \
    $$python -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null \
    && echo $$python && break; done)

VENV := .venv
RUN := $(VENV)/bin/python
MADE := $(VENV)/.made

# Whether a newer pip exists is nothing that a reader of our output asked.
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test lint types generate-docs stubs coverage benchmarks witnesses proofs tox clean
.DELETE_ON_ERROR:

demo: $(MADE)-all
	@$(RUN) examples/yard_work.py

# The two run side by side; nose says how it went when pytest is done.
test: $(MADE)-all,test
	@$(RUN) -m nose >$(VENV)/nose.log 2>&1 & nose=$$!; \
	trap "kill $$nose" INT TERM; \
	$(RUN) -m pytest -q; by_pytest=$$?; \
	wait $$nose; by_nose=$$?; \
	echo "The same under nose:"; cat $(VENV)/nose.log; \
	exit $$((by_pytest + by_nose))

lint: $(MADE)-lint
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .

types: $(MADE)-all,lint
	$(RUN) -m mypy

# Warnings are errors; nothing is fetched.
generate-docs: $(MADE)-all,docs
	@$(RUN) -m sphinx -W --keep-going -q docs build/docs && echo "See build/docs/index.html"

# What type checkers and editors read of a REST client's attributes, from the catalog.
stubs: $(MADE)-all
	@$(RUN) -m tools.stubs

# The core's own tests have to reach all of it; what tests the sandbox, runs other
# processes or repeats itself on purpose takes time and adds nothing here.
ELSEWHERE := $(addprefix --ignore=tests/,sandbox catalog cli test_torture.py test_runners.py \
    test_secrecy.py test_once_processes.py)

coverage: $(MADE)-all,test
	$(RUN) -m coverage run -m pytest -q $(ELSEWHERE)
	$(RUN) -m coverage report

benchmarks: $(MADE)-all,witnesses
	@$(RUN) -m benchmarks

# The official SDKs for Python and, where there is Node.js, for that: in the sandbox.
witnesses: $(MADE)-all,witnesses
	@$(RUN) -m witnesses

# What must never happen, tried more often than the tests do; some minutes.
proofs: $(MADE)-all,test
	@$(RUN) -m benchmarks.torture
	@$(RUN) -m benchmarks.once
	@$(RUN) -m benchmarks.busy
	@$(RUN) -m benchmarks.tokens
	@$(RUN) -m tests.mutants
	@$(RUN) -m tests.rest.mutants 40000

tox: $(MADE)-tox
	$(RUN) -m tox

clean:
	rm -rf $(VENV) .tox .witnesses .coverage build dist docs/generated refreshbooks.egg-info

# The environment is made anew when what it is made from changes. A Python
# without ensurepip may still have a pip of its own that can fill it.
$(MADE): setup.py pyproject.toml Makefile
	@test -n "$(PYTHON)" || { echo "No Python 3.10 or later was found." \
	    "Name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 10) or sys.exit( \
	    "Python 3.10 or later is needed, and this is " + sys.version.split()[0])'
	@echo "Making an environment in $(VENV) with $$($(PYTHON) --version) ..."
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
	    $(PYTHON) -m venv --clear --without-pip $(VENV) \
	    && $(PYTHON) -m pip --python $(RUN) install --quiet pip; } || { rm -rf $(VENV); \
	    echo "This Python cannot make virtual environments;" \
	    "on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

$(MADE)-tox: $(MADE)
	@echo "Installing tox ..."
	@$(RUN) -m pip install --quiet tox tox-uv
	@touch $@

$(MADE)-%: $(MADE)
	@echo "Installing refreshbooks[$*] ..."
	@$(RUN) -m pip install --quiet --editable '.[$*]'
	@touch $@
