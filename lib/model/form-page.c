// form-page.c - the judge of margins and page numbers
#include "base/mem.h"
#include "model/form-part.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MM_PER_INCH 25.4

enum { LINES_MIN = 6 }; // of running text; with fewer nobody knows where it ends

struct sheet {
	struct hs_form_view v;
	const struct hs_lines *lines;
	double dpi;
	unsigned ordinal;
	const struct hs_line **running; // from the top down; owned
	size_t count;
	double slope; // x for one y: how askew the text stands
};

// ---- running text

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double quantile(double *list, size_t count, double share)
{
	qsort(list, count, sizeof(*list), by_value);
	return list[(size_t)(share * (double)(count - 1) + 0.5)];
}

static double middle_of(const struct hs_line *line)
{
	return line->box.y + line->box.h / 2.0;
}

// Median over lines and those half a page farther on (after P. K. Sen, Estimates of the
// regression coefficient based on Kendall's tau, 1968). Indents cancel each other out.
static double slope_of(const struct sheet *s)
{
	double *slopes = hs_new(s->count, sizeof(*slopes)), slope = 0;
	size_t half = s->count / 2, n = 0;

	for (size_t i = 0; i + half < s->count; i++) {
		const struct hs_line *a = s->running[i], *b = s->running[i + half];
		double down = middle_of(b) - middle_of(a);

		if (down > s->lines->tall)
			slopes[n++] = (hs_line_end(b) - hs_line_end(a)) / down;
	}
	if (n)
		slope = quantile(slopes, n, 0.5);
	free(slopes);
	return fabs(slope) < 0.05 ? slope : 0;
}

// What shows through from the back joins a line at its ends, and is read with doubt.
static bool ends_sure(const struct sheet *s, const struct hs_line *line)
{
	const struct hs_word *const *words = &s->lines->order[line->first];

	return (double)line->confidence >= HS_FORM_SURE &&
	       (double)words[0]->confidence >= HS_FORM_SURE &&
	       (double)words[line->count - 1]->confidence >= HS_FORM_SURE;
}

static void find_running(struct sheet *s)
{
	s->running = hs_new(s->lines->count + 1, sizeof(const struct hs_line *));
	for (size_t i = 0; i < s->lines->count; i++)
		if (hs_form_running(s->lines, &s->lines->list[i]) &&
		    ends_sure(s, &s->lines->list[i]))
			s->running[s->count++] = &s->lines->list[i];
	if (s->count >= LINES_MIN)
		s->slope = slope_of(s);
}

static double mm(const struct sheet *s, double pixels)
{
	return pixels / s->dpi * MM_PER_INCH;
}

// Where x would be if the text stood straight.
static double straight(const struct sheet *s, const struct hs_line *line, int32_t x)
{
	return x - s->slope * (middle_of(line) - s->lines->height / 2.0);
}

static double edge_of(const struct sheet *s, bool right, double share)
{
	double *list = hs_new(s->count, sizeof(*list)), edge;

	for (size_t i = 0; i < s->count; i++)
		list[i] = straight(s, s->running[i],
				   right ? hs_line_end(s->running[i])
					 : s->running[i]->box.x);
	edge = quantile(list, s->count, share);
	free(list);
	return edge;
}

// The outermost edge of all that is text, even of short lines.
static double outermost(const struct sheet *s, bool right)
{
	double edge = right ? 0 : s->lines->width;

	for (size_t i = 0; i < s->lines->count; i++) {
		const struct hs_line *line = &s->lines->list[i];
		double x = straight(s, line, right ? hs_line_end(line) : line->box.x);

		if ((double)line->confidence >= 0.5 && (right ? x > edge : x < edge))
			edge = x;
	}
	return edge;
}

// ---- margins

static void judge_margin(const struct sheet *s, enum hs_form_rule rule, double narrow,
			 double wide)
{
	const struct hs_form_limit *limit = &s->v.form->rules[rule];
	bool less = mm(s, narrow) < limit->least - limit->tolerance;
	double found = mm(s, less ? narrow : wide);

	if ((limit->front && s->ordinal % 2 == 0) ||
	    (!less && found <= limit->most + limit->tolerance))
		return;
	if (limit->least < limit->most)
		hs_form_remark(&s->v, rule, "%.0f mm, where the rule has %g to %g mm",
			       found, limit->least, limit->most);
	else
		hs_form_remark(&s->v, rule, "%.0f mm, where the rule has %g mm", found,
			       limit->least);
}

// A margin is too small by where most lines begin, too large only if no line at all
// begins farther out.
static void judge_sides(const struct sheet *s)
{
	double width = s->lines->width;

	judge_margin(s, HS_FORM_MARGIN_LEFT, edge_of(s, false, 0.25),
		     outermost(s, false));
	judge_margin(s, HS_FORM_MARGIN_RIGHT, width - edge_of(s, true, 0.75),
		     width - outermost(s, true));
}

// Lines that stand alone at the top or the foot were not printed with the text: stamps,
// what a telefax adds, addresses.
static bool together(const struct sheet *s, const struct hs_line *a,
		     const struct hs_line *b)
{
	return a && b && b->box.y - hs_line_foot(a) < 2.5 * s->lines->tall;
}

// A long line's box is higher than its letters where it stands askew.
static double top_of(const struct sheet *s, const struct hs_line *line)
{
	return middle_of(line) - s->lines->tall / 2.0;
}

static void judge_top(const struct sheet *s)
{
	const struct hs_line *found[2] = {NULL};
	size_t n = 0;

	for (size_t i = 0; i < s->lines->count && n < 2; i++)
		if (strlen(s->lines->list[i].letters) >= 12 &&
		    (double)s->lines->list[i].confidence >= HS_FORM_SURE)
			found[n++] = &s->lines->list[i];
	if (together(s, found[0], found[1]))
		judge_margin(s, HS_FORM_MARGIN_TOP, top_of(s, found[0]),
			     s->ordinal == 1 && hs_form_empty(&s->v, 0, 0,
							      (int32_t)s->lines->width,
							      found[0]->box.y)
				     ? top_of(s, found[0])
				     : 0);
}

static void judge_bottom(const struct sheet *s)
{
	const struct hs_line *last = s->running[s->count - 1];

	if (together(s, s->running[s->count - 2], last))
		judge_margin(s, HS_FORM_MARGIN_BOTTOM,
			     s->lines->height - top_of(s, last) - s->lines->tall, 0);
}

static bool near(double value, double wanted)
{
	return fabs(value - wanted) < wanted * 0.05;
}

static void judge_margins(struct sheet *s)
{
	if (s->lines->plain || s->dpi < 50 || !near(mm(s, s->lines->width), 210) ||
	    !near(mm(s, s->lines->height), 297))
		return;
	find_running(s);
	if (s->count >= LINES_MIN) {
		judge_top(s);
		judge_bottom(s);
		judge_sides(s);
	}
	free(s->running);
}

// ---- page number

// A number that stands alone in the outermost eighth of the page, printed as large as
// text; 0: there is none. at_top: at the top, or at the foot.
static unsigned lone_number(const struct sheet *s, bool at_top, bool *centred)
{
	int32_t eighth = (int32_t)s->lines->height / 8, tall = s->lines->tall;

	for (size_t i = 0; i < s->lines->count; i++) {
		const struct hs_line *line = &s->lines->list[i];
		const char *t = line->text + strspn(line->text, "-–—. ");
		size_t n = strspn(t, "0123456789");
		int32_t off = 2 * line->box.x + line->box.w - (int32_t)s->lines->width;

		if (n < 1 || n > 3 || t[n + strspn(t + n, "-–—. ")] ||
		    (double)line->confidence < HS_FORM_SURE_DIGIT ||
		    line->box.h * 2 < tall || line->box.h > 2 * tall ||
		    line->box.w * 5 < line->box.h ||
		    (at_top ? hs_line_foot(line) > eighth
			    : line->box.y < (int32_t)s->lines->height - eighth))
			continue;
		*centred = abs(off) / 2 < (int32_t)s->lines->width / 10;
		return (unsigned)strtoul(t, NULL, 10);
	}
	return 0;
}

// Whether it is the last line, well below the others, and no cell at the left.
static bool alone_at_foot(const struct sheet *s)
{
	const struct hs_line *last = &s->lines->list[s->lines->count - 1];

	return last->box.x > (int32_t)s->lines->width * 4 / 10 &&
	       (s->lines->count < 2 ||
		last->box.y - hs_line_foot(last - 1) > s->lines->tall / 2);
}

// What stands in the upper corners is left alone: archivists number sheets there.
static void judge_number(const struct sheet *s, const struct hs_form_seen *seen)
{
	bool top_middle = false, foot_middle = false;
	unsigned top = lone_number(s, true, &top_middle);
	unsigned foot = lone_number(s, false, &foot_middle);
	bool at_top =
		s->v.form->rules[HS_FORM_PAGE_NUMBER_MISPLACED].place == HS_FORM_TOP;

	if (s->lines->plain || !s->lines->count)
		return;
	foot = foot == s->ordinal && alone_at_foot(s) ? foot : 0;
	if (s->ordinal == 1) {
		if ((top == 1 && top_middle) || foot == 1)
			hs_form_remark(&s->v, HS_FORM_PAGE_NUMBER_UNWANTED,
				       "it is printed on the first page");
		return;
	}
	if (at_top && foot && !(top && top_middle))
		hs_form_remark(&s->v, HS_FORM_PAGE_NUMBER_MISPLACED,
			       "it stands at the page's foot");
	else if (!at_top && top == s->ordinal && top_middle && !foot)
		hs_form_remark(&s->v, HS_FORM_PAGE_NUMBER_MISPLACED,
			       "it stands at the page's top");
	else if (seen->number == 0 && !top && !foot)
		hs_form_remark(&s->v, HS_FORM_PAGE_NUMBER_MISSING,
			       "page %u of the paper has none", s->ordinal);
}

void hs_form_judge_page(const struct hs_form *form, const struct hs_lines *lines,
			double dpi, unsigned ordinal, const struct hs_form_seen *seen,
			uint32_t page, struct hs_list *remarks)
{
	struct sheet s = {.v = {form, lines, NULL, page, remarks}, .lines = lines};

	s.dpi = dpi;
	s.ordinal = ordinal;
	judge_margins(&s);
	judge_number(&s, seen);
}
