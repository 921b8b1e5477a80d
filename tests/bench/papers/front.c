// front.c - see front.h
#include "bench/papers/front.h"
#include "base/auto.h"
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 7, CELL_LINES = 12 };

#define SIZE 11.0 // of the letters, points
#define STEP 4.9  // from line to line, mm
#define TOP 24.0
#define BOTTOM (SHEET_H - 18)

#define PRINT(...)                                                                       \
	__extension__({                                                                  \
		struct hs_buf printed_ = {0};                                            \
		hs_buf_addf(&printed_, __VA_ARGS__);                                     \
		hs_buf_take(&printed_);                                                  \
	})

static const double edges[COLUMNS + 1] = {16, 26, 55, 77, 134, 163, 177, 198};

static void print_page(struct press *press)
{
	press->print(press->to, press->sheet);
	press->pages++;
	sheet_clear(press->sheet);
}

// ---- cover --------------------------------------------------------------------

static const struct paper *first_of(const struct dossier *d, bool last)
{
	const struct paper *best = &d->papers[0];

	for (int i = 1; i < d->count; i++) {
		const struct paper *p = &d->papers[i];
		int order = (p->year - best->year) * 400 + (p->month - best->month) * 31 +
			    p->day - best->day;

		if (last ? order > 0 : order < 0)
			best = p;
	}
	return best;
}

static struct hs_value *truth_value(const char *text)
{
	return hs_value_new(text, HS_FROM_PERSON, HS_ACCEPTED);
}

static void cover(struct press *press, const struct dossier *d,
		  struct hs_documents *truth)
{
	const struct paper *from = first_of(d, false), *to = first_of(d, true);
	struct hs_cover *record = HS_NEW(struct hs_cover);
	HS_AUTO(hs_text_free) char *a = paper_short_date(from);
	HS_AUTO(hs_text_free) char *b = paper_short_date(to);
	HS_AUTO(hs_text_free) char *a_iso = paper_iso_date(from);
	HS_AUTO(hs_text_free) char *b_iso = paper_iso_date(to);
	HS_AUTO(hs_text_free) char *sheets = PRINT("%d", d->papers[d->count - 1].last);
	HS_AUTO(hs_text_free) char *dates = PRINT("Từ ngày %s đến ngày %s", a, b);
	HS_AUTO(hs_text_free) char *gathered = PRINT("Gồm: %s tờ", sheets);
	HS_AUTO(hs_text_free) char *kept = PRINT("Thời hạn bảo quản: %s", d->retention);
	HS_AUTO(hs_text_free) char *fonds = PRINT("Phông số: %02d", d->fonds);
	HS_AUTO(hs_text_free) char *inventory = PRINT("Mục lục số: %02d", d->inventory);
	HS_AUTO(hs_text_free) char *number = PRINT("Hồ sơ số: %d", d->number);
	HS_AUTO(hs_text_free) char *name = words_capitals(d->land.district);
	HS_AUTO(hs_text_free) char *owner = PRINT("HUYỆN ỦY %s", name);
	struct flow f = {.press = press, .sheet = press->sheet};
	double x = SHEET_W / 2, y;

	sheet_centre(f.sheet, x, 42, PLAIN, 16, "KHO LƯU TRỮ");
	sheet_centre(f.sheet, x, 54, BOLD, 18, owner);
	sheet_centre(f.sheet, x, 100, BOLD, 36, "HỒ SƠ");
	y = flow_centred(&f, x, 122, 140, BOLD, 18, d->title);
	sheet_centre(f.sheet, x, y + 16, PLAIN, 15, dates);
	sheet_centre(f.sheet, x, y + 28, PLAIN, 15, gathered);
	sheet_text(f.sheet, 36, 238, PLAIN, 14, fonds);
	sheet_text(f.sheet, 36, 247, PLAIN, 14, inventory);
	sheet_text(f.sheet, 36, 256, PLAIN, 14, number);
	sheet_text(f.sheet, 108, 247, PLAIN, 14, kept);
	print_page(press);
	*record = (struct hs_cover){
		.fields[HS_C_TITLE] = truth_value(d->title),
		.fields[HS_C_START] = truth_value(a_iso),
		.fields[HS_C_END] = truth_value(b_iso),
		.fields[HS_C_RETENTION] = truth_value(d->retention),
		.fields[HS_C_SHEETS] = truth_value(sheets),
	};
	hs_pages_set(&record->pages, 1, 1);
	truth->cover = record;
}

// ---- contents -----------------------------------------------------------------

// What archivists write: the usual joint, and "về việc" in full.
static char *listed_symbol(const struct paper *p)
{
	if (!p->number)
		return hs_dup("");
	return PRINT("%s%s%s", p->digits, p->era == ERA_STATE ? "/" : "-", p->symbol);
}

static char *listed_subject(const struct paper *p)
{
	const char *subject = p->subject;
	bool short_form = (*subject == 'V' || *subject == 'v') && subject[1] == '/';
	char *text = PRINT("%s %s%s", p->type, short_form ? "về việc " : "",
			   subject + (short_form ? strlen("V/v ") : 0));

	for (char *at = text; (at = strchr(at, '\n'));)
		*at = ' ';
	return text;
}

static void ruled_row(struct sheet *s, double top, double bottom)
{
	for (int i = 0; i <= COLUMNS; i++)
		sheet_rule(s, edges[i], top, edges[i], bottom, 0.25);
	sheet_rule(s, edges[0], top, edges[COLUMNS], top, 0.25);
	sheet_rule(s, edges[0], bottom, edges[COLUMNS], bottom, 0.25);
}

// Wraps the cells; how many lines the highest has.
static int wrap_row(struct sheet *s, int style, const char *const cells[COLUMNS],
		    char *lines[COLUMNS][CELL_LINES], int counts[COLUMNS])
{
	int most = 1;

	for (int i = 0; i < COLUMNS; i++) {
		counts[i] = sheet_wrap(s, style, SIZE, cells[i],
				       edges[i + 1] - edges[i] - 2.4, 0, lines[i],
				       CELL_LINES);
		if (counts[i] > most)
			most = counts[i];
	}
	return most;
}

static void draw_row(struct sheet *s, double *y, int style,
		     char *lines[COLUMNS][CELL_LINES], const int counts[COLUMNS],
		     int most)
{
	double bottom = *y + most * STEP + 2;

	for (int i = 0; i < COLUMNS; i++)
		for (int j = 0; j < counts[i]; j++) {
			double at = *y + STEP * (j + 0.9);

			if (i == 3 || i == 4)
				sheet_text(s, edges[i] + 1.2, at, style, SIZE,
					   lines[i][j]);
			else
				sheet_centre(s, (edges[i] + edges[i + 1]) / 2, at, style,
					     SIZE, lines[i][j]);
			free(lines[i][j]);
		}
	ruled_row(s, *y, bottom);
	*y = bottom;
}

static void title_row(struct sheet *s, double *y)
{
	static const char *const names[COLUMNS] = {"STT",
						   "Số, ký hiệu",
						   "Ngày tháng năm",
						   "Tên loại và trích yếu nội dung",
						   "Tác giả",
						   "Tờ số",
						   "Ghi chú"};
	char *lines[COLUMNS][CELL_LINES];
	int counts[COLUMNS];
	int most = wrap_row(s, BOLD, names, lines, counts);

	draw_row(s, y, BOLD, lines, counts, most);
}

static void truth_row(struct hs_documents *truth, const char *const cells[COLUMNS],
		      const struct paper *p, int page, int document)
{
	struct hs_row *row = hs_list_add(&truth->contents, sizeof(*row));
	const char *at = p->gone;

	*row = (struct hs_row){
		.page = (uint64_t)page,
		.ordinal = hs_dup(cells[0]),
		.symbol = *cells[1] ? hs_dup(cells[1]) : NULL,
		.date = hs_dup(cells[2]),
		.subject = hs_dup(cells[3]),
		.issuer = hs_dup(cells[4]),
		.sheet = hs_dup(cells[5]),
		.note = *cells[6] ? hs_dup(cells[6]) : NULL,
		.document = (uint64_t)document,
	};
	while (at && *at) {
		char *end;

		*(double *)hs_list_add(&row->missing, sizeof(double)) = strtod(at, &end);
		at = end + strspn(end, " ");
	}
}

static void one_row(struct press *press, const struct dossier *d, int i, double *y,
		    struct hs_documents *truth)
{
	const struct paper *p = &d->papers[i];
	HS_AUTO(hs_text_free) char *ordinal = PRINT("%02d", i + 1);
	HS_AUTO(hs_text_free) char *symbol = listed_symbol(p);
	HS_AUTO(hs_text_free) char *date = paper_short_date(p);
	HS_AUTO(hs_text_free) char *subject = listed_subject(p);
	HS_AUTO(hs_text_free) char *sheet = PRINT("%02d", p->first);
	const char *const cells[COLUMNS] = {
		ordinal, symbol, date, subject, p->called, sheet, p->gap ? p->gap : ""};
	char *lines[COLUMNS][CELL_LINES];
	int counts[COLUMNS];
	int most = wrap_row(press->sheet, PLAIN, cells, lines, counts);

	if (*y + most * STEP + 2 > BOTTOM) {
		print_page(press);
		*y = TOP;
		if (d->number % 3)
			title_row(press->sheet, y);
	}
	draw_row(press->sheet, y, PLAIN, lines, counts, most);
	truth_row(truth, cells, p, press->pages + 1, i + 1);
}

void front_print(struct press *press, const struct dossier *d, struct hs_documents *truth)
{
	HS_AUTO(hs_text_free) char *number = PRINT("Hồ sơ số: %d", d->number);
	double y = TOP + 22;
	int first;

	press->sheet->typed = false;
	press->sheet->family = "Tinos";
	sheet_clear(press->sheet);
	cover(press, d, truth);
	first = press->pages + 1;
	sheet_centre(press->sheet, SHEET_W / 2, TOP + 4, BOLD, 15, "MỤC LỤC VĂN BẢN");
	sheet_centre(press->sheet, SHEET_W / 2, TOP + 12, PLAIN, 13, number);
	title_row(press->sheet, &y);
	for (int i = 0; i < d->count; i++)
		one_row(press, d, i, &y, truth);
	print_page(press);
	hs_pages_set(&truth->contents_pages, (uint32_t)first, (uint32_t)press->pages);
}
