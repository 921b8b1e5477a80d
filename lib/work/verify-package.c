// verify-package.c - what the METS files of a package say of its files; see verify-part.h
#include "base/mem.h"
#include "work/verify-part.h"

static void claim(void *user, const struct hs_told_claim *claim)
{
	struct check *c = user;

	hs_told_claim(c->told, c->mets_path, claim);
}

static void broken(struct check *c, const struct hs_err *why)
{
	hs_told_broken(c->told, c->mets_path, why->text);
	hs_mets_reader_free(&c->mets);
}

bool hs_verify_package_begin(struct check *c, const char *path)
{
	hs_mets_reader_free(&c->mets);
	if (!c->bag || !hs_told_wants(c->told, path))
		return false;
	hs_text_set(&c->mets_path, path);
	if (hs_told_speaks(c->told, path))
		c->mets = hs_mets_reader_new(claim, c);
	return true;
}

void hs_verify_package_bytes(struct check *c, const void *bytes, size_t len)
{
	struct hs_err why = {0};

	if (c->mets && hs_mets_reader_add(c->mets, bytes, len, &why) < 0)
		broken(c, &why);
}

void hs_verify_package_end(struct check *c, const struct thing *t, const char *sha256)
{
	struct hs_err why = {0};

	if (c->mets && hs_mets_reader_end(c->mets, &why) < 0)
		broken(c, &why);
	hs_mets_reader_free(&c->mets);
	hs_told_file(c->told, t->path, t->size, sha256);
}
