# `make demo` and `make test` need nothing but this checkout, a Swift toolchain and, on
# Debian/Ubuntu, the packages that scripts/setup.sh installs by itself.

SHELL := /bin/bash
SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=

# An installed binary needs only C libraries of the system: Swift's and C++'s are linked in. The
# linker takes the C++ library from the first folder that has one, and this one has the archive.
static := $(CURDIR)/.build/static

# Packed relocations, and no table of symbols for libraries that nobody loads: 3 MB less to read at
# every start and to hold in memory. Only where the C library knows the form (glibc 2.36); asked when
# it is needed, because `setup` may bring gcc.
libc = $(shell gcc -print-file-name=libc.so.6)
packed = $(if $(shell grep -ls GLIBC_ABI_DT_RELR $(libc) /dev/null),-Xswiftc -use-ld=lld \
    -Xlinker -z -Xlinker pack-relative-relocs -Xlinker --no-export-dynamic)
release = -c release --static-swift-stdlib -Xlinker -L$(static) $(packed)
sources := Package.swift Sources Tests \
    Benchmarks/Package.swift Benchmarks/Sources Benchmarks/Benchmarks \
    Fuzzing/Package.swift Fuzzing/Sources
man := $(DESTDIR)$(PREFIX)/share/man
units := $(DESTDIR)$(PREFIX)/lib/systemd/system
userunits := $(DESTDIR)$(PREFIX)/lib/systemd/user
sysusers := $(DESTDIR)$(PREFIX)/lib/sysusers.d
bash := $(DESTDIR)$(PREFIX)/share/bash-completion/completions
zsh := $(DESTDIR)$(PREFIX)/share/zsh/site-functions
fish := $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d

.PHONY: help setup demo test e2e chaos soak sim fuzz fuzz-parsers build bench bench-server \
    bench-sync \
    bench-check bench-record bench-correct golden format lint check install uninstall clean

help:
	@echo 'make demo     build, then open the calendar on a throw-away profile with a server'
	@echo 'make test     build and run all tests'
	@echo 'make e2e      kill it, fill its disk, press its keys (needs tmux and strace)'
	@echo 'make chaos    the server: kill it, race it, fill its disk, flood it, fail its consumers;'
	@echo '              the daemon: kill it'
	@echo 'make soak     MINUTES=10: load and malformed requests; memory before and after'
	@echo 'make sim      SEED= STEPS=10000: histories of replicas, a server, and faults between them'
	@echo 'make fuzz     SEED= COUNT=100000: random rules against a naive expansion'
	@echo 'make fuzz-parsers  RUNS=10000000 JOBS=1: libFuzzer against what reads foreign bytes'
	@echo 'make build    optimised binaries in .build/release: dayline, dayline-sync, dayline-server'
	@echo 'make install  PREFIX=/usr/local DESTDIR=: binaries, manuals, units, completions'
	@echo 'make bench    measure what docs/performance.md states, beside khal, calcurse and libical'
	@echo 'make bench-server    the same for the server, beside Cyrus, Radicale and Xandikos'
	@echo 'make bench-sync    the same for the daemon, beside vdirsyncer'
	@echo 'make bench-check    count the instructions of the kernels; more than 5 % above'
	@echo '                    what `make bench-record` wrote is a failure'
	@echo 'make bench-correct  compare the instances of a year with recurring_ical_events'
	@echo 'make golden   rewrite the golden screens; review the difference'
	@echo 'make format   format all sources; make check: format, warnings, tests'

setup:
	@scripts/setup.sh

build: setup
	@mkdir -p $(static)
	@ln -sf "$$(gcc -print-file-name=libstdc++.a)" $(static)/libstdc++.a
	$(SWIFT) build $(release) --product dayline
	$(SWIFT) build $(release) --product dayline-sync
	$(SWIFT) build $(release) --product dayline-server

demo: build
	@.build/release/dayline demo

test:
	@scripts/setup.sh tests
	scripts/test.sh

e2e: build
	@status=0; for script in kill-sweep screen tasks; do \
	    echo "$$script:"; Tests/EndToEnd/$$script.sh || status=1; done; exit $$status

chaos: build
	@status=0; for check in race crash faults hostile events sockets; do \
	    echo "$$check:"; python3 -B Tests/Server/$$check.py || status=1; done; \
	    echo 'crash --sweep:'; python3 -B Tests/Server/crash.py --sweep || status=1; \
	    echo 'kill:'; python3 -B Tests/Sync/kill.py 10000 1000 || status=1; exit $$status

soak: build
	python3 -B Tests/Server/soak.py $(or $(MINUTES),10)

sim: setup
	DAYLINE_SIM_SEED=$(or $(SEED),$(shell date +%s)) DAYLINE_SIM_STEPS=$(or $(STEPS),10000) $(SWIFT) test \
	    --disable-xctest --filter SimulationTests

fuzz: setup
	$(SWIFT) build -c release --product RuleFuzz
	@.build/release/RuleFuzz $(or $(SEED),$(shell date +%s)) $(or $(COUNT),100000)

fuzz-parsers: setup
	RUNS=$(or $(RUNS),10000000) JOBS=$(or $(JOBS),1) scripts/fuzz-parsers.sh

bench: build
	scripts/bench.sh

bench-server: build
	scripts/bench-server.sh

bench-sync: build
	scripts/bench-sync.sh

bench-check:
	scripts/bench-check.sh

bench-record:
	scripts/bench-check.sh --record

bench-correct: build
	scripts/bench-correct.sh

golden: setup
	DAYLINE_GOLDEN=rewrite $(SWIFT) test --filter Golden
	@git --no-pager diff --stat -- Tests

format: setup
	$(SWIFT) format --in-place --parallel --recursive $(sources)

lint: setup
	$(SWIFT) format lint --strict --parallel --recursive $(sources)

check: lint
	DAYLINE_STRICT=1 scripts/test.sh

# Uses what `make build` has made, so that `sudo make install` builds nothing as root.
install:
	@test -x .build/release/dayline -a -x .build/release/dayline-sync \
	    -a -x .build/release/dayline-server || $(MAKE) build
	install -d $(DESTDIR)$(PREFIX)/bin $(man)/man1 $(man)/man5 $(man)/man8 $(units) \
	    $(userunits) $(sysusers) $(bash) $(zsh) $(fish)
	install -m 755 -s .build/release/dayline .build/release/dayline-sync \
	    .build/release/dayline-server $(DESTDIR)$(PREFIX)/bin
	install -m 644 man/dayline.1 man/dayline-sync.1 $(man)/man1
	install -m 644 man/dayline.toml.5 man/dayline-server.toml.5 $(man)/man5
	install -m 644 man/dayline-server.8 $(man)/man8/dayline-server.8
	for unit in dayline-server.service dayline-server-backup.service; do \
	    sed 's|/usr/local/bin|$(PREFIX)/bin|' deploy/systemd/$$unit > $(units)/$$unit; done
	install -m 644 deploy/systemd/dayline-server-backup.timer $(units)
	sed 's|/usr/local/bin|$(PREFIX)/bin|' deploy/systemd/dayline-sync.service \
	    > $(userunits)/dayline-sync.service
	install -m 644 deploy/systemd/dayline-sync.socket $(userunits)
	install -m 644 deploy/systemd/dayline-server.sysusers.conf $(sysusers)/dayline-server.conf
	for program in dayline dayline-sync dayline-server; do \
	    .build/release/$$program --generate-completion-script bash > $(bash)/$$program; \
	    .build/release/$$program --generate-completion-script zsh > $(zsh)/_$$program; \
	    .build/release/$$program --generate-completion-script fish > $(fish)/$$program.fish; \
	done

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/dayline $(DESTDIR)$(PREFIX)/bin/dayline-sync
	rm -f $(DESTDIR)$(PREFIX)/bin/dayline-server
	rm -f $(man)/man1/dayline.1 $(man)/man1/dayline-sync.1 $(man)/man8/dayline-server.8
	rm -f $(man)/man5/dayline.toml.5 $(man)/man5/dayline-server.toml.5
	rm -f $(userunits)/dayline-sync.service $(userunits)/dayline-sync.socket
	rm -f $(units)/dayline-server.service $(units)/dayline-server-backup.service
	rm -f $(units)/dayline-server-backup.timer $(sysusers)/dayline-server.conf
	rm -f $(bash)/dayline $(zsh)/_dayline $(fish)/dayline.fish
	rm -f $(bash)/dayline-sync $(zsh)/_dayline-sync $(fish)/dayline-sync.fish
	rm -f $(bash)/dayline-server $(zsh)/_dayline-server $(fish)/dayline-server.fish

clean:
	rm -rf .build Benchmarks/.build Benchmarks/data Fuzzing/.build Fuzzing/work
