# Every target is one command; `make` alone lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test lint check eval bench bench-api faults fuzz fuzz-api fuzz-text audit observe lock clean
.DELETE_ON_ERROR:
export PIP_DISABLE_PIP_VERSION_CHECK := 1

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --no-input

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' Makefile

run: .venv/run ## start Redis, the API and two workers, post seeds/, print the records, stay up until Ctrl-C
	@exec $(BIN)/python worker/tether.py $$PPID $(BIN)/kutip up

test: .venv/dev ## run every test, Redis included
	@$(BIN)/python -m pytest --numprocesses 4 --dist loadfile --no-loadscope-reorder

lint: .venv/dev ## check style, formatting, types and import laws
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

check: lint test ## everything a change must pass: lint, then test

eval: .venv/dev ## print how right the records are, and fail below a floor (tests/eval/README.md)
	@$(BIN)/python -m tests.eval

bench: .venv/dev ## print how fast articles are read, stage by stage, and whether time grows with the text alone
	@$(BIN)/python -m tests.bench.extract

bench-api: .venv/dev ## print what callers wait for: waiting requests, batches, one article beside many (two minutes)
	@$(BIN)/python -m tests.bench.api

faults: .venv/dev ## kill, freeze, cut and starve every part under load; print what became of each article (half an hour)
	@$(BIN)/python -m tests.faults

fuzz: fuzz-api fuzz-text ## both of the next, one after the other

fuzz-api: .venv/dev ## ask a live service thousands of good and bad things, and hold each answer to openapi.yaml (five minutes)
	@$(BIN)/python -m tests.contract.fuzz

fuzz-text: .venv/fuzz ## let coverage lead to a text that breaks a law of the record or takes for ever (ten minutes)
	@$(BIN)/python -m tests.properties.fuzz

audit: .venv/audit ## ask the advisory service about every locked package; says so where it cannot be reached
	@$(BIN)/python tests/audit.py

observe: .venv/dev ## put every alert and panel to a real Prometheus that looks on while parts fail (needs one on PATH)
	@command -v prometheus >/dev/null && command -v promtool >/dev/null || { \
	  echo "prometheus and promtool are not on PATH. On Debian and Ubuntu: apt install prometheus" >&2; exit 1; }
	@$(BIN)/python -m pytest tests/service/observability

lock: ## write requirements*.txt anew from requirements*.in (needs uv)
	for name in requirements requirements-run requirements-dev requirements-fuzz requirements-audit; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $$name.in -o $$name.txt || exit; \
	done

clean: ## remove the environment, the caches, and the data and logs of make run
	rm -rf .venv .kutip .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find service worker tests -name __pycache__ -prune -exec rm -rf {} +

# The environment. A stamp file says which lock was installed; PYTHON=... chooses the interpreter.
.venv/run: requirements-run.txt pyproject.toml | .venv/bin/python
	$(call install,$<)

.venv/dev: requirements-dev.txt pyproject.toml | .venv/bin/python
	$(call install,$<)
	@touch .venv/run # the development lock holds everything of the other

.venv/fuzz .venv/audit: .venv/%: requirements-%.txt | .venv/dev
	$(call install,$<)

.venv/bin/python:
	@$(find_python); \
	"$$python" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$$python lacks the modules venv and ensurepip (on Debian and Ubuntu: apt install python3-venv)" >&2; exit 1; }; \
	echo "Making .venv with $$("$$python" --version)"; "$$python" -m venv --clear .venv

define install
	@echo "Installing $(1) into .venv"
	@{ $(PIP) --require-hashes -r $(1) && $(PIP) --no-deps --no-build-isolation --editable .; } || { \
	  echo "The packages could not be installed: the reason stands above. Without a network, or behind a proxy, see" \
	       "pip's own settings; where a package must be compiled, a C compiler and Python's headers are needed." >&2; exit 1; }
	@touch $@
endef

define find_python
for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
  "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, $(if $(PYTHON),99,13)))' 2>/dev/null && break; \
  python=; \
done; \
test -n "$$python" || { \
  echo "No Python 3.11, 3.12 or 3.13 found$(if $(PYTHON), at $(PYTHON)): install one, or name one: make run PYTHON=/path/to/python3.12" >&2; exit 1; }
endef
