// image-grid.c - see image-grid.h
#include "port/image-grid.h"
#include "base/auto.h"
#include "base/mem.h"
#include "port/image-pix.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// All in pixels of the small copy unless it says otherwise.
enum {
	SMALL_DPI = 150,
	GAP = 3,          // a rule may be broken for so long
	ALONG = 5,        // pixels along a rule whose mean counts: noise is less
	BESIDE = 5,       // so far beside a rule it is paper again
	DEPTH = 14,       // levels that a rule is darker than that
	RULE_ACROSS = 75, // and is at least so long: 13 mm, 7 mm
	RULE_DOWN = 42,
	NEAR = 9,         // two rules nearer than 1.5 mm are one
	SIDE_LEAST = 14,  // of a cell
	RULES_MAX = 400,  // along one side of a table
	INK_LEVEL = 185,  // darker is ink, on paper of 255
	RULE_LEVEL = 215, // of the picture: a faint rule is darker
	LINE_LEAST = 5,   // rows of ink that make a line of text
};

struct view {
	uint8_t *small;           // levels, w * h
	PIX *ink, *across, *down; // ink; rules along rows; along columns
	int w, h, step;           // step: pixels of the picture for one
};

static void view_done(struct view *v)
{
	free(v->small);
	pixDestroy(&v->ink);
	pixDestroy(&v->across);
	pixDestroy(&v->down);
}

void hs_grids_done(struct hs_grids *grids)
{
	for (size_t i = 0; i < grids->count; i++)
		free(grids->list[i].cells);
	free(grids->list);
	*grids = (struct hs_grids){0};
}

// Row y of the small copy: of a few pixels the darkest, since rules are thin.
// levels has room for a row of the picture.
static void darkest_row(const struct hs_raster *r, const struct view *v, int y,
			uint8_t *levels, uint8_t *small)
{
	memset(small, 255, (size_t)v->w);
	for (int j = 0; j < v->step; j++) {
		const uint8_t *at = levels;

		hs_raster_levels(r, (uint32_t)(y * v->step + j), levels);
		for (int x = 0; x < v->w; x++)
			for (int i = 0; i < v->step; i++, at++)
				small[x] = *at < small[x] ? *at : small[x];
	}
}

// Means of ALONG levels in line: n levels from `from`, each `stride` apart.
static void mean_along(const uint8_t *from, int n, int stride, uint8_t *to)
{
	int sum = 0;

	for (int i = 0; i < n; i++) {
		sum += from[(size_t)i * (size_t)stride];
		if (i >= ALONG)
			sum -= from[(size_t)(i - ALONG) * (size_t)stride];
		if (i >= ALONG - 1)
			to[(size_t)(i - ALONG / 2) * (size_t)stride] =
				(uint8_t)(sum / ALONG);
	}
}

// Marks what is darker than on both sides of it: thin lines along rows, or along
// columns.
static PIX *ridges(const struct view *v, bool across)
{
	PIX *pix = pixCreate(v->w, v->h, 1);
	uint8_t *mean = hs_new((size_t)v->w * (size_t)v->h, 1);
	int beside = across ? BESIDE * v->w : BESIDE;

	memset(mean, 255, (size_t)v->w * (size_t)v->h);
	for (int i = 0; i < (across ? v->h : v->w); i++) {
		size_t at = across ? (size_t)i * (size_t)v->w : (size_t)i;

		mean_along(v->small + at, across ? v->w : v->h, across ? 1 : v->w,
			   mean + at);
	}
	for (int y = BESIDE; pix && y < v->h - BESIDE; y++) {
		uint32_t *line = pixGetData(pix) + (size_t)y * (size_t)pixGetWpl(pix);
		const uint8_t *at = mean + (size_t)y * (size_t)v->w;

		for (int x = BESIDE; x < v->w - BESIDE; x++)
			if (at[x] + DEPTH < at[x - beside] &&
			    at[x] + DEPTH < at[x + beside])
				SET_DATA_BIT(line, x);
	}
	free(mean);
	return pix;
}

static PIX *runs(const struct view *v, bool across)
{
	int rule = across ? RULE_ACROSS : RULE_DOWN;
	HS_AUTO(pixDestroy) PIX *thin = ridges(v, across);
	HS_AUTO(pixDestroy)
	PIX *closed = !thin    ? NULL
		      : across ? pixCloseBrick(NULL, thin, GAP, 1)
			       : pixCloseBrick(NULL, thin, 1, GAP);

	if (!closed)
		return NULL;
	return across ? pixOpenCompBrick(NULL, closed, rule, 1)
		      : pixOpenCompBrick(NULL, closed, 1, rule);
}

// A picture of a few pixels leaves the view empty.
static int look(const struct hs_raster *r, double dpi, struct view *v, struct hs_err *err)
{
	uint8_t *levels;

	v->step = dpi > SMALL_DPI ? (int)(dpi / SMALL_DPI + 0.5) : 1;
	v->w = (int)r->width / v->step;
	v->h = (int)r->height / v->step;
	if (v->w == 0 || v->h == 0)
		return 0;
	v->ink = pixCreate(v->w, v->h, 1);
	if (!v->ink)
		return hs_fail(err, HS_ENGINE, "no memory to look for tables");
	v->small = hs_new((size_t)v->w * (size_t)v->h, 1);
	levels = hs_new(r->width, 1);
	for (int y = 0; y < v->h; y++) {
		uint32_t *line =
			pixGetData(v->ink) + (size_t)y * (size_t)pixGetWpl(v->ink);
		uint8_t *small = v->small + (size_t)y * (size_t)v->w;

		darkest_row(r, v, y, levels, small);
		for (int x = 0; x < v->w; x++)
			if (small[x] < INK_LEVEL)
				SET_DATA_BIT(line, x);
	}
	free(levels);
	v->across = runs(v, true);
	v->down = v->across ? runs(v, false) : NULL;
	return v->down ? 0 : hs_fail(err, HS_ENGINE, "no memory to look for tables");
}

// Rules are no ink of what stands in the cells.
static void ink_without_rules(const struct view *v)
{
	const int rim = 3;
	HS_AUTO(pixDestroy) PIX *across = pixDilateBrick(NULL, v->across, 1, rim);
	HS_AUTO(pixDestroy) PIX *down = pixDilateBrick(NULL, v->down, rim, 1);

	if (across)
		pixSubtract(v->ink, v->ink, across);
	if (down)
		pixSubtract(v->ink, v->ink, down);
}

static bool bit(PIX *pix, int x, int y)
{
	const uint32_t *line = pixGetData(pix) + (size_t)y * (size_t)pixGetWpl(pix);

	return GET_DATA_BIT(line, x);
}

// Positions of rules across an axis, rising; each the middle of a few.
struct rules {
	int at[RULES_MAX];
	int count;
};

static int by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void add_rule(struct rules *rules, int at)
{
	if (rules->count < RULES_MAX)
		rules->at[rules->count++] = at;
}

// Those that lie near each other become one.
static void join_rules(struct rules *rules)
{
	struct rules joined = {.count = 0};

	qsort(rules->at, (size_t)rules->count, sizeof(rules->at[0]), by_number);
	for (int i = 0, n; i < rules->count; i = n) {
		long sum = 0;

		for (n = i; n < rules->count && rules->at[n] - rules->at[i] < NEAR; n++)
			sum += rules->at[n];
		add_rule(&joined, (int)(sum / (n - i)));
	}
	*rules = joined;
}

// The rules within a box: the middles of the runs that are long enough.
static void find_rules(PIX *mask, const BOX *box, bool across, struct rules *rules)
{
	HS_AUTO(pixDestroy)
	PIX *part = pixClipRectangle(mask, (BOX *)(uintptr_t)box, NULL);
	BOXA *parts = part ? pixConnComp(part, NULL, 8) : NULL;
	int left, top, n = parts ? boxaGetCount(parts) : 0;

	boxGetGeometry((BOX *)(uintptr_t)box, &left, &top, NULL, NULL);
	rules->count = 0;
	for (int i = 0; i < n; i++) {
		int x, y, w, h;

		boxaGetBoxGeometry(parts, i, &x, &y, &w, &h);
		if (across && w >= RULE_ACROSS)
			add_rule(rules, top + y + h / 2);
		if (!across && h >= RULE_DOWN)
			add_rule(rules, left + x + w / 2);
	}
	boxaDestroy(&parts);
	join_rules(rules);
}

// How much of the way between two points on an axis a rule covers, 0 to 1.
static double cover(PIX *mask, bool across, int at, int from, int to)
{
	int w = pixGetWidth(mask), h = pixGetHeight(mask), seen = 0;

	for (int i = from; i < to; i++) {
		bool hit = false;

		for (int j = at - NEAR / 2; j <= at + NEAR / 2 && !hit; j++) {
			int x = across ? i : j, y = across ? j : i;

			hit = x >= 0 && y >= 0 && x < w && y < h && bit(mask, x, y);
		}
		seen += hit;
	}
	return to > from ? (double)seen / (to - from) : 0;
}

static bool covered(PIX *mask, bool across, int at, int from, int to)
{
	return cover(mask, across, at, from, to) > 0.5;
}

// A rule of a table runs from one rule that crosses it to the next, somewhere;
// strokes of letters that stand one above the other do not.
static void drop_loose(PIX *mask, bool across, struct rules *rules,
		       const struct rules *crossing)
{
	const double whole = 0.85;
	int n = 0;

	for (int i = 0; i < rules->count; i++) {
		bool fits = false;

		for (int j = 0; j + 1 < crossing->count && !fits; j++)
			fits = cover(mask, across, rules->at[i], crossing->at[j],
				     crossing->at[j + 1]) > whole;
		if (fits)
			rules->at[n++] = rules->at[i];
	}
	rules->count = n;
}

// The four outer rules of a table are there; of a seal or a picture they are not.
static bool framed(const struct view *v, const struct rules *rows,
		   const struct rules *columns)
{
	const double most = 0.6;
	int left = columns->at[0], right = columns->at[columns->count - 1];
	int top = rows->at[0], low = rows->at[rows->count - 1];

	return cover(v->across, true, top, left, right) > most &&
	       cover(v->across, true, low, left, right) > most &&
	       cover(v->down, false, left, top, low) > most &&
	       cover(v->down, false, right, top, low) > most;
}

// What stands in a cell: its ink without rules, and how many lines it makes.
static void find_ink(const struct view *v, const struct hs_box *in, struct hs_cell *cell)
{
	int left = in->x + in->w, right = in->x, top = 0, low = 0, run = 0;

	for (int y = in->y; y < in->y + in->h; y++) {
		int count = 0, first = 0, last = 0;

		for (int x = in->x; x < in->x + in->w; x++)
			if (bit(v->ink, x, y)) {
				first = count++ ? first : x;
				last = x;
			}
		run = count ? run + 1 : 0;
		if (!count)
			continue;
		left = first < left ? first : left;
		right = last > right ? last : right;
		cell->lines += run == LINE_LEAST;
		if (run == LINE_LEAST && cell->lines == 1)
			top = y - LINE_LEAST + 1;
		low = y;
	}
	if (cell->lines == 0)
		return;
	cell->ink = (struct hs_box){left, top, right - left + 1, low - top + 1};
}

static void enlarge(struct hs_box *box, int step)
{
	box->x *= step;
	box->y *= step;
	box->w *= step;
	box->h *= step;
}

struct frame {
	const struct view *view;
	struct rules rows, columns;
	bool *taken; // cells that belong to another one already
};

static bool *taken_at(const struct frame *f, int row, int column)
{
	return &f->taken[row * (f->columns.count - 1) + column];
}

static bool open_below(const struct frame *f, int row, int left, int right)
{
	for (int c = left; c < right; c++)
		if (*taken_at(f, row, c) ||
		    covered(f->view->across, true, f->rows.at[row], f->columns.at[c],
			    f->columns.at[c + 1]))
			return false;
	return true;
}

// One cell from its upper left corner on, joined with those it is open to.
static void make_cell(const struct frame *f, int row, int column, struct hs_cell *cell)
{
	const int rule = 1;
	int right = column + 1, low = row + 1;
	struct hs_box in;

	while (right < f->columns.count - 1 && !*taken_at(f, row, right) &&
	       !covered(f->view->down, false, f->columns.at[right], f->rows.at[row],
			f->rows.at[row + 1]))
		right++;
	while (low < f->rows.count - 1 && open_below(f, low, column, right))
		low++;
	for (int r = row; r < low; r++)
		for (int c = column; c < right; c++)
			*taken_at(f, r, c) = true;
	in = (struct hs_box){f->columns.at[column] + rule, f->rows.at[row] + rule,
			     f->columns.at[right] - f->columns.at[column] - 2 * rule,
			     f->rows.at[low] - f->rows.at[row] - 2 * rule};
	*cell = (struct hs_cell){.box = in, .row = row, .column = column};
	find_ink(f->view, &in, cell);
	enlarge(&cell->box, f->view->step);
	enlarge(&cell->ink, f->view->step);
}

static void make_cells(struct frame *f, struct hs_grid *grid)
{
	int rows = f->rows.count - 1, columns = f->columns.count - 1;

	grid->cells = hs_new((size_t)rows * (size_t)columns, sizeof(*grid->cells));
	f->taken = hs_new((size_t)rows * (size_t)columns, sizeof(*f->taken));
	for (int r = 0; r < rows; r++)
		for (int c = 0; c < columns; c++)
			if (!*taken_at(f, r, c))
				make_cell(f, r, c, &grid->cells[grid->count++]);
	free(f->taken);
}

// Of two rules that leave no room for a line of text between them, the one that
// runs further stays.
static void drop_narrow(PIX *mask, bool across, struct rules *rules,
			const struct rules *crossing)
{
	int from = crossing->at[0], to = crossing->at[crossing->count - 1], n = 0;

	for (int i = 0; i < rules->count; i++) {
		if (n == 0 || rules->at[i] - rules->at[n - 1] >= SIDE_LEAST)
			rules->at[n++] = rules->at[i];
		else if (cover(mask, across, rules->at[i], from, to) >
			 cover(mask, across, rules->at[n - 1], from, to))
			rules->at[n - 1] = rules->at[i];
	}
	rules->count = n;
}

static bool find_grid(const struct view *v, const BOX *box, struct hs_grid *grid)
{
	const size_t cells_least = 4;
	struct frame f = {.view = v};

	find_rules(v->across, box, true, &f.rows);
	find_rules(v->down, box, false, &f.columns);
	drop_loose(v->down, false, &f.columns, &f.rows);
	drop_loose(v->across, true, &f.rows, &f.columns);
	if (f.rows.count < 3 || f.columns.count < 3)
		return false;
	drop_narrow(v->across, true, &f.rows, &f.columns);
	drop_narrow(v->down, false, &f.columns, &f.rows);
	if (f.rows.count < 3 || f.columns.count < 3 || !framed(v, &f.rows, &f.columns))
		return false;
	make_cells(&f, grid);
	grid->box = (struct hs_box){f.columns.at[0] - NEAR / 2, f.rows.at[0] - NEAR / 2,
				    f.columns.at[f.columns.count - 1] - f.columns.at[0] +
					    NEAR,
				    f.rows.at[f.rows.count - 1] - f.rows.at[0] + NEAR};
	enlarge(&grid->box, v->step);
	if (grid->count >= cells_least)
		return true;
	free(grid->cells);
	return false;
}

static int by_top(const void *a, const void *b)
{
	const struct hs_grid *x = a, *y = b;

	return x->box.y != y->box.y ? x->box.y - y->box.y : x->box.x - y->box.x;
}

static bool holds(const struct hs_box *a, const struct hs_box *b)
{
	return a->x <= b->x && a->y <= b->y && a->x + a->w >= b->x + b->w &&
	       a->y + a->h >= b->y + b->h;
}

// A frame round a table takes the table's rules for its own: the table stays.
static void drop_frames(struct hs_grids *grids)
{
	size_t n = 0;

	for (size_t i = 0; i < grids->count; i++) {
		bool frame = false;

		for (size_t j = 0; j < grids->count; j++)
			frame |= j != i &&
				 holds(&grids->list[i].box, &grids->list[j].box) &&
				 (j > i ||
				  !holds(&grids->list[j].box, &grids->list[i].box));
		if (frame)
			free(grids->list[i].cells);
		else
			grids->list[n++] = grids->list[i];
	}
	grids->count = n;
}

static void add_grids(const struct view *v, BOXA *boxes, struct hs_grids *grids)
{
	const int least_w = 240, least_h = 60; // 40 x 10 mm
	int n = boxaGetCount(boxes);

	for (int i = 0; i < n; i++) {
		BOX *box = boxaGetBox(boxes, i, L_CLONE);
		struct hs_grid grid = {0};
		int w, h;

		boxGetGeometry(box, NULL, NULL, &w, &h);
		if (w >= least_w && h >= least_h && find_grid(v, box, &grid)) {
			grids->list = hs_grow(grids->list, grids->count + 1,
					      sizeof(*grids->list));
			grids->list[grids->count++] = grid;
		}
		boxDestroy(&box);
	}
	if (grids->count > 1)
		qsort(grids->list, grids->count, sizeof(*grids->list), by_top);
	drop_frames(grids);
}

int hs_image_grids(const struct hs_raster *picture, double dpi, struct hs_grids *grids,
		   bool *ruled, struct hs_err *err)
{
	HS_AUTO(view_done) struct view v = {0};
	HS_AUTO(pixDestroy) PIX *lines = NULL;
	HS_AUTO(pixDestroy) PIX *touching = NULL;
	BOXA *boxes;
	l_int32 none_across, none_down;

	setMsgSeverity(L_SEVERITY_NONE);
	*ruled = false;
	if (look(picture, dpi, &v, err) < 0)
		return -1;
	if (!v.ink)
		return 0;
	pixZero(v.across, &none_across);
	pixZero(v.down, &none_down);
	*ruled = !none_across && !none_down;
	if (!*ruled)
		return 0;
	ink_without_rules(&v);
	lines = pixOr(NULL, v.across, v.down);
	touching = lines ? pixDilateBrick(NULL, lines, NEAR, NEAR) : NULL;
	boxes = touching ? pixConnComp(touching, NULL, 8) : NULL;
	if (!boxes)
		return hs_fail(err, HS_ENGINE, "no memory to look for tables");
	add_grids(&v, boxes, grids);
	boxaDestroy(&boxes);
	return 0;
}

// Where a rule may lie, in pixels of the picture: a column (or row) of levels
// with the rule in its middle.
struct cut {
	struct hs_raster *grey;
	int x, y, dx, dy, n;
};

static bool cut_at(const struct cut *c, int i, uint32_t *x, uint32_t *y)
{
	int px = c->x + i * c->dx, py = c->y + i * c->dy;

	*x = (uint32_t)px;
	*y = (uint32_t)py;
	return px >= 0 && py >= 0 && px < (int)c->grey->width &&
	       py < (int)c->grey->height;
}

static void set_level(struct hs_raster *grey, uint32_t x, uint32_t y, uint32_t level)
{
	uint32_t *word = grey->data + (size_t)y * grey->wpl + x / 4;
	int shift = 24 - 8 * (int)(x % 4);

	*word = (*word & ~(255U << shift)) | level << shift;
}

// Paints what is dark white where it is as thin as a rule; where a letter
// crosses it is thicker, and stays.
static void cut_rule(const struct cut *c, int thickest)
{
	uint32_t x, y;

	for (int i = 0, n; i < c->n; i = n + 1) {
		for (n = i; n < c->n && cut_at(c, n, &x, &y) &&
			    hs_raster_level(c->grey, x, y) < RULE_LEVEL;)
			n++;
		if (n == i || n - i > thickest)
			continue;
		for (int j = i - 1; j <= n; j++) // with its soft edges
			if (j >= 0 && j < c->n && cut_at(c, j, &x, &y))
				set_level(c->grey, x, y, 255);
	}
}

static void erase(struct hs_raster *grey, const struct view *v, const struct hs_box *in,
		  bool across)
{
	PIX *mask = across ? v->across : v->down;
	int reach = 3 * v->step, step = v->step;

	for (int y = in->y / step; y < (in->y + in->h) / step && y < v->h; y++)
		for (int x = in->x / step; x < (in->x + in->w) / step && x < v->w; x++) {
			if (x < 0 || y < 0 || !bit(mask, x, y))
				continue;
			for (int i = 0; i < step; i++) {
				struct cut c = {
					.grey = grey,
					.x = x * step + (across ? i : -reach),
					.y = y * step + (across ? -reach : i),
					.dx = !across,
					.dy = across,
					.n = 2 * reach + step,
				};

				cut_rule(&c, 2 * step + 2);
			}
		}
}

int hs_image_erase_rules(struct hs_raster *grey, double dpi, const struct hs_grids *grids,
			 struct hs_err *err)
{
	HS_AUTO(view_done) struct view v = {0};

	if (look(grey, dpi, &v, err) < 0)
		return -1;
	for (size_t i = 0; v.ink && i < grids->count; i++) {
		erase(grey, &v, &grids->list[i].box, true);
		erase(grey, &v, &grids->list[i].box, false);
	}
	return 0;
}
