vi.o: lib/base/vi.c lib/base/vi.h lib/base/buf.h lib/base/err.h \
  lib/base/auto.h lib/base/mem.h lib/base/text.h

lib/base/vi.h:

lib/base/buf.h:

lib/base/err.h:

lib/base/auto.h:

lib/base/mem.h:

lib/base/text.h:
