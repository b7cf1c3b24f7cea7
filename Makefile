# Everything a checkout needs: Python 3.11 or newer, make, and pip's way to its packages.
# The first target that needs it makes .venv; `PYTHON=python3.12 make test` chooses the Python.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
CTSLINK := corpus/ctslink/ctslink-terwin-2003-4he-2003-11-25.txt
YARDSTICK ?=

# The tests share the cores; a worker that is done takes tests from one that is not.
PARALLEL := --numprocesses auto --dist worksteal
QUICK := $(PARALLEL) -m "not slow"
SLOW := $(PARALLEL) -m slow

# What developing takes, from pyproject.toml: its group `dev`, and what builds the wheel.
# (`pip install --group` would do, but the pip that comes with Python 3.11 does not know it.)
NEEDS := import tomllib; p = tomllib.load(open("pyproject.toml", "rb")); \
	print(*p["build-system"]["requires"], *p["dependency-groups"]["dev"], sep="\n")

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.PHONY: help demo quick test lint types snapshots bench clean
.DELETE_ON_ERROR:

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

demo: $(READY) ## read a real filing and show what it says
	$(BIN)/abs-grammar show $(CTSLINK)

quick: lint types ## check style and types, and run the tests that take no time: an answer in less than a minute
	$(BIN)/python -m pytest $(QUICK)

# Coverage is what the quick tests reach: tracing the slow ones would double their time, and a line that only they
# reach has no test of its own.
test: lint types ## check style and types, run all tests, and see that coverage has not fallen
	$(BIN)/python -m pytest $(QUICK) --cov
	$(BIN)/python -m pytest $(SLOW)

lint: $(READY) ## check the style alone
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(READY) ## check the types alone
	$(BIN)/mypy

# In one process: syrupy writes no snapshots from the workers of another.
snapshots: $(READY) ## write what every filing of corpus/ parses to, for `git diff snapshots`
	$(BIN)/python -m pytest tests/testing/test_snapshots.py -k parses_to_its_snapshot --snapshot-update

bench: $(READY) ## measure the drafts, and the speed; YARDSTICK=script.py gives one that defines rows(text) to compare with
	$(BIN)/python benchmarks/draft.py
	$(BIN)/python benchmarks/speed.py $(if $(YARDSTICK),--yardstick $(YARDSTICK))

clean: ## remove .venv and whatever tools left behind
	rm -rf $(VENV) build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "abs-grammar needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1): try make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c '$(NEEDS)' > $(VENV)/needs.txt
	$(BIN)/python -m pip install --quiet --editable . --requirement $(VENV)/needs.txt
	@touch $@
