# Two commands are all a newcomer needs: `make demo` and `make test`. Both set up .venv first.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test setup lint types imports gate check bench bench-perf bench-reconcile lock clean

setup: $(VENV)/.stamp

$(VENV)/.stamp: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found; install it, or say where it is: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV) (once; about 1.7 GB, the language model and the tools for tests included)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup  ## runs the main job on the made-up stories, one ledger for all
	@$(BIN)/rashomon run examples/stories --out rashomon-out
	@echo "look at it in a browser: $(BIN)/rashomon serve rashomon-out --open"

test: setup  ## all tests; those that need ../shared are skipped with a word where it is absent
	@$(BIN)/pytest -n 2

lint: setup
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

gate: setup  ## benchmark floors, on the gold data where it is there
	$(BIN)/python -m benchmarks.gate

bench-perf: setup  ## speed, side by side with the plain pipeline and other tools, and docs/speed.md
	@$(BIN)/python -m benchmarks.perf

bench-reconcile: setup  ## made-up wars against their truth: results, charts and tables of docs/reconciliation.md
	@$(BIN)/python -m benchmarks.reconcile --json benchmarks/reconcile.json --charts docs/images/reconcile --page docs/reconciliation.md

bench: setup  ## all benchmarks, and docs/evaluation.md
	$(BIN)/python -m benchmarks.evaluate

check: test lint types imports gate

lock:  ## remakes requirements.lock, hashed, without the name of any package index
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --strip-extras --allow-unsafe --extra dev -o requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) rashomon-out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
