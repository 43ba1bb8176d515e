# Everything from nothing but Python 3.11 (or newer), make and a C compiler.
.DEFAULT_GOAL := help
.PHONY: help setup demo test types tests check bench study models layer wheel clean

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# uv lives in the environment itself, so that nothing outside the checkout is touched.
UV := $(BIN)/uv
UV_VERSION := 0.13.9
# The system's certificates, as pip uses them: some networks have their own.
export UV_SYSTEM_CERTS := 1
# Some machines tell Python to keep no bytecode; each of the hundreds of processes that tests start would compile all it imports.
unexport PYTHONDONTWRITEBYTECODE
SHARED ?= ../shared
TRAINING := .venv-training
SILVER := .venv-silver
# Topics that are kept for measuring from outside.
SEALED = $(wildcard $(SHARED)/data/slavicner/raw/us_election_2020/ru/*.txt $(SHARED)/data/slavicner/raw/russia_-_ukraine_war/ru/*.txt)

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
	$(BIN)/lint-imports --no-cache
	$(MAKE) --no-print-directory -j 2 types tests

# Types are checked while the tests start: what is wrong with them is printed within the first minute, and fails the whole at the end.
types:
	$(BIN)/mypy

# Two processes on two cores: more threads than that would wait for each other.
tests:
	OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist loadscope

bench: setup ## speed and memory, figures kept in benchmarks/
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/language.py > benchmarks/speed.json
	$(BIN)/python benchmarks/scan.py > benchmarks/scan.json
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/lineage.py 10000 100000 > benchmarks/lineage.json
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/search.py 500000 > benchmarks/search.json

# The Mesa model that the engine is held against has an environment of its own, .venv-mesa. Half an hour on two idle cores.
study: setup ## speed of the partnership model, against its reference and a Mesa model; figures kept in benchmarks/
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/scenario.py > benchmarks/scenario.json.part
	mv benchmarks/scenario.json.part benchmarks/scenario.json
	$(BIN)/python scripts/study_page.py

# Training has environments of its own: PyTorch for the networks, natasha for Russian silver trees. Some two hours on two cores.
models: setup ## train the language pipelines and the name taggers (needs the treebanks and SlavicNER in SHARED)
	test -x $(SILVER)/bin/python || $(PYTHON) -m venv $(SILVER)
	$(SILVER)/bin/python -m pip install --quiet --disable-pip-version-check natasha==1.6.0 "setuptools<81"
	mkdir -p scripts/training/silver
	$(SILVER)/bin/python scripts/russian_silver.py scripts/training/silver/ru_silver.conllu \
	  $(filter-out $(SEALED),$(wildcard $(SHARED)/data/slavicner/raw/*/ru/*.txt))
	test -x $(TRAINING)/bin/python || $(PYTHON) -m venv $(TRAINING)
	VIRTUAL_ENV=$(CURDIR)/$(TRAINING) $(UV) sync --quiet --frozen --active --inexact --no-dev
	$(TRAINING)/bin/python -m pip install --quiet --disable-pip-version-check -r scripts/training/requirements.txt
	OMP_NUM_THREADS=1 $(TRAINING)/bin/python scripts/train_language.py $(SHARED)/data/treebanks
	$(BIN)/python scripts/train_names.py $(SHARED)/data/slavicner
	$(MAKE) layer

layer: setup ## train what weighs readings and PLOVER events, from training/sentences and PLV's train half in SHARED
	test -x $(TRAINING)/bin/python || $(PYTHON) -m venv $(TRAINING)
	VIRTUAL_ENV=$(CURDIR)/$(TRAINING) $(UV) sync --quiet --frozen --active --inexact --no-dev
	$(TRAINING)/bin/python -m pip install --quiet --disable-pip-version-check -r scripts/training/requirements.txt
	OMP_NUM_THREADS=1 $(TRAINING)/bin/python scripts/train_plover.py $(SHARED)/data/plv/PLV_train.tsv
	OMP_NUM_THREADS=1 $(TRAINING)/bin/python scripts/train_layer.py

wheel: setup ## build the wheel into dist/
	$(UV) build --quiet --wheel

clean: ## remove what the other targets made
	rm -rf $(VENV) $(TRAINING) $(SILVER) .venv-mesa .venv-llm dist papertiger-demo .mypy_cache .ruff_cache .pytest_cache
