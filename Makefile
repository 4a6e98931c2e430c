# `make facts` and `make test` are all a fresh clone needs; both make .venv first.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
SAMPLE ?= corpus/sample.txt
PUBLISHED ?= 2025-03-27

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt

.PHONY: facts test lint format clean

facts: $(INSTALLED)
	$(BIN)/numfacts extract $(SAMPLE) --published $(PUBLISHED) --show

test: $(INSTALLED)
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup $(ARGS)

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/numfacts rules lint

format: $(INSTALLED)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[export,postgres,spacy,spark,dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find pipeline tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
