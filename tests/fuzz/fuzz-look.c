// fuzz-look.c - parts of pages of any look, looked at without an engine, and the answer
// of a worker that lies. The first bytes say what the page is like and where the part
// is; then come bars of ink, six bytes each.
#include "craft/frame.h"
#include "craft/hand.h"
#include "craft/look.h"
#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD = 16, BAR = 6, BARS_MAX = 40 };

static void dot(struct hs_raster *r, uint32_t x, uint32_t y, uint32_t value)
{
	uint32_t per = 32 / r->depth, shift = 32 - r->depth * (x % per + 1);
	uint32_t *word = r->data + (size_t)y * r->wpl + x / per;
	uint32_t mask = r->depth == 32 ? ~0U : ((1U << r->depth) - 1) << shift;

	if (x >= r->width || y >= r->height)
		return;
	if (r->depth == 32) // 0xRRGGBB00
		*word = value << 24 | (value * 5 & 255) << 16 | (value * 77 & 255) << 8;
	else
		*word = (*word & ~mask) | (value << shift & mask);
}

static int page(const uint8_t *data, size_t size, struct hs_raster *r)
{
	static const uint32_t depths[] = {1, 8, 32};
	struct hs_err err;
	size_t bars = (size - HEAD) / BAR;

	if (hs_raster_init(r, 1U + data[0], 1U + data[1], depths[data[2] % 3], &err) < 0)
		return -1;
	for (uint32_t y = 0; y < r->height; y++)
		for (uint32_t x = 0; x < r->width; x++)
			dot(r, x, y,
			    data[3] & 1 ? data[(x * 7 + y * 13) % size] : data[4]);
	for (size_t i = 0; i < bars && i < BARS_MAX; i++) {
		const uint8_t *b = data + HEAD + i * BAR;

		// Bars may lean: frames are tilted.
		for (uint32_t y = 0; y <= b[3]; y++)
			for (uint32_t x = 0; x <= b[2]; x++)
				dot(r, b[0] + x + y * (b[5] & 3) / 16,
				    b[1] + y + x * (b[5] >> 6) / 16, b[4]);
	}
	return 0;
}

// Any box, also one that lies beside the page.
static struct hs_box box_of(const uint8_t *data)
{
	return (struct hs_box){data[5] - 40, data[6] - 40, data[7] * 2 - 40,
			       data[8] * 2 - 40};
}

static void look(const struct hs_raster *r, const uint8_t *data)
{
	struct hs_look_ask ask = {.count = 1};
	struct hs_look_answer answer = {.count = 1};
	struct hs_err err;

	for (uint32_t kind = 0; kind < HS_LOOKS; kind++) {
		ask.regions[0] =
			(struct hs_look_region){.kind = kind, .box = box_of(data)};
		if (hs_look_at(NULL, r, 20 + data[9] * 2.0, &ask.regions[0],
			       &answer.seen[0], &err) == 0 &&
		    !hs_look_ok(&ask, &answer))
			abort();
	}
}

static void judge(const struct hs_raster *r, const uint8_t *data)
{
	const struct hs_hand_place place = {
		.line = {0, 0, (int32_t)r->width, (int32_t)r->height},
		.from = data[10],
		.to = data[10] + data[11],
		.letters = data[12] & 3,
	};
	struct hs_hand hand;
	struct hs_err err;

	if (hs_hand_judge(r, 20 + data[9] * 2.0, &place, &hand, &err) == 0 &&
	    !(hand.likely >= 0 && hand.likely <= 1))
		abort();
}

static void lie(const uint8_t *data, size_t size)
{
	struct hs_look_ask ask = {.count = data[13] % (HS_LOOK_REGIONS + 2U)};
	struct hs_look_answer answer = {.count = ask.count};

	for (size_t i = 0; i < HS_LOOK_REGIONS; i++)
		ask.regions[i].kind = data[14] % HS_LOOKS;
	for (size_t i = 0; i < size && data[15] & 1; i++)
		((char *)&answer)[(i * data[14] + i) % sizeof(answer)] ^= (char)data[i];
	if (!hs_look_ok(&ask, &answer))
		return;
	for (size_t i = 0; i < answer.count; i++)
		if (strlen(answer.seen[i].text) >= HS_LOOK_TEXT ||
		    strchr(answer.seen[i].text, '\n') || !(answer.seen[i].sure <= 1))
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};

	if (size < HEAD || page(data, size, &r) < 0)
		return 0;
	look(&r, data);
	judge(&r, data);
	lie(data, size);
	return 0;
}
