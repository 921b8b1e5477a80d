// xlsx.c - see xlsx.h
#include "port/xlsx.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/verdict.h"
#include "model/zipmap.h"
#include "sys/deflate.h"
#include "sys/draft.h"
#include "sys/file.h"
#include "sys/path.h"

#include <assert.h>
#include <ctype.h>
#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum {
	A4 = 9,
	NAME_MAX_CHARACTERS = 31,
	TEXT_SIZE = 11,  // points
	TITLE_SIZE = 12, // of a line's length: bold
	SUBHEADING_SIZE = 12,
	HEADING_SIZE = 14,
	LINE_HEIGHT = 15,
	ROW_HEIGHT_MAX = 409, // as high as Excel lets a row be
	PAGE_WIDTH = 180,     // characters that can still be read on one page
	DOUBT_COLOUR = 0xfff2a8,
	TITLE_COLOUR = 0xe4e8ee,
};

static const char font[] = "Times New Roman";
static const double margin_side = 0.6, margin_top = 0.8; // inches
static const double line_share = 1.15; // characters to one of width, at least

struct hs_xlsx {
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *heading, *subheading, *title;
	lxw_format *cells[3][2]; // by kind, and in doubt
	int fd;                  // what the library writes to
	char fd_path[32];
	double widths[HS_XLSX_COLUMNS_MAX];
	size_t columns, sheets;
	lxw_row_t row; // the next
};

// ---- the workbook and what its cells look like

enum { UNDATED = 315532800 };

// 1980-01-01 is the first day that a ZIP archive knows.
static time_t created(void)
{
	const char *fixed = getenv("SOURCE_DATE_EPOCH");
	long long when = fixed ? strtoll(fixed, NULL, 10) : 0;

	return when > 0 && when < INT32_MAX ? (time_t)when : UNDATED;
}

static lxw_format *format(struct hs_xlsx *x, double size, uint8_t align, uint8_t upright)
{
	lxw_format *f = workbook_add_format(x->book);

	format_set_font_name(f, font);
	format_set_font_size(f, size);
	format_set_align(f, align);
	format_set_align(f, upright);
	format_set_text_wrap(f);
	return f;
}

static lxw_format *cell_format(struct hs_xlsx *x, enum hs_xlsx_kind kind, bool doubt)
{
	static const uint8_t aligns[] = {LXW_ALIGN_LEFT, LXW_ALIGN_CENTER,
					 LXW_ALIGN_CENTER};
	lxw_format *f = format(x, TEXT_SIZE, aligns[kind], LXW_ALIGN_VERTICAL_TOP);

	format_set_border(f, LXW_BORDER_THIN);
	format_set_num_format(f, kind == HS_XLSX_DATE    ? "dd/mm/yyyy"
				 : kind == HS_XLSX_WORDS ? "@"
							 : "0");
	if (doubt)
		format_set_bg_color(f, DOUBT_COLOUR);
	return f;
}

static void make_formats(struct hs_xlsx *x)
{
	x->heading = format(x, HEADING_SIZE, LXW_ALIGN_CENTER, LXW_ALIGN_VERTICAL_CENTER);
	format_set_bold(x->heading);
	x->subheading =
		format(x, SUBHEADING_SIZE, LXW_ALIGN_CENTER, LXW_ALIGN_VERTICAL_CENTER);
	x->title = format(x, TEXT_SIZE, LXW_ALIGN_CENTER, LXW_ALIGN_VERTICAL_CENTER);
	format_set_bold(x->title);
	format_set_border(x->title, LXW_BORDER_THIN);
	format_set_bg_color(x->title, TITLE_COLOUR);
	for (int kind = 0; kind < 3; kind++)
		for (int doubt = 0; doubt < 2; doubt++)
			x->cells[kind][doubt] =
				cell_format(x, (enum hs_xlsx_kind)kind, doubt);
}

// The library wants a file's name; a file in memory has one, too, and cannot be half
// written by a full disk.
static struct hs_xlsx *new_at(time_t time)
{
	struct hs_xlsx *x = HS_NEW(struct hs_xlsx);
	lxw_doc_properties properties = {.created = time};

	x->fd = memfd_create("xlsx", MFD_CLOEXEC);
	snprintf(x->fd_path, sizeof(x->fd_path), "/proc/self/fd/%d", x->fd);
	x->book = workbook_new(x->fd_path);
	workbook_set_properties(x->book, &properties);
	make_formats(x);
	return x;
}

struct hs_xlsx *hs_xlsx_new(void)
{
	return new_at(created());
}

struct hs_xlsx *hs_xlsx_new_undated(void)
{
	return new_at(UNDATED);
}

void hs_xlsx_free(struct hs_xlsx **xlsx)
{
	struct hs_xlsx *x = *xlsx;

	if (!x)
		return;
	if (x->book)
		lxw_workbook_free(x->book);
	hs_fd_done(&x->fd);
	free(x);
	*xlsx = NULL;
}

// What the library says, which it would also print for some kinds of failure: the
// calls here are such that those do not come up.
static int failed(lxw_error code, struct hs_err *err)
{
	switch (code) {
	case LXW_NO_ERROR:
		return 0;
	case LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE:
		return hs_fail(err, HS_LIMIT, "more than %d rows in a sheet",
			       LXW_ROW_MAX);
	default:
		return hs_fail(err, HS_ENGINE, "libxlsxwriter: %s", lxw_strerror(code));
	}
}

// ---- text

static bool allowed(uint32_t c)
{
	return c == '\n' || (c >= ' ' && c != 0x7f && c != 0xfffe && c != 0xffff);
}

// What XML and Excel take of a text. Caller frees.
static char *cell_text(const char *text)
{
	const char *end = text + strlen(text);
	struct hs_buf out = {0};
	size_t count = 0;

	while (text < end && count++ < HS_XLSX_TEXT_MAX) {
		uint32_t c = hs_utf8_next(&text, end);

		hs_utf8_add(&out, allowed(c) ? c : '?');
	}
	if (text < end)
		hs_utf8_add(&out, 0x2026);
	return hs_buf_take(&out);
}

// A sheet's name: no []:*?/\, no apostrophe, 31 characters, and not the one that Excel
// keeps for itself; the same name again gets a number.
static char *sheet_name(struct hs_xlsx *x, const char *wanted)
{
	for (unsigned n = 1;; n++) {
		const char *at = wanted, *end = at + strlen(at);
		char number[16] = "";
		HS_AUTO(hs_buf_done) struct hs_buf name = {0};

		if (n > 1)
			snprintf(number, sizeof(number), " (%u)", n);
		for (size_t i = strlen(number); at < end && i < NAME_MAX_CHARACTERS;
		     i++) {
			uint32_t c = hs_utf8_next(&at, end);
			bool plain = c >= ' ' && c < 0xfffe &&
				     !(c < 0x80 && strchr("[]:*?/\\'", (int)c));

			hs_utf8_add(&name, plain ? c : '_');
		}
		hs_buf_addf(&name, "%s%s", name.len ? "" : "_", number);
		if (strcasecmp(hs_buf_text(&name), "History") != 0 &&
		    workbook_validate_sheet_name(x->book, hs_buf_text(&name)) ==
			    LXW_NO_ERROR)
			return hs_buf_take(&name);
	}
}

// ---- sheets and rows

// Programs that show sheets do not all find out by themselves how high a row with
// wrapped text must be: as many lines as the text takes at that width.
static double lines_of(const char *text, double width, double size)
{
	double lines = 1, characters = 0;

	for (const char *p = text; *p; p++) {
		if (*p == '\n') {
			lines++;
			characters = 0;
			continue;
		}
		characters += (*p & 0xc0) != 0x80;
		if (characters * size > line_share * width * TEXT_SIZE) {
			lines++;
			characters = 1;
		}
	}
	return lines;
}

static double height_of(double lines, double size)
{
	double height = lines * LINE_HEIGHT * size / TEXT_SIZE + 1;

	return height < ROW_HEIGHT_MAX ? height : ROW_HEIGHT_MAX;
}

static double all_widths(const struct hs_xlsx *x)
{
	double sum = 0;

	for (size_t i = 0; i < x->columns; i++)
		sum += x->widths[i];
	return sum;
}

static int write_heading(struct hs_xlsx *x, const char *text, lxw_format *f, double size,
			 struct hs_err *err)
{
	lxw_col_t last = (lxw_col_t)(x->columns - 1);
	HS_AUTO(hs_text_free) char *clean = NULL;
	lxw_error code;

	if (!text || !*text)
		return 0;
	clean = cell_text(text);
	worksheet_set_row(x->sheet, x->row,
			  height_of(lines_of(clean, all_widths(x), size), size), NULL);
	code = last ? worksheet_merge_range(x->sheet, x->row, 0, x->row, last, clean, f)
		    : worksheet_write_string(x->sheet, x->row, 0, clean, f);
	x->row++;
	return failed(code, err);
}

static int write_titles(struct hs_xlsx *x, const struct hs_xlsx_sheet *sheet,
			struct hs_err *err)
{
	double lines = 1, own;

	if (x->row)
		x->row++; // one that is empty
	for (size_t i = 0; i < sheet->count; i++) {
		lxw_col_t at = (lxw_col_t)i;
		HS_AUTO(hs_text_free) char *clean = cell_text(sheet->columns[i].title);
		lxw_error code = worksheet_set_column(x->sheet, at, at,
						      sheet->columns[i].width, NULL);

		if (code == LXW_NO_ERROR)
			code = worksheet_write_string(x->sheet, x->row, at, clean,
						      x->title);
		if (failed(code, err) < 0)
			return -1;
		own = lines_of(clean, sheet->columns[i].width, TITLE_SIZE);
		lines = own > lines ? own : lines;
	}
	worksheet_set_row(x->sheet, x->row, height_of(lines, TEXT_SIZE), NULL);
	worksheet_repeat_rows(x->sheet, x->row, x->row);
	worksheet_freeze_panes(x->sheet, x->row + 1, 0);
	x->row++;
	return 0;
}

// A sheet that would be too small to read on one page across goes on several; its first
// column is then on each.
static void set_paper(const struct hs_xlsx *x)
{
	lxw_worksheet *sheet = x->sheet;
	uint16_t across = (uint16_t)ceil(all_widths(x) / PAGE_WIDTH);

	worksheet_set_landscape(sheet);
	worksheet_set_paper(sheet, A4);
	worksheet_set_margins(sheet, margin_side, margin_side, margin_top, margin_top);
	worksheet_fit_to_pages(sheet, across, 0);
	if (across > 1)
		worksheet_repeat_columns(sheet, 0, 0);
	worksheet_center_horizontally(sheet);
	worksheet_set_footer(sheet, "&C&P/&N");
}

int hs_xlsx_begin(struct hs_xlsx *x, const struct hs_xlsx_sheet *sheet,
		  struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *name = NULL;

	assert(x->book && sheet->count && sheet->count <= HS_XLSX_COLUMNS_MAX);
	if (x->fd < 0)
		return hs_fail(err, HS_ENGINE, "no file in memory");
	if (x->sheets == HS_XLSX_SHEETS_MAX)
		return hs_fail(err, HS_LIMIT, "more than %d sheets", HS_XLSX_SHEETS_MAX);
	name = sheet_name(x, sheet->name);
	x->sheet = workbook_add_worksheet(x->book, name);
	if (!x->sheet)
		return hs_fail(err, HS_ENGINE, "libxlsxwriter makes no sheet '%s'", name);
	x->sheets++;
	x->row = 0;
	x->columns = sheet->count;
	for (size_t i = 0; i < sheet->count; i++)
		x->widths[i] = sheet->columns[i].width;
	set_paper(x);
	if (write_heading(x, sheet->heading, x->heading, HEADING_SIZE, err) < 0 ||
	    write_heading(x, sheet->subheading, x->subheading, SUBHEADING_SIZE, err) < 0)
		return -1;
	return write_titles(x, sheet, err);
}

// A day that Excel can hold: it knows none before 1900, and a wrong one there.
static bool day_of(const char *text, lxw_datetime *day)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int year, month, date, end = 0;
	bool leap;

	if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &date, &end) != 3 || text[end])
		return false;
	leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	*day = (lxw_datetime){.year = year, .month = month, .day = date};
	return year > 1900 && month >= 1 && month <= 12 && date >= 1 &&
	       date <= days[month - 1] && (month != 2 || date < 29 || leap);
}

// What is no such day, turned round as people write it: 05/1987.
static char *date_words(const char *text)
{
	struct hs_buf out = {0};
	const char *end = text + strlen(text);

	if (strspn(text, "0123456789-") != strlen(text))
		return hs_dup(text);
	while (end > text) {
		const char *start = end;

		while (start > text && start[-1] != '-')
			start--;
		hs_buf_add(&out, start, (size_t)(end - start));
		if (start > text)
			hs_buf_add(&out, "/", 1);
		end = start > text ? start - 1 : start;
	}
	return hs_buf_take(&out);
}

static lxw_error write_cell(struct hs_xlsx *x, lxw_col_t at,
			    const struct hs_xlsx_cell *cell, double *lines)
{
	lxw_format *f = x->cells[cell->kind][cell->doubt];
	HS_AUTO(hs_text_free) char *turned = NULL;
	HS_AUTO(hs_text_free) char *clean = NULL;
	lxw_datetime day;
	double own;

	if (!*cell->text)
		return worksheet_write_blank(x->sheet, x->row, at, f);
	if (cell->kind == HS_XLSX_NUMBER)
		return worksheet_write_number(x->sheet, x->row, at,
					      strtod(cell->text, NULL), f);
	if (cell->kind == HS_XLSX_DATE && day_of(cell->text, &day))
		return worksheet_write_datetime(x->sheet, x->row, at, &day, f);
	if (cell->kind == HS_XLSX_DATE)
		turned = date_words(cell->text);
	clean = cell_text(turned ? turned : cell->text);
	own = lines_of(clean, x->widths[at], TEXT_SIZE);
	*lines = own > *lines ? own : *lines;
	return worksheet_write_string(x->sheet, x->row, at, clean, f);
}

int hs_xlsx_row(struct hs_xlsx *x, const struct hs_xlsx_cell *cells, struct hs_err *err)
{
	double lines = 1;

	assert(x->sheet);
	for (size_t i = 0; i < x->columns; i++)
		if (failed(write_cell(x, (lxw_col_t)i, &cells[i], &lines), err) < 0)
			return -1;
	worksheet_set_row(x->sheet, x->row, height_of(lines, TEXT_SIZE), NULL);
	x->row++;
	return 0;
}

// ---- the file

static int bytes_at(void *user, uint64_t at, void *out, size_t len, struct hs_err *err)
{
	const struct hs_buf *file = user;

	if (at > file->len || len > file->len - at)
		return hs_fail(err, HS_ENGINE, "libxlsxwriter wrote half a file");
	memcpy(out, file->data + at, len);
	return 0;
}

// Every part is one XML element: it ends with that element's end tag.
static bool is_whole(const struct hs_buf *xml)
{
	const char *text = hs_buf_text(xml), *last = strrchr(text, '<');
	const char *root = strstr(text, "?>");
	size_t len;

	root = root ? strchr(root, '<') : NULL;
	if (!root || !last || last[1] != '/')
		return false;
	len = strcspn(root + 1, " >/");
	if (strncmp(last + 2, root + 1, len) != 0 || last[2 + len] != '>')
		return false;
	last += 3 + len;
	return strspn(last, "\n") == strlen(last);
}

static int check_part(const struct hs_buf *file, const struct hs_zip_entry *e,
		      struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf xml = {0};

	if (hs_inflate_raw(file->data + e->data, e->packed, HS_XLSX_MAX, &xml, err) < 0)
		return hs_within(err, "'%s'", e->name);
	if (xml.len != e->size || !is_whole(&xml))
		return hs_fail(err, HS_SYSTEM,
			       "no room for the parts of the sheets in the folder of "
			       "temporary files (TMPDIR)");
	return 0;
}

// The library keeps each part in a temporary file before it packs it, and does not
// look whether that could be written: where the disk is full it packs half a part and
// says that all is well (1.1.4). So look at what it packed.
static int check_file(const struct hs_buf *file, struct hs_err *err)
{
	struct hs_zip_bytes bytes = {bytes_at, (void *)(uintptr_t)file, file->len};
	HS_AUTO(hs_zipmap_done) struct hs_zipmap map = {0};
	HS_AUTO(hs_verdict_done) struct hs_verdict verdict = {.ok = true};

	if (hs_zipmap_read(&bytes, &map, &verdict, err) < 0)
		return -1;
	if (!verdict.ok)
		return hs_fail(err, HS_ENGINE, "libxlsxwriter wrote a broken file: %s",
			       ((char **)verdict.faults.items)[0]);
	for (size_t i = 0; i < map.count; i++)
		if (check_part(file, &map.list[i], err) < 0)
			return -1;
	return 0;
}

static int pack(struct hs_xlsx *x, struct hs_buf *file, struct hs_err *err)
{
	lxw_error code = workbook_close(x->book);

	x->book = NULL;
	x->sheet = NULL;
	if (failed(code, err) < 0)
		return -1;
	if (lseek(x->fd, 0, SEEK_SET) < 0)
		return hs_fail_sys(err, "read the file in memory");
	if (hs_fd_load(x->fd, HS_XLSX_MAX, file, err) < 0)
		return -1;
	return check_file(file, err);
}

int hs_xlsx_bytes(struct hs_xlsx *x, struct hs_buf *file, struct hs_err *err)
{
	assert(x->book);
	return pack(x, file, err);
}

int hs_xlsx_store(struct hs_xlsx *x, const char *path, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *above = hs_dup(path);
	HS_AUTO(hs_buf_done) struct hs_buf file = {0};
	HS_AUTO(hs_fd_done) int dir = -1;

	assert(x->book);
	above[hs_path_last(path) - path] = '\0';
	dir = hs_dir_open(AT_FDCWD, *above ? above : ".", err);
	if (dir < 0 || pack(x, &file, err) < 0)
		return -1;
	return hs_file_store(dir, dir, hs_path_last(path), file.data, file.len, err);
}
