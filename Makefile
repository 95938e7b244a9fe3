# Works with GNU Make 3.81 (macOS) and later. Everything is installed into .venv, nothing elsewhere.
VENV := .venv
BIN := $(VENV)/bin
INDEX ?= $(or $(GONGBAO_INDEX),.index)
SEEDS ?= seeds
SOURCES := app indexer search tables tests benchmarks

.PHONY: help serve index cluster test test-cluster check format bench bench-peers lock clean

help:
	@echo 'make serve    search over HTTP at http://127.0.0.1:8000 (builds the index of seeds/ if it is missing or stale)'
	@echo 'make index    write the index of seeds/ again'
	@echo 'make cluster  start three OpenSearch nodes on 127.0.0.1 for trying (NODES=1 for one; needs Java 17 and Maven)'
	@echo 'make test     run the tests'
	@echo 'make test-cluster'
	@echo '              run the tests of the cluster on three nodes, which it starts and stops (needs Java 17 and Maven)'
	@echo 'make check    lint, format, types, layers'
	@echo 'make format   format the code and mend what the linter can'
	@echo 'make bench    print figures (CORPUS=file.jsonl.gz N=10000 for a corpus of your own)'
	@echo 'make bench-peers CORPUS=file.jsonl.gz'
	@echo '              print figures of us, Groonga and Datasette side by side (OPTIONS=--rounds=1 for more options)'
	@echo 'make lock     write requirements/ again from pyproject.toml'
	@echo 'make clean    remove .venv, .cluster and .index'

serve: $(VENV)/run.stamp $(if $(findstring ://,$(INDEX)),$(VENV)/dev.stamp)
	$(BIN)/python -m indexer $(SEEDS) --index $(INDEX) --if-stale
	$(BIN)/python -m app --index $(INDEX)

index: $(VENV)/run.stamp
	$(BIN)/python -m indexer $(SEEDS) --index $(INDEX) --report

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n auto --dist loadfile --ignore=tests/cluster

cluster: $(VENV)/dev.stamp
	$(BIN)/python -m tests.cluster.nodes $(NODES)

test-cluster: $(VENV)/dev.stamp
	$(BIN)/python -m tests.cluster.nodes --check
	$(BIN)/python -m pytest tests/cluster

check: $(VENV)/dev.stamp
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks $(if $(CORPUS),--corpus $(CORPUS)) $(if $(N),--paragraphs $(N))

bench-peers: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.peers --corpus $(or $(CORPUS),$(error say which corpus: make bench-peers CORPUS=file.jsonl.gz)) $(OPTIONS)

lock: $(VENV)/dev.stamp
	UV="$(BIN)/uv" sh requirements/lock

clean:
	rm -rf $(VENV) .cluster $(if $(findstring ://,$(INDEX)),,$(INDEX))

$(VENV)/build.stamp: requirements/build.txt
	sh requirements/venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	@touch $@

# --no-build-isolation: jieba comes as source only, and is built with the setuptools locked in build.txt.
$(VENV)/run.stamp: requirements/run.txt $(VENV)/build.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --require-hashes -r requirements/run.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --require-hashes -r requirements/dev.txt
	@touch $@
