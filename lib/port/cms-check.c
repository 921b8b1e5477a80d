// cms-check.c - see cms.h: what is put beside a bundle is foreign, so a jailed worker
// parses it, and the certificates with it.
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "port/cms.h"
#include "sys/crew.h"
#include "sys/file.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
	MEMORY = 256 << 20,
	DEADLINE = 60,
	WHO_MAX = 1024, // bytes of a name
	PARTS = 3,
};

// What crosses: the kind and the lengths, then the three parts.
struct head {
	uint64_t kind, len[PARTS];
};

// ---- in the worker

struct parts {
	struct hs_buf all;
	const unsigned char *at[PARTS];
	long len[PARTS];
};

enum { CONTENT, PROOF, TRUSTED };

static void parts_done(struct parts *p)
{
	hs_buf_done(&p->all);
}

static void bio_free(BIO **bio)
{
	BIO_free(*bio);
}

static void store_free(X509_STORE **store)
{
	X509_STORE_free(*store);
}

static void cms_free(CMS_ContentInfo **cms)
{
	CMS_ContentInfo_free(*cms);
}

static void certs_free(STACK_OF(X509) * *certs)
{
	sk_X509_free(*certs);
}

static void response_free(TS_RESP **response)
{
	TS_RESP_free(*response);
}

static void context_free(TS_VERIFY_CTX **ctx)
{
	TS_VERIFY_CTX_free(*ctx);
}

// Whatever OpenSSL reads from files and the system it reads before the jail closes.
static int setup(const char *param, void **state, struct hs_err *err)
{
	unsigned char hash[EVP_MAX_MD_SIZE];

	(void)param;
	(void)state;
	if (!OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG |
					 OPENSSL_INIT_LOAD_CRYPTO_STRINGS,
				 NULL) ||
	    !EVP_Digest("", 0, hash, NULL, EVP_sha256(), NULL))
		return hs_fail(err, HS_ENGINE, "OpenSSL does not start");
	return 0;
}

// The chain of reasons begins with the one that says most.
static int says_no(struct hs_err *err, const char *what)
{
	const char *data = "", *text;
	int flags = 0;
	unsigned long code = ERR_peek_last_error_data(&data, &flags);

	text = ERR_reason_error_string(code);
	if (data && *data && (flags & ERR_TXT_STRING))
		return hs_fail(err, HS_DAMAGED, "%s: %s (%s)", what, text ? text : "no",
			       data);
	return hs_fail(err, HS_DAMAGED, "%s: %s", what, text ? text : "no");
}

static int load_parts(int in, struct head *head, struct parts *p, struct hs_err *err)
{
	size_t at = sizeof(*head);

	if (hs_fd_load(in, sizeof(*head) + PARTS * (size_t)HS_CMS_FILE, &p->all, err) < 0)
		return -1;
	if (p->all.len < at)
		return hs_fail(err, HS_DIED, "no parts");
	memcpy(head, p->all.data, at);
	for (int i = 0; i < PARTS; i++) {
		if (head->len[i] > p->all.len - at)
			return hs_fail(err, HS_DIED, "parts missing");
		p->at[i] = (const unsigned char *)p->all.data + at;
		p->len[i] = (long)head->len[i];
		at += head->len[i];
	}
	return 0;
}

static X509_STORE *trust(const struct parts *p, struct hs_err *err)
{
	HS_AUTO(store_free) X509_STORE *store = X509_STORE_new();
	HS_AUTO(bio_free)
	BIO *bio = BIO_new_mem_buf(p->at[TRUSTED], (int)p->len[TRUSTED]);
	size_t count = 0;
	X509 *next;

	while (store && bio && (next = PEM_read_bio_X509(bio, NULL, NULL, NULL))) {
		count += X509_STORE_add_cert(store, next) == 1;
		X509_free(next);
	}
	ERR_clear_error();
	if (count)
		return HS_STEAL(store);
	hs_fail(err, HS_USAGE, "no certificate in PEM among those to be trusted");
	return NULL;
}

static void add_name(X509 *signer, struct hs_buf *who)
{
	HS_AUTO(bio_free) BIO *bio = BIO_new(BIO_s_mem());
	char *text = NULL;
	long n;

	if (!bio ||
	    X509_NAME_print_ex(bio, X509_get_subject_name(signer), 0,
			       XN_FLAG_RFC2253 & ~(unsigned)ASN1_STRFLGS_ESC_MSB) < 0)
		return;
	n = BIO_get_mem_data(bio, &text);
	hs_buf_add(who, text, n < WHO_MAX ? (size_t)n : WHO_MAX);
}

// A certificate that says what its key is for must say signatures.
static int may_sign(X509 *signer, struct hs_err *err)
{
	if (X509_get_key_usage(signer) &
	    (X509v3_KU_DIGITAL_SIGNATURE | X509v3_KU_NON_REPUDIATION))
		return 0;
	return hs_fail(err, HS_DAMAGED,
		       "signature: its certificate is for no signatures");
}

// Nobody can make two texts of one SHA-2 or SHA-3; of older ones people can.
static int check_digests(CMS_ContentInfo *cms, struct hs_err *err)
{
	static const int old[] = {NID_md4, NID_md5, NID_sha1, NID_md5_sha1,
				  NID_ripemd160};
	STACK_OF(CMS_SignerInfo) *infos = CMS_get0_SignerInfos(cms);

	for (int i = 0; i < sk_CMS_SignerInfo_num(infos); i++) {
		X509_ALGOR *digest = NULL;
		const ASN1_OBJECT *id = NULL;

		CMS_SignerInfo_get0_algs(sk_CMS_SignerInfo_value(infos, i), NULL, NULL,
					 &digest, NULL);
		X509_ALGOR_get0(&id, NULL, NULL, digest);
		for (size_t k = 0; k < HS_COUNT(old); k++)
			if (OBJ_obj2nid(id) == old[k])
				return hs_fail(err, HS_DAMAGED,
					       "signature: by %s, which can be forged",
					       OBJ_nid2sn(old[k]));
	}
	return 0;
}

static int check_signature(const struct parts *p, X509_STORE *store, struct hs_buf *who,
			   struct hs_err *err)
{
	const unsigned char *der = p->at[PROOF];
	HS_AUTO(cms_free)
	CMS_ContentInfo *cms = d2i_CMS_ContentInfo(NULL, &der, p->len[PROOF]);
	HS_AUTO(bio_free)
	BIO *content = BIO_new_mem_buf(p->at[CONTENT], (int)p->len[CONTENT]);
	HS_AUTO(certs_free) STACK_OF(X509) *signers = NULL;

	if (!cms || der != p->at[PROOF] + p->len[PROOF])
		return hs_fail(err, HS_DAMAGED, "signature: no CMS in DER");
	X509_STORE_set_purpose(store, X509_PURPOSE_ANY);
	if (CMS_verify(cms, NULL, store, content, NULL, CMS_BINARY | CMS_DETACHED) != 1)
		return says_no(err, "signature");
	if (check_digests(cms, err) < 0)
		return -1;
	signers = CMS_get0_signers(cms);
	for (int i = 0; i < sk_X509_num(signers); i++) {
		if (may_sign(sk_X509_value(signers, i), err) < 0)
			return -1;
		hs_buf_add(who, " / ", i ? 3 : 0);
		add_name(sk_X509_value(signers, i), who);
	}
	return 0;
}

static void add_time(TS_RESP *response, struct hs_buf *who)
{
	TS_TST_INFO *info = TS_RESP_get_tst_info(response);
	struct tm t = {0};

	if (ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &t) == 1)
		hs_buf_addf(who, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.tm_year + 1900,
			    t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
}

static int check_token(const struct parts *p, X509_STORE *store, struct hs_buf *who,
		       struct hs_err *err)
{
	const unsigned char *der = p->at[PROOF];
	HS_AUTO(response_free) TS_RESP *response = d2i_TS_RESP(NULL, &der, p->len[PROOF]);
	HS_AUTO(context_free) TS_VERIFY_CTX *ctx = TS_VERIFY_CTX_new();
	BIO *content = BIO_new_mem_buf(p->at[CONTENT], (int)p->len[CONTENT]);

	if (!ctx || !content || !X509_STORE_up_ref(store)) {
		BIO_free(content);
		return hs_fail(err, HS_ENGINE, "no memory for a time stamp");
	}
	TS_VERIFY_CTX_set_data(ctx, content); // ctx owns both now
	TS_VERIFY_CTX_set_store(ctx, store);
	TS_VERIFY_CTX_set_flags(ctx, TS_VFY_VERSION | TS_VFY_DATA | TS_VFY_SIGNATURE);
	if (!response || der != p->at[PROOF] + p->len[PROOF])
		return hs_fail(err, HS_DAMAGED, "time stamp: no RFC 3161 answer in DER");
	if (TS_RESP_verify_response(ctx, response) != 1)
		return says_no(err, "time stamp");
	add_time(response, who);
	return 0;
}

static int run(void *state, const struct hs_job *job, struct hs_err *err)
{
	HS_AUTO(parts_done) struct parts p = {0};
	HS_AUTO(store_free) X509_STORE *store = NULL;
	HS_AUTO(hs_buf_done) struct hs_buf who = {0};
	struct head head;

	(void)state;
	if (load_parts(job->in, &head, &p, err) < 0)
		return -1;
	store = trust(&p, err);
	if (!store ||
	    (head.kind == HS_CMS_SIGNATURE ? check_signature(&p, store, &who, err)
					   : check_token(&p, store, &who, err)) < 0)
		return -1;
	return hs_fd_store(job->out, hs_buf_text(&who), who.len, err);
}

const struct hs_worker_kind hs_cms_worker = {
	.name = "cms",
	.setup = setup,
	.run = run,
	.jail = {.memory = MEMORY, .written = 64 << 10},
};

// ---- in the parent

struct asked {
	struct hs_buf *who;
	struct hs_err *err;
	int result;
};

static void answered(void *owner, int out, const struct hs_err *why)
{
	struct asked *a = owner;
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	if (why) {
		*a->err = *why;
		return;
	}
	if (hs_fd_load(out, 64 << 10, &text, a->err) < 0)
		return;
	hs_add_one_line(a->who, hs_buf_text(&text));
	a->result = 0;
}

static int hand_over(const struct hs_cms_case *c, struct hs_err *err)
{
	const struct hs_buf *parts[PARTS] = {c->content, c->proof, c->trusted};
	struct head head = {.kind = c->kind};
	HS_AUTO(hs_fd_done) int fd = memfd_create("hoso-cms", MFD_CLOEXEC);

	if (fd < 0)
		return hs_fail_sys(err, "hand over a signature");
	for (int i = 0; i < PARTS; i++)
		head.len[i] = parts[i]->len;
	if (hs_fd_store(fd, &head, sizeof(head), err) < 0)
		return -1;
	for (int i = 0; i < PARTS; i++)
		if (hs_fd_store(fd, hs_buf_text(parts[i]), parts[i]->len, err) < 0)
			return -1;
	if (lseek(fd, 0, SEEK_SET) < 0)
		return hs_fail_sys(err, "hand over a signature");
	return HS_STEAL_FD(fd);
}

int hs_cms_check(const struct hs_cms_case *c, bool strict, struct hs_buf *who,
		 struct hs_err *err)
{
	struct hs_crew_terms terms = {
		.count = 1,
		.deadline = DEADLINE,
		.worker = {.strict = strict, .room = -1},
	};
	HS_AUTO(hs_crew_free) struct hs_crew *crew = hs_crew_new(&terms, err);
	struct asked asked = {.who = who, .err = err, .result = -1};
	struct hs_crew_job job = {
		.kind = &hs_cms_worker,
		.ask = "cms",
		.ask_len = sizeof("cms"),
		.done = answered,
		.owner = &asked,
	};

	if (!crew)
		return -1;
	job.in = hand_over(c, err);
	if (job.in < 0 || hs_crew_give(crew, &job, err) < 0 ||
	    hs_crew_wait(crew, err) < 0)
		return -1;
	return asked.result;
}
