// layout.h - lays papers out on sheets as their time did (DOMAIN, section 2), for
// make-papers.
#pragma once

#include "bench/papers/content.h"
#include "bench/papers/sheet.h"

// Where pages go when they are full.
struct press {
	struct sheet *sheet;
	void (*print)(void *to, struct sheet *sheet);
	void *to;
	int pages; // printed so far
};

// A page being filled, and how.
struct flow {
	struct press *press;
	struct sheet *sheet;
	struct paper *paper;
	struct chance *chance;
	double left, right, top, bottom; // of the text, mm
	double y;                        // base line of the next line
	double pt, leading;
	int page;     // of the paper, from 1
	int numbered; // what is printed on it
	bool dashes;  // - 2 -
};

// Sets first, last and attachment_first of the paper.
void layout_paper(struct press *press, struct paper *p, struct chance *c, bool typed);

// The parts of it, in layout-head.c, layout-foot.c.
void layout_head(struct flow *f, bool attached);
void layout_attachment_title(struct flow *f);
double layout_foot_height(const struct flow *f);
void layout_foot(struct flow *f);
void layout_table(struct flow *f, int rows);

void flow_turn(struct flow *f); // the next page
void flow_line(struct flow *f, double x, int style, const char *text);
// Lines parted by '\n', each wrapped to width and centred at x, from y on; the y after.
double flow_centred(struct flow *f, double x, double y, double width, int style,
		    double pt, const char *lines);
