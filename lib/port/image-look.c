// image-look.c - see image-look.h
#include "port/image-look.h"
#include "base/auto.h"
#include "port/image-pix.h"

int hs_image_level(const struct hs_raster *grey, double share)
{
	uint64_t count[256] = {0}, seen = 0;
	double wanted = share * grey->width * grey->height;
	int level = 0;

	for (uint32_t y = 0; y < grey->height; y++)
		for (uint32_t x = 0; x < grey->width; x++)
			count[hs_raster_level(grey, x, y)]++;
	for (; level < 255; level++) {
		seen += count[level];
		if ((double)seen > wanted)
			break;
	}
	return level;
}

int hs_image_pad(struct hs_raster *grey, int pixels, int level, struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(grey);
	HS_AUTO(pixDestroy)
	PIX *wide = pix ? pixAddBorder(pix, pixels, (l_uint32)level) : NULL;

	return hs_pix_replace(grey, &wide, "pad", err);
}
