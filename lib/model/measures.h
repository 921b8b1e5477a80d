// measures.h - what a page is like, as numbers, before anyone reads it. Plain
// data: craft/restore chooses a recipe from it, the page record keeps it.
#pragma once

#include "model/shape.h"

#include <stdbool.h>

struct hs_measures {
	double dpi;        // pixels an inch, of the file or guessed
	double colour;     // share of the page (0 to 1) that has a hue
	double red;        // share that is red as seals and stamps are
	double paper;      // usual level of the paper, 0 (black) to 255
	double unevenness; // how much the paper's level varies, as a share of it
	double contrast;   // of ink to paper, 0 to 1
	double faint;      // faint marks (the back showing through) per ink
	double noise;      // standard deviation of single pixels, levels of 255
	double border;     // share of the page that is black and reaches its edge
	double skew;       // degrees that lines of text fall to the right; 0: not sure
};

extern const struct hs_shape hs_measures_shape;

// False where a member is out of bounds: a worker may have forged it.
bool hs_measures_ok(const struct hs_measures *measures);
