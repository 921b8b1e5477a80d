// cms.h - signatures (CMS, RFC 5652) and time stamps (RFC 3161) of a small file, by
// OpenSSL's libcrypto. port/cms.c makes them, port/cms-check.c checks them.
//
// Signatures are detached, DER, over SHA-256. The same bytes and key give the same
// signature where the key's algorithm is deterministic: RSA (PKCS #1) is, ECDSA is not.
// There is no clock in one: where SOURCE_DATE_EPOCH is set that is its signing time,
// and it has the signed attributes of CAdES-BES (ETSI EN 319 122-1); else it has no
// signed attributes, since those could not be without a time.
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "sys/worker.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	HS_CMS_CONTENT = 64 << 10, // bytes of what is signed
	HS_CMS_FILE = 4 << 20, // bytes of a signature, a token, a file of certificates
	HS_CMS_PASSPHRASE = 1024,
};

// ---- for the parent, with the user's own key

struct hs_cms_signer;

// Paths of PEM files: the certificate first, then those of its issuers, which go into
// the signature; the key (may be in that file, too); its passphrase, the first line of a
// file, or NULL. Nobody is ever asked for one. HS_USAGE where they do not fit.
HS_CHECKED struct hs_cms_signer *hs_cms_signer_new(const char *certificate,
						   const char *key,
						   const char *passphrase,
						   struct hs_err *err);
void hs_cms_signer_free(struct hs_cms_signer **signer);

// Each adds DER to out. The query asks for the certificate and has no nonce, so that
// the same bytes give the same query.
HS_CHECKED int hs_cms_sign(const struct hs_cms_signer *signer, const void *bytes,
			   size_t len, struct hs_buf *out, struct hs_err *err);
HS_CHECKED int hs_cms_query(const void *bytes, size_t len, struct hs_buf *out,
			    struct hs_err *err);

// ---- checking: a jailed worker parses

extern const struct hs_worker_kind hs_cms_worker;

enum hs_cms_kind { HS_CMS_SIGNATURE, HS_CMS_TOKEN };

// Whether proof (.p7s or .tsr) is of these bytes and leads to one of the trusted
// certificates (PEM). Adds the signer's name, or the stamp's time, to who. HS_DAMAGED
// with the reason: no. Other errors: no judgement.
struct hs_cms_case {
	enum hs_cms_kind kind;
	const struct hs_buf *content, *proof, *trusted;
};
HS_CHECKED int hs_cms_check(const struct hs_cms_case *c, bool strict, struct hs_buf *who,
			    struct hs_err *err);
