// zbar.h - the only door to libzbar: QR and Code 128 on a grey picture.
//
// It reads pictures, so call it in a jailed worker. It prints nothing.
#pragma once

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum hs_barcode { HS_BARCODE_QR, HS_BARCODE_128 };

// levels: 0 black to 255, rows without gaps. each is told every code that is read; text
// is borrowed, of len bytes, anything may be in it.
HS_CHECKED int hs_barcodes_find(const uint8_t *levels, uint32_t width, uint32_t height,
				void (*each)(void *user, enum hs_barcode kind,
					     const char *text, size_t len),
				void *user, struct hs_err *err);
