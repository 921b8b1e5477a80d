// secrecy.c - see secrecy.h
#include "model/secrecy.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/vi.h"

#include <string.h>

enum mark { OPEN, SECRET, NEVER };

static const struct {
	const char *words, *degree;
} degrees[] = {
	{" mat ", "Mật"},
	{" toi mat ", "Tối mật"},
	{" tuyet mat ", "Tuyệt mật"},
};

const char *hs_secrecy_degree(const char *text)
{
	HS_AUTO(hs_text_free) char *words = hs_vi_words(text);

	for (size_t i = 0; i < HS_COUNT(degrees); i++)
		if (!strcmp(words, degrees[i].words))
			return degrees[i].degree;
	return NULL;
}

static enum mark judge(const char *text)
{
	static const char *const open[] = {" khong ", " thuong ", " cong khai "};
	HS_AUTO(hs_text_free) char *words = hs_vi_words(text ? text : "");

	if (!text || text[strspn(text, " \t\r\n")] == '\0')
		return OPEN;
	if (strstr(words, " tuyet mat "))
		return NEVER;
	for (size_t i = 0; i < HS_COUNT(open); i++)
		if (!strcmp(words, open[i]))
			return OPEN;
	return SECRET;
}

// The first document with that mark, or NULL.
static const struct hs_document *marked(const struct hs_documents *documents,
					enum mark mark)
{
	const struct hs_document *list = documents->documents.items;

	for (size_t i = 0; i < documents->documents.count; i++)
		if (judge(hs_document_text(&list[i], HS_F_SECRECY)) == mark)
			return &list[i];
	return NULL;
}

static int never(const struct hs_dossier *dossier, const struct hs_documents *documents,
		 struct hs_err *err)
{
	const struct hs_document *d = marked(documents, NEVER);

	if (judge(dossier->secrecy) == NEVER)
		return hs_fail(err, HS_REFUSED,
			       "it is marked Tuyệt mật: such papers are not digitised");
	if (d)
		return hs_fail(err, HS_REFUSED,
			       "the document on page %u is marked %s: such papers are "
			       "not digitised; if it has no such mark, say so with "
			       "hoso-review",
			       hs_document_first(d), hs_document_text(d, HS_F_SECRECY));
	return 0;
}

int hs_secrecy_allows(const struct hs_dossier *dossier,
		      const struct hs_documents *documents, bool secret,
		      struct hs_err *err)
{
	const struct hs_document *d = marked(documents, SECRET);

	if (never(dossier, documents, err) < 0)
		return -1;
	if (secret || (dossier->approval && *dossier->approval))
		return 0;
	if (judge(dossier->secrecy) == SECRET)
		return hs_fail(err, HS_REFUSED,
			       "it is marked %s, and its dossier.json names no approval: "
			       "hoso-review --approve records one",
			       dossier->secrecy);
	if (d)
		return hs_fail(err, HS_REFUSED,
			       "the document on page %u is marked %s, and dossier.json "
			       "names no approval: hoso-review --approve records one; if "
			       "it has no such mark, say so with hoso-review",
			       hs_document_first(d), hs_document_text(d, HS_F_SECRECY));
	return 0;
}

int hs_secrecy_setting(const char *word, bool *secret, struct hs_err *err)
{
	bool allow = word && !strcmp(word, "allow");

	if (word && !allow && strcmp(word, "refuse") != 0)
		return hs_fail(err, HS_USAGE, "secret: '%s' is neither refuse nor allow",
			       word);
	*secret = allow;
	return 0;
}
