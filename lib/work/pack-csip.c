// pack-csip.c - the profile csip: an E-ARK package that holds the whole dossier; see
// pack-part.h and hoso-formats(5)
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/ead.h"
#include "model/layout.h"
#include "model/mets.h"
#include "model/premis.h"
#include "model/schema.h"
#include "sys/path.h"
#include "work/pack-part.h"

#include <stdlib.h>
#include <string.h>

#define PROFILE "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP-v2-2-0.xml"
#define OTHER "metadata/other/"

static const char *const wholes[] = {HS_LAYOUT_MASTER, HS_LAYOUT_ACCESS, HS_LAYOUT_OCR};
// Their names, within the package.
static const char *const ids[] = {"master", "access", "ocr"};

// What the package's METS says of each file; what fits none is told by another METS.
static const struct hs_mets_row rows[] = {
	{"metadata/descriptive/dc.xml", HS_METS_DESCRIBES, "DC", NULL},
	{"metadata/descriptive/ead.xml", HS_METS_DESCRIBES, "EAD", NULL},
	{OTHER "dossier.json", HS_METS_DESCRIBES, "OTHER", "hoso"},
	{OTHER "documents.json", HS_METS_DESCRIBES, "OTHER", "hoso"},
	{OTHER "pages/", HS_METS_TECHNICAL, "OTHER", "hoso"},
	{"metadata/preservation/", HS_METS_PROVENANCE, "PREMIS", NULL},
	{OTHER "journal.jsonl", HS_METS_PROVENANCE, "OTHER", "hoso"},
	{"documentation/", HS_METS_GROUP, "Documentation", NULL},
	{"schemas/", HS_METS_GROUP, "Schemas", NULL},
	{HS_LAYOUT_MASTER "METS.xml", HS_METS_POINTER, "Representations", NULL},
	{HS_LAYOUT_ACCESS "METS.xml", HS_METS_POINTER, "Representations", NULL},
	{HS_LAYOUT_OCR "METS.xml", HS_METS_POINTER, "Representations", NULL},
};

static const struct hs_mets_row whole_rows[] = {
	{"data/", HS_METS_GROUP, "Data", NULL},
};

static const char readme[] =
	"This folder is an E-ARK information package (CSIP 2.2, https://dilcis.eu): one\n"
	"dossier of scanned papers, made by hoso.\n"
	"\n"
	"METS.xml                          all files, with sizes and SHA-256\n"
	"metadata/descriptive/ead.xml      the dossier and its documents, EAD3\n"
	"metadata/descriptive/dc.xml       the dossier, Dublin Core\n"
	"metadata/preservation/premis.xml  what was done, when, by which program\n"
	"metadata/other/                   the same and more as JSON: dossier.json,\n"
	"                                  documents.json, pages/, journal.jsonl\n"
	"representations/master/data/      the files as they came, never changed\n"
	"representations/access/data/      one searchable PDF/A a document\n"
	"representations/ocr/data/alto/    the words of each page and where they stand, "
	"ALTO\n"
	"representations/ocr/data/text/    the text of each page, UTF-8\n"
	"schemas/                          JSON Schema of the records in metadata/other\n"
	"documentation/dossier/            other files that lay in the dossier\n"
	"\n"
	"Dossier again: masters, pdf, alto, text, pages, dossier.json, documents.json "
	"and\n"
	"journal.jsonl, moved back into one folder, are the dossier that was packed.\n";

enum { WHOLES = HS_COUNT(wholes), METS_FILES = WHOLES + 1 };

struct csip;

// A METS, of a representation or of the package.
struct plan {
	struct csip *c;
	char *path, *folder; // in the parcel: of the METS, and what it speaks of
	struct hs_mets mets; // without its files
	struct hs_pieces pieces;
};

struct csip {
	const struct hs_stock *stock;
	struct hs_parcel *parcel;
	const char *type; // AIP, DIP
	char objid[sizeof("uuid-") + HS_UUID_TEXT];
	struct hs_buf label;
	struct hs_pieces premis;
	struct plan mets[METS_FILES];
	size_t mets_count;
};

static void csip_free(void *csip)
{
	struct csip *c = csip;

	hs_buf_done(&c->label);
	for (size_t i = 0; i < c->mets_count; i++) {
		free(c->mets[i].path);
		free(c->mets[i].folder);
	}
	free(c);
}

// Its place in the parcel: the package is a folder with the dossier's code.
static char *placed(const struct csip *c, const char *path)
{
	return hs_path_join(c->stock->dossier->code, path);
}

static int put(struct csip *c, const char *path, struct hs_buf *bytes, const char *media,
	       struct hs_err *err)
{
	return hs_parcel_put(c->parcel, placed(c, path), bytes, media, err);
}

// The dossier's own files.
static void take_dossier(struct csip *c, bool masters)
{
	for (size_t i = 0; i < c->stock->count; i++) {
		const struct hs_stock_file *f = &c->stock->files[i];
		HS_AUTO(hs_text_free) char *place = hs_layout_place(f->path);

		if (masters || !hs_census_wants_sha256(f->path))
			hs_parcel_take(c->parcel, placed(c, place), f);
	}
}

// ---- what is written for the package

static int put_descriptions(struct csip *c, struct hs_err *err)
{
	const struct hs_stock *s = c->stock;
	size_t count = s->documents->documents.count;
	HS_AUTO(hs_names_done) struct hs_names links = {0};
	HS_AUTO(hs_buf_done) struct hs_buf ead = {0};
	HS_AUTO(hs_buf_done) struct hs_buf dc = {0};
	struct hs_ead facts = {
		.objid = c->objid,
		.time = s->time,
		.software = "hoso " HS_VERSION,
		.dossier = s->dossier,
		.documents = s->documents,
	};

	links.list = hs_new(count + 1, sizeof(*links.list));
	links.count = count;
	for (size_t i = 0; i < count; i++) {
		const struct hs_stock_file *pdf = hs_stock_pdf(s, i + 1);

		links.list[i] = pdf ? hs_layout_place(pdf->path) : NULL;
	}
	facts.links = (const char *const *)links.list;
	hs_ead_write(&facts, &ead);
	hs_dc_write(&facts, &dc);
	if (put(c, "metadata/descriptive/ead.xml", &ead, "text/xml", err) < 0)
		return -1;
	return put(c, "metadata/descriptive/dc.xml", &dc, "text/xml", err);
}

static size_t whole_of(const char *place)
{
	for (size_t i = 0; i < HS_COUNT(wholes); i++)
		if (hs_starts(place, wholes[i]))
			return i + 1;
	return 0;
}

static const char *original_name(const struct hs_stock_file *file)
{
	const struct hs_file *record = file->record;

	if (!record)
		return NULL;
	return record->original ? record->original : record->name;
}

struct premis_run {
	struct hs_premis premis;
	struct hs_premis_file *files;
	struct hs_premis_run *run;
};

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct hs_premis_file *)a)->id,
		      ((const struct hs_premis_file *)b)->id);
}

// The dossier's own files. Its records are no objects, they are about them; METS has
// their checksums.
static void list_objects(const struct csip *c, struct premis_run *run)
{
	const struct hs_parcel_file *files = c->parcel->files.items;
	size_t count = c->parcel->files.count;
	size_t skip = strlen(c->stock->dossier->code) + 1;
	struct hs_premis *premis = &run->premis;

	run->files = hs_new(count, sizeof(*run->files));
	for (size_t i = 0; i < count; i++) {
		const char *path = files[i].path + skip;

		if (!files[i].from || hs_starts(path, "metadata/"))
			continue;
		run->files[premis->count++] = (struct hs_premis_file){
			.id = path,
			.path = path,
			.name = files[i].from->path,
			.original = original_name(files[i].from),
			.sha256 = files[i].sha256,
			.media = files[i].media,
			.size = files[i].size,
			.whole = whole_of(path),
		};
	}
	qsort(run->files, premis->count, sizeof(*run->files), by_id);
	premis->files = run->files;
}

static void *begin_premis(void *plan)
{
	const struct csip *c = plan;
	struct premis_run *run = HS_NEW(struct premis_run);

	run->premis = (struct hs_premis){
		.entity = c->objid,
		.title = c->stock->dossier->title,
		.kind = "LOCAL",
		.wholes = ids,
		.whole_count = HS_COUNT(ids),
		.events = &c->stock->events,
	};
	list_objects(c, run);
	run->run = hs_premis_begin(&run->premis);
	return run;
}

static bool next_premis(void *run, struct hs_buf *out)
{
	return hs_premis_next(((struct premis_run *)run)->run, out);
}

static void end_premis(void *run)
{
	struct premis_run *r = run;

	hs_premis_run_free(&r->run);
	free(r->files);
	free(r);
}

static int put_premis(struct csip *c, struct hs_err *err)
{
	c->premis = (struct hs_pieces){begin_premis, next_premis, end_premis, c};
	return hs_parcel_pieces(c->parcel, placed(c, "metadata/preservation/premis.xml"),
				&c->premis, "text/xml", err);
}

static int put_schemas(struct csip *c, struct hs_err *err)
{
	static const struct {
		const char *path, *title;
		const struct hs_shape *shape;
	} list[] = {
		{"schemas/dossier.schema.json", "dossier.json", &hs_dossier_shape},
		{"schemas/documents.schema.json", "documents.json", &hs_documents_shape},
		{"schemas/page.schema.json", "pages/NNNN.json", &hs_page_shape},
		{"schemas/event.schema.json", "a line of journal.jsonl", &hs_event_shape},
	};

	for (size_t i = 0; i < HS_COUNT(list); i++) {
		HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};

		hs_schema_write(list[i].shape, list[i].title, &bytes);
		if (put(c, list[i].path, &bytes, "application/json", err) < 0)
			return -1;
	}
	return 0;
}

// ---- METS

struct mets_run {
	struct hs_mets mets;
	struct hs_mets_file *files;
	struct hs_mets_run *run;
};

// It does not tell itself.
static void *begin_mets(void *plan)
{
	const struct plan *p = plan;
	struct mets_run *run = HS_NEW(struct mets_run);
	const char *own = p->path + strlen(p->folder);
	size_t i = 0;

	run->mets = p->mets;
	run->files = hs_parcel_below(p->c->parcel, p->folder, &run->mets.count);
	while (i < run->mets.count && strcmp(run->files[i].path, own) != 0)
		i++;
	if (i < run->mets.count)
		memmove(&run->files[i], &run->files[i + 1],
			(--run->mets.count - i) * sizeof(*run->files));
	run->mets.files = run->files;
	run->run = hs_mets_begin(&run->mets);
	return run;
}

static bool next_mets(void *run, struct hs_buf *out)
{
	return hs_mets_next(((struct mets_run *)run)->run, out);
}

static void end_mets(void *run)
{
	struct mets_run *r = run;

	hs_mets_run_free(&r->run);
	free(r->files);
	free(r);
}

static int put_mets(struct csip *c, const char *folder, const struct hs_mets *what,
		    struct hs_err *err)
{
	struct plan *p = &c->mets[c->mets_count++];
	HS_AUTO(hs_text_free) char *path = hs_path_join(folder, "METS.xml");

	*p = (struct plan){
		.c = c,
		.path = placed(c, *folder ? path : "METS.xml"),
		.folder = placed(c, folder),
		.mets = *what,
		.pieces = {begin_mets, next_mets, end_mets, p},
	};
	p->mets.package = c->type;
	p->mets.type = "Textual works – Digital";
	p->mets.content = "MIXED";
	p->mets.profile = PROFILE;
	p->mets.time = c->stock->time;
	p->mets.software = "hoso";
	p->mets.version = HS_VERSION;
	p->mets.creator = c->stock->dossier->fonds;
	return hs_parcel_pieces(c->parcel, hs_dup(p->path), &p->pieces, "text/xml", err);
}

static bool has_whole(const struct csip *c, const char *folder)
{
	const struct hs_parcel_file *files = c->parcel->files.items;
	size_t skip = strlen(c->stock->dossier->code) + 1;

	for (size_t i = 0; i < c->parcel->files.count; i++)
		if (hs_starts(files[i].path + skip, folder))
			return true;
	return false;
}

static int put_all_mets(struct csip *c, struct hs_err *err)
{
	struct hs_mets mets = {
		.objid = c->objid,
		.rows = rows,
		.row_count = HS_COUNT(rows),
	};
	const struct hs_dossier *d = c->stock->dossier;

	hs_buf_addf(&c->label, "%s%s%s", d->code, d->title && *d->title ? ": " : "",
		    d->title ? d->title : "");
	for (size_t i = 0; i < HS_COUNT(wholes); i++) {
		const struct hs_mets whole = {
			.objid = ids[i],
			.label = ids[i],
			.rows = whole_rows,
			.row_count = HS_COUNT(whole_rows),
		};

		if (has_whole(c, wholes[i]) && put_mets(c, wholes[i], &whole, err) < 0)
			return -1;
	}
	mets.label = c->label.data;
	return put_mets(c, "", &mets, err);
}

int hs_pack_csip(const struct hs_profile *profile, const struct hs_stock *stock,
		 bool masters, struct hs_parcel *parcel, struct hs_err *err)
{
	struct csip *c = HS_NEW(struct csip);
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	parcel->plan = c;
	parcel->forget = csip_free;
	c->stock = stock;
	c->parcel = parcel;
	c->type = masters ? profile->type : "DIP";
	memcpy(c->objid, "uuid-", strlen("uuid-"));
	if (hs_stock_uuid(stock, c->type, c->objid + strlen("uuid-"), err) < 0)
		return -1;
	take_dossier(c, masters);
	hs_buf_addf(&text, "%s", readme);
	if (put_premis(c, err) < 0 || put_descriptions(c, err) < 0 ||
	    put_schemas(c, err) < 0 ||
	    put(c, "documentation/README.txt", &text, "text/plain", err) < 0)
		return -1;
	return put_all_mets(c, err);
}
