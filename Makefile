# One Makefile for the whole tree. A new .c under cmd/, lib/ or tests/ is
# found by itself; nothing here needs a new line for it.  make help says more.

comma    := ,
VERSION  := $(shell cat VERSION)
PREFIX   ?= /usr/local
BUILD    ?= build$(if $(SAN),-san)
DEPS     := libtiff-4 lept tesseract libzip sqlite3 poppler-glib cairo libqpdf libcrypto \
            jansson libxml-2.0 libutf8proc inih libseccomp zlib
PKGCONF  ?= pkg-config

CFLAGS   ?= -O2 -g
WARN     := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wvla -Wformat=2 -Wconversion -Wno-sign-conversion -Wundef \
            -Wpointer-arith -Wcast-qual -Wwrite-strings -Werror=implicit
HARDEN   := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
ifdef SAN
HARDEN   := -fsanitize=address,undefined -fno-sanitize-recover=all -fPIE
endif
ALL_CFLAGS := -std=gnu17 $(WARN) $(HARDEN) -MMD -MP -iquote lib -iquote tests \
              -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DHS_VERSION='"$(VERSION)"' \
              -DHS_LOCALEDIR='"$(PREFIX)/share/locale"' \
              -ffile-prefix-map=$(CURDIR)=. \
              $(subst -I,-isystem ,$(shell $(PKGCONF) --cflags $(DEPS))) $(CFLAGS)
ALL_LDFLAGS := $(if $(SAN),-fsanitize=address$(comma)undefined) \
               -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS)
LIBS     := $(shell $(PKGCONF) --libs $(DEPS)) -lm
Q        := $(if $(V),,@)
SAY       = $(if $(V),,@echo '  $(1) $@')

LIB_OBJ  := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard lib/*/*.c)))
TOOLS    := $(patsubst cmd/%.c,$(BUILD)/bin/%,$(sort $(wildcard cmd/*.c)))
UNIT     := $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%.t,$(sort $(wildcard tests/unit/*.c)))
FUZZ     := $(patsubst tests/fuzz/%.c,$(BUILD)/tests/fuzz/%.t,$(sort $(wildcard tests/fuzz/fuzz-*.c)))

all: $(TOOLS)

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call SAY,CC)
	$(Q)$(CC) $(ALL_CFLAGS) -c $< -o $@

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
$(BUILD)/bin/hoso-ocr: LINK_MORE := -Wl,-u,pixWriteMem -Wl,--export-dynamic-symbol=pixWriteMem
endif

$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(BUILD)/libhoso.a
	$(LINK)
$(BUILD)/tests/unit/%.t: LIBS += -lcmocka
$(BUILD)/tests/unit/%.t: $(BUILD)/tests/unit/%.o $(BUILD)/libhoso.a
	$(LINK)
$(BUILD)/tests/fuzz/%.t: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/fuzz/replay.o $(BUILD)/libhoso.a
	$(LINK)

# Rebuild when the compiler or its flags change.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(ALL_CFLAGS)' | cmp -s - $@ || echo '$(CC) $(ALL_CFLAGS)' >$@

unit: $(UNIT)

check-floors: $(BUILD)/libhoso.a
	$(Q)scripts/check-floors $(BUILD)

format:
	clang-format -i $$(git ls-files '*.[ch]')

clean:
	rm -rf build build-*

.PHONY: all unit check-floors format clean FORCE
.DELETE_ON_ERROR:
.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
