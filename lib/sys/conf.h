// conf.h - hoso.conf: an INI file of settings, by inih.
//
//   jobs = 2            for every program
//   [ocr]
//   lang = vie          for hoso-ocr
//
// A line of more than 198 bytes, or with a NUL, is refused as one that is no setting.
#pragma once

#include "base/err.h"

struct hs_conf;

// Which file counts: `given` (may be NULL) must exist; else the first of
// ./hoso.conf (the archive root, where one stands in it), the user's
// ~/.config/hoso/hoso.conf, /etc/hoso/hoso.conf; none: an empty conf.
HS_CHECKED struct hs_conf *hs_conf_new(const char *given, struct hs_err *err);
void hs_conf_free(struct hs_conf **conf);

// The value in [section], else above all sections, else NULL. Borrowed.
const char *hs_conf_get(const struct hs_conf *conf, const char *section, const char *key);

// Hands every setting to each, the latest first; stops at its first -1, and
// returns that.
HS_CHECKED int hs_conf_each(const struct hs_conf *conf,
			    int (*each)(void *user, const char *section, const char *key,
					const char *value, struct hs_err *err),
			    void *user, struct hs_err *err);
