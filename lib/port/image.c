// image.c - see image.h
#include "port/image.h"
#include "base/auto.h"
#include "port/image-pix.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { WHITE = 0xffffff00 };

// A picture of 1, 8 or 32 bits without colour map or alpha.
static PIX *plain(PIX *pix)
{
	HS_AUTO(pixDestroy) PIX *flat = pixRemoveColormap(pix, REMOVE_CMAP_BASED_ON_SRC);
	HS_AUTO(pixDestroy) PIX *opaque = NULL;

	if (!flat)
		return NULL;
	if (pixGetDepth(flat) == 32 && pixGetSpp(flat) == 4) {
		opaque = pixAlphaBlendUniform(flat, WHITE);
		return HS_STEAL(opaque);
	}
	switch (pixGetDepth(flat)) {
	case 1:
	case 8:
	case 32:
		return HS_STEAL(flat);
	default:
		return pixConvertTo8(flat, 0);
	}
}

// The sizes before any memory is spent on them.
static int check_header(enum hs_image_kind kind, const void *bytes, size_t len,
			struct hs_err *err)
{
	l_int32 w = 0, h = 0, spp = 0, bps = 0;
	bool bad = kind == HS_IMAGE_JPEG
			   ? readHeaderMemJpeg(bytes, len, &w, &h, &spp, NULL, NULL)
			   : readHeaderMemPng(bytes, len, &w, &h, &bps, &spp, NULL);

	if (bad)
		return hs_fail(err, HS_DAMAGED, "a damaged %s file",
			       kind == HS_IMAGE_JPEG ? "JPEG" : "PNG");
	if (w <= 0 || h <= 0 || w > HS_SIDE_MAX || h > HS_SIDE_MAX ||
	    (uint64_t)w * (uint64_t)h * 4 > HS_RASTER_MAX)
		return hs_fail(err, HS_LIMIT, "a page of %d x %d pixels", w, h);
	return 0;
}

static int read_image(enum hs_image_kind kind, const void *bytes, size_t len,
		      uint32_t shrink, struct hs_raster *raster, char *damage,
		      size_t damage_size, struct hs_err *err)
{
	HS_AUTO(pixDestroy) PIX *read = NULL;
	HS_AUTO(pixDestroy) PIX *page = NULL;
	l_int32 warnings = 0;

	setMsgSeverity(L_SEVERITY_NONE);
	damage[0] = '\0';
	if (check_header(kind, bytes, len, err) < 0)
		return -1;
	read = kind == HS_IMAGE_JPEG
		       ? pixReadMemJpeg(bytes, len, 0, (l_int32)shrink, &warnings,
					L_JPEG_CONTINUE_WITH_BAD_DATA)
		       : pixReadMemPng(bytes, len);
	page = read ? plain(read) : NULL;
	if (!page)
		return hs_fail(err, HS_DAMAGED, "a damaged %s file",
			       kind == HS_IMAGE_JPEG ? "JPEG" : "PNG");
	if (warnings)
		snprintf(damage, damage_size,
			 "parts of the picture are missing or wrong");
	pixDestroy(&read);
	return hs_pix_take(page, raster, err);
}

int hs_image_read(enum hs_image_kind kind, const void *bytes, size_t len,
		  struct hs_raster *raster, char *damage, size_t damage_size,
		  struct hs_err *err)
{
	return read_image(kind, bytes, len, 1, raster, damage, damage_size, err);
}

int hs_image_read_small(const void *bytes, size_t len, uint32_t shrink,
			struct hs_raster *raster, char *damage, size_t damage_size,
			struct hs_err *err)
{
	return read_image(HS_IMAGE_JPEG, bytes, len, shrink, raster, damage, damage_size,
			  err);
}

int hs_image_upright(struct hs_raster *raster, struct hs_err *err)
{
	static const struct {
		int quarters; // clockwise
		bool mirror;  // left-right, after turning
	} turns[] = {[2] = {0, true},  [3] = {2, false}, [4] = {2, true}, [5] = {1, true},
		     [6] = {1, false}, [7] = {3, true},  [8] = {3, false}};
	HS_AUTO(hs_pix_unlend) PIX *from = NULL;
	HS_AUTO(pixDestroy) PIX *to = NULL;
	struct hs_raster old = *raster;
	uint32_t how = raster->orientation;

	if (how <= 1 || how >= sizeof(turns) / sizeof(turns[0]))
		return 0;
	setMsgSeverity(L_SEVERITY_NONE);
	from = hs_pix_lend(raster);
	to = from ? pixRotateOrth(from, turns[how].quarters) : NULL;
	if (to && turns[how].mirror)
		pixFlipLR(to, to);
	if (!to)
		return hs_fail(err, HS_ENGINE, "no memory to turn the page");
	hs_pix_unlend(&from);
	if (hs_pix_take(to, raster, err) < 0) {
		*raster = old;
		return -1;
	}
	raster->orientation = how;
	raster->dpi_x = turns[how].quarters % 2 ? old.dpi_y : old.dpi_x;
	raster->dpi_y = turns[how].quarters % 2 ? old.dpi_x : old.dpi_y;
	hs_raster_done(&old);
	return 0;
}

int hs_image_png(const struct hs_raster *raster, struct hs_buf *out, struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(raster);
	l_uint8 *bytes = NULL;
	size_t size = 0;

	setMsgSeverity(L_SEVERITY_NONE);
	if (pix)
		pixSetResolution(pix, (l_int32)(raster->dpi_x + 0.5),
				 (l_int32)(raster->dpi_y + 0.5));
	if (!pix || pixWriteMemPng(&bytes, &size, pix, 0) != 0) {
		free(bytes);
		return hs_fail(err, HS_ENGINE, "the picture library failed: %s",
			       "write PNG");
	}
	hs_buf_add(out, bytes, size);
	free(bytes);
	return 0;
}
