# Tocsin.  `make help` says what there is.
#
# One plain non-recursive makefile.  Sources are found by folder: a new .c under
# src/, tests/ or fuzz/ needs no line here.  BUILD and SAN choose another tree:
# `make SAN=address BUILD=build/san build/san/tests` builds the tests sanitized.

BUILD  ?= build
SAN    ?=
CC     := gcc
CCACHE := $(shell command -v ccache 2>/dev/null)

FLOORS := base codec crypto score model record core import report store verify send app http cli
PURE   := score model record core
LIBS   := jansson sqlite3 yaml-0.1 libevent_core libevent_openssl libevent_pthreads openssl libseccomp libcurl libqrencode md4c

WARN   := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wswitch-enum -Wvla \
          -Wstrict-prototypes -Wmissing-prototypes -Werror
HARDEN := -fstack-protector-strong -fstack-clash-protection -fPIE -fno-strict-overflow -fno-delete-null-pointer-checks
ifeq ($(SAN),)
OPT    := -O2 -D_FORTIFY_SOURCE=2
else
OPT    := -O1 -fno-omit-frame-pointer -fsanitize=$(SAN) -fno-sanitize-recover=all
endif
pkg     = $(shell pkg-config $(1) $(LIBS) 2>/dev/null)
CFLAGS  = -std=c11 -D_GNU_SOURCE -g $(OPT) $(WARN) $(HARDEN) -pthread
INC     = $(FLOORS:%=-Isrc/%) -I$(BUILD)/gen -isystem /usr/share/include/llhttp $(call pkg,--cflags)
LDLIBS  = $(call pkg,--libs) -lpthread -lm
LDFLAGS = $(if $(SAN),-fsanitize=$(SAN)) -pie -Wl,-z,relro,-z,now,-z,pack-relative-relocs

# Debian ships llhttp as C sources; they are built here, strict, and are nobody's style.
LLHTTP  := /usr/share/llhttp
llhttp_o = $(patsubst %,$(1)/llhttp/%.o,api http llhttp)
llhttp_c = -w -DLLHTTP_STRICT_MODE=1 -I/usr/share/include/llhttp
src_c      := $(foreach f,$(FLOORS),$(wildcard src/$(f)/*.c))
lib_o      := $(patsubst src/%.c,$(BUILD)/o/%.o,$(filter-out src/cli/main.c,$(src_c)))
pure_o     := $(foreach f,$(PURE),$(filter $(BUILD)/o/$(f)/%,$(lib_o)))
below_o    := $(foreach f,base codec $(PURE),$(filter $(BUILD)/o/$(f)/%,$(lib_o)))
tests      := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/*/test_*.c))
fuzzers    := $(patsubst fuzz/%.c,build/fuzz/%,$(wildcard fuzz/fuzz_*.c))
benches    := $(patsubst bench/%.c,$(BUILD)/bench/%,$(wildcard bench/bench_*.c))

all: $(BUILD)/tocsin  ## build the program at build/tocsin
.DEFAULT_GOAL := all

help:  ## say what there is
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

# What Debian must have installed; done once, again when the list changes.
deps: build/.deps
$(addprefix $(LLHTTP)/,api.c http.c llhttp.c): build/.deps ;
build/.deps: tools/setup
	@mkdir -p build
	@tools/setup && touch $@

$(BUILD)/tocsin: $(BUILD)/o/cli/main.o $(BUILD)/libtocsin.a
	$(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -o $@

$(BUILD)/llhttp/%.o: $(LLHTTP)/%.c | build/.deps
	@mkdir -p $(@D)
	$(CCACHE) $(CC) -g $(OPT) $(HARDEN) $(llhttp_c) -c $< -o $@
build/fuzz/llhttp/%.o: $(LLHTTP)/%.c | build/.deps
	@mkdir -p $(@D)
	$(CCACHE) clang $(FUZZ) $(llhttp_c) -c $< -o $@

# EFF's large word list, in the order of dice, as Debian's diceware ships it.
EFF_WORDS  := /usr/lib/python3/dist-packages/diceware/wordlists/wordlist_en_eff.txt
EFF_SHA256 := addd35536511597a02fa0a9ff1e5284677b8883b83e986e43f15a3db996b903e
$(BUILD)/gen/eff_words.inc: | build/.deps
	@mkdir -p $(@D)
	@echo "$(EFF_SHA256)  $(EFF_WORDS)" | sha256sum --check --quiet
	awk '{ printf "\"%s\",\n", $$2 }' $(EFF_WORDS) > $@
$(BUILD)/o/crypto/six_words.o build/fuzz/o/crypto/six_words.o: $(BUILD)/gen/eff_words.inc

$(BUILD)/libtocsin.a: $(lib_o) $(call llhttp_o,$(BUILD))
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/o/%.o: src/%.c | build/.deps
	@mkdir -p $(@D)
	$(CCACHE) $(CC) $(CFLAGS) $(INC) -MMD -MP -c $< -o $@

$(BUILD)/tests/%: tests/%.c $(BUILD)/libtocsin.a
	@mkdir -p $(@D)
	$(CCACHE) $(CC) $(CFLAGS) $(INC) -Itests -MMD -MP -MF $@.d $< $(BUILD)/libtocsin.a $(LDFLAGS) $(LDLIBS) -lcmocka -o $@
# The crash test's own programs, and the shim, which is never sanitized.
$(BUILD)/tests/crash/test_crash: $(BUILD)/tests/crash/writer $(BUILD)/tests/crash/undo $(BUILD)/tests/crash/lossy.so
$(BUILD)/tests/crash/test_server_crash: $(BUILD)/tests/crash/served $(BUILD)/tests/crash/undo $(BUILD)/tests/crash/lossy.so
$(BUILD)/tests/crash/lossy.so: tests/crash/lossy.c tests/crash/lossy.h
	@mkdir -p $(@D)
	$(CCACHE) $(CC) -std=c11 -D_GNU_SOURCE -g -O2 $(WARN) -fPIC -shared $< -o $@
# A clock that a browser test puts forward.
$(BUILD)/tests/tools/later.so: tests/tools/later.c
	@mkdir -p $(@D)
	$(CCACHE) $(CC) -std=c11 -D_GNU_SOURCE -g -O2 $(WARN) -fPIC -shared $< -o $@
scripts_need := $(BUILD)/tests/tools/passkey $(BUILD)/tests/tools/tamper $(BUILD)/tests/tools/push_service
tests: $(tests) $(scripts_need)  ## build the C tests
$(BUILD)/bench/%: bench/%.c $(BUILD)/libtocsin.a
	@mkdir -p $(@D)
	$(CCACHE) $(CC) $(CFLAGS) $(INC) -MMD -MP -MF $@.d $< $(BUILD)/libtocsin.a $(LDFLAGS) $(LDLIBS) -o $@

# Fuzzers are clang's, over a library of their own.
fuzz_o := $(patsubst $(BUILD)/o/%.o,build/fuzz/o/%.o,$(lib_o))
FUZZ   := -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all
build/fuzz/o/%.o: src/%.c | build/.deps
	@mkdir -p $(@D)
	$(CCACHE) clang -std=c11 -D_GNU_SOURCE $(FUZZ) -fsanitize=fuzzer-no-link $(INC) -MMD -MP -c $< -o $@
build/fuzz/libtocsin.a: $(fuzz_o) $(call llhttp_o,build/fuzz)
	@rm -f $@
	ar rcs $@ $^
build/fuzz/%: fuzz/%.c build/fuzz/libtocsin.a
	clang -std=c11 -D_GNU_SOURCE $(FUZZ) -fsanitize=fuzzer $(INC) $< build/fuzz/libtocsin.a $(LDLIBS) -o $@
fuzzers: $(fuzzers)
FUZZ_SECONDS ?= 600
fuzz: $(fuzzers)  ## run every fuzzer long (FUZZ_SECONDS each)
	tests/run fuzz $(FUZZ_SECONDS)

LAWS ?= 800
laws: $(BUILD)/tests/core/test_laws $(BUILD)/tests/verify/test_laws_verify  ## random commands by random people, long (LAWS runs of each law, 2,500 commands in all; 800: two million)
	TOCSIN_LAWS=$(LAWS) $(BUILD)/tests/core/test_laws
	TOCSIN_LAWS=$(LAWS) $(BUILD)/tests/verify/test_laws_verify

# The interface: TypeScript types from the .def files, built by Vite, carried in
# the program.  node_modules/.bin holds the pinned node that npm run finds first;
# Debian's npm does not link it there.  After a change of the packages, take out
# what makes the lock file fit one place or one node, as Debian's is older:
# `jq 'del(.packages[].resolved, .packages[].engines)'`.
web_src := $(shell find web/src web/public -type f -not -path 'web/src/gen/*' 2>/dev/null) $(addprefix web/,index.html package.json tsconfig.json vite.config.ts)
web/node_modules/.package-lock.json: web/package-lock.json | build/.deps
	cd web && npm ci --loglevel error > /dev/null && cd node_modules/.bin && ln -sf ../node-linux-*/bin/node .
	@touch $@
$(BUILD)/gen/api.ts: $(BUILD)/emit
	@mkdir -p $(@D) web/src/gen
	@$(BUILD)/emit typescript > $@
	@cmp -s $@ web/src/gen/api.ts || cp $@ web/src/gen/api.ts
web/src/gen/api.ts: $(BUILD)/gen/api.ts ;
web/src/gen/story.ts web/src/gen/personal.ts web/src/gen/commands.ts web/src/gen/calls.ts: web/src/gen/%.ts: $(BUILD)/emit
	@mkdir -p $(@D)
	@$(BUILD)/emit $* > $@
web/src/gen/words.ts: | $(BUILD)/gen/eff_words.inc
	@mkdir -p $(@D)
	@{ echo 'export const words: readonly string[] = ['; cat $(BUILD)/gen/eff_words.inc; echo '];'; } > $@
web/dist/index.html: $(web_src) $(addprefix web/src/gen/,api.ts calls.ts commands.ts personal.ts story.ts words.ts) web/node_modules/.package-lock.json
	cd web && npm run --silent build
$(BUILD)/gen/assets.inc: web/dist/index.html tools/assets
	@mkdir -p $(@D)
	tools/assets web/dist > $@
$(BUILD)/o/http/interface.o build/fuzz/o/http/interface.o: $(BUILD)/gen/assets.inc
web: web/dist/index.html  ## build the interface alone

# What others must know of the .def files.  Those in docs/ are contracts, so
# they are checked in: `make docs` writes them, `make current` compares.
emit_o := $(patsubst tools/%.c,$(BUILD)/tools/%.o,$(wildcard tools/emit*.c))
$(BUILD)/tools/%.o: tools/%.c | build/.deps
	@mkdir -p $(@D)
	$(CCACHE) $(CC) $(CFLAGS) $(INC) -MMD -MP -c $< -o $@
$(BUILD)/emit: $(emit_o) $(foreach f,base codec model,$(filter $(BUILD)/o/$(f)/%,$(lib_o)))
	$(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -o $@
contracts := docs/openapi.json docs/events.md docs/shares.md docs/tocsin.conf.5
docs: $(BUILD)/emit  ## write the checked-in contracts: docs/openapi.json, docs/events.md, docs/shares.md, docs/tocsin.conf.5
	@mkdir -p docs
	@for f in $(contracts); do n=$${f##*/}; $(BUILD)/emit $${n%.*} > $$f; done
current: $(BUILD)/emit  ## check that the checked-in contracts are current
	@for f in $(contracts); do n=$${f##*/}; $(BUILD)/emit $${n%.*} | cmp -s - $$f || \
	  { echo "$$f is not what the .def files say: run make docs"; exit 1; }; done

# No file may look above its own floor, and the pure floors may take from
# outside only what cannot see the world (law 2).
libc := sha256(_[a-z]+)?|memcpy|memmove|memset|memcmp|__memcpy_chk|__memmove_chk|__memset_chk|__stack_chk_fail|_GLOBAL_OFFSET_TABLE_
floors: $(below_o)  ## check that no floor looks up, and that the core is pure
	@awk -v order="$(FLOORS)" -f tools/floors.awk $(wildcard src/*/*.[ch])
	@nm --defined-only $(below_o) | awk 'NF==3{print $$3}' | sort -u > $(BUILD)/known
	@nm -u $(pure_o) /dev/null 2>/dev/null | awk '$$1=="U"{print $$2}' | sort -u | grep -vxE '$(libc)' | grep -vxFf $(BUILD)/known \
	  | sed 's/$$/: a pure floor reaches outside/' | { ! grep .; }

crash: tests  ## kill the server 200 times while many write (make check does so too, and 40 sanitized)
	CRASH_KILLS=200 $(BUILD)/tests/crash/test_server_crash
bench: $(benches) $(BUILD)/bench/record $(BUILD)/tocsin  ## measure against limits and rivals; prints ratios (tools/setup bench installs the rivals)
	@echo "machine: $$(nproc) processors, load $$(cut -d' ' -f1-3 /proc/loadavg)"
	@for b in $(benches); do $$b || exit 1; done
	@TOCSIN=$(abspath $(BUILD)/tocsin) npm --prefix web run --silent bench

model:  ## search the model of the ladder whole (minutes, gigabytes; make check searches parts of it)
	tests/scripts/model.sh all

check: ## run every test; ends with "N passed, N failed"
	tests/run check

bare:  ## prove, in a bare Debian 12, that nothing else is needed (root, mmdebstrap)
	tests/bare

$(BUILD)/o/cli/demo.o build/fuzz/o/cli/demo.o: library/charters/example.yaml library/demo/moveit.txt
$(BUILD)/o/cli/tonight.o build/fuzz/o/cli/tonight.o: library/charters/tonight.yaml
demo: $(BUILD)/tocsin  ## a demonstration: one command, one address to open
	$(BUILD)/tocsin demo

clean:  ## remove what was built
	rm -rf build

-include $(lib_o:.o=.d) $(BUILD)/o/cli/main.d $(wildcard $(BUILD)/tests/*/*.d $(BUILD)/bench/*.d) $(fuzz_o:.o=.d) $(emit_o:.o=.d)
.PHONY: all bare bench check clean crash current demo deps docs floors fuzz fuzzers help laws model tests web
