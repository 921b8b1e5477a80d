// describe-lint.c - see describe-lint.h
#include "work/describe-lint.h"
#include "base/auto.h"
#include "base/mem.h"
#include "model/form-judge.h"
#include "port/xml.h"

#include <stdlib.h>
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

	for (size_t i = 0; i < HS_COUNT(fields); i++)
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
		       const struct hs_form *form, const struct hs_form_seen *head,
		       struct hs_document *d, uint32_t page)
{
	const struct hs_form_seen nothing = HS_FORM_UNSEEN;
	HS_AUTO(sheet_done) struct sheet sheet = {0};
	uint32_t first = hs_document_first(d);

	if (load(folder, page, &sheet) < 0)
		return;
	if (page == first) {
		HS_AUTO(hs_heading_done) struct hs_heading heading = {0};

		hs_heading_find(&sheet.lines, terms, &heading);
		hs_form_judge_head(form, &sheet.lines, &heading, head, page,
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

// ---- star and rule

struct head {
	struct hs_form_seen seen;
	enum hs_form_thing things[2];
	size_t count;
};

static void looked(void *owner, const struct hs_look_seen *seen, const struct hs_err *why)
{
	struct head *head = owner;

	(void)why; // then nobody looked
	for (size_t i = 0; seen && i < head->count; i++)
		*(head->things[i] == HS_FORM_STAR ? &head->seen.star : &head->seen.rule) =
			seen[i].found != 0;
}

static int ask_head(struct hs_looker *looker, struct hs_folder *folder,
		    const struct hs_terms *terms, const struct hs_document *d,
		    struct head *head, struct hs_err *err)
{
	static const struct {
		enum hs_form_thing thing;
		enum hs_look_kind kind;
	} things[] = {{HS_FORM_STAR, HS_LOOK_STAR}, {HS_FORM_RULE, HS_LOOK_RULE}};
	struct hs_look_region regions[HS_COUNT(things)] = {0};
	HS_AUTO(sheet_done) struct sheet sheet = {0};
	HS_AUTO(hs_heading_done) struct hs_heading heading = {0};

	if (load(folder, hs_document_first(d), &sheet) < 0)
		return 0;
	hs_heading_find(&sheet.lines, terms, &heading);
	for (size_t i = 0; i < HS_COUNT(things); i++) {
		struct hs_look_region *region = &regions[head->count];

		// A pen that wrote the number may have crossed the star.
		if (things[i].thing == HS_FORM_STAR && !heading.symbol.number)
			continue;
		if (!hs_form_where(things[i].thing, &sheet.lines, &heading, NULL,
				   &region->box))
			continue;
		region->kind = things[i].kind;
		head->things[head->count++] = things[i].thing;
	}
	return head->count ? hs_looker_ask(looker, folder, hs_document_first(d), regions,
					   head->count, looked, head, err)
			   : 0;
}

static int ask_heads(struct hs_looker *looker, struct hs_folder *folder,
		     const struct hs_terms *terms, const struct hs_forms *forms,
		     const struct hs_documents *documents, struct head *heads,
		     struct hs_err *err)
{
	const struct hs_document *list = documents->documents.items;

	for (size_t i = 0; i < documents->documents.count; i++) {
		heads[i].seen = HS_FORM_UNSEEN;
		if (form_of(forms, list[i].rule) &&
		    ask_head(looker, folder, terms, &list[i], &heads[i], err) < 0)
			return -1;
	}
	return hs_looker_wait(looker, err);
}

static void heads_free(struct head **heads)
{
	free(*heads);
}

int hs_describe_judge(struct hs_looker *looker, struct hs_folder *folder,
		      const struct hs_terms *terms, const struct hs_forms *forms,
		      struct hs_documents *documents, struct hs_err *err)
{
	struct hs_document *list = documents->documents.items;
	HS_AUTO(heads_free)
	struct head *heads = hs_new(documents->documents.count + 1, sizeof(*heads));

	if (ask_heads(looker, folder, terms, forms, documents, heads, err) < 0)
		return -1;
	for (size_t i = 0; i < documents->documents.count; i++) {
		const struct hs_form *form = form_of(forms, list[i].rule);
		uint32_t last = last_own_page(&list[i]);

		for (uint32_t page = hs_document_first(&list[i]);
		     form && page && page <= last; page++)
			judge_page(folder, terms, form, &heads[i].seen, &list[i], page);
	}
	return 0;
}
