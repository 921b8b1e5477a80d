test-vi.o: tests/unit/test-vi.c lib/base/auto.h lib/base/mem.h \
  lib/base/err.h lib/base/text.h lib/base/buf.h lib/base/vi.h

lib/base/auto.h:

lib/base/mem.h:

lib/base/err.h:

lib/base/text.h:

lib/base/buf.h:

lib/base/vi.h:
