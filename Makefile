# One environment in .venv, made once and remade when the lock changes. Needs Python 3.11 or newer and make.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
READY := .venv/.ready
UV_VERSION := 0.13.9
# The machine's own certificates: many offices have a proxy with one of its own.
export UV_SYSTEM_CERTS := 1

.DEFAULT_GOAL := help
.PHONY: help national test check bench fuzz lab clean lock catalogue

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Fant ikke Python 3.11 eller nyere. Installer Python og prøv igjen."; exit 2; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@# pip knows mirrors and proxies that uv is not told of; it takes longer.
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock \
		|| $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

national: $(READY) ## Run the example dialogue and print where the national report lies
	@$(BIN)/medlemsdialog run

# A file's tests stay together: they share what is built for them.
test: $(READY) ## Run all tests, in two processes
	@$(BIN)/python -m pytest --numprocesses=2 --dist=loadfile

check: $(READY) ## Format, lint, types, import direction, notebook hygiene and the tests of the project's form
	@$(BIN)/ruff format --check lib tests benchmarks workbooks
	@$(BIN)/ruff check lib tests benchmarks workbooks
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q tests/test_workbooks.py tests/test_project.py tests/test_catalogue.py

bench: $(READY) ## Measure the runs; writes benchmarks/results/
	@$(BIN)/python -m benchmarks

fuzz: $(READY) ## Try intake with very many made-up files
	@$(BIN)/python -m pytest -q -m "not browser" tests/intake --hypothesis-profile=fuzz --hypothesis-show-statistics

lab: $(READY) ## Open the adviser's desk in JupyterLab
	@$(BIN)/medlemsdialog lab

lock: ## Compile requirements.lock from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --all-extras pyproject.toml -o requirements.lock

catalogue: $(READY) ## Bring the texts of the code, the templates and the workbooks into the catalogues
	@$(BIN)/python tests/catalogue_texts.py --update

clean: ## Remove all that is derived, the environment included
	rm -rf build .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
