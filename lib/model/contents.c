// contents.c - see contents.h
#include "model/contents.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/date.h"
#include "model/phrase.h"

#include <stdlib.h>
#include <string.h>

enum { CELLS_MAX = 12, MISSING_MAX = 500 };

enum column { ORDINAL, SYMBOL, DATE, SUBJECT, ISSUER, SHEET, NOTE, COLUMNS };

// What the heads of columns say; in the usual order.
static const struct {
	enum column column;
	const char *letters;
} heads[] = {
	{SUBJECT, "trichyeu"}, {SUBJECT, "noidung"}, {SYMBOL, "kyhieu"},
	{DATE, "ngaythang"},   {ISSUER, "tacgia"},   {ISSUER, "coquan"},
	{SHEET, "toso"},       {SHEET, "soto"},      {SHEET, "trangso"},
	{NOTE, "ghichu"},      {ORDINAL, "stt"},     {ORDINAL, "sott"},
	{DATE, "ngay"},
};

struct cell {
	const char *text;
	size_t len;
	struct hs_sureness sure;
};

struct table {
	const struct hs_words *words;
	size_t next;           // word of the page that comes next in its text
	bool alike;            // so far the text has the words
	int column[CELLS_MAX]; // which each cell is; -1: none
	struct cell cells[CELLS_MAX];
	size_t count;
};

// ---- cells and their words

static void add_word(struct table *t, const char *start, size_t len, struct cell *cell)
{
	const struct hs_word *w;

	while (t->next < t->words->count && t->words->list[t->next].noise)
		t->next++;
	if (!t->alike || t->next >= t->words->count)
		return;
	w = &t->words->list[t->next++];
	t->alike = strlen(w->text) == len && !memcmp(w->text, start, len);
	if (!t->alike)
		return;
	if (!cell->sure.box.w) {
		cell->sure.box = w->box;
		cell->sure.least = 1;
	}
	cell->sure.box = hs_box_round(&cell->sure.box, &w->box);
	if ((double)w->confidence < cell->sure.least)
		cell->sure.least = (double)w->confidence;
}

static void take_words(struct table *t, struct cell *cell)
{
	const char *at = cell->text, *end = at + cell->len;

	while (at < end) {
		size_t len = 0;

		while (at < end && *at == ' ')
			at++;
		while (at + len < end && at[len] != ' ')
			len++;
		if (len)
			add_word(t, at, len, cell);
		at += len;
	}
}

static void take_cells(struct table *t, const char *line, size_t len)
{
	const char *end = line + len;

	t->count = 0;
	while (line <= end) {
		struct cell cell = {.text = line};

		while (line + cell.len < end && line[cell.len] != '\t')
			cell.len++;
		take_words(t, &cell);
		if (t->count < CELLS_MAX)
			t->cells[t->count++] = cell;
		line += cell.len + 1;
	}
}

static char *cell_text(const struct cell *cell)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	size_t from = 0, to = cell->len;

	while (from < to && strchr(" |_", cell->text[from]))
		from++;
	while (to > from && strchr(" |_", cell->text[to - 1]))
		to--;
	hs_buf_add(&out, cell->text + from, to - from);
	return out.len ? hs_buf_take(&out) : NULL;
}

// ---- which column is which

static enum column head_of(const char *letters)
{
	for (size_t i = 0; i < HS_COUNT(heads); i++)
		if (hs_letters_in(letters, heads[i].letters, NULL, NULL) >= 0.84)
			return heads[i].column;
	return COLUMNS;
}

static void usual_columns(struct table *t)
{
	for (int i = 0; i < CELLS_MAX; i++)
		t->column[i] = i < COLUMNS ? i : -1;
}

// A row of heads tells the columns.
static bool take_heads(struct table *t)
{
	int found[CELLS_MAX], known = 0;
	bool subject = false;

	for (size_t i = 0; i < CELLS_MAX; i++) {
		HS_AUTO(hs_text_free)
		char *text = i < t->count ? cell_text(&t->cells[i]) : NULL;
		HS_AUTO(hs_text_free) char *letters = text ? hs_letters(text) : NULL;
		enum column column = letters ? head_of(letters) : COLUMNS;

		found[i] = column == COLUMNS ? -1 : (int)column;
		known += found[i] >= 0;
		subject |= column == SUBJECT;
	}
	if (known < 4 || !subject)
		return false;
	memcpy(t->column, found, sizeof(found));
	return true;
}

// ---- rows

static struct cell *cell_of(struct table *t, enum column column)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->column[i] == (int)column)
			return &t->cells[i];
	return NULL;
}

static char *text_of(struct table *t, enum column column)
{
	struct cell *cell = cell_of(t, column);

	return cell ? cell_text(cell) : NULL;
}

static double sure_of(struct table *t, enum column column)
{
	struct cell *cell = cell_of(t, column);

	return cell && cell->sure.box.w ? cell->sure.least : 0;
}

static bool has_letters(const char *text, size_t least)
{
	HS_AUTO(hs_text_free) char *letters = hs_letters(text ? text : "");

	return strlen(letters) >= least;
}

static bool is_date(const char *text)
{
	struct hs_date date;

	return text && hs_date_parse(text, &date) && date.year.value;
}

static void box_of_row(struct table *t, struct hs_row *row)
{
	struct hs_box box = {0};
	const int32_t *sides[] = {&box.x, &box.y, &box.w, &box.h};

	for (size_t i = 0; i < t->count; i++)
		if (t->cells[i].sure.box.w)
			box = box.w ? hs_box_round(&box, &t->cells[i].sure.box)
				    : t->cells[i].sure.box;
	for (size_t i = 0; i < 4 && box.w; i++)
		*(double *)hs_list_add(&row->box, sizeof(double)) = *sides[i];
}

// A row has a subject, and a date, or a number before it and a sheet behind it.
static bool take_row(struct table *t, uint32_t page, struct hs_list *rows, bool *dated)
{
	struct hs_row row = {
		.page = page,
		.ordinal = text_of(t, ORDINAL),
		.symbol = text_of(t, SYMBOL),
		.date = text_of(t, DATE),
		.subject = text_of(t, SUBJECT),
		.issuer = text_of(t, ISSUER),
		.sheet = text_of(t, SHEET),
		.note = text_of(t, NOTE),
		.symbol_sure = sure_of(t, SYMBOL),
		.date_sure = sure_of(t, DATE),
	};

	*dated = is_date(row.date);
	if (!has_letters(row.subject, 6) ||
	    (!*dated && !(has_letters(row.ordinal, 1) && has_letters(row.issuer, 3)))) {
		hs_shape_done(&hs_row_shape, &row);
		return false;
	}
	box_of_row(t, &row);
	hs_contents_missing(row.note, &row.missing);
	*(struct hs_row *)hs_list_add(rows, sizeof(row)) = row;
	return true;
}

// "18 16-CL/HU 07/8/1999 Chiến lược …": rows of a table whose cells were not found.
static size_t unparted_rows(const char *text)
{
	size_t rows = 0;

	for (; *text; text += strcspn(text, "\n"), text += *text == '\n') {
		size_t len = strcspn(text, "\n"), digits = strspn(text, "0123456789");
		HS_AUTO(hs_buf_done) struct hs_buf line = {0};
		struct hs_date date;

		if (!digits || digits > 3 || memchr(text, '\t', len))
			continue;
		hs_buf_add(&line, text, len);
		rows += hs_date_parse(line.data, &date) && date.year.value &&
			!date.words && date.at < 40;
	}
	return rows;
}

static bool titled(const struct hs_lines *lines)
{
	for (size_t i = 0; i < lines->count && i < 8; i++)
		if (hs_letters_begin(lines->list[i].letters, "muclucvanban", NULL) >=
			    0.82 ||
		    hs_letters_begin(lines->list[i].letters, "muclucvanbantailieu",
				     NULL) >= 0.82)
			return true;
	return false;
}

bool hs_contents_page(const char *text, const struct hs_lines *lines, uint32_t page,
		      struct hs_list *rows)
{
	struct table t = {.words = lines->words, .alike = true};
	size_t tables = 0, dates = 0, heads_seen = 0;

	usual_columns(&t);
	for (const char *line = text; *line;) {
		size_t len = strcspn(line, "\n");
		bool dated = false;

		take_cells(&t, line, len);
		line += len + (line[len] == '\n');
		if (t.count < 3)
			continue;
		tables++;
		if (take_heads(&t))
			heads_seen++;
		else if (take_row(&t, page, rows, &dated))
			dates += dated;
	}
	return (titled(lines) && rows->count) || unparted_rows(text) >= 4 ||
	       (heads_seen && dates >= 2) || (dates >= 3 && 2 * dates >= tables);
}

// ---- notes

static void add_range(struct hs_list *numbers, unsigned long from, unsigned long to)
{
	for (unsigned long n = from; n <= to && numbers->count < MISSING_MAX; n++)
		*(double *)hs_list_add(numbers, sizeof(double)) = (double)n;
}

void hs_contents_missing(const char *note, struct hs_list *numbers)
{
	HS_AUTO(hs_text_free) char *letters = hs_letters(note ? note : "");
	const char *at = note;
	size_t end = 0;

	if (!note || hs_letters_in(letters, "khuyet", NULL, &end) < 0.8)
		return;
	at += hs_letters_at(note, end);
	while (*(at += strcspn(at, "0123456789"))) {
		char *stop;
		unsigned long from = strtoul(at, &stop, 10), to = from;
		size_t gap = strspn(stop, " -–_");

		if (gap && memchr(stop, '-', gap) && stop[gap] >= '0' && stop[gap] <= '9')
			to = strtoul(stop + gap, &stop, 10);
		if (from && to >= from && to - from < 100)
			add_range(numbers, from, to);
		at = stop;
	}
}
