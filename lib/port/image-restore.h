// image-restore.h - the steps that make a bad page readable, each on its own.
// Which of them a page needs is craft/restore's to say. A step changes the
// raster in place; where it fails the raster is as it was. Steps ask for a grey
// raster (depth 8) where they do not say otherwise.
#pragma once

#include "base/err.h"
#include "model/raster.h"
#include "model/words.h"

// Which inks a grey picture of a page shows; the others become paper.
enum hs_ink {
	HS_INK_ALL,     // by luminance
	HS_INK_DARK,    // no red: seals and stamps are gone, what they covered stays
	HS_INK_GREY,    // no hue at all: pen strokes in blue are gone as well
	HS_INK_RED,     // red alone: stamps
	HS_CHANNEL_RED, // what the red, green, blue light shows of them
	HS_CHANNEL_GREEN,
	HS_CHANNEL_BLUE,
};

// A grey picture of the page; the raster given stays. Pages without colour give
// the same for all inks (but HS_INK_RED: white).
HS_CHECKED int hs_image_grey(const struct hs_raster *page, enum hs_ink ink,
			     struct hs_raster *grey, struct hs_err *err);

// One row of that, width bytes.
void hs_image_grey_row(const struct hs_raster *page, uint32_t y, enum hs_ink ink,
		       uint8_t *row);

// The next five take colour as well (depth 32), each channel as a picture of its own.

// Paints what is black and reaches the edge of the picture in the level of paper.
HS_CHECKED int hs_image_fill_border(struct hs_raster *raster, double paper,
				    struct hs_err *err);

// Blurs by a Gaussian of one pixel; twice makes 1.4.
HS_CHECKED int hs_image_smooth(struct hs_raster *raster, struct hs_err *err);

// Makes the paper an even 200: the level of paper is taken in tiles of 10 x 15
// pixels (leptonica's background normalisation) among what is brighter than
// `ink` levels, so that a dark page is not all ink.
HS_CHECKED int hs_image_flatten(struct hs_raster *raster, int ink, struct hs_err *err);

// Levels up to black become 0, from white on 255, between them a line.
HS_CHECKED int hs_image_stretch(struct hs_raster *raster, int black, int white,
				struct hs_err *err);

// Turns the picture by degrees (clockwise) about its centre; its size stays. What comes
// in from outside is white.
HS_CHECKED int hs_image_turn(struct hs_raster *raster, double degrees,
			     struct hs_err *err);

// Quarter turns clockwise, any depth; sides and dpi change places.
HS_CHECKED int hs_image_quarter(struct hs_raster *raster, int quarters,
				struct hs_err *err);

// Black and white again: what is darker than the level is black.
HS_CHECKED int hs_image_bilevel(struct hs_raster *grey, int level, struct hs_err *err);

// Takes out specks: dark spots smaller than `size` pixels both ways.
HS_CHECKED int hs_image_despeckle(struct hs_raster *grey, int size, struct hs_err *err);

// A part of the picture, cut to its bounds, as a picture of its own.
HS_CHECKED int hs_image_part(const struct hs_raster *raster, const struct hs_box *box,
			     struct hs_raster *part, struct hs_err *err);

// Paints a box white; any depth.
void hs_image_wipe(struct hs_raster *raster, const struct hs_box *box);
