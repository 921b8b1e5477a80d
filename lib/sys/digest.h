// digest.h - checksums, by OpenSSL's EVP.
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HS_HEX_MAX = 2 * 64 + 1 }; // sha512 as text, with its '\0'

struct hs_digest;

// algorithm: "sha512" "sha384" "sha256" "sha224" "sha1" "md5", as BagIt
// (RFC 8493, 2.4) writes them. NULL with HS_ENGINE where OpenSSL has none.
HS_CHECKED struct hs_digest *hs_digest_new(const char *algorithm, struct hs_err *err);
void hs_digest_free(struct hs_digest **digest);

void hs_digest_add(struct hs_digest *digest, const void *bytes, size_t len);
// Lower-case hexadecimal of all that was added; ready for the next message.
void hs_digest_end(struct hs_digest *digest, char hex[HS_HEX_MAX]);

// All bytes of fd from its start; *size (may be NULL) gets their count.
HS_CHECKED int hs_digest_fd(struct hs_digest *digest, int fd, char hex[HS_HEX_MAX],
			    uint64_t *size, struct hs_err *err);
