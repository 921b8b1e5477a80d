// tsv.h - tables as text: a row a line, its cells parted by tabs, and what a
// spreadsheet makes of that and gives back.
#pragma once

#include "base/buf.h"
#include "model/shape.h"

#include <stdbool.h>
#include <stddef.h>

// Adds text with tab, newline, return and backslash as \t \n \r \\; and back (any
// other backslash stays; caller frees).
void hs_tsv_escape(struct hs_buf *out, const char *text);
char *hs_tsv_unescape(const char *text);

// Adds a row; NULL is an empty cell. A cell that begins with '"' is put between
// quotation marks, as spreadsheets would take it for one that is.
void hs_tsv_row(struct hs_buf *out, const char *const *cells, size_t count);

// Reads rows of UTF-8 or, with its byte order mark, UTF-16. Lines end as they like;
// a cell between quotation marks may hold tabs, newlines and doubled marks. Where
// the first line has no tab, cells are parted by ';' or else by ','.
struct hs_tsv {
	struct hs_buf text;
	const char *at;
	char between;
	bool plain;  // a quotation mark was never closed: no more of them count
	size_t line; // on which the latest row began, from 1
	size_t next;
};

// False: it is neither UTF-8 nor UTF-16.
bool hs_tsv_begin(struct hs_tsv *tsv, const char *bytes, size_t len);
// Fills the list, of char *, with the next row's cells, unescaped; empties it first.
// False at the end.
bool hs_tsv_next(struct hs_tsv *tsv, struct hs_list *cells);
void hs_tsv_done(struct hs_tsv *tsv);
void hs_tsv_cells_done(struct hs_list *cells);
