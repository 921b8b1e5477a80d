// publish-write.c - see publish-part.h: pages, as they come from workers, into a PDF.
#include "base/auto.h"
#include "base/buf.h"
#include "model/place.h"
#include "port/xml.h"
#include "work/publish-part.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int begin(struct hs_paper *p, struct hs_err *err)
{
	struct hs_volume *v = p->volume;
	const struct hs_pdfa_about about = {
		.level = p->unicode ? HS_PDFA_2U : HS_PDFA_1B,
		.title = p->title,
		.issuer = p->issuer,
		.subject = p->subject,
		.number = p->symbol,
		.date = p->date,
		.producer = "hoso " HS_VERSION,
	};

	if (hs_draft_open(&p->draft, hs_folder_fd(v->folder), v->pdfs, p->file, err) < 0)
		return -1;
	p->pdf = hs_pdfa_new(p->draft.fd, &about, err);
	return p->pdf ? 0 : -1;
}

static int read_facts(int out, struct hs_plate_facts *facts, struct hs_err *err)
{
	struct stat st;

	if (fstat(out, &st) < 0)
		return hs_fail_sys(err, "look at a worker's answer");
	if (pread(out, facts, sizeof(*facts), 0) != sizeof(*facts) ||
	    !hs_plate_facts_ok(facts, (uint64_t)st.st_size))
		return hs_fail(err, HS_DAMAGED, "a worker answered with something else");
	return 0;
}

static void take_pictures(const struct hs_plate_facts *facts, struct hs_pdfa_page *page)
{
	static const enum hs_pdfa_coding codings[] = {
		[HS_PLATE_JPEG] = HS_PDFA_JPEG,
		[HS_PLATE_FLATE] = HS_PDFA_FLATE,
		[HS_PLATE_G4] = HS_PDFA_G4,
		[HS_PLATE_STENCIL] = HS_PDFA_STENCIL,
	};
	uint64_t at = sizeof(*facts);

	page->pictures = facts->pictures;
	for (uint32_t i = 0; i < facts->pictures; i++) {
		const struct hs_plate_picture *from = &facts->picture[i];

		page->picture[i] = (struct hs_pdfa_picture){
			.coding = codings[from->coding],
			.width = from->width,
			.height = from->height,
			.components = from->components,
			.bits = from->bits,
			.colours = from->colours,
			.palette = facts->palette,
			.at = at,
			.len = from->bytes,
		};
		at += from->bytes;
	}
}

static int load_words(const struct hs_paper *p, const struct hs_page *record,
		      struct hs_words *list, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf alto = {0};
	uint32_t width, height;

	if (hs_folder_load_part(p->volume->folder, HS_ALTO, (uint32_t)record->page, &alto,
				err) < 0)
		return -1;
	return hs_alto_read(hs_buf_text(&alto), alto.len, list, &width, &height, err);
}

// Damage that the record knows of is part of the page; new damage is not.
static int as_recorded(const struct hs_page *record, const struct hs_plate_facts *facts,
		       struct hs_err *err)
{
	if (!facts->damage[0] || !record->state || strcmp(record->state, HS_FILE_OK) != 0)
		return 0;
	return hs_fail(err, HS_DAMAGED, "it is damaged, and was not before: %s",
		       facts->damage);
}

static int add_page(struct hs_paper *p, const struct hs_page *record, int out,
		    struct hs_err *err)
{
	const uint32_t quarters = hs_publish_quarters(record);
	const double dpi_y = record->dpi_y > 0 ? record->dpi_y : record->dpi;
	HS_AUTO(hs_words_done) struct hs_words list = {0};
	struct hs_plate_facts facts;
	struct hs_place place;
	struct hs_pdfa_page page = {
		.label = (uint32_t)record->page,
		.from = out,
		.words = &list,
		.place = &place,
	};

	if (read_facts(out, &facts, err) < 0 || as_recorded(record, &facts, err) < 0 ||
	    load_words(p, record, &list, err) < 0)
		return -1;
	place = (struct hs_place){
		.quarters = (int)quarters,
		.degrees = facts.degrees,
		.w = (int32_t)facts.width,
		.h = (int32_t)facts.height,
		.page_w = (int32_t)record->width,
		.page_h = (int32_t)record->height,
	};
	page.width = facts.width * 72 / (quarters & 1 ? dpi_y : record->dpi);
	page.height = facts.height * 72 / (quarters & 1 ? record->dpi : dpi_y);
	page.orientation = facts.orientation;
	page.quarters = facts.quarters;
	take_pictures(&facts, &page);
	return hs_pdfa_add(p->pdf, &page, err);
}

int hs_paper_add(struct hs_paper *p, const struct hs_page *record, int out,
		 struct hs_err *err)
{
	if ((p->done == 0 && begin(p, err) < 0) || add_page(p, record, out, err) < 0)
		return -1;
	p->done++;
	return 0;
}

int hs_paper_close(struct hs_paper *p, uint64_t *bytes, char sha256[HS_HEX_MAX],
		   struct hs_err *err)
{
	HS_AUTO(hs_digest_free) struct hs_digest *digest = hs_digest_new("sha256", err);

	if (!digest || hs_pdfa_close(p->pdf, bytes, err) < 0 ||
	    hs_digest_fd(digest, p->draft.fd, sha256, NULL, err) < 0)
		return -1;
	return hs_draft_commit(&p->draft, err);
}
