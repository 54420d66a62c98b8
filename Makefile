# One obvious command per task. `make run` and `make test` need Python 3.11 and nothing else.
.DEFAULT_GOAL := help
.PHONY: help run test lint pytest browser lock examples bench clean

VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.ready-to-run
TEST_READY := $(VENV)/.ready-to-test
PYTEST_ARGS ?= -n auto

help:
	@echo "make run       start Homestretch in the browser (options: make run ARGS=\"--port 9000\")"
	@echo "make test      install what the tests need, then lint, types, import rules and all tests"
	@echo "make lint      the linters alone"
	@echo "make examples  write the seasons of docs/examples again"
	@echo "make bench     the speed benchmarks"
	@echo "make lock      remake the locked requirements (needs uv)"
	@echo "make clean     remove the environment and caches; data stay"

# An environment that can test can run as well, so the test lock satisfies both.
$(RUN_READY): requirements.txt pyproject.toml tools/bootstrap
	@tools/bootstrap requirements.txt
	@touch $@

$(TEST_READY): requirements-test.txt pyproject.toml tools/bootstrap
	@tools/bootstrap requirements-test.txt
	@touch $@ $(RUN_READY)

run: $(RUN_READY)
	@$(BIN)/homestretch serve $(ARGS)

browser:
	@tools/browser

# Each linter speaks, whatever the others found.
lint: $(TEST_READY)
	@failed=""; \
	for check in "ruff check ." "ruff format --check ." "mypy" "lint-imports --no-logo"; do \
		echo "$$check"; $(BIN)/$$check || failed="$$failed, $$check"; \
	done; \
	[ -z "$$failed" ] || { echo "homestretch: not clean: $${failed#, }" >&2; exit 1; }

pytest: $(TEST_READY) browser
	$(BIN)/python -m pytest $(PYTEST_ARGS)

# The tests run even where a linter complains, so that one run tells all; either fails the whole.
test: $(TEST_READY)
	@status=0; \
	$(MAKE) --no-print-directory lint || status=1; \
	$(MAKE) --no-print-directory pytest || status=1; \
	exit $$status

examples: $(RUN_READY)
	$(BIN)/python -m tools.examples

bench: $(RUN_READY)
	$(BIN)/python -m benchmarks.season

lock:
	@tools/lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
