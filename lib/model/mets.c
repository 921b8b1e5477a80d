// mets.c - see mets.h
#include "model/mets.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/markup.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define METS "http://www.loc.gov/METS/"
#define XLINK "http://www.w3.org/1999/xlink"
#define CSIP "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"

// In the order in which they are written.
enum step {
	HEAD,
	DESCRIBES,
	AMD,
	TECHNICAL,
	PROVENANCE,
	AMD_END,
	GROUP,
	FILES,
	MAP,
	LINKS,
	TAIL,
	END
};

struct hs_mets_run {
	const struct hs_mets *mets;
	struct hs_markup m;
	enum step step;
	size_t row, i; // of a step: the group's row, the next file
	bool groups;   // fileSec is open
};

char *hs_mets_url(const char *path)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~/";
	struct hs_buf out = {0};

	hs_buf_add(&out, "", 0);
	for (; *path; path++)
		if (strchr(plain, *path))
			hs_buf_add(&out, path, 1);
		else
			hs_buf_addf(&out, "%%%02X", (unsigned char)*path);
	return hs_buf_take(&out);
}

// The row that a file falls under; NULL: the METS does not speak of it.
static const struct hs_mets_row *row_of(const struct hs_mets *mets,
					const struct hs_mets_file *file)
{
	for (size_t i = 0; i < mets->row_count; i++) {
		const struct hs_mets_row *row = &mets->rows[i];

		if (hs_ends(row->path, "/") ? hs_starts(file->path, row->path)
					    : !strcmp(file->path, row->path))
			return row;
	}
	return NULL;
}

static bool grouped(const struct hs_mets_row *row)
{
	return row->place == HS_METS_GROUP || row->place == HS_METS_POINTER;
}

static void file_id(const struct hs_mets_run *w, size_t i, struct hs_buf *id)
{
	const struct hs_mets_file *file = &w->mets->files[i];

	if (file->id)
		hs_buf_addf(id, "%s", file->id);
	else
		hs_buf_addf(id, "file-%04zu", i + 1);
}

static void attr_file_id(struct hs_mets_run *w, const char *name, size_t i)
{
	HS_AUTO(hs_buf_done) struct hs_buf id = {0};

	file_id(w, i, &id);
	hs_markup_attr(&w->m, name, id.data);
}

// ---- header

static void agent(struct hs_mets_run *w, const char *role, const char *type,
		  const char *other, const char *name, const char *kind, const char *note)
{
	hs_markup_open(&w->m, "agent");
	hs_markup_attr(&w->m, "ROLE", role);
	hs_markup_attr(&w->m, "TYPE", type);
	hs_markup_attr(&w->m, "OTHERTYPE", other);
	hs_markup_element(&w->m, "name", name);
	if (note) {
		hs_markup_open(&w->m, "note");
		hs_markup_attr(&w->m, "csip:NOTETYPE", kind);
		hs_markup_text(&w->m, note);
		hs_markup_close(&w->m);
	}
	hs_markup_close(&w->m);
}

static void header(struct hs_mets_run *w)
{
	const struct hs_mets *mets = w->mets;

	hs_markup_open(&w->m, "metsHdr");
	hs_markup_attr(&w->m, "CREATEDATE", mets->time);
	hs_markup_attr(&w->m, "LASTMODDATE", mets->time);
	hs_markup_attr(&w->m, "RECORDSTATUS", "NEW");
	hs_markup_attr(&w->m, "csip:OAISPACKAGETYPE", mets->package);
	agent(w, "CREATOR", "OTHER", "SOFTWARE", mets->software, "SOFTWARE VERSION",
	      mets->version);
	if (mets->creator)
		agent(w, "ARCHIVIST", "ORGANIZATION", NULL, mets->creator,
		      "IDENTIFICATIONCODE", mets->creator_code);
	hs_markup_close(&w->m);
}

// ---- references

static void facts(struct hs_mets_run *w, const struct hs_mets_file *file)
{
	hs_markup_attr(&w->m, "MIMETYPE", file->media);
	hs_markup_attrf(&w->m, "SIZE", "%" PRIu64, file->size);
	hs_markup_attr(&w->m, "CREATED", w->mets->time);
	hs_markup_attr(&w->m, "CHECKSUM", file->sha256);
	hs_markup_attr(&w->m, "CHECKSUMTYPE", "SHA-256");
}

static void place(struct hs_mets_run *w, const char *path)
{
	HS_AUTO(hs_text_free) char *url = hs_mets_url(path);

	hs_markup_attr(&w->m, "LOCTYPE", "URL");
	hs_markup_attr(&w->m, "xlink:type", "simple");
	hs_markup_attr(&w->m, "xlink:href", url);
}

static void reference(struct hs_mets_run *w, const char *element, const char *prefix,
		      size_t i)
{
	const struct hs_mets_file *file = &w->mets->files[i];
	const struct hs_mets_row *row = row_of(w->mets, file);

	hs_markup_open(&w->m, element);
	hs_markup_attrf(&w->m, "ID", "%s-%04zu", prefix, i + 1);
	if (!strcmp(element, "dmdSec"))
		hs_markup_attr(&w->m, "CREATED", w->mets->time);
	hs_markup_attr(&w->m, "STATUS", "CURRENT");
	hs_markup_open(&w->m, "mdRef");
	hs_markup_attrf(&w->m, "ID", "mdref-%04zu", i + 1);
	place(w, file->path);
	hs_markup_attr(&w->m, "MDTYPE", row->type);
	hs_markup_attr(&w->m, "OTHERMDTYPE", row->other);
	facts(w, file);
	hs_markup_close(&w->m);
	hs_markup_close(&w->m);
}

static bool is_there(const struct hs_mets *mets, enum hs_mets_place wanted)
{
	for (size_t i = 0; i < mets->count; i++) {
		const struct hs_mets_row *row = row_of(mets, &mets->files[i]);

		if (row && row->place == wanted)
			return true;
	}
	return false;
}

static bool administered(const struct hs_mets *mets)
{
	return is_there(mets, HS_METS_TECHNICAL) || is_there(mets, HS_METS_PROVENANCE);
}

static void next_step(struct hs_mets_run *w, enum step step)
{
	w->step = step;
	w->i = 0;
}

// One reference of that place; none is left: the next step.
static void references(struct hs_mets_run *w, enum hs_mets_place wanted,
		       const char *element, const char *prefix)
{
	for (; w->i < w->mets->count; w->i++) {
		const struct hs_mets_row *row = row_of(w->mets, &w->mets->files[w->i]);

		if (row && row->place == wanted) {
			reference(w, element, prefix, w->i++);
			return;
		}
	}
	next_step(w, w->step + 1);
}

// ---- groups of files

// The group's first row: others may follow that say the same.
static bool begins_group(const struct hs_mets *mets, size_t row)
{
	const struct hs_mets_row *r = &mets->rows[row];
	bool more = row > 0 && grouped(r - 1) && !strcmp(r[-1].type, r->type);

	if (!grouped(r) || more)
		return false;
	for (size_t i = 0; i < mets->count; i++) {
		const struct hs_mets_row *own = row_of(mets, &mets->files[i]);

		if (own && grouped(own) && !strcmp(own->type, r->type))
			return true;
	}
	return false;
}

static bool in_group(const struct hs_mets *mets, size_t i, const char *use)
{
	const struct hs_mets_row *row = row_of(mets, &mets->files[i]);

	return row && grouped(row) && !strcmp(row->type, use);
}

static void open_group(struct hs_mets_run *w)
{
	const char *use;

	while (w->row < w->mets->row_count && !begins_group(w->mets, w->row))
		w->row++;
	if (w->row == w->mets->row_count) {
		if (w->groups)
			hs_markup_close(&w->m);
		next_step(w, MAP);
		return;
	}
	if (!w->groups) {
		hs_markup_open(&w->m, "fileSec");
		hs_markup_attr(&w->m, "ID", "files");
	}
	w->groups = true;
	use = w->mets->rows[w->row].type;
	hs_markup_open(&w->m, "fileGrp");
	hs_markup_attrf(&w->m, "ID", "group-%02zu", w->row + 1);
	hs_markup_attr(&w->m, "USE", use);
	if (hs_starts(use, "Representations"))
		hs_markup_attr(&w->m, "csip:CONTENTINFORMATIONTYPE", "MIXED");
	next_step(w, FILES);
}

static void file(struct hs_mets_run *w, size_t i)
{
	hs_markup_open(&w->m, "file");
	attr_file_id(w, "ID", i);
	facts(w, &w->mets->files[i]);
	hs_markup_open(&w->m, "FLocat");
	place(w, w->mets->files[i].path);
	hs_markup_close(&w->m);
	hs_markup_close(&w->m);
}

// One file of the group; none is left: it is closed.
static void grouped_file(struct hs_mets_run *w)
{
	for (; w->i < w->mets->count; w->i++)
		if (in_group(w->mets, w->i, w->mets->rows[w->row].type)) {
			file(w, w->i++);
			return;
		}
	hs_markup_close(&w->m);
	w->row++;
	next_step(w, GROUP);
}

// ---- structure

static void metadata_division(struct hs_mets_run *w)
{
	HS_AUTO(hs_buf_done) struct hs_buf ids = {0};

	for (size_t i = 0; i < w->mets->count; i++) {
		const struct hs_mets_row *row = row_of(w->mets, &w->mets->files[i]);

		if (row && row->place == HS_METS_DESCRIBES)
			hs_buf_addf(&ids, "%sdmd-%04zu", ids.len ? " " : "", i + 1);
	}
	hs_markup_open(&w->m, "div");
	hs_markup_attr(&w->m, "ID", "div-metadata");
	hs_markup_attr(&w->m, "LABEL", "Metadata");
	hs_markup_attr(&w->m, "DMDID", ids.data);
	hs_markup_attr(&w->m, "ADMID", administered(w->mets) ? "amd" : NULL);
	hs_markup_close(&w->m);
}

// A representation that has a METS of its own: representations/X/METS.xml.
static void pointers(struct hs_mets_run *w, size_t row)
{
	for (size_t i = 0; i < w->mets->count; i++) {
		const char *path = w->mets->files[i].path, *name = strchr(path, '/');
		const char *end = name ? strrchr(name, '/') : NULL;

		if (!end || !in_group(w->mets, i, w->mets->rows[row].type))
			continue;
		hs_markup_open(&w->m, "div");
		hs_markup_attrf(&w->m, "ID", "div-representation-%04zu", i + 1);
		hs_markup_attrf(&w->m, "LABEL", "%s%.*s", w->mets->rows[row].type,
				(int)(end - name), name);
		hs_markup_open(&w->m, "mptr");
		place(w, path);
		hs_markup_attrf(&w->m, "xlink:title", "group-%02zu", row + 1);
		hs_markup_close(&w->m);
		hs_markup_close(&w->m);
	}
}

static void group_division(struct hs_mets_run *w, size_t row)
{
	const struct hs_mets_row *r = &w->mets->rows[row];

	hs_markup_open(&w->m, "div");
	hs_markup_attrf(&w->m, "ID", "div-%02zu", row + 1);
	hs_markup_attr(&w->m, "LABEL", r->type);
	hs_markup_open(&w->m, "fptr");
	hs_markup_attrf(&w->m, "FILEID", "group-%02zu", row + 1);
	hs_markup_close(&w->m);
	hs_markup_close(&w->m);
	if (r->place == HS_METS_POINTER)
		pointers(w, row);
}

// The number of the n-th file (1, 2, …) that describes.
static size_t description(const struct hs_mets *mets, size_t n)
{
	for (size_t i = 0; i < mets->count; i++) {
		const struct hs_mets_row *row = row_of(mets, &mets->files[i]);

		if (row && row->place == HS_METS_DESCRIBES && --n == 0)
			return i + 1;
	}
	return 0;
}

static void link_division(struct hs_mets_run *w, size_t i)
{
	const struct hs_mets_file *f = &w->mets->files[i];

	hs_markup_open(&w->m, "div");
	hs_markup_attr(&w->m, "ID", f->link);
	hs_markup_attr(&w->m, "LABEL", "MetadataLink/File");
	hs_markup_attrf(&w->m, "DMDID", "dmd-%04zu", description(w->mets, f->describes));
	hs_markup_attr(&w->m, "ADMID", "amd");
	hs_markup_open(&w->m, "fptr");
	attr_file_id(w, "FILEID", i);
	hs_markup_close(&w->m);
	hs_markup_close(&w->m);
}

static void links(struct hs_mets_run *w)
{
	for (; w->i < w->mets->count; w->i++)
		if (w->mets->files[w->i].link) {
			link_division(w, w->i++);
			return;
		}
	hs_markup_close(&w->m);
	hs_markup_open(&w->m, "div"); // nothing is attached that is no document
	hs_markup_attr(&w->m, "ID", "div-attachments");
	hs_markup_attr(&w->m, "LABEL", "AttachmentFile");
	hs_markup_close(&w->m);
	next_step(w, TAIL);
}

static void structure(struct hs_mets_run *w)
{
	hs_markup_open(&w->m, "structMap");
	hs_markup_attr(&w->m, "ID", "structure");
	hs_markup_attr(&w->m, "TYPE", "PHYSICAL");
	hs_markup_attr(&w->m, "LABEL", "CSIP");
	hs_markup_open(&w->m, "div");
	hs_markup_attr(&w->m, "ID", "div-package");
	hs_markup_attr(&w->m, "LABEL", w->mets->objid);
	metadata_division(w);
	for (size_t i = 0; i < w->mets->row_count; i++)
		if (begins_group(w->mets, i))
			group_division(w, i);
	next_step(w, w->mets->links ? LINKS : TAIL);
	if (!w->mets->links)
		return;
	hs_markup_open(&w->m, "div");
	hs_markup_attr(&w->m, "ID", "div-links");
	hs_markup_attr(&w->m, "LABEL", "MetadataLink");
}

static void root(struct hs_mets_run *w)
{
	const struct hs_mets *mets = w->mets;

	hs_markup_open(&w->m, "mets");
	hs_markup_attr(&w->m, "xmlns", METS);
	hs_markup_attr(&w->m, "xmlns:csip", CSIP);
	hs_markup_attr(&w->m, "xmlns:xlink", XLINK);
	hs_markup_attr(&w->m, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
	hs_markup_attr(&w->m, "xsi:schemaLocation",
		       METS " http://www.loc.gov/standards/mets/mets.xsd " CSIP
			    " https://earkcsip.dilcis.eu/schema/DILCISExtensionMETS.xsd");
	hs_markup_attr(&w->m, "OBJID", mets->objid);
	hs_markup_attr(&w->m, "LABEL", mets->label);
	hs_markup_attr(&w->m, "TYPE", mets->type);
	hs_markup_attr(&w->m, "csip:CONTENTINFORMATIONTYPE", mets->content);
	hs_markup_attr(&w->m, "PROFILE", mets->profile);
}

static void head(struct hs_mets_run *w)
{
	hs_markup_begin(&w->m, w->m.out);
	root(w);
	header(w);
	next_step(w, DESCRIBES);
}

static void open_administration(struct hs_mets_run *w)
{
	if (!administered(w->mets)) {
		next_step(w, GROUP);
		return;
	}
	hs_markup_open(&w->m, "amdSec");
	hs_markup_attr(&w->m, "ID", "amd");
	next_step(w, TECHNICAL);
}

static void close_administration(struct hs_mets_run *w)
{
	hs_markup_close(&w->m);
	next_step(w, GROUP);
}

static void tail(struct hs_mets_run *w)
{
	hs_markup_end(&w->m);
	next_step(w, END);
}

// Writes something, or goes to another step.
static void go_on(struct hs_mets_run *w)
{
	switch (w->step) {
	case HEAD:
		return head(w);
	case DESCRIBES:
		return references(w, HS_METS_DESCRIBES, "dmdSec", "dmd");
	case AMD:
		return open_administration(w);
	case TECHNICAL:
		return references(w, HS_METS_TECHNICAL, "techMD", "tech");
	case PROVENANCE:
		return references(w, HS_METS_PROVENANCE, "digiprovMD", "digiprov");
	case AMD_END:
		return close_administration(w);
	case GROUP:
		return open_group(w);
	case FILES:
		return grouped_file(w);
	case MAP:
		return structure(w);
	case LINKS:
		return links(w);
	default:
		return tail(w);
	}
}

struct hs_mets_run *hs_mets_begin(const struct hs_mets *mets)
{
	struct hs_mets_run *w = HS_NEW(struct hs_mets_run);

	w->mets = mets;
	return w;
}

bool hs_mets_next(struct hs_mets_run *run, struct hs_buf *out)
{
	size_t had = out->len;

	run->m.out = out;
	while (run->step != END && out->len == had)
		go_on(run);
	return out->len > had;
}

void hs_mets_run_free(struct hs_mets_run **run)
{
	free(*run);
	*run = NULL;
}

void hs_mets_write(const struct hs_mets *mets, struct hs_buf *out)
{
	HS_AUTO(hs_mets_run_free) struct hs_mets_run *run = hs_mets_begin(mets);

	while (hs_mets_next(run, out))
		;
}
