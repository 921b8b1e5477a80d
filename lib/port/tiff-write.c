// tiff-write.c - see tiff-write.h
#include "port/tiff-write.h"
#include "base/auto.h"
#include "base/mem.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>
#include <unistd.h>

enum {
	STRIP = 256 << 10, // bytes of rows that are packed together
	QUICK = 64 << 10,  // the same where somebody waits meanwhile: what a pipe holds
};

#define FILE_MAX 0xffff0000u // bytes: where 32-bit offsets end

struct hs_tiff_out {
	TIFF *handle;
	int fd;
	uint64_t at, end; // where the next byte goes; where the file ends
	int sys;          // errno of a write that failed
	uint32_t page, pages;
	struct hs_tiff_sheet sheet; // the page being written
	uint32_t rows;              // of it so far
	uint32_t per_strip, held;   // rows of a strip; rows that wait in strip
	uint8_t *strip;             // owned; NULL: rows go straight to libtiff
	char said[160];             // libtiff's first complaint
};

// ---- the file, as libtiff sees it ----------------------------------------------

static tmsize_t read_bytes(thandle_t user, void *to, tmsize_t n)
{
	struct hs_tiff_out *out = user;
	tmsize_t done = 0;

	while (done < n) {
		ssize_t got = pread(out->fd, (char *)to + done, (size_t)(n - done),
				    (off_t)out->at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		done += got;
		out->at += (uint64_t)got;
	}
	return done;
}

static tmsize_t write_bytes(thandle_t user, void *from, tmsize_t n)
{
	struct hs_tiff_out *out = user;
	tmsize_t done = 0;

	if (out->at + (uint64_t)n > FILE_MAX) {
		out->sys = EFBIG;
		return 0;
	}
	while (done < n) {
		ssize_t put = pwrite(out->fd, (char *)from + done, (size_t)(n - done),
				     (off_t)out->at);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0) {
			out->sys = errno;
			break;
		}
		done += put;
		out->at += (uint64_t)put;
		out->end = out->at > out->end ? out->at : out->end;
	}
	return done;
}

static toff_t seek_to(thandle_t user, toff_t offset, int whence)
{
	struct hs_tiff_out *out = user;

	out->at = whence == SEEK_END   ? out->end + offset
		  : whence == SEEK_CUR ? out->at + offset
				       : offset;
	return out->at;
}

static int close_nothing(thandle_t user)
{
	(void)user;
	return 0;
}

static toff_t size_of(thandle_t user)
{
	return ((struct hs_tiff_out *)user)->end;
}

HS_PRINTF(4, 0)
static int keep_words(TIFF *handle, void *user, const char *module, const char *fmt,
		      va_list ap)
{
	struct hs_tiff_out *out = user;

	(void)handle, (void)module;
	if (!out->said[0])
		vsnprintf(out->said, sizeof(out->said), fmt, ap);
	return 1;
}

static int failed(const struct hs_tiff_out *out, struct hs_err *err)
{
	if (out->sys == EFBIG)
		return hs_fail(err, HS_LIMIT, "the TIFF file would exceed 4 GiB");
	errno = out->sys;
	if (out->sys)
		return hs_fail_sys(err, "write");
	return hs_fail(err, HS_ENGINE, "write TIFF: %s",
		       out->said[0] ? out->said : "no reason given");
}

// ---- pages -----------------------------------------------------------------------

struct hs_tiff_out *hs_tiff_out_new(int fd, uint32_t pages, struct hs_err *err)
{
	HS_AUTO(hs_tiff_out_free)
	struct hs_tiff_out *out = HS_NEW(struct hs_tiff_out);
	TIFFOpenOptions *opts = TIFFOpenOptionsAlloc();

	*out = (struct hs_tiff_out){.fd = fd, .pages = pages};
	TIFFOpenOptionsSetErrorHandlerExtR(opts, keep_words, out);
	TIFFOpenOptionsSetWarningHandlerExtR(opts, keep_words, out);
	out->handle =
		TIFFClientOpenExt("output", "wlm", out, read_bytes, write_bytes, seek_to,
				  close_nothing, size_of, NULL, NULL, opts);
	TIFFOpenOptionsFree(opts);
	if (!out->handle) {
		failed(out, err);
		return NULL;
	}
	return HS_STEAL(out);
}

void hs_tiff_out_free(struct hs_tiff_out **out)
{
	if (*out && (*out)->handle)
		TIFFCleanup((*out)->handle);
	if (*out)
		free((*out)->strip);
	free(*out);
	*out = NULL;
}

size_t hs_tiff_sheet_row(const struct hs_tiff_sheet *sheet)
{
	return ((size_t)sheet->width * sheet->bits * sheet->samples + 7) / 8;
}

static void set_coding(TIFF *t, const struct hs_tiff_sheet *sheet)
{
	if (sheet->bits == 1) {
		TIFFSetField(t, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
		return;
	}
	TIFFSetField(t, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE);
	TIFFSetField(t, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
	if (sheet->quick)
		TIFFSetField(t, TIFFTAG_ZIPQUALITY, 1);
}

static void set_tags(const struct hs_tiff_out *out)
{
	const struct hs_tiff_sheet *sheet = &out->sheet;
	TIFF *t = out->handle;

	TIFFSetField(t, TIFFTAG_IMAGEWIDTH, sheet->width);
	TIFFSetField(t, TIFFTAG_IMAGELENGTH, sheet->height ? sheet->height : 1);
	TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, sheet->bits);
	TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, sheet->samples);
	TIFFSetField(t, TIFFTAG_PHOTOMETRIC,
		     sheet->bits == 1      ? PHOTOMETRIC_MINISWHITE
		     : sheet->samples == 1 ? PHOTOMETRIC_MINISBLACK
					   : PHOTOMETRIC_RGB);
	TIFFSetField(t, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
	TIFFSetField(t, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
	set_coding(t, sheet);
	TIFFSetField(t, TIFFTAG_ROWSPERSTRIP, out->per_strip);
	if (sheet->dpi_x > 0 && sheet->dpi_y > 0) {
		TIFFSetField(t, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
		TIFFSetField(t, TIFFTAG_XRESOLUTION, sheet->dpi_x);
		TIFFSetField(t, TIFFTAG_YRESOLUTION, sheet->dpi_y);
	}
	if (out->pages > 1) {
		TIFFSetField(t, TIFFTAG_SUBFILETYPE, FILETYPE_PAGE);
		TIFFSetField(t, TIFFTAG_PAGENUMBER, (uint16_t)out->page,
			     (uint16_t)(out->pages <= UINT16_MAX ? out->pages : 0));
	}
}

// Black and white is one strip, as long as the page turns out to be. libtiff packs
// the others fastest where it is given whole strips.
int hs_tiff_out_begin(struct hs_tiff_out *out, const struct hs_tiff_sheet *sheet,
		      struct hs_err *err)
{
	size_t row = hs_tiff_sheet_row(sheet);

	if (sheet->width == 0 || sheet->width > HS_SIDE_MAX ||
	    sheet->height > HS_SIDE_MAX)
		return hs_fail(err, HS_LIMIT, "a page of %u x %u pixels", sheet->width,
			       sheet->height);
	out->sheet = *sheet;
	out->rows = out->held = 0;
	free(out->strip);
	out->strip = NULL;
	out->per_strip = sheet->height ? sheet->height : UINT32_MAX;
	if (sheet->bits > 1) {
		uint32_t rows = (uint32_t)((sheet->quick ? QUICK : STRIP) / row) + 1;

		out->per_strip = rows < out->per_strip ? rows : out->per_strip;
		out->strip = hs_new(out->per_strip, row);
	}
	set_tags(out);
	return 0;
}

static bool write_strip(struct hs_tiff_out *out)
{
	tmsize_t bytes = (tmsize_t)(out->held * hs_tiff_sheet_row(&out->sheet));
	uint32_t at = (out->rows - 1) / out->per_strip;

	out->held = 0;
	return TIFFWriteEncodedStrip(out->handle, at, out->strip, bytes) >= 0;
}

int hs_tiff_out_row(struct hs_tiff_out *out, uint8_t *row, struct hs_err *err)
{
	size_t bytes = hs_tiff_sheet_row(&out->sheet);
	bool ok = true;

	if (out->rows == HS_SIDE_MAX)
		return hs_fail(err, HS_LIMIT, "a page of more than %d rows", HS_SIDE_MAX);
	if (!out->strip) {
		ok = TIFFWriteScanline(out->handle, row, out->rows++, 0) >= 0;
	} else {
		memcpy(out->strip + out->held++ * bytes, row, bytes);
		out->rows++;
		if (out->held == out->per_strip)
			ok = write_strip(out);
	}
	return ok && !out->sys ? 0 : failed(out, err);
}

int hs_tiff_out_end(struct hs_tiff_out *out, struct hs_err *err)
{
	if (out->rows == 0)
		return hs_fail(err, HS_DAMAGED, "a page without a row");
	if (out->held && !write_strip(out))
		return failed(out, err);
	TIFFSetField(out->handle, TIFFTAG_IMAGELENGTH, out->rows);
	out->page++;
	if (!TIFFWriteDirectory(out->handle) || out->sys)
		return failed(out, err);
	return 0;
}

int hs_tiff_out_add(struct hs_tiff_out *out, const struct hs_raster *raster,
		    struct hs_err *err)
{
	const struct hs_tiff_sheet sheet = {
		.width = raster->width,
		.height = raster->height,
		.bits = raster->depth == 1 ? 1 : 8,
		.samples = raster->depth == 32 ? 3 : 1,
		.dpi_x = raster->dpi_x,
		.dpi_y = raster->dpi_y,
	};
	uint8_t *row = hs_new(hs_raster_row_bytes(raster) + 1, 1);
	int got = hs_tiff_out_begin(out, &sheet, err);

	for (uint32_t y = 0; got == 0 && y < raster->height; y++) {
		hs_raster_row(raster, y, row);
		got = hs_tiff_out_row(out, row, err);
	}
	free(row);
	return got < 0 ? -1 : hs_tiff_out_end(out, err);
}

int hs_tiff_out_close(struct hs_tiff_out *out, uint64_t *bytes, struct hs_err *err)
{
	TIFFClose(HS_STEAL(out->handle));
	if (out->sys)
		return failed(out, err);
	*bytes = out->end;
	return 0;
}
