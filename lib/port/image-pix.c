// image-pix.c - see image-pix.h
#include "port/image-pix.h"

PIX *hs_pix_lend(const struct hs_raster *raster)
{
	PIX *pix = pixCreateHeader((l_int32)raster->width, (l_int32)raster->height,
				   (l_int32)raster->depth);

	setMsgSeverity(L_SEVERITY_NONE); // what is lent is worked on: it prints nothing
	if (!pix)
		return NULL;
	pixSetData(pix, raster->data);
	if (raster->depth == 32)
		pixSetSpp(pix, 3);
	return pix;
}

void hs_pix_unlend(PIX **pix)
{
	if (*pix)
		pixSetData(*pix, NULL);
	pixDestroy(pix);
}

int hs_pix_take(PIX *pix, struct hs_raster *raster, struct hs_err *err)
{
	int w = pixGetWidth(pix), h = pixGetHeight(pix), d = pixGetDepth(pix);

	if (w <= 0 || h <= 0 || w > HS_SIDE_MAX || h > HS_SIDE_MAX)
		return hs_fail(err, HS_LIMIT, "a page of %d x %d pixels", w, h);
	pixSetPadBits(pix, 0);
	*raster = (struct hs_raster){
		.width = (uint32_t)w,
		.height = (uint32_t)h,
		.depth = (uint32_t)d,
		.wpl = (uint32_t)pixGetWpl(pix),
		.dpi_x = pixGetXRes(pix),
		.dpi_y = pixGetYRes(pix),
		.orientation = 1,
	};
	raster->data = pixExtractData(pix);
	return raster->data ? 0 : hs_fail(err, HS_ENGINE, "no pixels");
}

int hs_pix_replace(struct hs_raster *raster, PIX **pix, const char *what,
		   struct hs_err *err)
{
	struct hs_raster old = *raster;

	if (!*pix)
		return hs_fail(err, HS_ENGINE, "the picture library failed: %s", what);
	if (hs_pix_take(*pix, raster, err) < 0) {
		*raster = old;
		return -1;
	}
	pixDestroy(pix);
	raster->orientation = old.orientation;
	raster->dpi_x = old.dpi_x;
	raster->dpi_y = old.dpi_y;
	hs_raster_done(&old);
	return 0;
}
