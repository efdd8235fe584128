# Two commands are the only set-up: `make demo` and `make test`. Both make .venv and install what they need.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet -c constraints.txt
EXTRAS ?= dev
PYTEST ?= -n auto --dist loadfile

.PHONY: help demo test lint bench docs clean

help: ## list the verbs
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed (found: $$($(PYTHON) --version 2>&1)). Set PYTHON=/path/to/python3.11" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "could not make $(VENV): on Debian and Ubuntu install the package python3-venv" >&2; exit 2; }

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "installing what ceasefire needs into $(VENV) ..."
	@$(PIP) -e . && touch $@

$(VENV)/.dev-$(EXTRAS): pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "installing the test tools into $(VENV) ..."
	@$(PIP) -e '.[$(EXTRAS)]' && touch $(VENV)/.run $@

.venv: $(VENV)/.run ## make .venv and install what the program needs

demo: $(VENV)/.run ## the Astana story: demo/report.html and demo/record/ (ARTICLES=folder reads yours as well)
	@$(BIN)/ceasefire demo --out demo $(if $(ARTICLES),--articles "$(ARTICLES)")

test: $(VENV)/.dev-$(EXTRAS) lint ## run every test
	@$(BIN)/python -m pytest $(PYTEST)

lint: $(VENV)/.dev-$(EXTRAS) ## ruff and mypy --strict
	@$(BIN)/ruff check src tests bench
	@$(BIN)/mypy

bench: $(VENV)/.dev-$(EXTRAS) ## run the measurements (long); each folder of bench/ has a README
	@for d in bench/*/run.py bench/reading/*_run.py; do echo "== $$d"; $(BIN)/python $$d || exit 1; done

docs: $(VENV)/.dev-$(EXTRAS) ## write the generated reference pages anew
	@$(BIN)/python docs/generate.py

clean: ## remove .venv and what was made
	@rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache
