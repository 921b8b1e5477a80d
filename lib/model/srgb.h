// srgb.h - a colour profile that says sRGB, of our own making, so that no file of the
// system is needed to write a PDF/A.
//
// Source: IEC 61966-2-1 (primaries, white, curve), ICC.1:1998-09 (version 2.1: PDF 1.4,
// and so PDF/A-1, knows no newer one).
#pragma once

#include "base/buf.h"

// Adds the profile; always the same bytes.
void hs_srgb_profile(struct hs_buf *out);
