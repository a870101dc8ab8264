# Everything runs from .venv, made from the locked requirements; only Python 3.11+ and make are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.synced
export PYTHONDONTWRITEBYTECODE = 1
.DEFAULT_GOAL := help

help: ## What can be made
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

$(STAMP): requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --no-python-downloads requirements/dev.txt
	@touch $(STAMP)

install: $(STAMP) ## The virtual environment

run: $(STAMP) ## Console, worker and sandbox on this machine; PORT, SANDBOX_PORT and DATA_DIR move them
	@LINECHECK_DEMO=1 exec $(BIN)/python manage.py up

credentials: $(STAMP) ## The demo organisation's credentials as one JSON object
	@LINECHECK_DEMO=1 $(BIN)/python manage.py credentials

test: $(STAMP) ## The suite on SQLite, what asks the database again on an embedded PostgreSQL
	@$(BIN)/python scripts/test.py

lint: $(STAMP) ## Style, types, import rules, migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@LINECHECK_DEMO=1 $(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/mypy apps config
	@$(BIN)/mypy --config-file apps/sandbox/mypy.ini apps/sandbox

e2e: $(STAMP) ## The walk in a real browser (Debian: apt-get install chromium)
	@$(BIN)/python -m pytest tests/e2e -q --no-migrations -p no:xdist $(ARGS)

sdk: $(STAMP) ## The official SDKs against the REST door; needs Node.js and, once, the network
	@$(BIN)/python -m pytest tests/sdk -q -rs -p no:xdist $(ARGS)

faults: $(STAMP) ## The fault campaigns against real processes
	@$(BIN)/python -m pytest tests/faults -q -p no:xdist $(ARGS)

bench: $(STAMP) ## Ratios against the machine's own limits
	@$(BIN)/python -m tests.bench.run $(ARGS)

lock: ## Renews the lock files: versions and hashes, no addresses
	@for part in base dev; do \
	  $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
	    --python-version 3.11 pyproject.toml $$(test $$part = dev && echo --group dev) \
	    -o requirements/$$part.txt $(ARGS); done

clean: ## Removes the virtual environment and the demo's data
	@rm -rf $(VENV) var

.PHONY: help install run credentials test lint e2e sdk faults bench lock clean
