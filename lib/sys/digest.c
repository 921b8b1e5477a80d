// digest.c - see digest.h; the only door to OpenSSL.
#include "sys/digest.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <unistd.h>

enum { CHUNK = 1 << 17 };

struct hs_digest {
	const EVP_MD *kind;
	EVP_MD_CTX *ctx;
};

struct hs_digest *hs_digest_new(const char *algorithm, struct hs_err *err)
{
	HS_AUTO(hs_digest_free) struct hs_digest *d = HS_NEW(struct hs_digest);

	d->kind = EVP_get_digestbyname(algorithm);
	d->ctx = EVP_MD_CTX_new();
	if (!d->kind || !d->ctx || EVP_DigestInit_ex(d->ctx, d->kind, NULL) != 1) {
		hs_fail(err, HS_ENGINE, "no checksum called '%s'", algorithm);
		return NULL;
	}
	return HS_STEAL(d);
}

void hs_digest_free(struct hs_digest **digest)
{
	if (!*digest)
		return;
	EVP_MD_CTX_free((*digest)->ctx);
	free(*digest);
	*digest = NULL;
}

void hs_digest_add(struct hs_digest *digest, const void *bytes, size_t len)
{
	if (len)
		EVP_DigestUpdate(digest->ctx, bytes, len);
}

void hs_digest_end(struct hs_digest *digest, char hex[HS_HEX_MAX])
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned len = 0;

	EVP_DigestFinal_ex(digest->ctx, raw, &len);
	hs_hex(hex, raw, len);
	EVP_DigestInit_ex(digest->ctx, digest->kind, NULL);
}

int hs_digest_fd(struct hs_digest *digest, int fd, char hex[HS_HEX_MAX], uint64_t *size,
		 struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *chunk = hs_new(CHUNK, 1);
	uint64_t at = 0;

	for (;;) {
		ssize_t n = pread(fd, chunk, CHUNK, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return hs_fail_sys(err, "read");
		if (n == 0)
			break;
		hs_digest_add(digest, chunk, (size_t)n);
		at += (uint64_t)n;
	}
	hs_digest_end(digest, hex);
	if (size)
		*size = at;
	return 0;
}
