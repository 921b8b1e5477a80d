// foot.h - the foot of a paper: who signed it, as what, and who receives it (36-HD/VPTW;
// Nghị định 30/2020, Phụ lục I).
//
//   Nơi nhận:                 T/M BAN THƯỜNG VỤ
//   - …,                             BÍ THƯ
//   - Lưu …                       (signature)
//                              Nguyễn Văn A
#pragma once

#include "model/heading.h"
#include "model/lines.h"
#include "model/terms.h"

struct hs_foot {
	double score; // 0: no foot on this page; HS_FOOT and more: surely one
	struct hs_block authority, position, recipients;
	const struct hs_line *signer, *date_line;
	struct hs_date date; // below the text, in old papers
};

#define HS_FOOT 2

// `lines` must outlive it. Of two signatures side by side the right one counts.
void hs_foot_find(const struct hs_lines *lines, const struct hs_terms *terms,
		  struct hs_foot *foot);

// The signer's name in a line (model/signers.h), without signs at either end: strokes of
// a pen are read as quotation marks. NULL: none. Caller frees.
char *hs_foot_name(const char *line);
