// fuzz-unzip.c - somebody's ZIP: every header, every entry.
// corpus: SHARED/corpus/hostile-zip/libzip SHARED/corpus/hostile-zip/zip-slip
#include "base/auto.h"
#include "model/safename.h"
#include "port/unzip.h"
#include "sys/file.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST = 4 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int count(void *user, const void *bytes, size_t len, struct hs_err *err)
{
	uint64_t *left = user;

	(void)bytes;
	if (*left < len)
		return hs_fail(err, HS_LIMIT, "enough");
	*left -= len;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HS_AUTO(hs_fd_done) int fd = memfd_create("fuzz", MFD_CLOEXEC);
	HS_AUTO(hs_verdict_done) struct hs_verdict verdict = {.ok = true};
	HS_AUTO(hs_unzip_free) struct hs_unzip *zip = NULL;
	struct hs_err err = {0};

	if (fd < 0 || hs_fd_store(fd, data, size, &err) < 0)
		return 0;
	zip = hs_unzip_open(fd, &verdict, &err);
	for (size_t i = 0; zip && i < hs_unzip_count(zip); i++) {
		struct hs_unzip_entry e = hs_unzip_entry(zip, i);
		uint64_t left = e.size < MOST ? e.size : MOST;

		if (hs_name_unsafe(e.name))
			abort();
		if (hs_unzip_read(zip, i, count, &left, &verdict, &err) < 0 &&
		    e.size < MOST)
			abort(); // more bytes came than the entry says
	}
	return 0;
}
