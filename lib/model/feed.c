// feed.c - see feed.h
#include "model/feed.h"
#include "model/raster.h"

#include <errno.h>
#include <math.h>

bool hs_feed_by_hand(enum hs_feed_state state)
{
	return state == HS_FEED_JAMMED || state == HS_FEED_OPEN;
}

int hs_feed_failed(enum hs_feed_state state, struct hs_err *err)
{
	switch (state) {
	case HS_FEED_GOOD:
		return 0;
	case HS_FEED_BUSY:
		return hs_fail(err, HS_BUSY, "the scanner is busy");
	case HS_FEED_JAMMED:
		return hs_fail(err, HS_REFUSED, "paper is jammed in the feeder");
	case HS_FEED_OPEN:
		return hs_fail(err, HS_REFUSED, "a cover of the scanner is open");
	case HS_FEED_EMPTY:
		return hs_fail(err, HS_REFUSED, "no paper in the feeder");
	case HS_FEED_CANCELLED:
		return hs_fail(err, HS_REFUSED, "the scan was cancelled at the scanner");
	case HS_FEED_END:
		return hs_fail(err, HS_REFUSED, "the scanner sent a page without a row");
	case HS_FEED_UNSUPPORTED:
		hs_fail(err, HS_SYSTEM, "the scanner cannot do that");
		break;
	case HS_FEED_INVALID:
		hs_fail(err, HS_SYSTEM, "the scanner refuses: invalid argument");
		break;
	case HS_FEED_MEMORY:
		hs_fail(err, HS_SYSTEM, "the scanner is out of memory");
		break;
	case HS_FEED_DENIED:
		hs_fail(err, HS_SYSTEM, "access to the scanner is denied");
		break;
	default:
		hs_fail(err, HS_SYSTEM,
			"the scanner does not answer: input/output error");
		break;
	}
	err->sys = EIO;
	return -1;
}

static bool sane_dpi(double dpi)
{
	return isfinite(dpi) && dpi >= 0 && dpi < 1e6;
}

bool hs_feed_page_ok(const struct hs_feed_page *page)
{
	return page->state < HS_FEED_STATES && page->width <= HS_SIDE_MAX &&
	       page->height <= HS_SIDE_MAX && page->bits <= 16 && page->samples <= 3 &&
	       sane_dpi(page->dpi_x) && sane_dpi(page->dpi_y);
}
