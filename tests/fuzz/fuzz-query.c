// fuzz-query.c - whatever is typed, FTS5 gets only words of ours in quotes.
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/query.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Outside quotes stand only our own words and signs.
static void must_be_ours(const char *match)
{
	for (const char *p = match; *p; p++) {
		if (*p != '"') {
			if (!strchr(" ()+*ANDORT", *p))
				abort();
			continue;
		}
		p = strchr(p + 1, '"');
		if (!p)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	HS_AUTO(hs_query_done) struct hs_query q = {0};
	struct hs_err err = {0};

	hs_buf_add(&text, data, size);
	if (hs_query_parse(text.data, &q, &err) == 0 && q.match)
		must_be_ours(q.match);
	return 0;
}
