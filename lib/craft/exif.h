// exif.h - what a JPEG's Exif block says of turning and resolution.
// Source: Exif 2.32 (CIPA DC-008-2019), 4.6; tags 274, 282, 283, 296.
#pragma once

#include <stddef.h>
#include <stdint.h>

struct hs_exif {
	uint32_t orientation; // 1 to 8; 1 where nothing is said
	double dpi_x, dpi_y;  // 0 where nothing is said
};

// Looks through the markers of a JPEG file. Never fails: what is not understood
// says nothing.
void hs_exif_read(const void *bytes, size_t len, struct hs_exif *exif);
