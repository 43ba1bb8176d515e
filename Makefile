# Everything from nothing but Python 3.11 (or newer), make and a C compiler.
.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench models wheel clean

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# uv lives in the environment itself, so that nothing outside the checkout is touched.
UV := $(BIN)/uv
UV_VERSION := 0.13.9
# The system's certificates, as pip uses them: some networks have their own.
export UV_SYSTEM_CERTS := 1
SHARED ?= ../shared

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -e 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/.ready ## make the environment in .venv from uv.lock

$(VENV)/.ready: uv.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("papertiger needs Python 3.11 or newer; set PYTHON=/path/to/python3.11") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	test -x $(UV) || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(UV) sync --quiet --frozen --active --inexact
	touch $@

demo: setup ## read the bundled articles, write a ledger and an HTML brief
	$(BIN)/papertiger demo

test: setup ## lint, types, layers, then every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest -n 2 --dist loadscope

bench: setup ## speed and memory, figures kept in benchmarks/
	$(BIN)/python benchmarks/reading.py

models: setup ## train the language pipelines (needs the treebanks in SHARED)
	$(BIN)/python scripts/train_language.py $(SHARED)/data/treebanks

wheel: setup ## build the wheel into dist/
	$(UV) build --quiet --wheel

clean: ## remove what the other targets made
	rm -rf $(VENV) dist papertiger-demo .mypy_cache .ruff_cache .pytest_cache
