// tiff-g4.c - see tiff-g4.h
#include "port/tiff-g4.h"
#include "base/auto.h"
#include "base/mem.h"

#include <stdbool.h>
#include <string.h>
#include <tiffio.h>

// A TIFF file in memory that libtiff writes; the code is one strip of it.
struct memory {
	struct hs_buf bytes;
	size_t at;
};

static tmsize_t read_bytes(thandle_t user, void *to, tmsize_t n)
{
	struct memory *m = user;
	size_t left = m->at < m->bytes.len ? m->bytes.len - m->at : 0;
	size_t len = (size_t)n < left ? (size_t)n : left;

	if (len)
		memcpy(to, m->bytes.data + m->at, len);
	m->at += len;
	return (tmsize_t)len;
}

static tmsize_t write_bytes(thandle_t user, void *from, tmsize_t n)
{
	struct memory *m = user;
	size_t len = (size_t)n, over;

	while (m->bytes.len < m->at)
		hs_buf_add(&m->bytes, "", 1);
	over = m->bytes.len - m->at < len ? m->bytes.len - m->at : len;
	if (over)
		memcpy(m->bytes.data + m->at, from, over);
	hs_buf_add(&m->bytes, (char *)from + over, len - over);
	m->at += len;
	return n;
}

static toff_t seek_to(thandle_t user, toff_t offset, int whence)
{
	struct memory *m = user;

	m->at = whence == SEEK_END   ? m->bytes.len + offset
		: whence == SEEK_CUR ? m->at + offset
				     : offset;
	return m->at;
}

static int close_nothing(thandle_t user)
{
	(void)user;
	return 0;
}

static toff_t size_of(thandle_t user)
{
	return ((struct memory *)user)->bytes.len;
}

HS_PRINTF(4, 0)
static int say_nothing(TIFF *handle, void *user, const char *module, const char *fmt,
		       va_list ap)
{
	(void)handle, (void)user, (void)module, (void)fmt, (void)ap;
	return 1;
}

static void tiff_free(TIFF **tiff)
{
	if (*tiff)
		TIFFCleanup(*tiff);
}

static TIFF *open_memory(struct memory *m)
{
	TIFFOpenOptions *opts = TIFFOpenOptionsAlloc();
	TIFF *tiff;

	TIFFOpenOptionsSetErrorHandlerExtR(opts, say_nothing, NULL);
	TIFFOpenOptionsSetWarningHandlerExtR(opts, say_nothing, NULL);
	tiff = TIFFClientOpenExt("memory", "wlm", m, read_bytes, write_bytes, seek_to,
				 close_nothing, size_of, NULL, NULL, opts);
	TIFFOpenOptionsFree(opts);
	return tiff;
}

static bool write_rows(TIFF *t, const struct hs_raster *r)
{
	HS_AUTO(hs_text_free) char *row = hs_new(hs_raster_row_bytes(r) + 1, 1);
	bool ok = true;

	TIFFSetField(t, TIFFTAG_IMAGEWIDTH, r->width);
	TIFFSetField(t, TIFFTAG_IMAGELENGTH, r->height);
	TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, 1);
	TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, 1);
	TIFFSetField(t, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
	TIFFSetField(t, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
	TIFFSetField(t, TIFFTAG_ROWSPERSTRIP, r->height);
	for (uint32_t y = 0; ok && y < r->height; y++) {
		hs_raster_row(r, y, (uint8_t *)row);
		ok = TIFFWriteScanline(t, row, y, 0) >= 0;
	}
	return ok && TIFFFlushData(t);
}

int hs_tiff_g4(const struct hs_raster *raster, struct hs_buf *out, struct hs_err *err)
{
	struct memory m = {0};
	HS_AUTO(tiff_free) TIFF *tiff = open_memory(&m);
	uint64_t *at = NULL, *len = NULL;
	bool ok = tiff && write_rows(tiff, raster) &&
		  TIFFGetField(tiff, TIFFTAG_STRIPOFFSETS, &at) == 1 &&
		  TIFFGetField(tiff, TIFFTAG_STRIPBYTECOUNTS, &len) == 1 && at && len &&
		  at[0] + len[0] <= m.bytes.len;

	if (ok)
		hs_buf_add(out, m.bytes.data + at[0], (size_t)len[0]);
	hs_buf_done(&m.bytes);
	return ok ? 0 : hs_fail(err, HS_ENGINE, "libtiff failed to pack a page");
}
