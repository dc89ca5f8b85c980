# Two commands: `make demo` and `make test`. Both set up everything they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: demo test lint types contracts pytest pictures button-pictures addin windows-bundle bench lock clean

demo: $(STAMP)
	$(BIN)/xl-addin generate workbooks/product_operations.xlsx -o build/demo

test: lint types contracts pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

contracts: $(STAMP)
	$(BIN)/lint-imports --no-cache

pytest: $(STAMP)
	$(BIN)/pytest -n auto

# The pictures in README and docs, from the shipped workbook and templates.
pictures: $(STAMP)
	$(BIN)/python docs/pictures/make.py

# The pictures of the buttons in docs, as the tests that click them see the screen.
button-pictures: $(STAMP)
	XL_ADDIN_REQUIRE_ALL=1 XL_ADDIN_PICTURES=docs/pictures/buttons \
	  $(BIN)/pytest tests/excel/test_click.py tests/excel/test_libreoffice_buttons.py

# The macro workbook beside the plain one, and the add-in; after the .xlsx, the macros or
# the buttons have changed.
addin: $(STAMP)
	$(BIN)/xl-addin addin build -o build --workbooks workbooks

# The offline bundle for Windows; see windows_bundle/README.md.
windows-bundle: $(STAMP)
	$(BIN)/python -m windows_bundle --python "$(PYTHON_ZIP)" --sha256 "$(SHA256)"

# Speed beside every peer, which it installs into build/benchmarks; half an hour.
bench: $(STAMP)
	$(BIN)/python -m benchmarks

# The newest versions pyproject.toml allows, after a green `make test` with them.
lock:
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check '.[dev,excel]'
	{ head -1 constraints.txt; build/lock/bin/python -m pip freeze | grep -v '^xl.addin'; } > build/constraints.txt
	mv build/constraints.txt constraints.txt

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "xl_addin needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,excel]'
	@touch $(STAMP)

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .hypothesis .import_linter_cache
