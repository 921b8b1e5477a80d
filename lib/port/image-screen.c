// image-screen.c - see image-screen.h
#include "port/image-screen.h"
#include "base/auto.h"
#include "port/image-pix.h"

#include <stdlib.h>

double hs_screen_scale(const struct hs_screen *screen, uint32_t width, uint32_t height)
{
	double across = (double)screen->width / width;
	double down = (double)screen->height / height;
	double scale = across < down ? across : down;

	return scale < 1 ? scale : 1;
}

static PIX *smaller(PIX *pix, double scale)
{
	float s = (float)scale;

	if (pixGetDepth(pix) == 1)
		return scale < 1 ? pixScaleToGray(pix, s) : pixConvertTo8(pix, 0);
	return scale < 1 ? pixScaleAreaMap(pix, s, s) : pixClone(pix);
}

int hs_image_screen(const struct hs_raster *page, const struct hs_screen *screen,
		    struct hs_buf *out, struct hs_err *err)
{
	HS_AUTO(hs_pix_unlend) PIX *pix = hs_pix_lend(page);
	HS_AUTO(pixDestroy) PIX *small = NULL;
	l_uint8 *bytes = NULL;
	size_t size = 0;

	if (pix)
		small = smaller(pix, hs_screen_scale(screen, page->width, page->height));
	if (!small || pixWriteMemJpeg(&bytes, &size, small, screen->quality, 0) != 0) {
		free(bytes);
		return hs_fail(err, HS_ENGINE, "the picture library failed: %s",
			       "write JPEG");
	}
	hs_buf_add(out, bytes, size);
	free(bytes);
	return 0;
}
