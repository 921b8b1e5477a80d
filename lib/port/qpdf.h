// qpdf.h - qpdf: how large the pictures in a PDF page really are. The only door
// to it. (poppler draws pictures, but tells nothing of the stencils that carry
// the text of layered scans, which are finer than what they are laid over.)
#pragma once

#include <stddef.h>
#include <stdint.h>

// Pixels of the largest picture or stencil that page 1, 2, … of the file in
// memory may draw, forms within forms included. Never fails: 0 x 0 where there
// is none or the file is not understood.
void hs_qpdf_largest(const void *bytes, size_t len, uint32_t page, double *width,
		     double *height);
