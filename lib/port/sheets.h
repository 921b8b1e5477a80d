// sheets.h - cairo and libqrencode: separator sheets as PDF pages.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "model/patch.h"

struct hs_sheets; // one PDF being drawn, into memory

struct hs_sheet_text {
	enum hs_patch patch; // across the top, and the bottom turned
	const char *payload; // of the QR code, and of Code 128 where that can hold it
	const char *title;   // in large letters
	const char *below;   // in small ones
};

HS_CHECKED struct hs_sheets *hs_sheets_new(struct hs_err *err);
HS_CHECKED int hs_sheets_add(struct hs_sheets *sheets, const struct hs_sheet_text *sheet,
			     struct hs_err *err);
HS_CHECKED int hs_sheets_close(struct hs_sheets *sheets, struct hs_buf *out,
			       struct hs_err *err);
void hs_sheets_free(struct hs_sheets **sheets);
