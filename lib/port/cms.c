// cms.c - see cms.h
#include "port/cms.h"
#include "base/auto.h"
#include "base/mem.h"
#include "sys/file.h"

#include <fcntl.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct hs_cms_signer {
	X509 *certificate;
	STACK_OF(X509) * issuers;
	EVP_PKEY *key;
};

static void bio_free(BIO **bio)
{
	BIO_free(*bio);
}

static void cms_free(CMS_ContentInfo **cms)
{
	CMS_ContentInfo_free(*cms);
}

static void req_free(TS_REQ **req)
{
	TS_REQ_free(*req);
}

static void imprint_free(TS_MSG_IMPRINT **imprint)
{
	TS_MSG_IMPRINT_free(*imprint);
}

static void algorithm_free(X509_ALGOR **algorithm)
{
	X509_ALGOR_free(*algorithm);
}

static void time_free(ASN1_TIME **time)
{
	ASN1_TIME_free(*time);
}

static const char *reason(void)
{
	unsigned long code = ERR_peek_last_error();
	const char *text = ERR_reason_error_string(code);

	ERR_clear_error();
	return text ? text : "no reason given";
}

static void bytes_wipe(struct hs_buf *bytes)
{
	if (bytes->data)
		OPENSSL_cleanse(bytes->data, bytes->cap);
	hs_buf_done(bytes);
}

static int load(const char *path, size_t limit, struct hs_buf *out, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return hs_fail_sys(err, "open '%s'", path);
	if (hs_fd_load(fd, limit, out, err) < 0)
		return hs_within(err, "'%s'", path);
	return 0;
}

static int load_certificates(struct hs_cms_signer *s, const char *path,
			     struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf pem = {0};
	HS_AUTO(bio_free) BIO *bio = NULL;
	X509 *next;

	if (load(path, HS_CMS_FILE, &pem, err) < 0)
		return -1;
	bio = BIO_new_mem_buf(hs_buf_text(&pem), (int)pem.len);
	s->certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL);
	if (!s->certificate) {
		ERR_clear_error();
		return hs_fail(err, HS_USAGE, "'%s': no certificate in PEM", path);
	}
	s->issuers = sk_X509_new_null();
	while ((next = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL)
		sk_X509_push(s->issuers, next);
	ERR_clear_error();
	return 0;
}

// What OpenSSL asks for a locked key; it would else ask at the terminal.
static int give_passphrase(char *room, int size, int writing, void *user)
{
	const struct hs_buf *line = user;

	(void)writing;
	if (!line->data || line->len > (size_t)size)
		return -1;
	memcpy(room, line->data, line->len);
	return (int)line->len;
}

static int load_key(struct hs_cms_signer *s, const char *path, const char *passphrase,
		    struct hs_err *err)
{
	HS_AUTO(bytes_wipe) struct hs_buf pem = {0}, line = {0};
	HS_AUTO(bio_free) BIO *bio = NULL;

	if (load(path, HS_CMS_FILE, &pem, err) < 0 ||
	    (passphrase && load(passphrase, HS_CMS_PASSPHRASE, &line, err) < 0))
		return -1;
	if (line.data)
		line.len = strcspn(line.data, "\r\n");
	bio = BIO_new_mem_buf(hs_buf_text(&pem), (int)pem.len);
	s->key = PEM_read_bio_PrivateKey(bio, NULL, give_passphrase, &line);
	if (s->key)
		return 0;
	if (passphrase)
		return hs_fail(err, HS_USAGE, "the key '%s' does not open: %s", path,
			       reason());
	return hs_fail(err, HS_USAGE,
		       "the key '%s' does not open: %s; if it is locked, give its "
		       "passphrase by --passphrase FILE",
		       path, reason());
}

struct hs_cms_signer *hs_cms_signer_new(const char *certificate, const char *key,
					const char *passphrase, struct hs_err *err)
{
	HS_AUTO(hs_cms_signer_free)
	struct hs_cms_signer *s = HS_NEW(struct hs_cms_signer);

	if (load_certificates(s, certificate, err) < 0 ||
	    load_key(s, key, passphrase, err) < 0)
		return NULL;
	if (X509_check_private_key(s->certificate, s->key) == 1)
		return HS_STEAL(s);
	hs_fail(err, HS_USAGE, "the key '%s' is not that of the certificate '%s'", key,
		certificate);
	ERR_clear_error();
	return NULL;
}

void hs_cms_signer_free(struct hs_cms_signer **signer)
{
	struct hs_cms_signer *s = *signer;

	if (!s)
		return;
	X509_free(s->certificate);
	sk_X509_pop_free(s->issuers, X509_free);
	EVP_PKEY_free(s->key);
	free(s);
	*signer = NULL;
}

// As ASN.1 writes it: of the years 0 to 9999.
static bool time_fits(const char *seconds)
{
	HS_AUTO(time_free)
	ASN1_TIME *t = seconds && *seconds
			       ? ASN1_TIME_set(NULL, (time_t)strtoll(seconds, NULL, 10))
			       : NULL;

	return t || !seconds || !*seconds;
}

static int add_time(CMS_SignerInfo *si, const char *seconds)
{
	HS_AUTO(time_free)
	ASN1_TIME *t = ASN1_TIME_set(NULL, (time_t)strtoll(seconds, NULL, 10));

	return t && CMS_signed_add1_attr_by_NID(si, NID_pkcs9_signingTime, t->type, t,
						-1) == 1;
}

static bool sign(const struct hs_cms_signer *s, CMS_ContentInfo *cms, BIO *content)
{
	const unsigned how = CMS_BINARY | CMS_DETACHED | CMS_PARTIAL | CMS_NOSMIMECAP;
	const char *fixed = getenv("SOURCE_DATE_EPOCH");
	bool timed = fixed && *fixed;
	CMS_SignerInfo *si;

	si = CMS_add1_signer(cms, s->certificate, s->key, EVP_sha256(),
			     how | (timed ? CMS_CADES : CMS_NOATTR));
	if (!si || (timed && !add_time(si, fixed)))
		return false;
	for (int i = 0; i < sk_X509_num(s->issuers); i++)
		if (CMS_add1_cert(cms, sk_X509_value(s->issuers, i)) != 1)
			return false;
	return CMS_final(cms, content, NULL, how) == 1;
}

int hs_cms_sign(const struct hs_cms_signer *signer, const void *bytes, size_t len,
		struct hs_buf *out, struct hs_err *err)
{
	HS_AUTO(bio_free) BIO *content = BIO_new_mem_buf(bytes, (int)len);
	HS_AUTO(cms_free)
	CMS_ContentInfo *cms =
		CMS_sign(NULL, NULL, NULL, NULL, CMS_BINARY | CMS_DETACHED | CMS_PARTIAL);
	unsigned char *der = NULL;
	int n;

	if (!time_fits(getenv("SOURCE_DATE_EPOCH")))
		return hs_fail(err, HS_USAGE,
			       "SOURCE_DATE_EPOCH is no time that a signature can hold");
	if (!cms || !content || !sign(signer, cms, content))
		return hs_fail(err, HS_ENGINE, "sign: %s", reason());
	n = i2d_CMS_ContentInfo(cms, &der);
	if (n <= 0)
		return hs_fail(err, HS_ENGINE, "sign: %s", reason());
	hs_buf_add(out, der, (size_t)n);
	OPENSSL_free(der);
	return 0;
}

static bool ask(TS_REQ *req, const void *bytes, size_t len)
{
	HS_AUTO(imprint_free) TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
	HS_AUTO(algorithm_free) X509_ALGOR *algorithm = X509_ALGOR_new();
	unsigned char hash[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	return req && imprint && algorithm &&
	       X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL) &&
	       EVP_Digest(bytes, len, hash, &n, EVP_sha256(), NULL) &&
	       TS_MSG_IMPRINT_set_algo(imprint, algorithm) &&
	       TS_MSG_IMPRINT_set_msg(imprint, hash, (int)n) &&
	       TS_REQ_set_version(req, 1) && TS_REQ_set_msg_imprint(req, imprint) &&
	       TS_REQ_set_cert_req(req, 1);
}

int hs_cms_query(const void *bytes, size_t len, struct hs_buf *out, struct hs_err *err)
{
	HS_AUTO(req_free) TS_REQ *req = TS_REQ_new();
	unsigned char *der = NULL;
	int n = ask(req, bytes, len) ? i2d_TS_REQ(req, &der) : -1;

	if (n <= 0)
		return hs_fail(err, HS_ENGINE, "ask for a time stamp: %s", reason());
	hs_buf_add(out, der, (size_t)n);
	OPENSSL_free(der);
	return 0;
}
