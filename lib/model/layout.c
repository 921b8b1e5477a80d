// layout.c - see layout.h
#include "model/layout.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define DATA "data/"
#define RECORD "dossier.json"

// What ends with '/' is a folder, with all below it; the first row that fits counts.
static const struct {
	const char *dossier, *package;
} places[] = {
	{"masters/", HS_LAYOUT_MASTER "data/"},
	{"pdf/", HS_LAYOUT_ACCESS "data/"},
	{"alto/", HS_LAYOUT_OCR "data/alto/"},
	{"text/", HS_LAYOUT_OCR "data/text/"},
	{"pages/", "metadata/other/pages/"},
	{RECORD, "metadata/other/" RECORD},
	{"documents.json", "metadata/other/documents.json"},
	{"journal.jsonl", "metadata/other/journal.jsonl"},
	{"", "documentation/dossier/"},
};

// What a package must have: below its own folder, or with a '*' anywhere in data/ with
// that end. A '/' at the end: at least one file below.
static const struct {
	const char *profile, *path;
} musts[] = {
	{"csip", "METS.xml"},
	{"csip", "metadata/descriptive/dc.xml"},
	{"csip", "metadata/descriptive/ead.xml"},
	{"csip", "metadata/preservation/premis.xml"},
	{"csip", "metadata/other/" RECORD},
	{"tt05-", "METS.xml"},
	{"tt05-", "metadata/descriptive/EAD.xml"},
	{"tt05-", "metadata/preservation/PREMIS.xml"},
	{"tt05-", "representations/rep1/METS.xml"},
	{"tt05-", "representations/rep1/metadata/preservation/PREMIS_rep1.xml"},
	{"tt05-", "representations/rep1/data/"},
	{"tt05-", "schemas/"},
	{"hd40", "*.tsv"},
	{"hd40", "*.xlsx"},
	{"hd40", "*.pdf"},
};

static bool fits(const char *path, const char *row)
{
	size_t len = strlen(row);

	return !len || row[len - 1] == '/' ? hs_starts(path, row) : !strcmp(path, row);
}

char *hs_layout_place(const char *path)
{
	struct hs_buf out = {0};
	size_t i = 0;

	while (!fits(path, places[i].dossier)) // the last fits all
		i++;
	hs_buf_addf(&out, "%s", places[i].package);
	if (strlen(path) > strlen(places[i].dossier))
		hs_buf_addf(&out, "%s", path + strlen(places[i].dossier));
	return hs_buf_take(&out);
}

// The package's own folder: data/X/; NULL where the path is not in one.
static const char *below_package(const char *path)
{
	const char *slash =
		hs_starts(path, DATA) ? strchr(path + strlen(DATA), '/') : NULL;

	return slash ? slash + 1 : NULL;
}

static bool has(const char *path, const char *must)
{
	const char *below = below_package(path);

	if (*must == '*')
		return hs_starts(path, DATA) && hs_ends(path, must + 1);
	return below && *below && fits(below, must) && !hs_ends(path, "/");
}

void hs_layout_name(struct hs_layout *layout, const char *path)
{
	const char *below = below_package(path);

	_Static_assert(HS_COUNT(musts) <= sizeof(layout->seen) * 8, "one bit each");
	for (size_t i = 0; i < HS_COUNT(musts); i++)
		if (has(path, musts[i].path))
			layout->seen |= 1U << i;
	if (!strcmp(path, DATA RECORD)) {
		hs_text_set(&layout->root, DATA);
		layout->mapped = false;
	} else if (!layout->root && below && !strcmp(below, "metadata/other/" RECORD)) {
		layout->root = hs_dup(path);
		layout->root[below - path] = '\0';
		layout->mapped = true;
	}
}

void hs_layout_done(struct hs_layout *layout)
{
	free(layout->root);
	*layout = (struct hs_layout){0};
}

char *hs_layout_inside(const struct hs_layout *layout, const char *path)
{
	const char *below;

	if (!layout->root || !hs_starts(path, layout->root))
		return NULL;
	below = path + strlen(layout->root);
	if (!layout->mapped)
		return hs_dup(below);
	for (size_t i = 0; i < HS_COUNT(places); i++) {
		HS_AUTO(hs_buf_done) struct hs_buf inside = {0};
		HS_AUTO(hs_text_free) char *back = NULL;

		if (!fits(below, places[i].package))
			continue;
		hs_buf_addf(&inside, "%s%s", places[i].dossier,
			    below + strlen(places[i].package));
		// A file has one place: what pretends to be another file is none.
		back = hs_layout_place(hs_buf_text(&inside));
		return strcmp(back, below) != 0 ? NULL : hs_buf_take(&inside);
	}
	return NULL;
}

void hs_layout_judge(const struct hs_layout *layout, const char *profile,
		     struct hs_verdict *verdict)
{
	bool known = !profile || !strcmp(profile, "bag");

	for (size_t i = 0; i < HS_COUNT(musts); i++) {
		if (!profile || !hs_starts(profile, musts[i].profile))
			continue;
		known = true;
		if (!(layout->seen & 1U << i))
			hs_verdict_fault(verdict,
					 "'%s': missing, though a package of the profile "
					 "'%s' has it",
					 musts[i].path, profile);
	}
	if (!known)
		hs_verdict_warn(verdict, "profile '%s': not known to this program",
				profile);
}

bool hs_layout_is_package(const char *profile)
{
	for (size_t i = 0; profile && i < HS_COUNT(musts); i++)
		if (!strcmp(musts[i].path, "METS.xml") &&
		    hs_starts(profile, musts[i].profile))
			return true;
	return false;
}

bool hs_layout_is_csip(const struct hs_layout *layout)
{
	for (size_t i = 0; i < HS_COUNT(musts); i++)
		if (!strcmp(musts[i].profile, "csip") &&
		    strcmp(musts[i].path, "METS.xml") != 0 && layout->seen & 1U << i)
			return true;
	return false;
}
