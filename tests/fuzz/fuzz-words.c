// fuzz-words.c - what a worker answers: read with distrust, put in order,
// written again. What was accepted once must be accepted again.
#include "base/buf.h"
#include "fuzz/fuzz.h"
#include "model/order.h"
#include "model/words.h"
#include "port/xml.h"

#include <stdlib.h>

enum { WIDTH = 2480, HEIGHT = 3508, MUCH = 5000 };

static int again(const struct hs_words *words)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	HS_AUTO(hs_words_done) struct hs_words copy = {0};
	struct hs_err err = {0};

	hs_words_write(words, &bytes);
	if (hs_words_read(bytes.data, bytes.len, WIDTH, HEIGHT, &copy, &err) < 0 ||
	    copy.count != words->count)
		return -1;
	for (size_t i = 0; i < copy.count; i++) {
		const struct hs_word *a = &copy.list[i], *b = &words->list[i];

		if (a->starts_line != b->starts_line ||
		    a->starts_block != b->starts_block || a->noise != b->noise ||
		    a->gap != b->gap || a->empty != b->empty)
			return -1;
	}
	return 0;
}

// Noise stands last, a block of lines; the others are as many as they were.
static int noise_last(struct hs_words *words)
{
	size_t count = words->count, text = hs_words_text_count(words);

	hs_words_noise_last(words);
	if (words->count != count || hs_words_text_count(words) != text)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (words->list[i].noise != (i >= text) ||
		    (i >= text && !words->list[i].starts_line))
			return -1;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	HS_AUTO(hs_buf_done) struct hs_buf alto = {0};
	const struct hs_alto about = {.file = "a",
				      .page = 1,
				      .width = WIDTH,
				      .height = HEIGHT,
				      .engine = "e",
				      .model = "m"};
	struct hs_err err = {0};
	size_t count;
	double sure;

	if (hs_words_read((const char *)data, size, WIDTH, HEIGHT, &words, &err) < 0)
		return 0;
	count = words.count;
	if (count > MUCH)
		return 0;
	hs_order_columns(&words, WIDTH, HEIGHT);
	if (words.count != count || again(&words) < 0 || noise_last(&words) < 0 ||
	    again(&words) < 0)
		abort();
	hs_words_text(&words, &text);
	sure = hs_words_confidence(&words);
	if (!(sure >= 0 && sure <= 1) || hs_alto_write(&about, &words, &alto, &err) < 0)
		abort();
	return 0;
}
