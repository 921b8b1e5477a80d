// fuzz-vi.c - any bytes may be cut into words and folded.
#include "base/auto.h"
#include "base/mem.h"
#include "base/vi.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	HS_AUTO(hs_text_free) char *words = NULL;
	struct hs_vi_token t;
	const char *at, *end;

	hs_buf_add(&text, data, size);
	at = text.data;
	end = at + text.len;
	while (hs_vi_next(NULL, &at, end, &t))
		if (t.start >= t.end || t.end > at || t.stem > t.exact_len ||
		    t.exact_len > sizeof(t.exact) || t.fold_len > sizeof(t.fold))
			abort();
	if (at != end)
		abort();
	words = hs_vi_words(hs_buf_text(&text));
	return 0;
}
