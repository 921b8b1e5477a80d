// tiff-strips.c - the commonest kinds of pages: grey, and colour in deflated strips
#include "base/auto.h"
#include "base/mem.h"
#include "port/tiff-part.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

enum { STRIP_MAX = 4 << 20 }; // bytes of a strip that is decoded at once

bool hs_tiff_inverted(const struct layout *l)
{
	bool min_is_white = l->photometric == PHOTOMETRIC_MINISWHITE;

	return l->bits == 1 ? !min_is_white : min_is_white;
}

// Each byte was the difference to the one before it: eight at a time, by sums in lanes of
// 16 bits, of the even bytes and of the odd. libtiff's own way, byte by byte, takes
// longer than all the rest of reading a page.
static void add_up(uint8_t *row, size_t n)
{
	const uint64_t low = 0x00ff00ff00ff00ff, sums = 0x0001000100010001;
	uint64_t last = 0;
	size_t i = 0;

	for (; i + 8 <= n; i += 8) {
		uint64_t x, even, odd;

		memcpy(&x, row + i, sizeof(x));
		x = le64toh(x);
		even = (x & low) * sums;
		odd = (x >> 8 & low) * sums;
		x = even + (odd << 16) + last * sums;
		odd += even + last * sums;
		last = odd >> 48 & 0xff;
		x = htole64((x & low) | (odd & low) << 8);
		memcpy(row + i, &x, sizeof(x));
	}
	for (; i < n; i++)
		row[i] = (uint8_t)(last += row[i]);
}

// Grey rows as libtiff gives them.
struct grey {
	TIFF *t;
	const struct layout *l;
	size_t row;        // bytes
	bool differences;  // they come as such
	uint32_t per_load; // rows that are decoded together: 1, or a strip
	uint8_t *rows;
	bool any;
};

static bool deflated(const struct layout *l)
{
	return l->bits == 8 && !l->tiled &&
	       (l->compression == COMPRESSION_ADOBE_DEFLATE ||
		l->compression == COMPRESSION_DEFLATE);
}

// libtiff asks once, when it begins with a directory.
static bool want_differences(TIFF *t)
{
	uint16_t predictor = PREDICTOR_NONE;

	TIFFGetField(t, TIFFTAG_PREDICTOR, &predictor);
	return predictor == PREDICTOR_HORIZONTAL &&
	       TIFFSetField(t, TIFFTAG_PREDICTOR, PREDICTOR_NONE);
}

// Deflated strips are inflated in a third of the time where they are asked for whole.
static uint32_t rows_together(TIFF *t, const struct layout *l, size_t row)
{
	uint32_t rows = 0;

	TIFFGetFieldDefaulted(t, TIFFTAG_ROWSPERSTRIP, &rows);
	rows = rows < l->height ? rows : l->height;
	return rows && row && rows <= STRIP_MAX / row ? rows : 1;
}

// Of a damaged strip libtiff gives nothing, and afterwards no row of it either, unless
// it begins with the directory again; row by row, it gives what there is.
static void row_by_row(struct grey *g)
{
	g->per_load = 1;
	g->differences = TIFFSetSubDirectory(g->t, TIFFCurrentDirOffset(g->t)) &&
			 want_differences(g->t);
}

static uint8_t *grey_row(struct grey *g, uint32_t y)
{
	size_t at = y % g->per_load;
	bool ok = true;

	if (g->per_load > 1 && at == 0 &&
	    TIFFReadEncodedStrip(g->t, y / g->per_load, g->rows,
				 (tmsize_t)(g->per_load * g->row)) < 0)
		row_by_row(g);
	if (g->per_load == 1)
		ok = TIFFReadScanline(g->t, g->rows, y, 0) >= 0;
	g->any |= ok;
	// A fax row with errors is returned as far as it was understood.
	if (!ok && g->l->bits == 8)
		memset(g->rows, hs_tiff_inverted(g->l) ? 0 : 0xff, g->l->width);
	else if (g->differences)
		add_up(g->rows + at * g->row, g->l->width);
	return g->rows + at * g->row;
}

static void grey_done(struct grey *g)
{
	free(g->rows);
}

int hs_tiff_read_grey(TIFF *t, const struct layout *l, struct hs_raster *raster,
		      struct hs_err *err)
{
	HS_AUTO(grey_done)
	struct grey g = {
		.t = t, .l = l, .row = (size_t)TIFFScanlineSize(t), .per_load = 1};

	if (hs_raster_init(raster, l->width, l->height, l->bits, err) < 0)
		return -1;
	if (deflated(l)) {
		g.differences = want_differences(t);
		g.per_load = rows_together(t, l, g.row);
	}
	g.rows = hs_alloc(g.per_load, g.row + 1, HS_RASTER_MAX, err);
	if (!g.rows)
		return -1;
	for (uint32_t y = 0; y < l->height; y++)
		hs_raster_put_row(raster, y, grey_row(&g, y), hs_tiff_inverted(l));
	return g.any ? 0 : hs_fail(err, HS_DAMAGED, "cannot be decoded");
}

// ---- colour

static void put_colours(struct hs_raster *raster, uint32_t y, const uint8_t *from,
			bool differences)
{
	uint32_t *words = raster->data + (size_t)y * raster->wpl;
	uint8_t r = 0, g = 0, b = 0;

	for (uint32_t x = 0; x < raster->width; x++, from += 3) {
		r = (uint8_t)(differences ? r + from[0] : from[0]);
		g = (uint8_t)(differences ? g + from[1] : from[1]);
		b = (uint8_t)(differences ? b + from[2] : from[2]);
		words[x] = (uint32_t)r << 24 | (uint32_t)g << 16 | (uint32_t)b << 8;
	}
}

static bool plain_rgb(const struct layout *l)
{
	return deflated(l) && l->samples == 3 && l->photometric == PHOTOMETRIC_RGB &&
	       l->planar == PLANARCONFIG_CONTIG && l->format == SAMPLEFORMAT_UINT;
}

static bool load_rgb(TIFF *t, const struct layout *l, struct hs_raster *raster,
		     uint32_t per_load, uint8_t *strip)
{
	size_t row = 3 * (size_t)l->width;
	bool differences = want_differences(t);

	for (uint32_t y = 0; y < l->height; y++) {
		uint32_t left = l->height - y, at = y % per_load;
		uint32_t rows = left < per_load ? left : per_load;

		if (at == 0 && TIFFReadEncodedStrip(t, y / per_load, strip,
						    (tmsize_t)(rows * row)) < 0)
			return false;
		put_colours(raster, y, strip + at * row, differences);
	}
	return true;
}

int hs_tiff_read_rgb(TIFF *t, const struct layout *l, struct hs_raster *raster,
		     struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_text_free) char *strip = NULL;
	size_t row = 3 * (size_t)l->width;
	uint32_t per_load = plain_rgb(l) ? rows_together(t, l, row) : 0;

	if (!per_load || per_load * row > STRIP_MAX ||
	    (size_t)TIFFScanlineSize(t) != row ||
	    hs_raster_init(&page, l->width, l->height, 32, err) < 0)
		return -1;
	strip = hs_new(per_load, row);
	if (!load_rgb(t, l, &page, per_load, (uint8_t *)strip)) {
		(void)TIFFSetSubDirectory(t, TIFFCurrentDirOffset(t));
		return -1;
	}
	*raster = page;
	page.data = NULL;
	return 0;
}
