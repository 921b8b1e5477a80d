// script.c - see script.h
#include "model/script.h"
#include "base/text.h"

#include <string.h>

// The run of bytes that need no escape ends here.
static const char *plain_end(const char *at, const char *end)
{
	while (at < end && *at != '<' && *at != '\xe2')
		at++;
	return at;
}

void hs_script_json(struct hs_buf *out, const char *json, size_t len)
{
	const char *at = json, *end = json + len;

	while (at < end) {
		const char *stop = plain_end(at, end);

		hs_buf_add(out, at, (size_t)(stop - at));
		at = stop;
		if (at == end)
			return;
		if (*at == '<') {
			hs_buf_addf(out, "\\u003c");
			at++;
		} else if (end - at >= 3 && at[1] == '\x80' &&
			   (at[2] == '\xa8' || at[2] == '\xa9')) {
			hs_buf_addf(out, at[2] == '\xa8' ? "\\u2028" : "\\u2029");
			at += 3;
		} else {
			hs_buf_add(out, at++, 1);
		}
	}
}

static void add_letter(struct hs_buf *out, uint32_t c)
{
	switch (c) {
	case '\n':
		hs_buf_addf(out, "\\n");
		break;
	case '\t':
		hs_buf_addf(out, "\\t");
		break;
	case '"':
	case '\\':
		hs_buf_addf(out, "\\%c", (int)c);
		break;
	default:
		if (c < 0x20 || c == '<' || c == 0x7f || c == 0x2028 || c == 0x2029)
			hs_buf_addf(out, "\\u%04x", c);
		else
			hs_utf8_add(out, c);
	}
}

void hs_script_text(struct hs_buf *out, const char *text)
{
	const char *end = text + strlen(text);

	hs_buf_add(out, "\"", 1);
	while (text < end)
		add_letter(out, hs_utf8_next(&text, end));
	hs_buf_add(out, "\"", 1);
}
