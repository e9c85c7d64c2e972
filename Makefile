# `make help` lists what there is. Needs Python 3.11 or newer, make and git; everything else goes into .venv.

PYTHON ?= python3
DATA ?= ../shared
SPLIT ?= dev
OUT ?= out
# Two processes halve the time on the two cores that any machine has; tests share nothing but files they do not write.
PYTEST_OPTIONS ?= -n 2

BIN := .venv/bin
RUN_READY := .venv/.run-ready
DEV_READY := .venv/.dev-ready
DEMO := examples/harbour-offices/story.html

.DEFAULT_GOAL := help
.PHONY: help demo setup test lint format types check docs pages polnear quality measure benchmark pin clean

help: ## list the targets
	@echo "OnRecord: who said what, when, in which words, and where that stands."
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)$$/  make \1\t\2/p' Makefile | expand -t 20
	@echo
	@echo "Begin with: make demo"

demo: $(RUN_READY) ## set up what is needed, read an invented story, print its record
	@$(BIN)/onrecord read $(DEMO)
	@echo
	@echo "That was: $(BIN)/onrecord read $(DEMO)"
	@echo "Next, try:"
	@echo "  $(BIN)/onrecord read $(DEMO) --only wordings"
	@echo "  $(BIN)/onrecord read examples/harbour-offices/pasted.txt --json"
	@echo "  $(BIN)/onrecord read 'examples/*/story*' --only inquiries"
	@echo "  $(BIN)/onrecord read - < a-story-you-copied.txt"
	@echo "  $(BIN)/onrecord read --help"

setup: $(DEV_READY) ## set up .venv with everything, tests included

test: $(DEV_READY) ## run the tests
	@$(BIN)/pytest $(PYTEST_OPTIONS)

lint: $(DEV_READY) ## check style and formatting
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

format: $(DEV_READY) ## mend style and formatting where that is mechanical
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

types: $(DEV_READY) ## check the types, tests included
	@$(BIN)/mypy

check: lint types test ## lint, types and tests

docs: $(DEV_READY) ## write the reference of commands and the output of every example anew
	@$(BIN)/python docs/make_commands.py
	@$(BIN)/python docs/run_examples.py --write

pages: $(RUN_READY) ## measure what is kept of real pages (DATA=../shared)
	@if [ ! -d "$(DATA)/data/pages" ]; then \
		echo "skipped: there are no pages at $(DATA)/data/pages; name the folder that holds data/ and tools/ with DATA=..."; \
	else \
		mkdir -p "$(OUT)/pages" && \
		$(BIN)/python "$(DATA)/tools/pages.py" unpack "$(DATA)/data/pages" "$(OUT)/pages/html" && \
		{ $(BIN)/onrecord read "$(OUT)/pages/html" --jsonl > "$(OUT)/pages/readings.jsonl" || [ $$? -eq 1 ]; } && \
		echo "onrecord:" && \
		$(BIN)/python "$(DATA)/tools/pages.py" score "$(DATA)/data/pages" "$(OUT)/pages/readings.jsonl" && \
		echo "trafilatura's default output:" && \
		$(BIN)/python "$(DATA)/tools/pages.py" peer "$(DATA)/data/pages"; \
	fi

polnear: $(RUN_READY) ## measure the attributions (DATA=../shared SPLIT=train|dev)
	@if [ ! -f "$(DATA)/data/polnear/$(SPLIT).jsonl" ]; then \
		echo "skipped: there is no $(DATA)/data/polnear/$(SPLIT).jsonl; name the folder that holds data/ and tools/ with DATA=..."; \
	else \
		$(MAKE) --no-print-directory score-attributions GOLD="$(DATA)/data/polnear/$(SPLIT).jsonl" \
			SPEAKERS="$(wildcard $(DATA)/data/polnear/$(SPLIT).speakers.jsonl)" NAME=polnear-$(SPLIT) && \
		if [ -f "$(DATA)/data/modern/dev.jsonl" ]; then \
			$(MAKE) --no-print-directory score-attributions GOLD="$(DATA)/data/modern/dev.jsonl" \
				SPEAKERS="$(DATA)/data/modern/speakers.jsonl" NAME=modern-dev; \
		else \
			echo "skipped: there is no $(DATA)/data/modern/dev.jsonl"; \
		fi; \
	fi

.PHONY: score-attributions
score-attributions:
	@echo "$(NAME):"
	@rm -rf "$(OUT)/$(NAME)" && mkdir -p "$(OUT)/$(NAME)"
	@$(BIN)/python "$(DATA)/tools/polnear.py" unpack "$(GOLD)" "$(OUT)/$(NAME)/text"
	@$(BIN)/onrecord read "$(OUT)/$(NAME)/text" --jsonl > "$(OUT)/$(NAME)/readings.jsonl" || [ $$? -eq 1 ]
	@$(BIN)/python "$(DATA)/tools/polnear.py" score "$(GOLD)" "$(OUT)/$(NAME)/readings.jsonl" \
		$(if $(SPEAKERS),--speakers "$(SPEAKERS)")

quality: $(DEV_READY) ## hold the reader to its pinned scores (DATA=../shared; skipped with a word where it is not there)
	@ONRECORD_DATA="$(abspath $(DATA))" $(BIN)/pytest tests/quality

measure: pages polnear ## both of the above

benchmark: $(RUN_READY) ## processor time and memory from 1 KB to 50 MB (minutes; never part of the tests)
	@$(BIN)/python benchmarks/linear_time/measure.py

pin: ## find out the newest versions that fit pyproject.toml and write them to requirements/
	@$(PYTHON) requirements/pin.py

clean: ## remove .venv, caches and measurements
	rm -rf .venv "$(OUT)" .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Set-up runs again only when what it installs has changed.
$(RUN_READY): pyproject.toml requirements/build.txt requirements/run.txt requirements/set-up
	@PYTHON="$(PYTHON)" requirements/set-up run
	@touch $@

$(DEV_READY): $(RUN_READY) requirements/dev.txt
	@PYTHON="$(PYTHON)" requirements/set-up dev
	@touch $@
