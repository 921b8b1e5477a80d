// image-stamp.h - lines of red print on a page: names and titles of rubber
// stamps, which lie at angles of their own beside, below or partly under a seal.
// Seals themselves are round and no lines; neither are frames and specks.
#pragma once

#include "base/err.h"
#include "model/raster.h"
#include "model/words.h"

#include <stddef.h>

enum {
	HS_RED_LINES_MAX = 16, // on one page; what is more is no office paper
	HS_SEALS_MAX = 4,
};

struct hs_red_line {
	struct hs_box box; // round its ink, pixels of the page
	double angle;      // degrees that it falls to the right; within 12
};

// A round seal: the outer edge of its ring, and how thick that is. Pixels.
struct hs_seal {
	double x, y, radius, rim;
};

struct hs_red {
	struct hs_red_line lines[HS_RED_LINES_MAX]; // top first
	struct hs_seal seals[HS_SEALS_MAX];
	size_t line_count, seal_count;
};

// Looks at a small copy (75 dpi) of a page in colour; others have none. Where a
// line runs on under a seal only the part outside is in its box.
HS_CHECKED int hs_image_red(const struct hs_raster *page, double dpi, struct hs_red *red,
			    struct hs_err *err);

// The red ink of a part of the page as a grey picture (8 bits): seals are gone but
// for strokes that come in from outside.
HS_CHECKED int hs_image_red_part(const struct hs_raster *page, const struct hs_red *red,
				 const struct hs_box *box, struct hs_raster *grey,
				 struct hs_err *err);

// Makes the picture smaller (or larger) by a factor.
HS_CHECKED int hs_image_scale(const struct hs_raster *grey, double factor,
			      struct hs_raster *scaled, struct hs_err *err);
