// tiff-write.h - TIFF files of our own making, page after page, no more memory
// than a strip. With the same pages, two files have the same bytes.
//
// Black and white: CCITT G4. Grey and colour: deflate with prediction. Little
// endian, less than 4 GiB.
#pragma once

#include "base/err.h"
#include "model/raster.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hs_tiff_out; // one file being written

// A page whose rows come one after the other.
struct hs_tiff_sheet {
	uint32_t width;
	uint32_t height;        // rows to come; 0: nobody knows yet
	uint32_t bits, samples; // 1 and 1 (1 is black); 8 or 16 and 1 or 3
	double dpi_x, dpi_y;    // 0: unknown
	bool quick;             // a larger file in much less time
};

// Writes to fd, which is empty, can be read, stays the caller's and must outlive
// the result. pages: how many there will be.
HS_CHECKED struct hs_tiff_out *hs_tiff_out_new(int fd, uint32_t pages,
					       struct hs_err *err);
HS_CHECKED int hs_tiff_out_add(struct hs_tiff_out *out, const struct hs_raster *raster,
			       struct hs_err *err);
// The same by rows, from the top: begin, row for row, end. A row has whole bytes,
// samples of 16 bits in the machine's order; what it holds afterwards is undefined.
// The page is as high as rows came; none: HS_DAMAGED.
HS_CHECKED int hs_tiff_out_begin(struct hs_tiff_out *out,
				 const struct hs_tiff_sheet *sheet, struct hs_err *err);
HS_CHECKED int hs_tiff_out_row(struct hs_tiff_out *out, uint8_t *row, struct hs_err *err);
HS_CHECKED int hs_tiff_out_end(struct hs_tiff_out *out, struct hs_err *err);
size_t hs_tiff_sheet_row(const struct hs_tiff_sheet *sheet); // bytes of a row
// The file is whole; *bytes long.
HS_CHECKED int hs_tiff_out_close(struct hs_tiff_out *out, uint64_t *bytes,
				 struct hs_err *err);
void hs_tiff_out_free(struct hs_tiff_out **out); // without _close: a broken file
