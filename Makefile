# Every target does its own set-up. It needs Python 3.11 or newer with venv and pip, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MILEPOST := $(BIN)/milepost
EXAMPLE := $(MILEPOST) --workspace examples/fy2009
RECORDS := $(MILEPOST) --workspace examples/records
SENT := examples/records/deliveries/FY2009
EXTRACTS := traces seizures cases-atf cases-ice

.DEFAULT_GOAL := help
.PHONY: help scorecard records test check lint format lock documents pictures benchmarks fuzz mutants clean

help:  ## Say what can be asked for
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

scorecard: $(VENV)/installed  ## Check the plan, record the example files, write the two scorecards
	$(MILEPOST) check
	$(MILEPOST) submit --received-on 2009-06-30 measures/submissions/FY2008/*
	$(MILEPOST) scorecard FY2008 --as-of 2009-06-30
	$(EXAMPLE) check
	@# The year holds one file that was sent with a faulty cell, so that its rejection can be seen on
	@# the scorecard: submit says so with exit code 1, which is right and must not stop this.
	$(EXAMPLE) submit --received-on 2009-01-15 examples/fy2009/submissions/FY2009-Q1/*
	$(EXAMPLE) submit --received-on 2009-04-15 examples/fy2009/submissions/FY2009-Q2/*
	$(EXAMPLE) submit --received-on 2009-07-15 examples/fy2009/submissions/FY2009-Q3/???.* || test $$? -eq 1
	$(EXAMPLE) submit --received-on 2009-07-22 examples/fy2009/submissions/FY2009-Q3/ATF-revised.csv
	$(EXAMPLE) submit --received-on 2009-10-15 examples/fy2009/submissions/FY2009-Q4/*
	$(EXAMPLE) scorecard FY2009 --as-of 2009-10-31

records: $(VENV)/installed  ## Submit the rows of examples/records, and write the scorecard computed from them
	$(RECORDS) check
	set -e; for extract in $(EXTRACTS); do \
	$(RECORDS) submit --extract $$extract --received-on 2009-01-20 $(SENT)-Q1/SYNTHETIC-$$extract.csv; \
	$(RECORDS) submit --extract $$extract --received-on 2009-04-20 $(SENT)-Q2/SYNTHETIC-$$extract.csv; \
	done
	@# Two rows of the revision hold slips, and are quarantined: submit says so with exit code 1.
	$(RECORDS) submit --extract traces --received-on 2009-05-20 $(SENT)-Q2/SYNTHETIC-traces-revised.csv || test $$? -eq 1
	set -e; for extract in $(EXTRACTS); do \
	$(RECORDS) submit --extract $$extract --received-on 2009-07-20 $(SENT)-Q3/SYNTHETIC-$$extract.csv; \
	$(RECORDS) submit --extract $$extract --received-on 2009-10-20 $(SENT)-Q4/SYNTHETIC-$$extract.csv; \
	done
	$(RECORDS) scorecard FY2009 --as-of 2009-11-01

test: $(VENV)/installed-dev system-packages lint  ## Everything: lint, types, every test, a real browser among them
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not spark"
	$(BIN)/python -m pytest -m spark

check: $(VENV)/installed-dev lint  ## The fast inner loop: lint, types, import contract, unit tests
	$(BIN)/python -m pytest -m "not slow" -q -n auto --dist worksteal

lint: $(VENV)/installed-dev  ## Format, lint, types, import contract
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/installed-dev  ## Set the code as ruff sets it
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

documents: $(VENV)/installed-dev  ## Write again the documents that are generated: problems, schema
	$(BIN)/python -m tests.documents
	$(BIN)/python -m tests.schemas
	$(BIN)/python -m tests.audit.schema
	$(MILEPOST) schema -o docs/schemas/plan

pictures: $(VENV)/installed-dev  ## Take the pictures of the README anew, from the example
	$(BIN)/python -m tests.pictures

# What Milepost is held against has an environment of its own, and sdg-build another, for it needs a
# pandas of 2022. SDG is a folder of checkouts, as docs/benchmarks.md says; without it that is left out.
OTHERS := .benchmarks
SIZE ?= small
ONLY ?=
SDG ?=
benchmarks: $(VENV)/installed-dev $(OTHERS)/installed $(if $(SDG),$(OTHERS)/sdg/installed)  ## Measure facts at scale, a quarter of an hour: make benchmarks SIZE=full ONLY="traces growth" SDG=FOLDER
	$(BIN)/python -m benchmarks.all --others $(OTHERS) --size $(SIZE) --only "$(ONLY)" \
	  $(if $(SDG),--sdg-build $(SDG) --sdg-venv $(OTHERS)/sdg)

$(OTHERS)/installed: benchmarks/requirements.txt
	$(PYTHON) -m venv $(OTHERS)
	$(OTHERS)/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(OTHERS)/sdg/installed: benchmarks/sdg-build-requirements.txt | $(OTHERS)/installed
	$(PYTHON) -m venv $(OTHERS)/sdg
	$(OTHERS)/sdg/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

lock: $(VENV)/installed-dev  ## Resolve the dependencies anew, for Python 3.11 to 3.14, with hashes and no addresses
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml build-requirements.in $(LOCK) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev -c requirements.lock $(LOCK) -o requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --group fuzz -c requirements.lock $(LOCK) -o fuzz-requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group mutants -c requirements-dev.lock $(LOCK) -o mutants-requirements.lock
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
        --no-emit-index-url --no-emit-find-links

# An environment of its own: the library that guides by coverage is built for fewer machines.
FUZZ := .fuzz
MINUTES ?= 8
fuzz: $(FUZZ)/installed  ## Fuzz intake guided by coverage, so many minutes in all: make fuzz MINUTES=8
	@for kind in xlsx xlsx-pieces form form-pieces csv json; do \
	  echo "$$kind:"; \
	  PYTHONPATH=src:. $(FUZZ)/bin/python -m tests.fuzz.coverage $$kind $$(( $(MINUTES) * 10 )) $(FUZZ)/corpus/$$kind \
	    > $(FUZZ)/$$kind.log 2>&1 || { tail -n 30 $(FUZZ)/$$kind.log; exit 1; }; \
	  grep -E '^(#[0-9]+.*DONE|stat::(number|slowest|peak))' $(FUZZ)/$$kind.log; \
	done

$(FUZZ)/installed: fuzz-requirements.lock
	$(PYTHON) -m venv $(FUZZ)
	$(FUZZ)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r fuzz-requirements.lock
	@touch $@

MUTANTS := .mutants
MODULES ?= results variance actuals outlook
mutants: $(MUTANTS)/installed  ## Change the judge in small ways, and see whether a test notices: make mutants MODULES=outlook
	$(MUTANTS)/bin/python benchmarks/mutants.py $(MODULES)

$(MUTANTS)/installed: mutants-requirements.lock
	$(PYTHON) -m venv $(MUTANTS)
	$(MUTANTS)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

clean:  ## Remove what was installed and generated; the ledgers are kept
	rm -rf $(VENV) $(FUZZ) $(MUTANTS) $(OTHERS) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: system-packages
system-packages:
	@sh tests/system-packages.sh

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Milepost needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
