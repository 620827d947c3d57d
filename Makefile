# Tremplin. `make run` serves the site on this machine; `make test` runs every test.
PORT ?= 8000
PYTHON ?= python3
VENV ?= .venv
PY := $(VENV)/bin/python
.PHONY: run test audit check fmt bench bench-large lock messages

$(VENV)/.runtime: requirements.txt
	@echo "[1/5] Python environment in $(VENV)"
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "Tools for tests and checks"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

run: $(VENV)/.runtime
	@PORT=$(PORT) $(PY) -m operations.run

test: $(VENV)/.dev
	@$(PY) -m tests.run

# Long adversarial runs, without a limit of time: an hour and more.
audit: $(VENV)/.dev
	@$(PY) -m tests.run audit

check: $(VENV)/.dev
	@$(PY) -m tests.run check

fmt: $(VENV)/.dev
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

bench: $(VENV)/.dev
	@$(PY) -m tests.run bench

# A million learners: tens of minutes and some gigabytes of disk.
bench-large: $(VENV)/.dev
	@$(PY) -m tests.run bench 1000 1000000

# Lock files carry versions and hashes, no addresses.
lock:
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 requirements.in -o requirements.txt
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 requirements-dev.in -o requirements-dev.txt

# Needs GNU gettext.
messages: $(VENV)/.dev
	$(PY) manage.py makemessages -l fr -l en --no-location --no-obsolete --ignore=.venv --ignore=var --ignore=node_modules
	$(VENV)/bin/pybabel -q compile -d locale -D django
