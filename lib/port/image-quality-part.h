// image-quality-part.h - what the parts of image-quality share; nobody else
// includes it.
#pragma once

#include "base/err.h"
#include "model/inspection.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What hangs together in the ink; pixels of the working picture, both ends inside.
struct blob {
	int x0, y0, x1, y1;
	int area;
	int64_t depth; // mean
	bool letter;   // by its size
};

struct blobs {
	struct blob *list;
	size_t count;
};

struct hs_canvas {
	uint32_t bits;
	int full_w, full_h;
	double dpi;
	uint8_t *full; // the page, grey

	int w, h;  // the working picture: reduced to about 150 dpi
	double mm; // its pixels a millimetre
	uint8_t *grey;
	uint8_t *paper;     // what it would be without ink
	uint8_t *depth;     // paper - grey, 0 where there is none
	uint8_t *ink;       // 1: ink
	uint8_t *red;       // 1: red as seals are; NULL: a page without colour
	double noise;       // standard deviation, levels
	double level;       // of the paper, its median
	double contrast;    // levels between paper and ink; 0: no ink
	struct blobs blobs; // of the ink
	double skew;        // degrees; 0 where unknown
	int quarter;        // quarter turns clockwise that set it upright
};

// What hangs together (eight neighbours) in a picture of 0 and 1; depth may be NULL.
HS_CHECKED int hs_blobs_find(const uint8_t *ink, const uint8_t *depth, int w, int h,
			     struct blobs *blobs, struct hs_err *err);
void hs_blobs_done(struct blobs *blobs);

// Mean of every square of k x k pixels.
HS_CHECKED int hs_plane_reduce(const uint8_t *from, int w, int h, int k, uint8_t **to,
			       int *to_w, int *to_h, struct hs_err *err);
uint8_t *hs_plane_new(int w, int h, struct hs_err *err);

// The value below which the given share (0 to 1) of the counts lies.
int hs_share_of(const uint64_t counts[256], double share);

void hs_measure_edges(const struct hs_canvas *c, struct hs_inspection *out);
void hs_measure_tones(const struct hs_canvas *c, struct hs_inspection *out);
void hs_measure_marks(const struct hs_canvas *c, struct hs_inspection *out);
int hs_measure_turn(struct hs_canvas *c, struct hs_inspection *out, struct hs_err *err);
int hs_measure_faint(struct hs_canvas *c, struct hs_inspection *out, struct hs_err *err);
int hs_measure_sheet(const struct hs_canvas *c, struct hs_inspection *out,
		     struct hs_err *err);
