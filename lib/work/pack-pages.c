// pack-pages.c - whether a package of documents has all pages of its dossier; see
// pack-part.h
#include "base/auto.h"
#include "base/mem.h"
#include "model/document.h"
#include "work/pack-part.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { RANGES_SHOWN = 20 };

struct pages {
	uint32_t *numbers; // rising
	size_t count;
	bool *taken; // by a document
	bool *known; // to be none of any
};

static void pages_done(struct pages *p)
{
	free(p->numbers);
	free(p->taken);
	free(p->known);
}

// ranges: pairs of double, first and last.
static void mark(const struct pages *p, const struct hs_list *range, bool *marks)
{
	const double *ends = range->items;

	for (size_t i = 0; range->count == 2 && i < p->count; i++)
		marks[i] |= p->numbers[i] >= ends[0] && p->numbers[i] <= ends[1];
}

static void mark_documents(const struct pages *p, const struct hs_documents *all)
{
	const struct hs_document *list = all->documents.items;

	for (size_t i = 0; i < all->documents.count; i++)
		mark(p, &list[i].pages, p->taken);
	mark(p, &all->contents_pages, p->known);
	if (all->cover)
		mark(p, &all->cover->pages, p->known);
}

static int mark_blanks(const struct hs_stock *stock, struct pages *p, struct hs_err *err)
{
	for (size_t i = 0; i < p->count; i++) {
		HS_AUTO(hs_page_done) struct hs_page page = {0};

		if (p->taken[i] || p->known[i])
			continue;
		if (hs_folder_page(stock->folder, p->numbers[i], &page, err) < 0)
			return -1;
		p->known[i] = hs_page_has_finding(&page, "blank");
	}
	return 0;
}

// "3, 7-9" of the pages that nobody knows; "" where there are none.
static void tell_strays(const struct pages *p, struct hs_buf *out)
{
	size_t ranges = 0, end;

	for (size_t i = 0; i < p->count; i = end) {
		end = i + 1;
		if (p->taken[i] || p->known[i])
			continue;
		while (end < p->count && !p->taken[end] && !p->known[end])
			end++;
		if (ranges++ == RANGES_SHOWN) {
			hs_buf_addf(out, " …");
			return;
		}
		hs_buf_addf(out, "%s%" PRIu32, out->len ? ", " : "", p->numbers[i]);
		if (end > i + 1)
			hs_buf_addf(out, "-%" PRIu32, p->numbers[end - 1]);
	}
}

int hs_stock_need_pages(const struct hs_stock *stock,
			const struct hs_documents *documents, size_t *outside,
			struct hs_err *err)
{
	HS_AUTO(pages_done) struct pages p = {0};
	HS_AUTO(hs_buf_done) struct hs_buf strays = {0};

	*outside = 0;
	if (hs_folder_pages(stock->folder, &p.numbers, &p.count, err) < 0)
		return -1;
	p.taken = hs_new(p.count, sizeof(*p.taken));
	p.known = hs_new(p.count, sizeof(*p.known));
	mark_documents(&p, documents);
	if (mark_blanks(stock, &p, err) < 0)
		return -1;
	tell_strays(&p, &strays);
	if (strays.len)
		return hs_fail(
			err, HS_REFUSED,
			"in no document, and neither cover, contents nor blank: "
			"pages %s; hoso-review gives them to one, and the profiles "
			"csip and bag take all pages",
			strays.data);
	for (size_t i = 0; i < p.count; i++)
		*outside += !p.taken[i];
	return 0;
}
