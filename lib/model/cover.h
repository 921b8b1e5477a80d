// cover.h - the cover of a dossier (bìa hồ sơ) and its closing certificate (chứng từ kết
// thúc): title, dates, retention, how many sheets.
#pragma once

#include "model/document.h"
#include "model/lines.h"

#include <stdbool.h>

// False where the page is none; else *cover (new, caller owns) has what it says.
bool hs_cover_page(const struct hs_lines *lines, uint32_t page, struct hs_cover **cover);
bool hs_closing_page(const struct hs_lines *lines, uint32_t page,
		     struct hs_cover **cover);

// Takes what `from` says and `to` does not; `from` is left empty.
void hs_cover_join(struct hs_cover *to, struct hs_cover *from);
