# `make run` serves the demo city on 127.0.0.1:8501; `make test` runs every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run install test test-fast check system-packages clean

run: install
	@$(BIN)/daoan demo --if-empty
	@$(BIN)/daoan serve

install: $(VENV)/.installed

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "$(PYTHON) was not found: install Python 3.11 or later (Debian: apt-get install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; $(PYTHON) is older." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "The Python module venv is missing (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@echo "Making the environment $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing the pinned packages (one to three minutes the first time) ..."
	@$(BIN)/pip install --quiet --progress-bar on -r requirements.txt || { echo "The packages of requirements.txt could not be installed: see the message above; the package index must be reachable once." >&2; exit 1; }
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@echo "Installing what the tests need ..."
	@$(BIN)/pip install --quiet --progress-bar on -r requirements-dev.txt || { echo "The packages of requirements-dev.txt could not be installed: see the message above." >&2; exit 1; }
	@touch $@

system-packages:
	@sh tests/system_packages.sh

test: $(VENV)/.installed-dev system-packages check
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

test-fast: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not slow and not browser and not postgis and not real_data"

check: $(VENV)/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
