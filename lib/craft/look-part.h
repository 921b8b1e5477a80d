// look-part.h - between the parts of craft/look: what each kind of part is looked at by.
#pragma once

#include "base/err.h"
#include "model/look.h"
#include "model/raster.h"
#include "port/ocr.h"

struct hs_look_page {
	struct hs_ocr *ocr; // NULL: none
	const struct hs_raster *page;
	double dpi;
};

int hs_look_number(const struct hs_look_page *look, const struct hs_look_region *region,
		   struct hs_look_seen *seen, struct hs_err *err);
int hs_look_digits(const struct hs_look_page *look, const struct hs_look_region *region,
		   struct hs_look_seen *seen, struct hs_err *err);
int hs_look_stamp(const struct hs_look_page *look, const struct hs_look_region *region,
		  struct hs_look_seen *seen, struct hs_err *err);
