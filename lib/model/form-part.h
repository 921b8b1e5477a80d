// form-part.h - what the judges of form-judge.h share; for them alone.
#pragma once

#include "model/box.h"
#include "model/form-judge.h"

// Words of this confidence and more are evidence.
#define HS_FORM_SURE 0.85
// And digits, of which one may have been lost.
#define HS_FORM_SURE_DIGIT 0.9

struct hs_form_view {
	const struct hs_form *form;
	const struct hs_lines *lines;
	const char *type; // of the paper; NULL: not known
	uint32_t page;
	struct hs_list *remarks;
};

// A remark by the rule, where it is on and for papers of this type; fmt is its detail.
void hs_form_remark(const struct hs_form_view *v, enum hs_form_rule rule, const char *fmt,
		    ...) HS_PRINTF(3, 4);

// Whether nothing was read whose middle lies there (x from left, y from top): no word,
// be it taken for noise. Dashes and stars do not count. False in a plain text, and where
// there is no room.
bool hs_form_empty(const struct hs_form_view *v, int32_t left, int32_t top, int32_t right,
		   int32_t bottom);

// Whether the line's middle is where the rule has it; generous. True where nobody knows.
bool hs_form_placed(const struct hs_form_view *v, enum hs_form_rule rule,
		    const struct hs_line *line);

// Long, in small letters: running text.
bool hs_form_running(const struct hs_lines *lines, const struct hs_line *line);

// How number and date are written (form-write.c).
void hs_form_judge_number(const struct hs_form_view *v, const struct hs_heading *heading);
void hs_form_judge_date(const struct hs_form_view *v, const struct hs_heading *heading);

int32_t hs_line_foot(const struct hs_line *line); // y below it
int32_t hs_line_end(const struct hs_line *line);  // x behind it
