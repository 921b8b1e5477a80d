// describe-lint.c - see describe-lint.h
#include "work/describe-lint.h"
#include "base/auto.h"
#include "model/form-judge.h"
#include "port/xml.h"

#include <string.h>

// A page as lines.
struct sheet {
	struct hs_words words;
	struct hs_lines lines;
	double dpi;
};

static void sheet_done(struct sheet *sheet)
{
	hs_lines_done(&sheet->lines);
	hs_words_done(&sheet->words);
}

static int load(struct hs_folder *folder, uint32_t page, struct sheet *sheet)
{
	HS_AUTO(hs_page_done) struct hs_page record = {0};
	HS_AUTO(hs_buf_done) struct hs_buf alto = {0};
	struct hs_err ignored;
	uint32_t width, height;

	if (!hs_folder_has_part(folder, HS_ALTO, page) ||
	    hs_folder_page(folder, page, &record, &ignored) < 0 ||
	    hs_folder_load_part(folder, HS_ALTO, page, &alto, &ignored) < 0 ||
	    hs_alto_read(hs_buf_text(&alto), alto.len, &sheet->words, &width, &height,
			 &ignored) < 0)
		return -1;
	sheet->dpi = record.dpi;
	hs_lines_of(&sheet->words, width, height, false, &sheet->lines);
	return 0;
}

// The page that its foot was found on.
static uint32_t foot_page(const struct hs_document *d)
{
	static const enum hs_document_field fields[] = {HS_F_POSITION, HS_F_AUTHORITY,
							HS_F_SIGNER, HS_F_RECIPIENTS};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (d->fields[fields[i]] && d->fields[fields[i]]->page)
			return (uint32_t)d->fields[fields[i]]->page;
	return 0;
}

static uint32_t last_own_page(const struct hs_document *d)
{
	const struct hs_attachment *a = d->attachments.items;
	const double *pages = d->attachments.count ? a->pages.items : NULL;

	return pages ? (uint32_t)pages[0] - 1 : hs_document_last(d);
}

static void judge_page(struct hs_folder *folder, const struct hs_terms *terms,
		       const struct hs_form *form, struct hs_document *d, uint32_t page)
{
	const struct hs_form_seen nothing = HS_FORM_UNSEEN;
	HS_AUTO(sheet_done) struct sheet sheet = {0};
	uint32_t first = hs_document_first(d);

	if (load(folder, page, &sheet) < 0)
		return;
	if (page == first) {
		HS_AUTO(hs_heading_done) struct hs_heading heading = {0};

		hs_heading_find(&sheet.lines, terms, &heading);
		hs_form_judge_head(form, &sheet.lines, &heading, &nothing, page,
				   &d->findings);
	}
	if (page == foot_page(d)) {
		struct hs_foot foot;

		hs_foot_find(&sheet.lines, terms, &foot);
		hs_form_judge_foot(form, &sheet.lines, &foot, &nothing,
				   hs_document_text(d, HS_F_TYPE), page, &d->findings);
	}
	hs_form_judge_page(form, &sheet.lines, sheet.dpi, page - first + 1, &nothing,
			   page, &d->findings);
}

static const struct hs_form *form_of(const struct hs_forms *forms, const char *name)
{
	const struct hs_form *list = forms->list.items;

	for (size_t i = 0; i < forms->list.count; i++)
		if (name && !strcmp(list[i].name, name))
			return &list[i];
	return NULL;
}

void hs_describe_judge(struct hs_folder *folder, const struct hs_terms *terms,
		       const struct hs_forms *forms, struct hs_documents *documents)
{
	struct hs_document *list = documents->documents.items;

	for (size_t i = 0; i < documents->documents.count; i++) {
		const struct hs_form *form = form_of(forms, list[i].rule);
		uint32_t last = last_own_page(&list[i]);

		for (uint32_t page = hs_document_first(&list[i]);
		     form && page && page <= last; page++)
			judge_page(folder, terms, form, &list[i], page);
	}
}
