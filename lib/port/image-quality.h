// image-quality.h - what a page's picture is like: the measures of hoso-check.
//
// Everything is measured on the grey page, most of it at about 150 dpi; the paper
// is what a page would be without its writing (a closing by 9 mm), ink is what is
// darker. Black scanner borders are neither. For pages with 8 or 24 bits a pixel;
// a bilevel page has no contrast, blur, clipping and show-through.
#pragma once

#include "base/err.h"
#include "model/inspection.h"
#include "model/raster.h"

struct hs_canvas; // a page made ready for measuring

// dpi is the page's own (dots an inch, > 0). The raster stays the caller's, and is
// needed no more.
HS_CHECKED struct hs_canvas *hs_canvas_new(const struct hs_raster *raster, double dpi,
					   struct hs_err *err);
void hs_canvas_free(struct hs_canvas **canvas);

HS_CHECKED int hs_canvas_measure(struct hs_canvas *canvas, struct hs_inspection *out,
				 struct hs_err *err);

// A lone number at the top or the bottom, in the middle: its place as a picture of
// its own, upright and grey (DOMAIN: Arabic, centred at the top), reduced (1: as it
// is; 2: to half the size). False: there is nothing like it. After hs_canvas_measure.
bool hs_canvas_number(const struct hs_canvas *canvas, int which, int reduce,
		      struct hs_raster *crop, double *dpi);
