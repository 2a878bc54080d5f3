# Two commands for everybody: make demo, make test. The rest is for who works on the code.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 5000
# REQUIRE=all makes a test that cannot run here a failure instead of a skip.
REQUIRE ?=
# More tests at once than processors: half of what a test at a browser does is waiting.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 2) + 2)')
# ONLY=engine, pages or load measures that part alone.
ONLY ?=
# Tests that play, click or draw at random more often when they are given the time.
COUNTED := tests/actions/test_linkage.py tests/actions/test_proof.py tests/actions/test_draft_history.py \
	tests/web/test_walls.py tests/web/test_looking.py tests/web/timed_known_and_unknown.py \
	tests/web/test_workflow_years.py tests/core/test_workflow_years.py tests/cli/test_rehearse.py \
	tests/cli/test_rehearse_years.py \
	tests/journeys/test_looking_in_a_browser.py tests/journeys/test_year_in_a_browser.py
# Pins for every platform, without a word of where they were fetched.
COMPILE := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header

.PHONY: demo test bench reliability check lint format messages docs requirements clean

demo: $(VENV)/.runtime  ## a demonstration partnership, web, worker and mailbox on http://127.0.0.1:5000
	@$(BIN)/sopforms demo --port $(PORT)

test: $(VENV)/.dev  ## every test that this machine can run
	@REQUIRE=$(REQUIRE) $(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

bench: $(VENV)/.dev  ## how fast it is, as a table on the terminal; writes nothing
	@$(BIN)/python -m tests.benchmarks $(ONLY)

reliability: $(VENV)/.dev  ## the tests that count more when they have the time
	@SCHOOLS=100 WALLS=all STEPS=20000 YEARS=all FLIPS=2000 EDITORS=300 REQUIRE=$(REQUIRE) \
		$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal $(COUNTED)

check: lint  ## format, lint, types and house rules
	$(BIN)/python -m pytest -q tests/house

lint: $(VENV)/.dev  ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: $(VENV)/.dev  ## bring the English catalogue up to date; what is new stays empty
	$(BIN)/pybabel -q extract -F babel.cfg -k _l -k lazy_gettext --no-location --sort-output --no-wrap -o sopforms/translations/messages.pot .
	$(BIN)/pybabel -q update -l en -d sopforms/translations -i sopforms/translations/messages.pot --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap
	@rm sopforms/translations/messages.pot

docs: $(VENV)/.dev  ## write the tables and pictures of the authors' book anew
	@$(BIN)/python -m tests.docs

requirements: $(VENV)/.dev  ## work out the pinned versions again
	$(BIN)/pip install -q uv
	$(COMPILE) -o requirements.txt pyproject.toml
	$(COMPILE) --extra dev -o requirements-dev.txt pyproject.toml

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

clean:
	rm -rf $(VENV) instance .pytest_cache .mypy_cache .ruff_cache .hypothesis
