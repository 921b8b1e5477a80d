// look-stamp.c - what stands in a frame: see look.h
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "craft/frame.h"
#include "craft/look-part.h"
#include "port/image-look.h"
#include "port/image-restore.h"
#include "port/image-stamp.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
	MASK_DPI = 110,
	FRAME_PIXELS = 90, // high, for the engine: its letters are about 36
	ROOM = 16,
	STAMPS_MAX = 3, // in one part
	SEAL_ROOM = 3,  // pixels of the mask beyond the edge of a seal
};

#define RIM_MM 0.7     // a frame's line, and half of what its place may be wrong by
#define LINE_LEAST 0.6 // of a row is ink: a line of the frame, not letters
#define EDGE 0.22      // of the height, of the width: so far in such lines are wiped
#define BLACKEST 0.04  // share of the pixels that become black
#define PAPEREST 0.55  // and that stay dark at all
#define PLAIN 0.88     // a frame in dark ink is plain when so much of it is there,
#define PLAIN_SIDE 0.6 // and of each of its sides
#define MAYBE 0.68     // otherwise at least so much, and no larger than
#define HIGHEST_MM 14
#define WIDEST_MM 62
#define RED_LEAST 4 // square millimetres: less is no stamp
#define SURE 0.9    // what is read less surely is read again, larger
#define AGAIN 1.4   // times

// What the law has stamps say (MẬT, TỐI MẬT, TUYỆT MẬT, KHẨN, THƯỢNG KHẨN, HỎA TỐC) is
// made of these; the others are for what else is framed: ĐẾN, A, B, C.
static const char stamp_letters[] = "ABCDEGHIKLMNOPQRSTUVXYĐƯƠẬỐỆẨỢỎÓẾỊÔÀÂỘ ";

// The frame's inside, turned straight, grey.
static int cut(const struct hs_look_page *look, const struct hs_frame *f, enum hs_ink ink,
	       struct hs_raster *grey, struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster part = {0};
	HS_AUTO(hs_raster_done) struct hs_raster whole = {0};
	double tilt = fabs(f->degrees) * M_PI / 180, rim = RIM_MM * look->dpi / 25.4;
	int32_t half_w = (int32_t)(f->w / 2 + tilt * f->h / 2) + 4;
	int32_t half_h = (int32_t)(f->h / 2 + tilt * f->w / 2) + 4;
	struct hs_box at = {(int32_t)f->x - half_w, (int32_t)f->y - half_h, 2 * half_w,
			    2 * half_h};
	struct hs_box box = hs_box_grow(&at, 0, 0, look->page->width, look->page->height);
	struct hs_box inside;

	if (hs_image_part(look->page, &box, &part, err) < 0 ||
	    hs_image_grey(&part, ink, &whole, err) < 0)
		return -1;
	if (ink != HS_INK_RED && hs_image_flatten(&whole, 60, err) < 0)
		return -1;
	if (hs_image_turn(&whole, -f->degrees, err) < 0)
		return -1;
	inside = (struct hs_box){
		(int32_t)(f->x - box.x - f->w / 2 + rim),
		(int32_t)(f->y - box.y - f->h / 2 + rim),
		(int32_t)fmax(1, f->w - 2 * rim),
		(int32_t)fmax(1, f->h - 2 * rim),
	};
	return hs_image_part(&whole, &inside, grey, err);
}

// ---- lines of the frame that are left ----------------------------------------

static double ink_in_row(const struct hs_raster *g, uint32_t y, int dark)
{
	uint32_t seen = 0;

	for (uint32_t x = 0; x < g->width; x++)
		seen += hs_raster_level(g, x, y) < dark;
	return (double)seen / g->width;
}

static double ink_in_column(const struct hs_raster *g, uint32_t x, int dark)
{
	uint32_t seen = 0;

	for (uint32_t y = 0; y < g->height; y++)
		seen += hs_raster_level(g, x, y) < dark;
	return (double)seen / g->height;
}

// The inside within all lines: the second line of a double frame is left out, with what
// is between it and the edge.
static struct hs_box within_lines(const struct hs_raster *g, int dark)
{
	uint32_t rows = (uint32_t)(g->height * EDGE),
		 columns = (uint32_t)(g->height * EDGE);
	uint32_t top = 0, low = g->height, left = 0, right = g->width;

	for (uint32_t i = 0; i < rows; i++) {
		if (ink_in_row(g, i, dark) >= LINE_LEAST)
			top = i + 1;
		if (ink_in_row(g, g->height - 1 - i, dark) >= LINE_LEAST)
			low = g->height - 1 - i;
	}
	for (uint32_t i = 0; i < columns && i < g->width / 4; i++) {
		if (ink_in_column(g, i, dark) >= LINE_LEAST)
			left = i + 1;
		if (ink_in_column(g, g->width - 1 - i, dark) >= LINE_LEAST)
			right = g->width - 1 - i;
	}
	return (struct hs_box){(int32_t)left, (int32_t)top, (int32_t)(right - left),
			       (int32_t)(low - top)};
}

// ---- reading -----------------------------------------------------------------

static int stretch(struct hs_raster *grey, struct hs_err *err)
{
	int black = hs_image_level(grey, BLACKEST),
	    white = hs_image_level(grey, PAPEREST);

	return white > black + 4 ? hs_image_stretch(grey, black, white, err) : 0;
}

static int prepare(const struct hs_look_page *look, const struct hs_frame *f,
		   enum hs_ink ink, struct hs_raster *letters, struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster grey = {0};
	struct hs_box box;

	if (cut(look, f, ink, &grey, err) < 0 || stretch(&grey, err) < 0)
		return -1;
	box = within_lines(&grey, 128);
	return hs_image_part(&grey, &box, letters, err);
}

static int read_letters(const struct hs_look_page *look, const struct hs_raster *letters,
			double scale, struct hs_few *few, struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster large = {0};

	if (hs_image_scale(letters, scale, &large, err) < 0 ||
	    hs_image_pad(&large, ROOM, 255, err) < 0)
		return -1;
	return hs_ocr_read_few(look->ocr, &large, look->dpi * scale, HS_LAYOUT_LINE,
			       stamp_letters, few, err);
}

// Whether a text looks like one of the marks, or a part of one.
static bool says_mark(const char *text)
{
	static const char *const parts[] = {"MAT",   "KHAN",  "TOC",
					    "TOI M", "TUYET", "THUONG K"};
	HS_AUTO(hs_text_free) char *bare = hs_fold(text);

	for (size_t i = 0; bare && i < HS_COUNT(parts); i++)
		if (strstr(bare, parts[i]))
			return true;
	return false;
}

// Marks are what is looked for.
static double worth(const struct hs_few *few)
{
	return few->sure + (says_mark(few->text) ? 0.3 : 0);
}

// Ways to read it, until it is sure: worn letters at a smaller size, or blurred, become
// whole.
static int read_ways(const struct hs_look_page *look, struct hs_raster *letters,
		     double scale, struct hs_few *best, struct hs_err *err)
{
	static const struct {
		double scale;
		bool smooth;
	} ways[] = {{1, false}, {1.4, false}, {0.7, true}, {1, true}};
	bool smooth = false;

	*best = (struct hs_few){.sure = -1};
	for (size_t i = 0; i < HS_COUNT(ways) && best->sure < SURE; i++) {
		struct hs_few few;

		if (ways[i].smooth && !smooth && hs_image_smooth(letters, err) < 0)
			return -1;
		smooth |= ways[i].smooth;
		if (read_letters(look, letters, scale * ways[i].scale, &few, err) < 0)
			return -1;
		if (worth(&few) > worth(best))
			*best = few;
	}
	return 0;
}

static int read_frame(const struct hs_look_page *look, const struct hs_frame *f,
		      enum hs_ink ink, struct hs_look_seen *seen, struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster letters = {0};
	struct hs_few few;

	if (prepare(look, f, ink, &letters, err) < 0 ||
	    read_ways(look, &letters, FRAME_PIXELS / f->h, &few, err) < 0)
		return -1;
	snprintf(seen->text, sizeof(seen->text), "%s", few.text);
	seen->sure = few.sure;
	return 0;
}

// ---- what counts -------------------------------------------------------------

// Print and dirt make something like a frame now and then, red ink does not.
static bool is_plain(const struct hs_frame *f, enum hs_ink ink)
{
	return ink == HS_INK_RED || (f->whole >= PLAIN && f->least >= PLAIN_SIDE);
}

// What is not plain, but has the size of a stamp, is one if it says so.
static bool may_be(const struct hs_look_page *look, const struct hs_frame *f)
{
	double mm = look->dpi / 25.4;

	return look->ocr && f->whole >= MAYBE && f->h <= HIGHEST_MM * mm &&
	       f->w <= WIDEST_MM * mm;
}

// One more stamp of the same part: their texts are parted by " / ".
static void add(const struct hs_look_seen *one, struct hs_look_seen *seen)
{
	size_t len = strlen(seen->text);
	const char *text = *one->text ? one->text : "?";

	snprintf(seen->text + len, sizeof(seen->text) - len, "%s%s",
		 seen->found ? " / " : "", text);
	seen->sure = seen->found ? fmin(seen->sure, one->sure) : one->sure;
	seen->measure = fmax(seen->measure, one->measure);
	seen->box = seen->found ? hs_box_round(&seen->box, &one->box) : one->box;
	seen->found = 1;
}

static struct hs_box box_of(const struct hs_frame *f)
{
	return (struct hs_box){(int32_t)(f->x - f->w / 2), (int32_t)(f->y - f->h / 2),
			       (int32_t)f->w, (int32_t)f->h};
}

// Takes a frame, and all in it, out of the mask.
static void wipe(const struct hs_frame *f, struct hs_mask *mask)
{
	double t = f->degrees * M_PI / 180, c = cos(t), s = sin(t);
	double room = 2 * mask->step;

	for (int32_t y = 0; y < mask->h; y++)
		for (int32_t x = 0; x < mask->w; x++) {
			double dx = mask->at.x + (x + 0.5) * mask->step - f->x;
			double dy = mask->at.y + (y + 0.5) * mask->step - f->y;

			if (fabs(dx * c + dy * s) < f->w / 2 + room &&
			    fabs(dy * c - dx * s) < f->h / 2 + room)
				mask->on[(size_t)y * (size_t)mask->w + (size_t)x] = 0;
		}
}

static int look_at_mask(const struct hs_look_page *look, struct hs_mask *mask,
			enum hs_ink ink, struct hs_look_seen *seen, struct hs_err *err)
{
	bool red = ink == HS_INK_RED;
	struct hs_frame frame;

	for (int i = 0; i < STAMPS_MAX && hs_frame_find(mask, red, &frame); i++) {
		struct hs_look_seen one = {.measure = red, .box = box_of(&frame)};

		if (!is_plain(&frame, ink) && !may_be(look, &frame))
			break;
		if (look->ocr && read_frame(look, &frame, ink, &one, err) < 0)
			return -1;
		if (!is_plain(&frame, ink) && !says_mark(one.text))
			break;
		add(&one, seen);
		wipe(&frame, mask);
	}
	return 0;
}

static int look_in_dark(const struct hs_look_page *look, const struct hs_box *box,
			enum hs_ink ink, struct hs_look_seen *seen, struct hs_err *err)
{
	const struct hs_mask_want want = {ink, MASK_DPI, HS_MASK_PALE};
	HS_AUTO(hs_mask_done) struct hs_mask mask = {0};

	return hs_mask_of(look->page, look->dpi, box, &want, &mask, err) < 0
		       ? -1
		       : look_at_mask(look, &mask, ink, seen, err);
}

// ---- in red ------------------------------------------------------------------

// Seals have lines of all kinds in them.
static void wipe_seals(const struct hs_red *red, const struct hs_box *part,
		       struct hs_mask *mask)
{
	for (size_t i = 0; i < red->seal_count; i++) {
		const struct hs_seal *s = &red->seals[i];
		double far = s->radius + SEAL_ROOM * mask->step;

		for (int32_t y = 0; y < mask->h; y++)
			for (int32_t x = 0; x < mask->w; x++) {
				double dx = mask->at.x - part->x + (x + 0.5) * mask->step;
				double dy = mask->at.y - part->y + (y + 0.5) * mask->step;

				if (hypot(dx - s->x, dy - s->y) <= far)
					mask->on[(size_t)y * (size_t)mask->w +
						 (size_t)x] = 0;
			}
	}
}

static int read_line(const struct hs_look_page *look, const struct hs_raster *part,
		     const struct hs_red *red, const struct hs_red_line *line,
		     struct hs_look_seen *one, struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster grey = {0};
	int32_t room = line->box.h / 4;
	struct hs_box box =
		hs_box_grow(&line->box, room, room, part->width, part->height);
	struct hs_few few;

	if (hs_image_red_part(part, red, &box, &grey, err) < 0 ||
	    hs_image_turn(&grey, -line->angle, err) < 0 || stretch(&grey, err) < 0 ||
	    read_letters(look, &grey, (double)FRAME_PIXELS / box.h, &few, err) < 0)
		return -1;
	snprintf(one->text, sizeof(one->text), "%s", few.text);
	one->sure = few.sure;
	return 0;
}

// Where a frame is worn away: lines of red print that say a mark.
static int look_at_print(const struct hs_look_page *look, const struct hs_raster *part,
			 const struct hs_box *at, const struct hs_red *red,
			 struct hs_look_seen *seen, struct hs_err *err)
{
	for (size_t i = 0; i < red->line_count && i < STAMPS_MAX; i++) {
		struct hs_look_seen one = {.measure = 1, .box = red->lines[i].box};

		one.box.x += at->x;
		one.box.y += at->y;
		if (read_line(look, part, red, &red->lines[i], &one, err) < 0)
			return -1;
		if (says_mark(one.text))
			add(&one, seen);
	}
	return 0;
}

static int look_in_red(const struct hs_look_page *look, const struct hs_box *box,
		       struct hs_look_seen *seen, struct hs_err *err)
{
	const struct hs_mask_want want = {HS_INK_RED, MASK_DPI, HS_MASK_PALE};
	HS_AUTO(hs_mask_done) struct hs_mask mask = {0};
	HS_AUTO(hs_raster_done) struct hs_raster part = {0};
	struct hs_red red;
	double mm;

	if (hs_mask_of(look->page, look->dpi, box, &want, &mask, err) < 0)
		return -1;
	mm = mask.dpi / 25.4;
	if ((double)mask.count < RED_LEAST * mm * mm)
		return 0;
	if (hs_image_part(look->page, box, &part, err) < 0 ||
	    hs_image_red(&part, look->dpi, &red, err) < 0)
		return -1;
	wipe_seals(&red, box, &mask);
	if (look_at_mask(look, &mask, HS_INK_RED, seen, err) < 0)
		return -1;
	return seen->found || !look->ocr
		       ? 0
		       : look_at_print(look, &part, box, &red, seen, err);
}

// In red first: print does not get in its way. Then in all that is dark, or what is left
// of that without red.
int hs_look_stamp(const struct hs_look_page *look, const struct hs_look_region *region,
		  struct hs_look_seen *seen, struct hs_err *err)
{
	if (look->page->depth == 32 && look_in_red(look, &region->box, seen, err) < 0)
		return -1;
	return look_in_dark(look, &region->box, seen->found ? HS_INK_DARK : HS_INK_ALL,
			    seen, err);
}
