# Every target makes the virtual environment it needs. PYTHON chooses the interpreter, PORT the address.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
LAKE := .venv-lake

.PHONY: run build test test-lake check bench fuzz trust reader-report clean
.DEFAULT_GOAL := run

run: build
	$(BIN)/sutcharit serve --port $(PORT)

build: $(VENV)/.installed
	$(BIN)/sutcharit build

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto --dist worksteal

# The lake has an environment of its own, with the DuckDB that its extensions are made for; the rest runs on that, too.
test-lake: $(LAKE)/.installed
	LAKE=1 $(LAKE)/bin/python -m pytest -n auto --dist worksteal tests/lake tests/warehouse tests/etl

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_architecture.py
	$(BIN)/python -m tests.audit

# How fast everything is on this machine, each figure beside its floor; BENCH adds options, such as --organisations 1000.
bench: $(VENV)/.installed-dev
	$(BIN)/python tests/benchmarks/run.py $(BENCH)

# Thousands of inputs with something wrong in them, and how many did what they must not.
fuzz: $(VENV)/.installed-dev
	$(BIN)/python -m tests.trust.fuzz $(FUZZ)

# Kills, changed inputs, attacks and a crowd of people, a figure for each; TRUST shortens it, such as --minutes 1.
trust: $(VENV)/.installed-dev
	$(BIN)/python -m tests.trust.figures $(TRUST)

# How well the reader reads the real documents, by document and table.
reader-report: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -s tests/extract/test_reader_report.py

clean:
	rm -rf $(VENV) $(LAKE) *.egg-info build

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

$(LAKE)/.installed: pyproject.toml constraints.txt constraints-lake.txt
	$(PYTHON) -m venv $(LAKE)
	grep -Eiv '^(duckdb|python-dateutil)==' constraints.txt | cat - constraints-lake.txt > $(LAKE)/constraints.txt
	$(LAKE)/bin/python -m pip install --quiet --disable-pip-version-check --constraint $(LAKE)/constraints.txt \
		--editable '.[dev,lake,lakedev]'
	touch $@
