// fuzz-alto.c - ALTO that somebody else may have written: read with distrust; what was
// accepted is written, and read again as the same.
#include "base/text.h"
#include "fuzz/fuzz.h"
#include "port/xml.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MUCH = 20000 };

struct sheet {
	struct hs_words words;
	uint32_t width, height;
};

static void sheet_done(struct sheet *sheet)
{
	hs_words_done(&sheet->words);
}

static void must(bool so)
{
	if (!so)
		abort();
}

static bool read_sheet(struct sheet *sheet, const char *bytes, size_t size)
{
	struct hs_err err = {0};

	return hs_alto_read(bytes, size, &sheet->words, &sheet->width, &sheet->height,
			    &err) == 0;
}

static void check(const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->words.count; i++) {
		const struct hs_word *w = &sheet->words.list[i];

		must(*w->text && hs_utf8_valid(w->text, strlen(w->text)));
		must(w->confidence >= 0 && w->confidence <= 1);
		must(w->box.x >= 0 && w->box.y >= 0 && w->box.w >= 0 && w->box.h >= 0);
		must((uint32_t)(w->box.x + w->box.w) <= sheet->width);
		must((uint32_t)(w->box.y + w->box.h) <= sheet->height);
		must(!w->starts_block || w->starts_line);
	}
}

// The writer has '?' for what no page holds, and begins a block with the first word.
static void same(const struct hs_word *a, const struct hs_word *b, bool first)
{
	bool odd = false;

	for (const char *c = a->text; *c; c++)
		odd |= (unsigned char)*c < ' ';
	must(odd || !strcmp(a->text, b->text));
	must(!memcmp(&a->box, &b->box, sizeof(a->box)));
	must(fabs((double)a->confidence - (double)b->confidence) < 0.0001);
	must(a->noise == b->noise && !a->named == !b->named);
	must(first ||
	     (a->starts_line == b->starts_line && a->starts_block == b->starts_block));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HS_AUTO(sheet_done) struct sheet sheet = {0};
	HS_AUTO(sheet_done) struct sheet again = {0};
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	struct hs_alto about = {.file = "a", .page = 1, .engine = "e", .model = "m"};
	struct hs_err err = {0};

	if (!read_sheet(&sheet, (const char *)data, size))
		return 0;
	check(&sheet);
	if (sheet.words.count > MUCH)
		return 0;
	about.width = sheet.width;
	about.height = sheet.height;
	must(hs_alto_write(&about, &sheet.words, &bytes, &err) == 0);
	must(read_sheet(&again, bytes.data, bytes.len));
	must(again.words.count == sheet.words.count && again.width == sheet.width &&
	     again.height == sheet.height);
	for (size_t i = 0; i < sheet.words.count; i++)
		same(&sheet.words.list[i], &again.words.list[i], i == 0);
	return 0;
}
