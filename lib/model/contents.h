// contents.h - the dossier's own table of contents (mục lục văn bản), as it was read from
// its pages: STT; số, ký hiệu; ngày tháng; tên loại và trích yếu; tác giả; tờ số; ghi chú
// (DOMAIN, 'The office's own lists').
#pragma once

#include "model/document.h"
#include "model/lines.h"

#include <stdbool.h>

// Whether the page is one for sure. Its rows (struct hs_row) are added in any case: a
// page that goes on with a table of contents may have no dates and no heads of columns.
// text is the page's text/NNNN.txt, which tells the cells; its words are those of the
// lines.
bool hs_contents_page(const char *text, const struct hs_lines *lines, uint32_t page,
		      struct hs_list *rows);

// "Khuyết số 140", "Khuyết số 151- 157, 159": the numbers, as double.
void hs_contents_missing(const char *note, struct hs_list *numbers);
