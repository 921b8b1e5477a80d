// strip.c - see strip.h
#include "craft/strip.h"
#include "base/auto.h"
#include "port/image-restore.h"

// Pixels kept round each word, and white at the ends of the strip.
enum { MARGIN = 3, ROOM = 12 };

static int32_t least(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

static void wipe(struct hs_raster *strip, int32_t x, int32_t y, int32_t right,
		 int32_t low)
{
	struct hs_box box = {x, y, right - x, low - y};

	if (box.w > 0 && box.h > 0)
		hs_image_wipe(strip, &box);
}

// Above and below each word, and up to where the next one's column begins.
static void wipe_round(struct hs_raster *strip, const struct hs_words *line,
		       const struct hs_box *at)
{
	int32_t width = (int32_t)strip->width, height = (int32_t)strip->height;

	for (size_t i = 0; i < line->count; i++) {
		const struct hs_box *b = &line->list[i].box;
		int32_t x = b->x - at->x - MARGIN, right = b->x - at->x + b->w + MARGIN;
		int32_t y = b->y - at->y - MARGIN, low = b->y - at->y + b->h + MARGIN;

		wipe(strip, most(x, 0), 0, least(right, width), y);
		wipe(strip, most(x, 0), low, least(right, width), height);
		if (i == 0)
			wipe(strip, 0, 0, x, height);
		if (i + 1 == line->count)
			wipe(strip, right, 0, width, height);
	}
}

int hs_strip_read(struct hs_ocr *ocr, const struct hs_raster *picture, double dpi,
		  const struct hs_words *line, struct hs_words *words, struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster strip = {0};
	struct hs_box box = hs_words_box(line);
	struct hs_box at = hs_box_grow(&box, ROOM, ROOM, picture->width, picture->height);
	size_t first = words->count;

	if (hs_image_part(picture, &at, &strip, err) < 0)
		return -1;
	wipe_round(&strip, line, &at);
	if (hs_ocr_show(ocr, &strip, dpi, err) < 0 ||
	    hs_ocr_read(ocr, NULL, HS_LAYOUT_STRIP, words, err) < 0)
		return -1;
	hs_ocr_forget(ocr);
	for (; first < words->count; first++) {
		words->list[first].box.x += at.x;
		words->list[first].box.y += at.y;
	}
	return 0;
}
