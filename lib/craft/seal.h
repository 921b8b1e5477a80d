// seal.h - what lies beside a bundle NAME and vouches for it.
//
//   NAME.sha512      its checksum, as sha512sum writes it
//   NAME.sha512.p7s  a signature of that file (port/cms.h)
//   NAME.sha512.tsq  a question for a time-stamping authority about that file (RFC 3161)
//   NAME.sha512.tsr  the authority's answer; a person puts it there
//
// The small file is signed and stamped, not the bundle: OpenSSL keeps what it signs
// in memory, three times over (FINDINGS). Who has the file, its signature and the
// bundle needs only sha512sum and openssl.
#pragma once

#include "base/err.h"
#include "model/verdict.h"

#include <stdbool.h>

struct hs_sealer;

// Paths, see port/cms.h. certificate NULL: no signature and no question.
struct hs_seal_terms {
	const char *certificate, *key, *passphrase;
};
// Tries the key at once. HS_USAGE for a certificate without a key.
HS_CHECKED struct hs_sealer *hs_sealer_new(const struct hs_seal_terms *terms,
					   struct hs_err *err);
void hs_sealer_free(struct hs_sealer **sealer);

// Around the moment when a bundle takes its name, so that no killed program leaves
// one with another's seal. First, with the checksum of the new one: what vouches for
// an older NAME of other bytes is removed; *token: an authority's answer was, too.
HS_CHECKED int hs_seal_clear(int dir, const char *name, const char *sha512, bool *token,
			     struct hs_err *err);
// Then: writes what terms ask for.
HS_CHECKED int hs_seal_write(const struct hs_sealer *sealer, int dir, const char *name,
			     const char *sha512, struct hs_err *err);

// Whether there is a NAME.sha512.
bool hs_seal_there(int dir, const char *name);

// Compares what there is with the bundle's checksum: faults, and the verdict's
// members signature, signer, stamp. trusted: a PEM file of certificates; with it a
// bundle that is not signed is a fault. NULL: no signature is checked.
struct hs_seal_check {
	const char *trusted;
	bool strict; // no worker without a complete jail
};
HS_CHECKED int hs_seal_check(int dir, const char *name, const char *sha512,
			     const struct hs_seal_check *how, struct hs_verdict *verdict,
			     struct hs_err *err);
// Whether the file has a certificate in PEM: HS_USAGE where it has none.
HS_CHECKED int hs_seal_trusts(const char *path, struct hs_err *err);
