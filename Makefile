# make demo     install, read the sample manuals and show one
# make test     install with what the tests need, and run them
# make check    everything that must hold before a change goes in
# make format   put the code into the one layout

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
# the newest Python that fits; PYTHON=… chooses another
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
PYTEST_FLAGS ?=

.DEFAULT_GOAL := check
.PHONY: demo test check lint style types imports schema-current format schema system clean

demo: $(VENV)/.installed
	$(BIN)/zhize extract corpus/samples -o out/demo
	$(BIN)/zhize show corpus/samples/scoring_table.docx

test: $(VENV)/.installed-dev system
	$(PY) -m pytest $(PYTEST_FLAGS)

check: lint test

lint: style types imports schema-current

style: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

imports: $(VENV)/.installed-dev
	$(BIN)/lint-imports

schema-current: $(VENV)/.installed-dev
	@$(PY) -c "from extractor import schema; import sys; \
	sys.exit(schema.schema_path().read_text('utf-8') != schema.json_schema() and 'output_schemas is not what the model says: make schema')"

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

schema: $(VENV)/.installed
	$(PY) -c "from extractor import schema; print(schema.write())"

# LibreOffice and a Chinese font, for old .doc files and for the oracles of the tests
system:
	@bash .ci/system

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed (Debian 12 and later: apt-get install python3 python3-venv)" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV) || { echo "no venv: apt-get install python3-venv" >&2; exit 2; }

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
