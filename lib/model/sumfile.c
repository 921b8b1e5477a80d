// sumfile.c - see sumfile.h
#include "model/sumfile.h"
#include "base/auto.h"
#include "base/text.h"

#include <string.h>

static void add_escaped(struct hs_buf *out, const char *name)
{
	for (; *name; name++)
		switch (*name) {
		case '\\':
			hs_buf_addf(out, "\\\\");
			break;
		case '\n':
			hs_buf_addf(out, "\\n");
			break;
		case '\r':
			hs_buf_addf(out, "\\r");
			break;
		default:
			hs_buf_add(out, name, 1);
		}
}

void hs_sumfile_line(const char *hex, const char *name, struct hs_buf *out)
{
	if (name[strcspn(name, "\\\n\r")])
		hs_buf_add(out, "\\", 1);
	hs_buf_addf(out, "%s  ", hex);
	add_escaped(out, name);
	hs_buf_add(out, "\n", 1);
}

bool hs_sumfile_read(const char *text, size_t len, const char *name, size_t hex_len,
		     const char **hex_at)
{
	HS_AUTO(hs_buf_done) struct hs_buf want = {0};
	const char *rest;

	add_escaped(&want, name);
	if (len && *text == '\\')
		text++, len--;
	if (len < hex_len + 3 + want.len || memchr(text, 0, len) ||
	    strspn(text, "0123456789abcdefABCDEF") != hex_len)
		return false;
	rest = text + hex_len;
	if (rest[0] != ' ' || (rest[1] != ' ' && rest[1] != '*'))
		return false;
	rest += 2;
	if (text[len - 1] != '\n' || !hs_ends(rest, "\n") ||
	    memcmp(text + len - 1 - want.len, hs_buf_text(&want), want.len) != 0)
		return false;
	*hex_at = text;
	return text + len - 1 - want.len == rest || text[len - 2 - want.len] == '/';
}
