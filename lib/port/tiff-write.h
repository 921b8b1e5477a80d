// tiff-write.h - TIFF files of our own making, page after page, no more memory
// than a strip. With the same pages, two files have the same bytes.
//
// Black and white: CCITT G4. Grey and colour: deflate with prediction. Little
// endian, less than 4 GiB.
#pragma once

#include "base/err.h"
#include "model/raster.h"

#include <stdint.h>

struct hs_tiff_out; // one file being written

// Writes to fd, which is empty, can be read, stays the caller's and must outlive
// the result. pages: how many there will be.
HS_CHECKED struct hs_tiff_out *hs_tiff_out_new(int fd, uint32_t pages,
					       struct hs_err *err);
HS_CHECKED int hs_tiff_out_add(struct hs_tiff_out *out, const struct hs_raster *raster,
			       struct hs_err *err);
// The file is whole; *bytes long.
HS_CHECKED int hs_tiff_out_close(struct hs_tiff_out *out, uint64_t *bytes,
				 struct hs_err *err);
void hs_tiff_out_free(struct hs_tiff_out **out); // without _close: a broken file
