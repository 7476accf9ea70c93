# `make demo` and `make test` set up all they need on a fresh Debian, Ubuntu or macOS, then run.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: demo test pictures bench bench-ocr bench-fast bench-reliability bench-batch bench-exports bench-readback bench-review bench-tables bench-unseen bench-each bench-loco bench-kills bench-attack fuzz fmt lock sbom audit system clean

demo: $(STAMP)
	@echo "Reading tests/fixtures/sample-scan.pdf, a scan of two pages." >&2
	@$(BIN)/delibparse extract tests/fixtures/sample-scan.pdf -o demo.json
	@$(BIN)/delibparse show demo.json
	@echo
	@echo "Le JSON, avec la place de chaque valeur sur la page : $(CURDIR)/demo.json"
	@echo "The JSON, with each value's place on the page: $(CURDIR)/demo.json"

test: $(STAMP)
	@bash tools/browser.sh
	$(BIN)/ruff check src tests bench tools
	$(BIN)/ruff format --check src tests bench tools
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache > $(VENV)/imports.log || { cat $(VENV)/imports.log; exit 1; }
	$(BIN)/python tests/fixtures/make.py
	$(BIN)/pytest -n 3

bench: $(STAMP)
	$(BIN)/python tests/fixtures/make.py
	$(BIN)/python bench/bench.py

bench-ocr: $(STAMP)
	$(BIN)/python bench/ocr.py --rival --cores

bench-fast: $(STAMP)
	$(BIN)/python bench/fast.py

bench-reliability: $(STAMP)
	$(BIN)/python bench/reliability.py

bench-batch: $(STAMP)
	$(BIN)/python bench/batch.py

bench-exports: $(STAMP)
	$(BIN)/python bench/exports.py

bench-readback: $(STAMP)
	$(BIN)/python bench/readback.py $(SOURCES)

bench-review: $(STAMP)
	@bash tools/browser.sh
	$(BIN)/python bench/review.py

bench-tables: $(STAMP)
	$(BIN)/python bench/tables.py

# SEED draws the documents, N is how many; LEVELS="office bad" reads N PDFs as such scans too; KEEP=DIR keeps those that failed.
SEED ?= 1
N ?= 300
bench-unseen: $(STAMP)
	$(BIN)/python bench/unseen.py $(SEED) $(N) $(addprefix --level ,$(LEVELS)) $(if $(KEEP),--keep $(KEEP))

# Each wording and layout of the generator alone, on the plainest document (3 minutes).
bench-each: $(STAMP)
	$(BIN)/python bench/each.py

bench-loco: $(STAMP)
	$(BIN)/python bench/loco.py $(if $(SCANS),--scans)

# A batch whose processes are killed at random moments (docs/fuzzing.md).
bench-kills: $(STAMP)
	$(BIN)/python bench/kills.py

# Each file of folders of hostile files, alone, held to 4 GB of addresses and not (docs/fuzzing.md).
bench-attack: $(STAMP)
	$(BIN)/python bench/attack.py $(FOLDERS)

# Hostile files of random seeds, for so many minutes; AGAIN="pdf-17 text-4" runs cases again (docs/fuzzing.md).
MINUTES ?= 5
fuzz: $(STAMP)
	PYTHONPATH=tests $(BIN)/python -m fuzz --minutes $(MINUTES) $(if $(AGAIN),--again $(AGAIN))

# The pictures of the README; read what changed before you commit them.
pictures: $(STAMP)
	$(BIN)/python tools/pictures.py

fmt: $(STAMP)
	$(BIN)/ruff check --fix src tests bench tools
	$(BIN)/ruff format src tests bench tools

# What the program is made of (docs/supply.md): its pins with their hashes, the bill of materials, known weaknesses.
SUPPLY := build/supply

lock: $(SUPPLY)/.ready
	bash tools/lock.sh $(SUPPLY)/bin/uv
	$(BIN)/python tools/licences.py

sbom: $(SUPPLY)/.ready
	bash tools/sbom.sh $(SUPPLY)/bin build/sbom.cdx.json

audit: $(SUPPLY)/.ready
	$(SUPPLY)/bin/pip-audit --strict --require-hashes --disable-pip --progress-spinner off -r requirements.lock

$(SUPPLY)/.ready: constraints.txt pyproject.toml
	@test -x $(SUPPLY)/bin/python || bash tools/venv.sh $(SUPPLY)
	@$(SUPPLY)/bin/python -m pip install -qq --disable-pip-version-check 'pip>=25.1'
	@$(SUPPLY)/bin/python -m pip install -qq --disable-pip-version-check -c constraints.txt --group supply
	@touch $@

# The environment is made again when the pins or the project's metadata change.
$(STAMP): Makefile constraints.txt pyproject.toml tools/system.sh tools/venv.sh
	@echo "Setting up, once (about a minute): programs, then Python packages in $(VENV)." >&2
	@bash tools/system.sh
	@test -x $(BIN)/python || bash tools/venv.sh $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check 'pip>=25.1'
	@echo "Installing the pinned packages." >&2
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt --group dev -e '.[fast,cluster,watch,parquet,xlsx,pdf]'
	@touch $(STAMP)

clean:
	rm -rf $(VENV) tests/fixtures/built demo.json
