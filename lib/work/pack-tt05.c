// pack-tt05.c - the profiles tt05-aip and tt05-sip: the package of Thông tư
// 05/2025/TT-BNV, phụ lục I; see pack-part.h and hoso-formats(5)
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "craft/listing.h"
#include "model/mets.h"
#include "model/premis.h"
#include "model/tt05.h"
#include "sys/path.h"
#include "work/pack-part.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROFILE "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"
#define REP "representations/rep1/"

enum { FOLDER_MAX = 64, ID_MAX = 64 };

static const struct hs_mets_row rows[] = {
	{"metadata/descriptive/EAD.xml", HS_METS_DESCRIBES, "OTHER", "EAD"},
	{"metadata/preservation/PREMIS.xml", HS_METS_PROVENANCE, "PREMIS", NULL},
	{"schemas/", HS_METS_GROUP, "Schemas", NULL},
	{REP "METS.xml", HS_METS_POINTER, "Representations", NULL},
};

static const struct hs_mets_row rep_rows[] = {
	{"metadata/descriptive/", HS_METS_DESCRIBES, "OTHER", "EAD"},
	{"metadata/preservation/PREMIS_rep1.xml", HS_METS_PROVENANCE, "PREMIS", NULL},
	{"data/", HS_METS_GROUP, "Data", NULL},
};

// A document and its file.
struct paper {
	char id[HS_UUID_TEXT + 1]; // docId
	char file[ID_MAX];         // of the file in METS and PREMIS
	char link[ID_MAX];
	char *path; // in the package
	const struct hs_stock_file *pdf;
};

struct tt05 {
	const struct hs_stock *stock;
	struct hs_parcel *parcel;
	const char *type;
	struct hs_codes codes;
	struct hs_documents whole; // one document, where none were found
	struct hs_tt05 records;
	struct paper *papers;
	size_t count;
	char objid[ID_MAX], folder[FOLDER_MAX], rep[ID_MAX];
	char time[HS_TT05_TIME];
};

static void tt05_done(struct tt05 *t)
{
	hs_codes_done(&t->codes);
	hs_documents_done(&t->whole);
	for (size_t i = 0; t->papers && i < t->count; i++)
		free(t->papers[i].path);
	free(t->papers);
}

static int put(struct tt05 *t, const char *path, struct hs_buf *bytes, struct hs_err *err)
{
	return hs_parcel_put(t->parcel, hs_path_join(t->folder, path), bytes, "text/xml",
			     err);
}

// ---- documents and their PDF/A

static int name_paper(struct tt05 *t, size_t i, struct hs_err *err)
{
	struct paper *p = &t->papers[i];
	char word[40], uuid[HS_UUID_TEXT + 1];

	snprintf(word, sizeof(word), "document %zu", i + 1);
	if (hs_stock_uuid(t->stock, word, p->id, err) < 0)
		return -1;
	snprintf(word, sizeof(word), "file %zu", i + 1);
	if (hs_stock_uuid(t->stock, word, uuid, err) < 0)
		return -1;
	snprintf(p->file, sizeof(p->file), "file-%s", uuid);
	snprintf(word, sizeof(word), "link %zu", i + 1);
	if (hs_stock_uuid(t->stock, word, uuid, err) < 0)
		return -1;
	snprintf(p->link, sizeof(p->link), "uuid-%s", uuid);
	return 0;
}

static int take_papers(struct tt05 *t, struct hs_err *err)
{
	t->records.documents = hs_stock_papers(t->stock, &t->whole);
	t->count = t->records.documents->documents.count;
	t->papers = hs_new(t->count, sizeof(*t->papers));
	if (hs_stock_need_pages(t->stock, t->records.documents, &t->parcel->outside,
				err) < 0 ||
	    hs_stock_need_pdfs(t->stock, t->records.documents, err) < 0)
		return -1;
	for (size_t i = 0; i < t->count; i++) {
		struct paper *p = &t->papers[i];

		p->pdf = hs_stock_pdf(t->stock, i + 1);
		p->path = hs_path_join(REP "data", hs_path_last(p->pdf->path));
		if (name_paper(t, i, err) < 0)
			return -1;
		hs_parcel_take(t->parcel, hs_path_join(t->folder, p->path), p->pdf);
	}
	return 0;
}

// ---- records

static int put_records(struct tt05 *t, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf file = {0};
	HS_AUTO(hs_buf_done) struct hs_buf schema = {0};
	HS_AUTO(hs_buf_done) struct hs_buf document_schema = {0};

	hs_tt05_file(&t->records, &file);
	hs_tt05_file_schema(&schema);
	hs_tt05_document_schema(&document_schema);
	if (put(t, "metadata/descriptive/EAD.xml", &file, err) < 0 ||
	    put(t, "schemas/EAD.xsd", &schema, err) < 0 ||
	    put(t, "schemas/EAD_doc.xsd", &document_schema, err) < 0)
		return -1;
	for (size_t i = 0; i < t->count; i++) {
		HS_AUTO(hs_buf_done) struct hs_buf one = {0};
		char path[100];

		// Rising names keep the order of the documents.
		snprintf(path, sizeof(path),
			 REP "metadata/descriptive/EAD_doc_File%07zu.xml", i + 1);
		hs_tt05_document(&t->records, i, t->papers[i].id, &one);
		if (put(t, path, &one, err) < 0)
			return -1;
	}
	return 0;
}

// Of the package with every event, or of the representation alone.
static int put_premis(struct tt05 *t, const char *path, size_t skip, bool events,
		      struct hs_err *err)
{
	const char *wholes[] = {t->rep};
	HS_AUTO(hs_items_free)
	struct hs_premis_file *files = hs_new(t->count, sizeof(*files));
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	struct hs_premis premis = {
		.entity = t->objid,
		.title = t->stock->dossier->title,
		.kind = "LOCAL",
		.wholes = wholes,
		.whole_count = 1,
		.files = files,
		.count = t->count,
		.events = events ? &t->stock->events : NULL,
	};

	for (size_t i = 0; i < t->count; i++)
		files[i] = (struct hs_premis_file){
			.id = t->papers[i].file,
			.path = t->papers[i].path + skip,
			.name = t->papers[i].pdf->path,
			.sha256 = t->papers[i].pdf->sha256,
			.media = t->papers[i].pdf->media,
			.size = t->papers[i].pdf->size,
			.whole = 1,
		};
	hs_premis_write(&premis, &bytes);
	return put(t, path, &bytes, err);
}

// ---- METS

static void tie(struct tt05 *t, struct hs_mets_file *files, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < t->count; k++)
			if (!strcmp(files[i].path, t->papers[k].path + strlen(REP))) {
				files[i].id = t->papers[k].file;
				files[i].link = t->papers[k].link;
				files[i].describes = k + 1;
			}
}

static int put_mets(struct tt05 *t, const char *folder, struct hs_mets *mets,
		    struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf below = {0};
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	HS_AUTO(hs_items_free) struct hs_mets_file *files = NULL;

	hs_buf_addf(&below, "%s/%s", t->folder, folder);
	hs_buf_addf(&name, "%sMETS.xml", folder);
	files = hs_parcel_below(t->parcel, below.data, &mets->count);
	if (mets->links)
		tie(t, files, mets->count);
	mets->files = files;
	mets->label = t->stock->dossier->code;
	mets->package = t->type;
	mets->type = "Textual works – Digital";
	mets->content = "MIXED";
	mets->profile = PROFILE;
	mets->time = t->time;
	mets->software = "hoso";
	mets->version = HS_VERSION;
	mets->creator = t->stock->dossier->fonds;
	hs_mets_write(mets, &bytes);
	return put(t, name.data, &bytes, err);
}

static int put_all_mets(struct tt05 *t, struct hs_err *err)
{
	struct hs_mets rep = {
		.objid = t->rep,
		.rows = rep_rows,
		.row_count = HS_COUNT(rep_rows),
		.links = true,
	};
	struct hs_mets package = {
		.objid = t->objid,
		.rows = rows,
		.row_count = HS_COUNT(rows),
	};

	return put_mets(t, REP, &rep, err) < 0 ? -1 : put_mets(t, "", &package, err);
}

static int name_package(struct tt05 *t, struct hs_err *err)
{
	char uuid[HS_UUID_TEXT + 1];

	if (hs_stock_uuid(t->stock, t->type, uuid, err) < 0)
		return -1;
	snprintf(t->objid, sizeof(t->objid), "urn:uuid:%s", uuid);
	snprintf(t->folder, sizeof(t->folder), "urn_uuid_%s", uuid);
	if (hs_stock_uuid(t->stock, "rep1", uuid, err) < 0)
		return -1;
	snprintf(t->rep, sizeof(t->rep), "uuid-%s", uuid);
	hs_tt05_time(t->stock->time, t->time);
	return 0;
}

int hs_pack_tt05(const struct hs_profile *profile, const struct hs_stock *stock,
		 bool masters, struct hs_parcel *parcel, struct hs_err *err)
{
	HS_AUTO(tt05_done)
	struct tt05 t = {
		.stock = stock,
		.parcel = parcel,
		.type = profile->type,
	};

	(void)masters; // it has none
	t.records = (struct hs_tt05){.dossier = stock->dossier, .codes = &t.codes};
	if (hs_listing_codes("tt05.tsv", &t.codes, err) < 0 ||
	    name_package(&t, err) < 0 || take_papers(&t, err) < 0 ||
	    put_records(&t, err) < 0 ||
	    put_premis(&t, "metadata/preservation/PREMIS.xml", 0, true, err) < 0 ||
	    put_premis(&t, REP "metadata/preservation/PREMIS_rep1.xml", strlen(REP),
		       false, err) < 0)
		return -1;
	return put_all_mets(&t, err);
}
