// layers.h - a page as mixed raster content (ITU-T T.44), for small files: the paper
// and its pictures as a coarse JPEG, the ink's shapes as a stencil at full resolution,
// the ink's colours as a still coarser JPEG that is seen through the stencil.
//
// How a PDF writer paints it (PDF 1.4; legal in PDF/A-1, which forbids /SMask only).
// All three fill the page: `W 0 0 H 0 0 cm`, whatever their own pixels.
//   background  /Subtype /Image, /DCTDecode, /DeviceRGB where colour, else /DeviceGray
//   stencil     /Subtype /Image, /ImageMask true, /BitsPerComponent 1, /CCITTFaxDecode
//               with /DecodeParms << /K -1 /Columns width /Rows height >>; BlackIs1 and
//               Decode as they are by themselves: black is 0, and 0 is painted
//   foreground  as the background, and /Mask <reference of the stencil>
// The background is painted first, then the foreground. The stencil's pixels are not
// the foreground's: PDF 1.4, 4.8.5 allows that, readers take the finer ones.
//   no foreground: a bilevel page; the stencil is an ordinary picture of it (no
//               /ImageMask; /DeviceGray, the same filter), or is painted in black
//   no stencil: the background is all
//   plain:      the background is the page as it came, at full resolution
// A layer without bytes is not there.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/raster.h"

#include <stdbool.h>
#include <stdint.h>

enum { HS_LAYERS_PLAIN = 75 }; // quality of the JPEG that layers must be smaller than

struct hs_layer {
	struct hs_buf bytes;    // JPEG, or one G4 strip with 1 for ink
	uint32_t width, height; // pixels of its own
	bool colour;            // a JPEG with three components, not one
};

struct hs_layers {
	uint32_t width, height; // pixels of the page
	double dpi_x, dpi_y;    // of the page, as given
	struct hs_layer background, foreground, stencil;
	bool plain; // no layers: they would be no smaller than the page as one JPEG, or
		    // could be read less well. That JPEG is the background, of quality
		    // 75. Where the caller has the page's own stream, he may rather take
		    // it.
};

struct hs_layers_terms {
	double dpi; // of the page; 0: what it says itself, or the shape of its sheet
};

// The layers of an upright page of any depth. Bilevel pages keep every pixel.
HS_CHECKED int hs_layers_make(const struct hs_raster *page,
			      const struct hs_layers_terms *terms,
			      struct hs_layers *layers, struct hs_err *err);
void hs_layers_done(struct hs_layers *layers);

// Bytes of all that is there.
size_t hs_layers_size(const struct hs_layers *layers);

// The page as a reader paints it; depth 1 for a bilevel page, else 8 or 32.
HS_CHECKED int hs_layers_compose(const struct hs_layers *layers, struct hs_raster *page,
				 struct hs_err *err);
