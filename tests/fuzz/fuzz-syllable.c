// fuzz-syllable.c - any bytes may be judged as syllables.
#include "base/auto.h"
#include "base/buf.h"
#include "base/syllable.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	double share;
	bool ok;

	hs_buf_add(&text, data, size);
	share = hs_syllable_share(hs_buf_text(&text));
	ok = hs_syllable_ok(hs_buf_text(&text), hs_buf_text(&text) + text.len);
	if (!(share >= 0 && share <= 1) && share != HS_SYLLABLE_NONE)
		abort();
	if (ok && share >= 0 && share < 1 && share > 0)
		abort(); // one syllable is one run
	return 0;
}
