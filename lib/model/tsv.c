// tsv.c - see tsv.h
#include "model/tsv.h"
#include "base/auto.h"
#include "base/mem.h"
#include "model/bagtext.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	char raw, written;
} escapes[] = {{'\t', 't'}, {'\n', 'n'}, {'\r', 'r'}, {'\\', '\\'}};

void hs_tsv_escape(struct hs_buf *out, const char *text)
{
	for (; *text; text++) {
		char pair[] = {'\\', '\0'};

		for (size_t i = 0; i < HS_COUNT(escapes); i++)
			if (*text == escapes[i].raw)
				pair[1] = escapes[i].written;
		if (pair[1])
			hs_buf_add(out, pair, 2);
		else
			hs_buf_add(out, text, 1);
	}
}

char *hs_tsv_unescape(const char *text)
{
	struct hs_buf out = {0};

	hs_buf_add(&out, "", 0);
	while (*text) {
		const char *raw = text;
		size_t skip = 1;

		for (size_t i = 0; *text == '\\' && i < HS_COUNT(escapes); i++)
			if (text[1] == escapes[i].written) {
				raw = &escapes[i].raw;
				skip = 2;
			}
		hs_buf_add(&out, raw, 1);
		text += skip;
	}
	return hs_buf_take(&out);
}

static void add_cell(struct hs_buf *out, const char *cell)
{
	HS_AUTO(hs_buf_done) struct hs_buf escaped = {0};

	if (*cell != '"') {
		hs_tsv_escape(out, cell);
		return;
	}
	hs_tsv_escape(&escaped, cell);
	hs_buf_add(out, "\"", 1);
	for (const char *p = escaped.data; *p; p++) {
		if (*p == '"')
			hs_buf_add(out, p, 1);
		hs_buf_add(out, p, 1);
	}
	hs_buf_add(out, "\"", 1);
}

void hs_tsv_row(struct hs_buf *out, const char *const *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i)
			hs_buf_add(out, "\t", 1);
		add_cell(out, cells[i] ? cells[i] : "");
	}
	hs_buf_add(out, "\n", 1);
}

// ---- reading

bool hs_tsv_begin(struct hs_tsv *tsv, const char *bytes, size_t len)
{
	bool wide = len >= 2 &&
		    (!memcmp(bytes, "\xff\xfe", 2) || !memcmp(bytes, "\xfe\xff", 2));
	size_t first;

	*tsv = (struct hs_tsv){.between = ',', .next = 1};
	if (!hs_bag_decode(bytes, len, wide ? "UTF-16" : "UTF-8", &tsv->text)) {
		hs_buf_done(&tsv->text);
		return false;
	}
	tsv->at = hs_buf_text(&tsv->text);
	first = strcspn(tsv->at, "\r\n");
	if (memchr(tsv->at, '\t', first))
		tsv->between = '\t';
	else if (memchr(tsv->at, ';', first))
		tsv->between = ';';
	return true;
}

static bool row_ends(char c)
{
	return c == '\0' || c == '\n' || c == '\r';
}

static void pass(struct hs_tsv *tsv, struct hs_buf *cell)
{
	bool ends = *tsv->at == '\n' || (*tsv->at == '\r' && tsv->at[1] != '\n');

	tsv->next += ends;
	hs_buf_add(cell, tsv->at++, 1);
}

// What stands between quotation marks, the second of which ends the cell. False,
// and nothing read, where it does not: then the first is a mark as any other.
static bool quoted(struct hs_tsv *tsv, struct hs_buf *cell)
{
	struct hs_tsv before = *tsv;

	for (tsv->at++; *tsv->at; pass(tsv, cell)) {
		if (*tsv->at != '"')
			continue;
		tsv->at++;
		if (row_ends(*tsv->at) || *tsv->at == tsv->between)
			return true;
		if (*tsv->at != '"')
			break;
	}
	before.plain = !*tsv->at;
	*tsv = before;
	cell->len = 0;
	return false;
}

static char *next_cell(struct hs_tsv *tsv)
{
	HS_AUTO(hs_buf_done) struct hs_buf cell = {0};

	hs_buf_add(&cell, "", 0);
	if (*tsv->at == '"' && !tsv->plain)
		(void)quoted(tsv, &cell);
	while (!row_ends(*tsv->at) && *tsv->at != tsv->between)
		hs_buf_add(&cell, tsv->at++, 1);
	return hs_tsv_unescape(hs_buf_text(&cell));
}

bool hs_tsv_next(struct hs_tsv *tsv, struct hs_list *cells)
{
	hs_tsv_cells_done(cells);
	if (!tsv->at || !*tsv->at)
		return false;
	tsv->line = tsv->next;
	for (;;) {
		*(char **)hs_list_add(cells, sizeof(char *)) = next_cell(tsv);
		if (*tsv->at != tsv->between)
			break;
		tsv->at++;
	}
	if (*tsv->at == '\r')
		tsv->at++;
	if (*tsv->at == '\n')
		tsv->at++;
	tsv->next++;
	return true;
}

void hs_tsv_cells_done(struct hs_list *cells)
{
	for (size_t i = 0; i < cells->count; i++)
		free(((char **)cells->items)[i]);
	free(cells->items);
	*cells = (struct hs_list){0};
}

void hs_tsv_done(struct hs_tsv *tsv)
{
	hs_buf_done(&tsv->text);
	*tsv = (struct hs_tsv){0};
}
