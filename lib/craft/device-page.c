// device-page.c - see device-page.h
//
// Rows go into the file as they come; only the frames of a scanner that sends one
// colour after the other must be held, a page of them.
#include "craft/device-page.h"
#include "base/auto.h"
#include "base/mem.h"
#include "model/raster.h"
#include "port/tiff-write.h"

#include <stdlib.h>
#include <string.h>

enum {
	CHUNK = 64 << 10,          // bytes asked for at a time, as scanimage does
	ROW_MAX = 8 * HS_SIDE_MAX, // bytes of a row; three samples of 16 bits, and more
};

struct page {
	struct hs_sane *s;
	const double *dpi;
	struct hs_feed_page *told;
	struct hs_sane_frame frame;
	struct hs_tiff_sheet sheet;
	struct hs_tiff_out *out;
	uint8_t *chunk, *in, *row; // from the device; its row; ours
	uint32_t rows;             // of this frame
	struct hs_buf held;        // rows of a page that comes colour by colour
};

static void page_done(struct page *p)
{
	hs_tiff_out_free(&p->out);
	hs_buf_done(&p->held);
	free(p->chunk);
	free(p->in);
	free(p->row);
}

static bool by_colour(const struct page *p)
{
	return p->frame.part >= HS_SANE_RED;
}

// Samples of one bit in colour become bytes: TIFF readers know no others.
static void fill_sheet(struct page *p)
{
	const struct hs_sane_frame *f = &p->frame;
	bool colour = f->part != HS_SANE_GREY;

	p->sheet = (struct hs_tiff_sheet){
		.width = f->width,
		.height = f->height,
		.bits = colour && f->bits == 1 ? 8 : f->bits,
		.samples = colour ? 3 : 1,
		.dpi_x = p->dpi[0],
		.dpi_y = p->dpi[1],
		.quick = true,
	};
}

// Bytes of a row that mean pixels; those behind them are the device's own affair.
static size_t meant(const struct hs_sane_frame *f)
{
	size_t samples = f->part == HS_SANE_RGB ? 3 : 1;

	return f->bits == 1 ? samples * (((size_t)f->width + 7) / 8)
			    : samples * f->width * (f->bits / 8);
}

static int check_frame(const struct page *p, struct hs_err *err)
{
	const struct hs_sane_frame *f = &p->frame;

	if (f->bits != 1 && f->bits != 8 && f->bits != 16)
		return hs_fail(err, HS_DAMAGED,
			       "the scanner sends %u bits a sample: set "
			       "the option depth to 1, 8 or 16",
			       f->bits);
	if (f->width > HS_SIDE_MAX || f->height > HS_SIDE_MAX || meant(f) > f->row ||
	    f->row > ROW_MAX)
		return hs_fail(err, HS_DAMAGED,
			       "the scanner speaks of %u x %u pixels in rows of %u bytes",
			       f->width, f->height, f->row);
	if (!f->last && !by_colour(p))
		return hs_fail(err, HS_DAMAGED,
			       "the scanner sends frames of another kind");
	return 0;
}

// The first frame decides; the others must be like it.
static int begin_frame(struct page *p, const struct hs_sane_frame *first, int fd,
		       struct hs_err *err)
{
	if (check_frame(p, err) < 0)
		return -1;
	p->rows = 0;
	free(p->in);
	p->in = hs_new(1, p->frame.row);
	if (first->width) {
		if (p->frame.width == first->width && p->frame.bits == first->bits &&
		    by_colour(p))
			return 0;
		return hs_fail(err, HS_DAMAGED, "the scanner sends frames that differ");
	}
	fill_sheet(p);
	p->out = hs_tiff_out_new(fd, 1, err);
	p->row = hs_new(1, hs_tiff_sheet_row(&p->sheet) + 1);
	return p->out ? hs_tiff_out_begin(p->out, &p->sheet, err) : -1;
}

// Of colours, 1 is full light.
static uint8_t bit_as_byte(const uint8_t *bits, uint32_t x)
{
	return bits[x / 8] >> (7 - x % 8) & 1 ? 255 : 0;
}

static uint8_t *held_row(struct page *p, struct hs_err *err)
{
	size_t bytes = hs_tiff_sheet_row(&p->sheet);
	size_t want = (p->rows + 1) * bytes;

	if (want > HS_RASTER_MAX) {
		hs_fail(err, HS_LIMIT, "a page of more than %d MiB", HS_RASTER_MAX >> 20);
		return NULL;
	}
	if (want > p->held.len) {
		memset(p->row, 0, bytes);
		hs_buf_add(&p->held, p->row, bytes);
	}
	return (uint8_t *)p->held.data + p->rows * bytes;
}

// One colour of a row to where it belongs among the others.
static int hold_row(struct page *p, struct hs_err *err)
{
	uint32_t colour = p->frame.part - HS_SANE_RED;
	uint8_t *to = held_row(p, err);

	if (!to)
		return -1;
	for (uint32_t x = 0; x < p->frame.width; x++)
		if (p->frame.bits == 16)
			memcpy(to + 6 * (size_t)x + 2 * colour, p->in + 2 * (size_t)x, 2);
		else
			to[3 * (size_t)x + colour] =
				p->frame.bits == 8 ? p->in[x] : bit_as_byte(p->in, x);
	return 0;
}

static int write_row(struct page *p, struct hs_err *err)
{
	size_t plane = ((size_t)p->frame.width + 7) / 8;

	if (p->frame.part == HS_SANE_RGB && p->frame.bits == 1) {
		// SANE: a byte of eight reds, one of greens, one of blues, and so on.
		for (uint32_t x = 0; x < p->frame.width; x++)
			for (uint32_t c = 0; c < 3; c++)
				p->row[3 * (size_t)x + c] =
					p->in[3 * (x / 8) + c] >> (7 - x % 8) & 1 ? 255
										  : 0;
	} else {
		memcpy(p->row, p->in, meant(&p->frame));
		if (p->frame.bits == 1 && p->frame.width % 8) // no ink beyond the edge
			p->row[plane - 1] &= (uint8_t)(0xff00 >> p->frame.width % 8);
	}
	return hs_tiff_out_row(p->out, p->row, err);
}

static int take_row(struct page *p, struct hs_err *err)
{
	int got = by_colour(p) ? hold_row(p, err) : write_row(p, err);

	p->rows++;
	return got;
}

// Half a row at the end of a frame is no row.
static int read_frame(struct page *p, enum hs_feed_state *state, struct hs_err *err)
{
	size_t have = 0, len;

	while ((*state = hs_sane_read(p->s, p->chunk, CHUNK, &len)) == HS_FEED_GOOD)
		for (size_t at = 0; at < len;) {
			size_t n = p->frame.row - have;

			n = n < len - at ? n : len - at;
			memcpy(p->in + have, p->chunk + at, n);
			have += n;
			at += n;
			if (have < p->frame.row)
				continue;
			have = 0;
			if (take_row(p, err) < 0)
				return -1;
		}
	return 0;
}

static int write_held(struct page *p, struct hs_err *err)
{
	size_t bytes = hs_tiff_sheet_row(&p->sheet);

	for (size_t at = 0; at < p->held.len; at += bytes)
		if (hs_tiff_out_row(p->out, (uint8_t *)p->held.data + at, err) < 0)
			return -1;
	return 0;
}

// All frames; *state END: the page is there.
static int read_frames(struct page *p, int fd, enum hs_feed_state *state,
		       struct hs_err *err)
{
	struct hs_sane_frame first = {0};

	do {
		*state = hs_sane_start(p->s, &p->frame);
		if (*state != HS_FEED_GOOD)
			return 0;
		if (begin_frame(p, &first, fd, err) < 0 || read_frame(p, state, err) < 0)
			return -1;
		first = p->frame;
		p->told->frames++;
	} while (*state == HS_FEED_END && !p->frame.last && p->told->frames < 3);
	return 0;
}

static int finish(struct page *p, struct hs_err *err)
{
	size_t bytes = hs_tiff_sheet_row(&p->sheet);

	if (write_held(p, err) < 0 || hs_tiff_out_end(p->out, err) < 0 ||
	    hs_tiff_out_close(p->out, &p->told->bytes, err) < 0)
		return -1;
	p->told->width = p->sheet.width;
	p->told->height = p->held.len ? (uint32_t)(p->held.len / bytes) : p->rows;
	p->told->bits = p->sheet.bits;
	p->told->samples = p->sheet.samples;
	p->told->dpi_x = p->sheet.dpi_x;
	p->told->dpi_y = p->sheet.dpi_y;
	return 0;
}

int hs_device_page(struct hs_sane *s, const double dpi[2], int fd,
		   struct hs_feed_page *page, struct hs_err *err)
{
	HS_AUTO(page_done) struct page p = {.s = s, .dpi = dpi, .told = page};
	enum hs_feed_state state;

	*page = (struct hs_feed_page){0};
	p.chunk = hs_new(1, CHUNK);
	if (read_frames(&p, fd, &state, err) < 0) {
		hs_sane_cancel(s);
		return -1;
	}
	if (state == HS_FEED_END && p.rows) {
		page->state = HS_FEED_GOOD;
		return finish(&p, err);
	}
	// What stopped in the midst of a page would go on there.
	hs_sane_cancel(s);
	page->state = state;
	return 0;
}
