// fuzz-inspection.c - what workers of hoso-check answer, for a few pages: taken with
// distrust, compared, told. A page is a sane answer and what the input changes in it.
#include "base/mem.h"
#include "fuzz/fuzz.h"
#include "model/inspection.h"
#include "work/check-part.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PAGES = 4, CHANGES = 12 };

struct input {
	const uint8_t *data;
	size_t size, at;
};

// The next bytes; zeros behind the end.
static void bytes(struct input *in, void *to, size_t count)
{
	size_t left = in->size - in->at, n = count < left ? count : left;

	memset(to, 0, count);
	memcpy(to, in->data + in->at, n);
	in->at += n;
}

static uint8_t byte(struct input *in)
{
	uint8_t value;

	bytes(in, &value, 1);
	return value;
}

// An A4 page, more or less, with a pattern of ink.
static void sane(struct input *in, struct hs_inspection *page)
{
	uint8_t seed = byte(in), grain = byte(in);

	*page = (struct hs_inspection){.width_mm = 110.0 + byte(in),
				       .height_mm = 197.0 + byte(in),
				       .bits = 8,
				       .number = byte(in) & 15};
	for (int i = 0; i < HS_RULES; i++)
		page->measures.value[i] = i & 1 ? NAN : byte(in);
	page->likeness.mm = 0.34;
	page->likeness.ink = 20.0 + byte(in);
	page->likeness.width = HS_MASK_W - (seed & 63);
	page->likeness.height = HS_MASK_H - (grain & 63);
	page->likeness.middle_x = page->likeness.middle_y = seed;
	for (size_t i = 0; i < sizeof(page->likeness.dark); i++) {
		(&page->likeness.dark[0][0])[i] = (uint8_t)(i * seed >> (grain & 7));
		(&page->likeness.faint[0][0])[i] = (uint8_t)(i * grain);
		(&page->likeness.whole[0][0])[i] = (uint8_t)(i * seed);
	}
	for (int y = 0; y < HS_MASK_H; y++)
		memset(page->likeness.mask[y], y % 7 ? 0 : seed + y,
		       sizeof(page->likeness.mask[y]));
}

static void change(struct input *in, struct hs_inspection *page)
{
	for (int n = byte(in) % CHANGES; n > 0; n--) {
		uint16_t word;
		size_t at, count = (size_t)1 << (byte(in) & 3);

		bytes(in, &word, sizeof(word));
		at = (word & 0x8000 ? word : word & 0xff) * 4 % (sizeof(*page) - count);
		bytes(in, (char *)page + at, count);
	}
}

static void take(struct input *in, struct hs_check_page *to)
{
	struct hs_inspection *page = HS_NEW(struct hs_inspection);
	char file[] = "1.tif", pixels[] = "a";
	struct hs_page record = {.file = file, .pixels = pixels};

	pixels[0] = (char)(byte(in) | 1);
	record.dpi = 1 + byte(in);
	record.dpi_y = byte(in);
	hs_check_page_begin(to, &record);
	sane(in, page);
	change(in, page);
	if (hs_inspection_ok(page))
		hs_check_page_take(to, page);
	free(page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = {.data = data, .size = size};
	struct hs_check_page pages[PAGES] = {0};
	struct hs_profile profile = {0};
	char detail[HS_DETAIL_MAX];
	struct hs_err err = {0};
	size_t count = 1 + byte(&in) % PAGES;

	for (int i = 0; i < HS_RULES; i++)
		profile.rules[i] = (struct hs_limit){.on = true, .limit = byte(&in)};
	for (size_t i = 0; i < count; i++) {
		pages[i].number = (uint32_t)i + 1;
		take(&in, &pages[i]);
	}
	if (hs_check_compare(pages, count, &profile, &err) < 0)
		abort();
	for (size_t i = 0; i < count; i++)
		for (int rule = 0; rule < HS_RULES; rule++)
			hs_check_detail(&pages[i], (enum hs_rule)rule, detail);
	for (size_t i = 0; i < count; i++)
		hs_check_page_done(&pages[i]);
	return 0;
}
