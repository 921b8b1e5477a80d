// text.c - see text.h
#include "base/text.h"
#include "base/auto.h"
#include "base/mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xfffd };

uint32_t hs_utf8_next(const char **at, const char *end)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n =
		utf8proc_iterate((const utf8proc_uint8_t *)*at, end - *at, &c);

	if (n <= 0) {
		++*at;
		return REPLACEMENT;
	}
	*at += n;
	return (uint32_t)c;
}

void hs_utf8_add(struct hs_buf *buf, uint32_t character)
{
	utf8proc_uint8_t out[4];
	utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)character, out);

	if (n > 0)
		hs_buf_add(buf, out, (size_t)n);
}

bool hs_utf8_valid(const char *bytes, size_t len)
{
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)bytes;
	utf8proc_int32_t c;

	while (len > 0) {
		utf8proc_ssize_t n = utf8proc_iterate(p, (utf8proc_ssize_t)len, &c);

		if (n <= 0)
			return false;
		p += n;
		len -= (size_t)n;
	}
	return true;
}

char *hs_capitals(const char *text)
{
	const char *end = text + strlen(text);
	struct hs_buf out = {0};

	while (text < end) {
		utf8proc_int32_t c = (utf8proc_int32_t)hs_utf8_next(&text, end);

		hs_utf8_add(&out, (uint32_t)utf8proc_toupper(c));
	}
	return out.len ? hs_buf_take(&out) : hs_dup("");
}

int hs_letter_case(uint32_t character)
{
	switch (utf8proc_category((utf8proc_int32_t)character)) {
	case UTF8PROC_CATEGORY_LU:
		return 1;
	case UTF8PROC_CATEGORY_LL:
		return -1;
	default:
		return 0;
	}
}

char *hs_nfc(const char *text)
{
	return (char *)utf8proc_NFC((const utf8proc_uint8_t *)text);
}

char *hs_fold(const char *text)
{
	enum { D_STROKE = 0x111, D_STROKE_CAPITAL = 0x110 }; // they do not decompose
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	char *nfd = (char *)utf8proc_NFD((const utf8proc_uint8_t *)text);
	const char *at = nfd, *end = nfd ? nfd + strlen(nfd) : NULL;

	while (at < end) {
		uint32_t c = hs_utf8_next(&at, end);

		if (c == D_STROKE || c == D_STROKE_CAPITAL)
			hs_utf8_add(&out, c == D_STROKE ? 'd' : 'D');
		else if (utf8proc_category((utf8proc_int32_t)c) != UTF8PROC_CATEGORY_MN)
			hs_utf8_add(&out, c);
	}
	free(nfd);
	return end ? hs_buf_take(&out) : NULL;
}

char *hs_name_kept(const char *name)
{
	HS_AUTO(hs_buf_done) struct hs_buf kept = {0};
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)name;
	size_t left = strlen(name);
	char *nfc = hs_nfc(name);

	if (nfc)
		return nfc;
	while (left > 0) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n = utf8proc_iterate(p, (utf8proc_ssize_t)left, &c);

		if (n > 0)
			hs_buf_add(&kept, p, (size_t)n);
		else
			hs_buf_addf(&kept, "%%%02X", *p);
		n = n > 0 ? n : 1;
		p += n;
		left -= (size_t)n;
	}
	return hs_buf_take(&kept);
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

// Compares two runs of digits as numbers of any length and passes them.
static int numbers(const char **a, const char **b)
{
	const char *x = *a, *y = *b;
	size_t n = 0, m = 0;
	int order;

	while (*x == '0')
		x++;
	while (*y == '0')
		y++;
	while (digit(x[n]))
		n++;
	while (digit(y[m]))
		m++;
	order = n != m ? (n < m ? -1 : 1) : strncmp(x, y, n);
	*a = x + n;
	*b = y + m;
	return order;
}

// A letter as it counts first in the order: small, without marks.
static uint32_t order_letter(const char **at, const char *end)
{
	utf8proc_int32_t parts[8];
	uint32_t c;
	int boundary = 0;
	utf8proc_ssize_t n;

	if (!(**at & 0x80))
		return (uint32_t)tolower((unsigned char)*(*at)++);
	c = hs_utf8_next(at, end);
	if (c == 0x110 || c == 0x111)
		return 'd';
	n = utf8proc_decompose_char(
		(utf8proc_int32_t)c, parts, HS_COUNT(parts),
		UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
	return n > 0 ? (uint32_t)parts[0] : c;
}

int hs_natural(const char *a, const char *b)
{
	const char *x = a, *y = b, *x_end = a + strlen(a), *y_end = b + strlen(b);

	while (*x && *y) {
		uint32_t p, q;

		if (digit(*x) && digit(*y)) {
			int order = numbers(&x, &y);

			if (order)
				return order;
			continue;
		}
		p = order_letter(&x, x_end);
		q = order_letter(&y, y_end);
		if (p != q)
			return p < q ? -1 : 1;
	}
	if (*x || *y)
		return *x ? 1 : -1;
	return strcmp(a, b);
}

void hs_hex(char *out, const void *bytes, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *p = bytes;

	for (size_t i = 0; i < len; i++) {
		*out++ = digits[p[i] >> 4];
		*out++ = digits[p[i] & 15];
	}
	*out = '\0';
}

void hs_add_one_line(struct hs_buf *buf, const char *text)
{
	HS_AUTO(hs_text_free) char *shown = hs_dup(text);

	hs_one_line(shown);
	hs_buf_add(buf, shown, strlen(shown));
}

bool hs_starts(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

bool hs_ends(const char *text, const char *with)
{
	size_t n = strlen(text), m = strlen(with);

	return n >= m && !strcmp(text + n - m, with);
}
