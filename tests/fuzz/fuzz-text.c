// fuzz-text.c - text from anywhere: UTF-8, NFC, folding, names, edit distance.
// corpus: samples/truth samples/texts LICENSE
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/distance.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 20000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t characters(const char *text, const char *end, uint32_t *out)
{
	size_t n = 0;

	while (text < end)
		out[n++] = hs_utf8_next(&text, end);
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint32_t whole[LONGEST], rest[LONGEST];
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	HS_AUTO(hs_text_free) char *folded = NULL;
	HS_AUTO(hs_text_free) char *twice = NULL;
	HS_AUTO(hs_text_free) char *name = NULL;
	size_t n, m;

	hs_buf_add(&text, data, size < LONGEST ? size : LONGEST);
	name = hs_name_kept(text.data);
	if (!hs_utf8_valid(name, strlen(name)))
		abort();
	folded = hs_fold(text.data);
	if (!folded && hs_utf8_valid(text.data, strlen(text.data)))
		abort();
	twice = folded ? hs_fold(folded) : NULL;
	if (folded && strcmp(folded, twice) != 0)
		abort();
	n = characters(text.data, text.data + text.len, whole);
	m = characters(text.data + text.len / 3, text.data + text.len, rest);
	if (hs_distance(whole, n, rest, m) > (n > m ? n : m))
		abort();
	return 0;
}
