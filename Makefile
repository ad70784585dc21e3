# Drydock: `make demo` replays the documented flow, `make test` is everything that must pass.

SWIFT ?= swift
SCENARIOS ?= scenarios
TESTS_AT_ONCE ?= 2
PREFIX ?= /usr/local

DEBUG := .build/debug
# Pages from elsewhere, which companion files under scenarios/ name; left out where they are not there.
PAGES := $(wildcard ../shared)
TEST_SCENARIOS = $(DEBUG)/drydock test $(SCENARIOS) $(if $(PAGES),--pages $(PAGES))

# Run as root, or where sudo needs no password, apt-get installs what is missing; elsewhere it is named.
APT_PACKAGES := libcurl4-openssl-dev libssl-dev libsqlite3-dev zlib1g-dev pkg-config
TEST_APT_PACKAGES := openssl curl python3 fish skopeo buildah podman amazon-ecr-credential-helper
TEST_PROGRAMS := openssl curl python3 fish skopeo buildah podman docker-credential-ecr-login
TEST_PYPI_PACKAGES := boto3 awscli pytest setuptools wheel

# ZenML as it was, and what its AWS connector needs; `make compare-zenml` installs them in a folder of their own.
ZENML_PACKAGES := 'zenml[server]==0.63.0' boto3 kubernetes aws-profile-manager pydantic==2.7.4
ZENML_FOLDER := .build-zenml

.PHONY: demo test sanitize build release install deb lint format contents coverage bench clean system test-programs compare-zenml

demo: build
	$(TEST_SCENARIOS)

build: system
	$(SWIFT) build

release: system
	$(SWIFT) build -c release --static-swift-stdlib

install: release
	install -d $(DESTDIR)$(PREFIX)/bin
	install --strip .build/release/drydock .build/release/zenml $(DESTDIR)$(PREFIX)/bin

# A Debian package, drydock.deb; deploy/Containerfile makes an image of it.
deb: release
	deploy/deb

# The unit tests come last, so that their summary is the last line. Two run at a time: many start servers and programs
# of their own, and 200 scenarios at once are enough for one machine.
test: system test-programs lint
	$(SWIFT) build --build-tests
	$(TEST_SCENARIOS)
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=$(TESTS_AT_ONCE) $(SWIFT) test --skip-build --parallel

# The same commands with ZenML 0.63.0 and with the client, against the same emulator, which takes long: SEQUENCES names
# some of the files in Tests/CompareZenML/sequences.
compare-zenml: system $(ZENML_FOLDER)/installed
	$(SWIFT) build --product CompareZenML
	$(DEBUG)/CompareZenML $(ZENML_FOLDER)/bin/python $(SEQUENCES)

$(ZENML_FOLDER)/installed:
	python3 -m venv $(ZENML_FOLDER)
	$(ZENML_FOLDER)/bin/pip install --quiet $(ZENML_PACKAGES)
	touch $@

# Each sanitizer has a build of its own, which takes half an hour or more, and the tests run several times slower in it.
# SUITES is a pattern of suites to run; without it all of them run.
sanitize: system test-programs
	Tests/Sanitizers/run thread $(if $(SUITES),--filter '$(SUITES)')
	Tests/Sanitizers/run address $(if $(SUITES),--filter '$(SUITES)')

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks

format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks

# The table of contents of the pages about denied permissions, from the pages themselves.
contents: build
	$(DEBUG)/drydock contents $(SCENARIOS)/permission-denied --write

# What there is of each operation, from the table of operations.
coverage:
	COVERAGE=write $(SWIFT) test --filter CoverageTests

bench: release
	Benchmarks/run
	@echo
	Benchmarks/scenarios
	@if command -v docker-registry >/dev/null; then echo; Benchmarks/registry; \
	  else echo "docker-registry is not installed: pushes and pulls are left out (apt-get install docker-registry)" >&2; fi
	@if [ -e $(ZENML_FOLDER)/installed ]; then echo; \
	  .build/release/drydock exec --world fixtures/ml-team.yaml -- python3 $(CURDIR)/Benchmarks/client.py \
	    $(CURDIR)/.build/release/zenml $(CURDIR)/$(ZENML_FOLDER)/bin/zenml 3; \
	  else echo "ZenML is not installed: the documented flow is left out (make compare-zenml installs it)" >&2; fi

system:
	@pkg-config --exists libcurl openssl sqlite3 zlib 2>/dev/null || $(MAKE) --no-print-directory install-apt NEEDED="$(APT_PACKAGES)"

test-programs:
	@for program in $(TEST_PROGRAMS); do command -v $$program >/dev/null || missing=1; done; \
	  [ -z "$$missing" ] || $(MAKE) --no-print-directory install-apt NEEDED="$(TEST_APT_PACKAGES)"
	@command -v docker >/dev/null || $(MAKE) --no-print-directory install-apt NEEDED="docker.io"
	@python3 -c 'import boto3, pytest, setuptools, wheel' 2>/dev/null && command -v aws >/dev/null \
	  || python3 -m pip install --quiet $(TEST_PYPI_PACKAGES) \
	  || { echo "the tests need these from PyPI: python3 -m pip install $(TEST_PYPI_PACKAGES)" >&2; exit 1; }

.PHONY: install-apt
install-apt:
	@if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq $(NEEDED); \
	  elif sudo -n true 2>/dev/null; then sudo -n apt-get update -qq && sudo -n apt-get install -y -qq $(NEEDED); \
	  else echo "these packages are missing; install them with: sudo apt-get install $(NEEDED)" >&2; exit 1; fi

clean:
	$(SWIFT) package clean
