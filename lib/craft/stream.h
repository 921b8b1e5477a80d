// stream.h - pictures as files carry them: what of a JPEG or PNG file can stand in a PDF
// as it is, so that nothing is packed anew; and rows packed where nothing can.
//
// Sources: ITU T.81 (JPEG), B; Adobe technical note 5116 (the APP14 marker); PNG 1.2
// (W3C), 4 and 6; ISO 32000-1, 7.4.4 (predictors) and 7.4.8 (DCTDecode).
#pragma once

#include "base/buf.h"
#include "model/facts.h"
#include "model/raster.h"

#include <stdbool.h>
#include <stddef.h>

// Whether a whole JPEG file can: baseline or progressive, 8 bits, grey or YCbCr (no
// CMYK, nothing arithmetic, no RGB without a marker that says so). Its size goes to
// picture.
bool hs_stream_jpeg(const void *bytes, size_t len, struct hs_plate_picture *picture);

// Whether a PNG file can: not interlaced, nothing transparent, up to 8 bits a sample.
// Its picture goes to `data`, which is bare then, and picture; a palette to palette, 3
// bytes a colour.
bool hs_stream_png(const void *bytes, size_t len, struct hs_buf *data,
		   struct hs_plate_picture *picture, uint8_t *palette);

// Packs rows of grey or colour (depth 8 or 32) as PNG would, quickly.
void hs_stream_rows(const struct hs_raster *raster, struct hs_buf *data,
		    struct hs_plate_picture *picture);
