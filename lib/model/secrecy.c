// secrecy.c - see secrecy.h
#include "model/secrecy.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

#include <string.h>

// NFC, small, one space between words, none around.
static char *plain(const char *text)
{
	static const struct {
		uint32_t large, small;
	} letters[] = {{0x1eac, 0x1ead}, {0x1ed0, 0x1ed1}, {0x1ec6, 0x1ec7}}; // Ậ Ố Ệ
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	HS_AUTO(hs_text_free) char *nfc = hs_nfc(text);
	const char *p = nfc ? nfc : text, *end = p + strlen(p);
	bool gap = false;

	while (p < end) {
		uint32_t c = hs_utf8_next(&p, end);

		if (c <= ' ' || c == 0xa0) {
			gap = out.len > 0;
			continue;
		}
		if (gap)
			hs_buf_add(&out, " ", 1);
		gap = false;
		if (c >= 'A' && c <= 'Z')
			c += 'a' - 'A';
		for (size_t i = 0; i < HS_COUNT(letters); i++)
			c = c == letters[i].large ? letters[i].small : c;
		hs_utf8_add(&out, c);
	}
	return hs_buf_take(&out);
}

static bool among(const char *mark, const char *const *list)
{
	for (; *list; list++)
		if (!strcmp(mark, *list))
			return true;
	return false;
}

int hs_secrecy_allows(const struct hs_dossier *dossier, struct hs_err *err)
{
	static const char *const open[] = {"", "không", "thường", "công khai", NULL};
	static const char *const never[] = {"tuyệt mật", "tuyet mat", NULL};
	HS_AUTO(hs_text_free)
	char *mark = plain(dossier->secrecy ? dossier->secrecy : "");
	bool approved = dossier->approval && *dossier->approval;

	if (among(mark, never))
		return hs_fail(err, HS_REFUSED,
			       "it is marked Tuyệt mật: such papers are not digitised");
	if (!among(mark, open) && !approved)
		return hs_fail(err, HS_REFUSED,
			       "it is marked %s, and its dossier.json names no approval",
			       dossier->secrecy);
	return 0;
}
