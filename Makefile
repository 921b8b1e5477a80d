# One Makefile for the whole tree. A new .c under cmd/, lib/ or tests/ is
# found by itself; nothing here needs a new line for it.  make help says more.

.DEFAULT_GOAL := all
comma    := ,
VERSION  := $(shell cat VERSION)
PREFIX   ?= /usr/local
BUILD    ?= build$(if $(SAN),-san)
DEPS     := libtiff-4 lept tesseract libzip sqlite3 poppler-glib cairo libqpdf libcrypto \
            jansson libxml-2.0 libutf8proc inih libseccomp zlib xlsxwriter \
            sane-backends zbar libqrencode
PKGCONF  ?= pkg-config
FUZZ_SECONDS ?= 60

CFLAGS   ?= -O2 -g
WARN     := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wvla -Wformat=2 -Wconversion -Wno-sign-conversion -Wundef \
            -Wpointer-arith -Wcast-qual -Wwrite-strings -Werror=implicit
HARDEN   := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
ifdef SAN
HARDEN   := -fsanitize=address,undefined -fno-sanitize-recover=all -fPIE
endif
ifdef FUZZER
HARDEN   += -fsanitize=fuzzer-no-link
endif
ALL_CFLAGS := -std=gnu17 $(WARN) $(HARDEN) -MMD -MP -iquote lib -iquote tests \
              -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DHS_VERSION='"$(VERSION)"' \
              -DHS_LOCALEDIR='"$(PREFIX)/share/locale"' \
              -DHS_DATADIR='"$(PREFIX)/share/hoso"' \
              -ffile-prefix-map=$(CURDIR)=. \
              $(subst -I,-isystem ,$(shell $(PKGCONF) --cflags $(DEPS) 2>/dev/null)) $(CFLAGS)
ALL_LDFLAGS := $(if $(SAN),-fsanitize=address$(comma)undefined) \
               -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS)
LIBS     := $(shell $(PKGCONF) --libs $(DEPS) 2>/dev/null) -lm
Q        := $(if $(V),,@)
SAY       = $(if $(V),,@echo '  $(1) $@')

LIB_OBJ  := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard lib/*/*.c)))
TOOLS    := $(patsubst cmd/%.c,$(BUILD)/bin/%,$(sort $(wildcard cmd/*.c)))
UNIT     := $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%.t,$(sort $(wildcard tests/unit/*.c)))
FUZZ     := $(patsubst tests/fuzz/%.c,$(BUILD)/tests/fuzz/%.t,$(sort $(wildcard tests/fuzz/fuzz-*.c)))
BENCH    := $(patsubst tests/bench/%.c,$(BUILD)/tests/bench/%.t,$(sort $(wildcard tests/bench/*.c)))
PAPERS   := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard tests/bench/papers/*.c)))
DATA     := $(patsubst lib/data/%,$(BUILD)/data/%,$(filter-out lib/data/po/%,$(wildcard lib/data/*/*)))
MO       := $(patsubst lib/data/po/%.po,$(BUILD)/locale/%/LC_MESSAGES/hoso.mo,$(wildcard lib/data/po/*.po))
FAULT    := $(TOOLS:$(BUILD)/bin/%=$(BUILD)/fault/%)

all: $(TOOLS) $(MO) $(DATA)

help:
	@echo 'make              build the programs into $(BUILD)/bin; installs nothing'
	@echo 'make demo         install what is missing, build, run the whole line on samples/'
	@echo 'make check        install what the tests need, build, test everything'
	@echo 'make lint         only the checks that read the source'
	@echo 'make unit cli     only the unit tests, only the command-line tests'
	@echo 'make fault        make writes, memory and workers fail, one after the other'
	@echo 'make fuzz         every fuzz target for FUZZ_SECONDS=$(FUZZ_SECONDS), with clang'
	@echo 'make torture      faults at whole nights: kills, full disks, damage (half an hour)'
	@echo 'make bench        the figures of the README; installs what they need'
	@echo 'make format       lay out the code'
	@echo 'make install      programs and manuals under DESTDIR and PREFIX=$(PREFIX)'
	@echo 'make uninstall    removes exactly what install put there'
	@echo 'make dist         hoso-$(VERSION).tar.gz of what is committed'
	@echo 'make clean        removes all that was built'
	@echo 'Settings: CC=clang  CFLAGS=...  SAN=1 (sanitizers)  V=1 (show commands)'
	@echo '          WERROR=-Werror  BUILD=folder'

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call SAY,CC)
	$(Q)$(CC) $(ALL_CFLAGS) $(WERROR) -c $< -o $@

$(BUILD)/libhoso.a: $(LIB_OBJ)
	$(call SAY,AR)
	$(Q)rm -f $@ && $(AR) rcsD $@ $^

# Every program is its own object and the library; --as-needed drops the
# third-party libraries that it does not reach.
LINK = @mkdir -p $(@D); $(if $(V),echo '$(CC) ... -o $@',echo '  LD $@'); \
	$(CC) $(ALL_LDFLAGS) $(LINK_MORE) -o $@ $(filter %.o %.a,$^) $(LIBS)

# No PNG round trip inside tesseract: see lib/port/ocr-lines.c. PNG_LINES=1
# builds without.
ifndef PNG_LINES
$(BUILD)/bin/hoso-ocr $(BUILD)/fault/hoso-ocr: LINK_MORE := -Wl,-u,pixWriteMem -Wl,--export-dynamic-symbol=pixWriteMem
endif

$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(BUILD)/libhoso.a
	$(LINK)
# The same programs again, with a world that fails on request (tests/fault).
$(BUILD)/fault/%: $(BUILD)/cmd/%.o $(BUILD)/tests/fault/fault.o $(BUILD)/libhoso.a
	$(LINK)
$(BUILD)/tests/unit/%.t: LIBS += -lcmocka
$(BUILD)/tests/unit/%.t: $(BUILD)/tests/unit/%.o $(BUILD)/libhoso.a
	$(LINK)
ifdef FUZZER
$(BUILD)/tests/fuzz/%.t: LINK_MORE += -fsanitize=fuzzer
$(BUILD)/tests/fuzz/%.t: $(BUILD)/tests/fuzz/%.o $(BUILD)/libhoso.a
	$(LINK)
else
$(BUILD)/tests/fuzz/%.t: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/fuzz/replay.o $(BUILD)/libhoso.a
	$(LINK)
endif

# make-papers comes in parts; the others are one file each.
$(BUILD)/tests/bench/make-papers.t: $(BUILD)/tests/bench/make-papers.o $(PAPERS) $(BUILD)/libhoso.a
	$(LINK)
$(BUILD)/tests/bench/%.t: $(BUILD)/tests/bench/%.o $(BUILD)/libhoso.a
	$(LINK)

# Messages in other languages; programs in $(BUILD)/bin find them there.
$(BUILD)/locale/%/LC_MESSAGES/hoso.mo: lib/data/po/%.po
	@mkdir -p $(@D)
	$(call SAY,MO)
	$(Q)msgfmt -c -o $@ $<

# Tables; programs in $(BUILD)/bin find them there (lib/sys/data.h).
$(BUILD)/data/%: lib/data/%
	@mkdir -p $(@D)
	$(Q)cp $< $@

# Rebuild when the compiler or its flags change.
$(BUILD)/flags: FORCE
	@$(PKGCONF) --print-errors --exists $(DEPS) || \
		{ echo 'something is missing: see above, or run scripts/setup' >&2; exit 1; }
	@mkdir -p $(@D)
	@echo '$(CC) $(ALL_CFLAGS)' | cmp -s - $@ || echo '$(CC) $(ALL_CFLAGS)' >$@

# Nothing below installs packages but demo, check and bench, by scripts/setup;
# they start make again, which then finds what was just installed.
demo:
	@scripts/setup build run
	@$(MAKE) --no-print-directory all
	@BUILD='$(abspath $(BUILD))' scripts/demo

check:
	@scripts/setup build run tests || echo 'check: going on without them'
	@BUILD='$(BUILD)' MAKE='$(MAKE)' scripts/check

lint:
	@BUILD='$(BUILD)' MAKE='$(MAKE)' scripts/check lint

torture:
	@scripts/setup build run tests
	@$(MAKE) --no-print-directory all
	@BUILD='$(abspath $(BUILD))' scripts/torture

bench:
	@scripts/setup build run bench
	@$(MAKE) --no-print-directory all bench-programs
	@BUILD='$(abspath $(BUILD))' scripts/bench

tests: $(UNIT) $(FUZZ) $(FAULT) $(BENCH)
bench-programs: $(BENCH)

unit: $(UNIT)
	@for t in $(UNIT); do $$t || exit 1; done

cli: all $(FAULT)
	@BUILD='$(abspath $(BUILD))' bats tests/cli

fault: $(FAULT)
	@BUILD='$(abspath $(BUILD))' bats tests/cli/*-fault.bats

fuzz:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)-fuzz CC=clang SAN=1 FUZZER=1 fuzz-targets
	@BUILD=$(BUILD)-fuzz scripts/fuzz -t $(FUZZ_SECONDS)
fuzz-targets: $(FUZZ)

check-floors: $(BUILD)/libhoso.a
	$(Q)scripts/check-floors $(BUILD)

format:
	clang-format -i $$(git ls-files '*.[ch]')

install: all
	@DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' scripts/install '$(BUILD)'

uninstall:
	@DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' scripts/install -u

dist:
	git archive --prefix=hoso-$(VERSION)/ HEAD | gzip -9n >hoso-$(VERSION).tar.gz

clean:
	rm -rf build build-* hoso-$(VERSION).tar.gz

.PHONY: all help demo check lint bench torture bench-programs tests unit cli fault fuzz fuzz-targets \
	check-floors format install uninstall dist clean FORCE
.DELETE_ON_ERROR:
.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
