// crypt.h - an archive that is on the disk only encrypted.
#pragma once

#include "base/err.h"
#include "port/zip.h"
#include "sys/path.h"

// Adds all items to the archive and closes it. Called twice (port/zip.h, two passes),
// and must do the same both times.
typedef int hs_crypt_fill(void *owner, struct hs_zip *zip, struct hs_err *err);

// Encrypts the archive to the recipients (port/age.h) into out, which only its owner may
// read from then on. Neither its bytes nor its names are in any file in plain.
HS_CHECKED int hs_crypt_zip(const struct hs_names *recipients, int out,
			    hs_crypt_fill *fill, void *owner, struct hs_err *err);
