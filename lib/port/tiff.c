// tiff.c - see tiff.h
#include "port/tiff.h"
#include "base/auto.h"
#include "base/mem.h"
#include "port/tiff-part.h"
#include "sys/file.h"

#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct hs_tiff {
	TIFF *handle;
	char said[160]; // libtiff's first complaint since it was cleared
};

HS_PRINTF(4, 0)
static int keep_words(TIFF *handle, void *user, const char *module, const char *fmt,
		      va_list ap)
{
	struct hs_tiff *tiff = user;

	(void)handle, (void)module;
	if (!tiff->said[0])
		vsnprintf(tiff->said, sizeof(tiff->said), fmt, ap);
	return 1; // handled: the global handler prints nothing
}

static int drop_words(TIFF *handle, void *user, const char *module, const char *fmt,
		      va_list ap)
{
	(void)handle, (void)user, (void)module, (void)fmt, (void)ap;
	return 1;
}

struct hs_tiff *hs_tiff_open(int fd, struct hs_err *err)
{
	HS_AUTO(hs_tiff_free) struct hs_tiff *tiff = HS_NEW(struct hs_tiff);
	HS_AUTO(hs_fd_done) int own = dup(fd); // libtiff closes what it is given
	TIFFOpenOptions *opts;

	if (own < 0 || lseek(own, 0, SEEK_SET) < 0) {
		hs_fail_sys(err, "open TIFF");
		return NULL;
	}
	opts = TIFFOpenOptionsAlloc();
	TIFFOpenOptionsSetMaxSingleMemAlloc(opts, HS_TIFF_MEMORY);
	TIFFOpenOptionsSetErrorHandlerExtR(opts, keep_words, tiff);
	TIFFOpenOptionsSetWarningHandlerExtR(opts, drop_words, tiff);
	tiff->handle = TIFFFdOpenExt(own, "input", "rm", opts);
	TIFFOpenOptionsFree(opts);
	if (!tiff->handle) {
		hs_fail(err, HS_DAMAGED, "not a TIFF file: %s", tiff->said);
		return NULL;
	}
	own = -1; // libtiff's now
	return HS_STEAL(tiff);
}

void hs_tiff_free(struct hs_tiff **tiff)
{
	if (*tiff && (*tiff)->handle)
		TIFFClose((*tiff)->handle);
	free(*tiff);
	*tiff = NULL;
}

static bool seen_before(const struct hs_buf *seen, uint64_t offset)
{
	const uint64_t *at = (const uint64_t *)(const void *)seen->data;

	for (size_t i = 0; i < seen->len / sizeof(*at); i++)
		if (at[i] == offset)
			return true;
	return false;
}

static bool is_page(TIFF *t)
{
	uint32_t kind = 0, width = 0, height = 0;

	TIFFGetField(t, TIFFTAG_SUBFILETYPE, &kind);
	return !(kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) &&
	       TIFFGetField(t, TIFFTAG_IMAGEWIDTH, &width) &&
	       TIFFGetField(t, TIFFTAG_IMAGELENGTH, &height);
}

// libtiff knows most loops itself, by the numbers of directories; the places
// visited settle the rest. A place beyond all visited ones is new, so chains
// that only rise, as nearly all do, are never searched.
static bool loops(const struct hs_buf *seen, uint64_t highest, uint64_t offset)
{
	return seen->len && offset <= highest && seen_before(seen, offset);
}

int hs_tiff_pages(struct hs_tiff *tiff, struct hs_buf *offsets, char *damage,
		  size_t damage_size, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf seen = {0};
	TIFF *t = tiff->handle;
	uint64_t highest = 0;

	damage[0] = '\0';
	for (unsigned n = 0; n < HS_TIFF_PAGES_MAX; n++) {
		uint64_t offset = TIFFCurrentDirOffset(t);

		if (loops(&seen, highest, offset)) {
			snprintf(damage, damage_size, "the chain of pages loops");
			break;
		}
		hs_buf_add(&seen, &offset, sizeof(offset));
		highest = offset > highest ? offset : highest;
		if (is_page(t))
			hs_buf_add(offsets, &offset, sizeof(offset));
		if (TIFFLastDirectory(t))
			break;
		tiff->said[0] = '\0';
		if (!TIFFReadDirectory(t)) {
			snprintf(damage, damage_size, "after page %zu: %s",
				 offsets->len / sizeof(offset),
				 tiff->said[0] ? tiff->said
					       : "the chain of pages breaks");
			break;
		}
	}
	if (offsets->len == 0)
		return hs_fail(err, HS_DAMAGED, "a TIFF file without a page%s%s",
			       damage[0] ? ": " : "", damage);
	return 0;
}

static void read_layout(TIFF *t, struct layout *l)
{
	*l = (struct layout){.bits = 1, .samples = 1, .planar = PLANARCONFIG_CONTIG};
	TIFFGetField(t, TIFFTAG_IMAGEWIDTH, &l->width);
	TIFFGetField(t, TIFFTAG_IMAGELENGTH, &l->height);
	TIFFGetFieldDefaulted(t, TIFFTAG_BITSPERSAMPLE, &l->bits);
	TIFFGetFieldDefaulted(t, TIFFTAG_SAMPLESPERPIXEL, &l->samples);
	TIFFGetFieldDefaulted(t, TIFFTAG_PLANARCONFIG, &l->planar);
	TIFFGetFieldDefaulted(t, TIFFTAG_SAMPLEFORMAT, &l->format);
	TIFFGetFieldDefaulted(t, TIFFTAG_COMPRESSION, &l->compression);
	if (!TIFFGetField(t, TIFFTAG_PHOTOMETRIC, &l->photometric))
		l->photometric = PHOTOMETRIC_MINISWHITE; // fax machines leave it out
	l->tiled = TIFFIsTiled(t);
}

static void read_dpi(TIFF *t, struct hs_raster *raster)
{
	const double plausible_min = 20, plausible_max = 10000;
	uint16_t unit = RESUNIT_INCH, turn = ORIENTATION_TOPLEFT;
	float x = 0, y = 0;
	double scale;

	TIFFGetFieldDefaulted(t, TIFFTAG_RESOLUTIONUNIT, &unit);
	TIFFGetField(t, TIFFTAG_XRESOLUTION, &x);
	TIFFGetField(t, TIFFTAG_YRESOLUTION, &y);
	scale = unit == RESUNIT_CENTIMETER ? 2.54 : unit == RESUNIT_INCH ? 1 : 0;
	raster->dpi_x = round((double)x * scale * 100) / 100;
	raster->dpi_y = round((double)y * scale * 100) / 100;
	if (!(raster->dpi_x >= plausible_min && raster->dpi_x <= plausible_max &&
	      raster->dpi_y >= plausible_min && raster->dpi_y <= plausible_max))
		raster->dpi_x = raster->dpi_y = 0;
	TIFFGetFieldDefaulted(t, TIFFTAG_ORIENTATION, &turn);
	raster->orientation = turn >= 1 && turn <= 8 ? turn : ORIENTATION_TOPLEFT;
}

// libtiff's RGBA reader refuses tiles that are not compressed unless they fill
// its buffer exactly, and rounds its own up to 1024 bytes (4.5, when it does not
// map the file): it gets one that fits.
static bool decode_rgba(TIFF *t, const struct layout *l, uint32_t *pixels)
{
	bool fits = l->tiled && l->compression == COMPRESSION_NONE;
	tmsize_t bytes = fits ? TIFFTileSize(t) : 0;
	HS_AUTO(hs_text_free) char *tile = NULL;
	struct hs_err ignored;
	bool ok;

	if (bytes > 0)
		tile = hs_alloc((size_t)bytes, 1, HS_RASTER_MAX, &ignored);
	if (tile)
		TIFFReadBufferSetup(t, tile, bytes);
	ok = TIFFReadRGBAImageOriented(t, l->width, l->height, pixels,
				       ORIENTATION_TOPLEFT, 0);
	if (tile)
		TIFFReadBufferSetup(t, NULL, 1024);
	return ok;
}

// libtiff gives premultiplied ABGR; paper is white behind what is transparent.
static int read_rgba(TIFF *t, const struct layout *l, struct hs_raster *raster,
		     struct hs_err *err)
{
	size_t count = (size_t)l->width * l->height;

	if (hs_raster_init(raster, l->width, l->height, 32, err) < 0)
		return -1;
	// Stored order, whatever the tag says: port/image turns pages.
	TIFFSetField(t, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
	if (!decode_rgba(t, l, raster->data))
		return hs_fail(err, HS_DAMAGED, "cannot be decoded");
	for (size_t i = 0; i < count; i++) {
		uint32_t v = raster->data[i], clear = 255 - TIFFGetA(v);
		uint32_t r = TIFFGetR(v) + clear, g = TIFFGetG(v) + clear,
			 b = TIFFGetB(v) + clear;

		raster->data[i] = (r > 255 ? 255 : r) << 24 | (g > 255 ? 255 : g) << 16 |
				  (b > 255 ? 255 : b) << 8;
	}
	return 0;
}

// One sample of any width as a number.
static double sample_at(const uint8_t *block, size_t index, const struct layout *l)
{
	size_t bit = index * l->bits;
	const uint8_t *p = block + bit / 8;
	uint64_t raw = 0;
	float f;
	double d;

	if (l->bits % 8) { // packed, most significant first
		for (unsigned i = 0; i < l->bits; i++, bit++)
			raw = raw << 1 | (block[bit / 8] >> (7 - bit % 8) & 1);
		return (double)raw;
	}
	memcpy(&raw, p, l->bits / 8 > 8 ? 8 : l->bits / 8); // little-endian machines
	if (l->format == SAMPLEFORMAT_IEEEFP && l->bits == 32)
		return memcpy(&f, p, sizeof(f)), isfinite(f) ? (double)f : 0;
	if (l->format == SAMPLEFORMAT_IEEEFP && l->bits == 64)
		return memcpy(&d, p, sizeof(d)), fabs(d) <= FLT_MAX ? d : 0;
	if (l->format == SAMPLEFORMAT_INT && l->bits < 64)
		return (double)raw -
		       (double)(raw >> (l->bits - 1) & 1) * ldexp(1, l->bits);
	return (double)raw;
}

// Tiles or strips alike: rectangles of samples.
struct blocks {
	uint32_t width, height; // of one
	uint32_t across, down;
	size_t bytes;
	uint32_t per_pixel; // samples of a pixel in one block
};

static void read_blocks(TIFF *t, const struct layout *l, struct blocks *b)
{
	*b = (struct blocks){.width = l->width, .height = l->height};
	if (l->tiled) {
		TIFFGetField(t, TIFFTAG_TILEWIDTH, &b->width);
		TIFFGetField(t, TIFFTAG_TILELENGTH, &b->height);
		b->bytes = (size_t)TIFFTileSize(t);
	} else {
		TIFFGetFieldDefaulted(t, TIFFTAG_ROWSPERSTRIP, &b->height);
		if (b->height == 0 || b->height > l->height)
			b->height = l->height;
		b->bytes = (size_t)TIFFStripSize(t);
	}
	b->width = b->width ? b->width : l->width;
	b->height = b->height ? b->height : l->height;
	b->across = (l->width + b->width - 1) / b->width;
	b->down = (l->height + b->height - 1) / b->height;
	b->per_pixel = l->planar == PLANARCONFIG_SEPARATE ? 1 : l->samples;
}

static bool load_block(TIFF *t, const struct layout *l, const struct blocks *b,
		       uint32_t col, uint32_t row, uint16_t plane, void *block)
{
	memset(block, 0, b->bytes);
	if (l->tiled)
		return TIFFReadTile(t, block, col * b->width, row * b->height, 0,
				    plane) >= 0;
	return TIFFReadEncodedStrip(t, TIFFComputeStrip(t, row * b->height, plane), block,
				    (tmsize_t)b->bytes) >= 0;
}

// JBIG comes by whole strips only.
static int read_jbig(TIFF *t, const struct layout *l, struct hs_raster *raster,
		     struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *block = NULL;
	struct blocks b;
	bool any = false;

	read_blocks(t, l, &b);
	if (hs_raster_init(raster, l->width, l->height, 1, err) < 0)
		return -1;
	block = hs_alloc(b.bytes, 1, HS_RASTER_MAX, err);
	if (!block)
		return -1;
	for (uint32_t y = 0; y < l->height; y++) {
		size_t at = hs_raster_row_bytes(raster) * (y % b.height);

		if (y % b.height == 0)
			any |= load_block(t, l, &b, 0, y / b.height, 0, block);
		if (at + hs_raster_row_bytes(raster) <= b.bytes)
			hs_raster_put_row(raster, y, (uint8_t *)block + at,
					  hs_tiff_inverted(l));
	}
	return any ? 0 : hs_fail(err, HS_DAMAGED, "cannot be decoded");
}

// Copies one channel of a block into the plane of numbers.
static void spread(const struct layout *l, const struct blocks *b, uint32_t col,
		   uint32_t row, uint32_t channel, const uint8_t *block, float *plane)
{
	size_t row_bits = (size_t)b->width * b->per_pixel * l->bits;
	size_t row_bytes = (row_bits + 7) / 8;

	for (uint32_t y = 0; y < b->height && row * b->height + y < l->height; y++) {
		const uint8_t *line = block + y * row_bytes;
		float *to = plane + (size_t)(row * b->height + y) * l->width;

		if ((y + 1) * row_bytes > b->bytes)
			return;
		for (uint32_t x = 0; x < b->width && col * b->width + x < l->width; x++)
			to[col * b->width + x] = (float)sample_at(
				line, (size_t)x * b->per_pixel + channel, l);
	}
}

// One channel as 8 bits: its own range is stretched over 0 to 255, but whole
// numbers that use their full width keep their scale.
static void to_bytes(const struct layout *l, const float *plane, size_t count,
		     uint8_t *out)
{
	double low = 0, high = 1;

	if (l->format == SAMPLEFORMAT_UINT)
		high = ldexp(1, l->bits) - 1;
	for (size_t i = 0; i < count; i++) {
		low = (double)plane[i] < low ? (double)plane[i] : low;
		high = (double)plane[i] > high ? (double)plane[i] : high;
	}
	for (size_t i = 0; i < count; i++)
		out[i] = (uint8_t)(((double)plane[i] - low) * 255 / (high - low) + 0.5);
}

static int read_channel(TIFF *t, const struct layout *l, const struct blocks *b,
			uint32_t channel, float *plane, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *block = hs_alloc(b->bytes + 8, 1, HS_RASTER_MAX, err);
	bool separate = l->planar == PLANARCONFIG_SEPARATE;
	bool any = false;

	if (!block)
		return -1;
	for (uint32_t row = 0; row < b->down; row++)
		for (uint32_t col = 0; col < b->across; col++) {
			any |= load_block(t, l, b, col, row,
					  (uint16_t)(separate ? channel : 0), block);
			spread(l, b, col, row, separate ? 0 : channel,
			       (const uint8_t *)block, plane);
		}
	return any ? 0 : hs_fail(err, HS_DAMAGED, "cannot be decoded");
}

static void free_floats(float **p)
{
	free(*p);
}

// Widths that the RGBA reader refuses.
static int read_samples(TIFF *t, const struct layout *l, struct hs_raster *raster,
			struct hs_err *err)
{
	uint32_t channels = l->samples >= 3 && l->photometric == PHOTOMETRIC_RGB ? 3 : 1;
	size_t count = (size_t)l->width * l->height;
	HS_AUTO(free_floats) float *plane = NULL;
	HS_AUTO(hs_text_free) char *bytes = NULL;
	struct blocks b;

	read_blocks(t, l, &b);
	if (l->bits == 0 || l->bits > 64 || l->samples == 0)
		return hs_fail(err, HS_DAMAGED, "samples of %u bits", l->bits);
	if (hs_raster_init(raster, l->width, l->height, channels == 3 ? 32 : 8, err) < 0)
		return -1;
	plane = hs_alloc(count, sizeof(*plane), HS_RASTER_MAX, err);
	bytes = plane ? hs_alloc(count, 1, HS_RASTER_MAX, err) : NULL;
	if (!bytes)
		return -1;
	for (uint32_t c = 0; c < channels; c++) {
		if (read_channel(t, l, &b, c, plane, err) < 0)
			return -1;
		to_bytes(l, plane, count, (uint8_t *)bytes);
		for (uint32_t y = 0; channels == 1 && y < l->height; y++)
			hs_raster_put_row(raster, y,
					  (uint8_t *)bytes + (size_t)y * l->width,
					  l->photometric == PHOTOMETRIC_MINISWHITE);
		for (size_t i = 0; channels == 3 && i < count; i++)
			raster->data[i] |= (uint32_t)(uint8_t)bytes[i] << (24 - 8 * c);
	}
	return 0;
}

static int read_pixels(TIFF *t, struct hs_raster *raster, struct hs_err *err)
{
	char why[1024] = "";
	struct layout l;
	bool plain;

	read_layout(t, &l);
	plain = l.samples == 1 && !l.tiled && (l.bits == 1 || l.bits == 8) &&
		l.format == SAMPLEFORMAT_UINT && l.photometric <= PHOTOMETRIC_MINISBLACK;
	if (plain && l.bits == 1 && l.compression == COMPRESSION_JBIG)
		return read_jbig(t, &l, raster, err);
	if (plain)
		return hs_tiff_read_grey(t, &l, raster, err);
	if (hs_tiff_read_rgb(t, &l, raster, err) == 0)
		return 0;
	if (TIFFRGBAImageOK(t, why))
		return read_rgba(t, &l, raster, err);
	return read_samples(t, &l, raster, err);
}

int hs_tiff_page(struct hs_tiff *tiff, uint64_t offset, struct hs_raster *raster,
		 char *damage, size_t damage_size, struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	struct hs_raster facts = {0};

	tiff->said[0] = '\0';
	if (!TIFFSetSubDirectory(tiff->handle, offset))
		return hs_fail(err, HS_DAMAGED, "%s",
			       tiff->said[0] ? tiff->said : "no page there");
	read_dpi(tiff->handle, &facts);
	tiff->said[0] = '\0';
	if (read_pixels(tiff->handle, &page, err) < 0) {
		if (err->code == HS_DAMAGED && tiff->said[0])
			return hs_fail(err, HS_DAMAGED, "%s", tiff->said);
		return -1;
	}
	snprintf(damage, damage_size, "%s", tiff->said);
	page.dpi_x = facts.dpi_x;
	page.dpi_y = facts.dpi_y;
	page.orientation = facts.orientation;
	*raster = page;
	page.data = NULL;
	return 0;
}
