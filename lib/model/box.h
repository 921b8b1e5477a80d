// box.h - an upright rectangle on a picture.
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct hs_box {
	int32_t x, y, w, h; // pixels, from the top left corner
};

// The smallest box round both.
struct hs_box hs_box_round(const struct hs_box *a, const struct hs_box *b);

// Wider by `across` at either side and by `down` above and below, as far as a picture
// of that size goes.
struct hs_box hs_box_grow(const struct hs_box *box, int32_t across, int32_t down,
			  uint32_t width, uint32_t height);

bool hs_box_has(const struct hs_box *box, int32_t x, int32_t y);
