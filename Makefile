# The house's jobs, each of which sets up .venv by itself. `make test` is the whole gate; `make demo` shows everything.
.PHONY: setup run demo test proof lint bench faults mutants pictures revision lock
.DEFAULT_GOAL := setup

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
SCREEN := windows
else
BIN := .venv/bin
SCREEN := $(or $(DISPLAY),$(WAYLAND_DISPLAY))
endif
PY := $(BIN)/python
READY := .venv/.ready
DEMO := demo-out
VILLAGE := $(DEMO)/data/999999104201
WORKERS ?= 2
SEED ?= 20250722
# Tests and pictures draw without a screen, the same on every machine.
OFFSCREEN := QT_QPA_PLATFORM=offscreen

setup: $(READY)

$(READY): requirements.lock requirements-test.lock setup/venv.sh
	@sh setup/venv.sh

run: $(READY)
	@sh setup/check_qt.sh
	@$(PY) main.py

# The made-up township, the whole round without a window; then, where there is a screen, the window on its first village.
demo: $(READY)
	@rm -rf $(DEMO)
	@$(PY) main.py demo --out $(DEMO)
ifneq ($(SCREEN),)
	@sh setup/check_qt.sh
	@$(PY) main.py --data $(VILLAGE)
endif

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

# Types are read while the first tests run: both together take less than one after the other.
test: $(READY)
	@$(MAKE) --no-print-directory -j2 lint proof

# A module stays with one worker: the village that its tests share is then made once. The order is shuffled, the same way
# for everybody; make test SEED=7 is another order, to find tests that lean on each other.
proof: $(READY)
	@sh setup/check_qt.sh offscreen
	@$(OFFSCREEN) $(PY) -m pytest -n $(WORKERS) --dist loadfile --randomly-seed=$(SEED) $(ARGS)

# Side-by-side measurements, never part of make test: a timing that fails on a busy machine teaches nothing.
bench: $(READY)
	@$(OFFSCREEN) $(PY) -m tests.bench $(ARGS)

# Random histories with bad luck, ten thousand of them unless told: make faults ARGS=500. And deliberate wrongs, each to be caught: make mutants.
faults: $(READY)
	@$(PY) -m tools.faults $(ARGS)
	@$(PY) -m tools.power_cuts
	@$(PY) -m tools.kill_loops
	@$(PY) -m tools.io_faults

mutants: $(READY)
	@$(PY) -m tools.mutants $(ARGS)

pictures: $(READY)
	@sh setup/check_qt.sh offscreen
	@$(OFFSCREEN) $(PY) -m tools.pictures $(ARGS)

# After a ledger was added or a column changed: make revision m="land leases".
revision: $(READY)
	@$(PY) -m tools.revision "$(m)"

lock:
	@sh setup/lock.sh
