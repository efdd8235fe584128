# Two commands are the only set-up: `make demo` and `make test`. Both make .venv and install what they need.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check install -c constraints.txt
EXTRAS ?= dev
PYTEST ?= -n auto --dist worksteal
SOAK   ?= 40m
CODE   := src tests bench docs/generate.py
LIMIT  := $(if $(shell command -v timeout),timeout -s INT -k 60 $(SOAK))

# $(call install,what it is for,how big,what) lets pip show its own lines: the first run takes minutes and should look like it.
define install
	@echo "installing $(1) into $(VENV): $(2), some minutes on a slow line; what follows is pip's own"
	@began=$$(date +%s) && $(PIP) $(3) && \
	  echo "installed in $$(( $$(date +%s) - began )) s; $(VENV) takes $$(du -sh $(VENV) | cut -f1)"
endef

.PHONY: help demo test lint soak bench docs clean

help: ## list the verbs
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed (found: $$($(PYTHON) --version 2>&1)). Set PYTHON=/path/to/python3.11" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "could not make $(VENV): on Debian and Ubuntu install the package python3-venv" >&2; exit 2; }

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(call install,what ceasefire needs,about 620 MB on the disk,-e .)
	@touch $@

$(VENV)/.dev-$(EXTRAS): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(call install,what ceasefire and its tests need,about 730 MB on the disk,-e '.[$(EXTRAS)]')
	@touch $(VENV)/.run $@

.venv: $(VENV)/.run ## make .venv and install what the program needs

demo: $(VENV)/.run ## the Astana story: demo/report.html and demo/record/ (ARTICLES=folder reads yours as well)
	@$(BIN)/ceasefire demo --out demo $(if $(ARTICLES),--articles "$(ARTICLES)")

test: $(VENV)/.dev-$(EXTRAS) lint ## lint, then every test but the long loops (4 minutes on two cores)
	@$(BIN)/python -m pytest $(PYTEST)

lint: $(VENV)/.dev-$(EXTRAS) ## ruff check, ruff format --check and mypy --strict
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check --quiet $(CODE) || { echo "not formatted; run: $(BIN)/ruff format $(CODE)" >&2; exit 1; }
	@$(BIN)/mypy

soak: $(VENV)/.dev-$(EXTRAS) ## the long loops: kills, flipped bits, every property drawn anew and longer (ends after SOAK=40m)
	@CEASEFIRE_SOAK=1 $(LIMIT) $(BIN)/python -m pytest $(PYTEST) -m "soak or longer or hypothesis"

bench: $(VENV)/.dev-$(EXTRAS) ## run the measurements (long); each folder of bench/ has a README
	@for d in bench/*/run.py bench/reading/*_run.py; do echo "== $$d"; $(BIN)/python $$d || exit 1; done

docs: $(VENV)/.dev-$(EXTRAS) ## write the generated reference pages anew
	@$(BIN)/python docs/generate.py

clean: ## remove .venv and what was made
	@rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache
