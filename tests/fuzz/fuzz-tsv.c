// fuzz-tsv.c - tables from spreadsheets: what is read is written and read the same.
// corpus: LICENSE
#include "base/auto.h"
#include "base/buf.h"
#include "model/tsv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void written(const struct hs_list *cells, struct hs_buf *out)
{
	hs_tsv_row(out, (const char *const *)cells->items, cells->count);
}

static void again(const struct hs_list *cells)
{
	HS_AUTO(hs_tsv_done) struct hs_tsv tsv = {0};
	HS_AUTO(hs_tsv_cells_done) struct hs_list same = {0};
	HS_AUTO(hs_buf_done) struct hs_buf first = {0};
	HS_AUTO(hs_buf_done) struct hs_buf second = {0};

	hs_buf_addf(&first, "a\tb\n"); // tabs are what parts its cells
	written(cells, &first);
	if (!hs_tsv_begin(&tsv, first.data, first.len) || !hs_tsv_next(&tsv, &same) ||
	    !hs_tsv_next(&tsv, &same))
		abort();
	hs_buf_addf(&second, "a\tb\n");
	written(&same, &second);
	if (strcmp(first.data, second.data) != 0 || hs_tsv_next(&tsv, &same))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HS_AUTO(hs_tsv_done) struct hs_tsv tsv = {0};
	HS_AUTO(hs_tsv_cells_done) struct hs_list cells = {0};

	if (!hs_tsv_begin(&tsv, (const char *)data, size))
		return 0;
	while (hs_tsv_next(&tsv, &cells))
		again(&cells);
	return 0;
}
