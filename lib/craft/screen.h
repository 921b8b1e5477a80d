// screen.h - a page of a master becomes a small picture for the screen, as JPEG.
// Runs in workers; hoso-pack starts them for the viewer that goes into a bundle.
#pragma once

#include "model/facts.h"
#include "sys/worker.h"

#include <stdint.h>

// A page fits in so many pixels: A4 at about 103 dpi, on its side at 145.
enum { HS_SCREEN_WIDTH = 1700, HS_SCREEN_HEIGHT = 1200, HS_SCREEN_QUALITY = 60 };

enum { HS_SCREEN_BYTES = 16 << 20 }; // of one picture, at most

// A job. Of a PDF page.dpi is the resolution of the whole page, as its record says.
struct hs_screen_ask {
	struct hs_page_ask page;
	uint32_t width, height; // pixels of the page, as its record says
	uint32_t quarters;      // clockwise turns that bring it upright
};

// The answer is a JPEG file.
extern const struct hs_worker_kind hs_screen_image_worker, hs_screen_pdf_worker;
