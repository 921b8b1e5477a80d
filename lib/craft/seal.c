// seal.c - see seal.h
#include "craft/seal.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/sumfile.h"
#include "port/cms.h"
#include "sys/draft.h"
#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define SUM ".sha512"
#define SIGNATURE SUM ".p7s"
#define QUESTION SUM ".tsq"
#define TOKEN SUM ".tsr"

struct hs_sealer {
	struct hs_cms_signer *signer; // NULL: only the checksum
};

struct hs_sealer *hs_sealer_new(const struct hs_seal_terms *terms, struct hs_err *err)
{
	HS_AUTO(hs_sealer_free) struct hs_sealer *s = HS_NEW(struct hs_sealer);

	if (!terms->certificate) {
		if (!terms->key && !terms->passphrase)
			return HS_STEAL(s);
		hs_fail(err, HS_USAGE, "a key, but no certificate: --sign CERTIFICATE");
		return NULL;
	}
	if (!terms->key) {
		hs_fail(err, HS_USAGE, "a certificate, but no key: --key FILE");
		return NULL;
	}
	s->signer =
		hs_cms_signer_new(terms->certificate, terms->key, terms->passphrase, err);
	return s->signer ? HS_STEAL(s) : NULL;
}

void hs_sealer_free(struct hs_sealer **sealer)
{
	if (!*sealer)
		return;
	hs_cms_signer_free(&(*sealer)->signer);
	free(*sealer);
	*sealer = NULL;
}

static char *beside(const char *name, const char *ending)
{
	HS_AUTO(hs_buf_done) struct hs_buf path = {0};

	hs_buf_addf(&path, "%s%s", name, ending);
	return hs_buf_take(&path);
}

// 1: loaded; 0: there is none.
static int load(int dir, const char *name, size_t limit, struct hs_buf *out,
		struct hs_err *err)
{
	struct hs_err why = {0};

	if (hs_file_load(dir, name, limit, out, &why) == 0)
		return 1;
	if (why.code == HS_SYSTEM && why.sys == ENOENT)
		return 0;
	*err = why;
	return -1;
}

bool hs_seal_there(int dir, const char *name)
{
	HS_AUTO(hs_text_free) char *sum = beside(name, SUM);

	return faccessat(dir, sum, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

// ---- writing

static bool fits(const struct hs_buf *text, const char *name, const char *sha512)
{
	size_t len = strlen(sha512);
	const char *hex;

	return hs_sumfile_read(hs_buf_text(text), text->len, name, len, &hex) &&
	       !strncasecmp(hex, sha512, len);
}

int hs_seal_clear(int dir, const char *name, const char *sha512, bool *token,
		  struct hs_err *err)
{
	static const char *const endings[] = {TOKEN, QUESTION, SIGNATURE, SUM};
	HS_AUTO(hs_text_free) char *sum = beside(name, SUM);
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_err ignored = {0};

	*token = false;
	if (load(dir, sum, HS_SUMFILE_MAX, &text, &ignored) > 0 &&
	    fits(&text, name, sha512))
		return 0; // the same bytes again: they hold for these, too
	for (size_t i = 0; i < HS_COUNT(endings); i++) {
		HS_AUTO(hs_text_free) char *old = beside(name, endings[i]);

		if (unlinkat(dir, old, 0) == 0)
			*token = *token || i == 0;
		else if (errno != ENOENT)
			return hs_fail_sys(err, "remove '%s'", old);
	}
	return 0;
}

static int store(int dir, const char *name, const char *ending,
		 const struct hs_buf *bytes, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *path = beside(name, ending);

	return hs_file_store(dir, dir, path, bytes->data, bytes->len, err);
}

int hs_seal_write(const struct hs_sealer *sealer, int dir, const char *name,
		  const char *sha512, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf sum = {0}, signature = {0}, question = {0};

	hs_sumfile_line(sha512, name, &sum);
	if (store(dir, name, SUM, &sum, err) < 0)
		return -1;
	if (!sealer->signer)
		return 0;
	if (hs_cms_sign(sealer->signer, sum.data, sum.len, &signature, err) < 0 ||
	    hs_cms_query(sum.data, sum.len, &question, err) < 0 ||
	    store(dir, name, SIGNATURE, &signature, err) < 0 ||
	    store(dir, name, QUESTION, &question, err) < 0)
		return -1;
	return 0;
}

// ---- checking

// Asks about one proof; what it says no to is a fault.
static int ask(const struct hs_cms_case *c, const struct hs_seal_check *how, char **said,
	       struct hs_verdict *v, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf who = {0};
	struct hs_err why = {0};

	if (hs_cms_check(c, how->strict, &who, &why) == 0) {
		hs_text_set(said, hs_buf_text(&who));
		return 1;
	}
	if (why.code == HS_DAMAGED) {
		hs_verdict_fault(v, "%s", why.text);
		return 0;
	}
	*err = why;
	return -1;
}

static int load_trusted(const char *path, struct hs_buf *out, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return hs_fail_sys(err, "open '%s'", path);
	return hs_fd_load(fd, HS_CMS_FILE, out, err);
}

static int check_proofs(int dir, const char *name, const struct hs_buf *sum,
			const struct hs_seal_check *how, struct hs_verdict *v,
			struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *p7s = beside(name, SIGNATURE);
	HS_AUTO(hs_text_free) char *tsr = beside(name, TOKEN);
	HS_AUTO(hs_buf_done) struct hs_buf signature = {0}, token = {0}, trusted = {0};
	int is_signed = load(dir, p7s, HS_CMS_FILE, &signature, err), is_stamped, got;

	is_stamped = is_signed < 0 ? -1 : load(dir, tsr, HS_CMS_FILE, &token, err);
	if (is_stamped < 0)
		return -1;
	hs_text_set(&v->signature, is_signed ? "unchecked" : "none");
	hs_text_set(&v->stamp, is_stamped ? "unchecked" : NULL);
	if (!how->trusted)
		return 0;
	if (load_trusted(how->trusted, &trusted, err) < 0)
		return -1;
	if (!is_signed)
		hs_verdict_fault(v, "not signed: there is no '%s'", p7s);
	if (is_signed) {
		got = ask(&(struct hs_cms_case){HS_CMS_SIGNATURE, sum, &signature,
						&trusted},
			  how, &v->signer, v, err);
		if (got < 0)
			return -1;
		hs_text_set(&v->signature, got ? "valid" : "bad");
	}
	if (!is_stamped)
		return 0;
	got = ask(&(struct hs_cms_case){HS_CMS_TOKEN, sum, &token, &trusted}, how,
		  &v->stamp, v, err);
	if (got == 0)
		hs_text_set(&v->stamp, "bad");
	return got < 0 ? -1 : 0;
}

int hs_seal_check(int dir, const char *name, const char *sha512,
		  const struct hs_seal_check *how, struct hs_verdict *verdict,
		  struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *path = beside(name, SUM);
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	const char *hex;
	int there = load(dir, path, HS_SUMFILE_MAX, &text, err);

	if (there < 0)
		return -1;
	if (!there && how->trusted)
		hs_verdict_fault(verdict, "not signed: there is no '%s'", path);
	if (!there)
		return 0;
	if (!hs_sumfile_read(hs_buf_text(&text), text.len, name, strlen(sha512), &hex))
		hs_verdict_fault(verdict, "'%s': not one sha512 and the name '%s'", path,
				 name);
	else if (!fits(&text, name, sha512))
		hs_verdict_fault(verdict, "its sha512 is not the one in '%s'", path);
	return check_proofs(dir, name, &text, how, verdict, err);
}

int hs_seal_trusts(const char *path, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf pem = {0};

	if (load_trusted(path, &pem, err) < 0)
		return -1;
	if (strstr(hs_buf_text(&pem), "-----BEGIN"))
		return 0;
	return hs_fail(err, HS_USAGE, "'%s': no certificate in PEM in it", path);
}
