// err.c - see err.h
#include "base/err.h"
#include "base/lang.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void hs_one_line(char *text)
{
	for (char *p = text; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '?';
}

HS_PRINTF(3, 0)
static void fill(char *text, size_t size, const char *fmt, va_list ap)
{
	if (vsnprintf(text, size, fmt, ap) < 0)
		text[0] = '\0';
	hs_one_line(text);
}

int hs_fail(struct hs_err *err, enum hs_code code, const char *fmt, ...)
{
	va_list ap;

	err->code = code;
	err->sys = 0;
	va_start(ap, fmt);
	fill(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	va_start(ap, fmt);
	fill(err->shown, sizeof(err->shown), hs_lang(fmt), ap);
	va_end(ap);
	return -1;
}

// Puts what stands in text behind "where: "; a long chain loses its tail,
// never its terminator.
static void prepend(char *text, size_t size, const char *where)
{
	char inner[sizeof(((struct hs_err *)0)->text)];

	memcpy(inner, text, sizeof(inner));
	if (snprintf(text, size, "%s: %s", where, inner) < 0)
		text[0] = '\0';
}

static void append(char *text, size_t size, const char *why)
{
	size_t n = strlen(text);

	snprintf(text + n, size - n, ": %s", why);
}

int hs_fail_sys(struct hs_err *err, const char *fmt, ...)
{
	int sys = errno;
	const char *name = strerrordesc_np(sys);
	va_list ap;

	err->code = HS_SYSTEM;
	err->sys = sys;
	va_start(ap, fmt);
	fill(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	va_start(ap, fmt);
	fill(err->shown, sizeof(err->shown), hs_lang(fmt), ap);
	va_end(ap);
	append(err->text, sizeof(err->text), name ? name : "unknown error");
	append(err->shown, sizeof(err->shown), hs_lang_errno(sys));
	return -1;
}

int hs_within(struct hs_err *err, const char *fmt, ...)
{
	char where[300];
	va_list ap;

	va_start(ap, fmt);
	fill(where, sizeof(where), fmt, ap);
	va_end(ap);
	prepend(err->text, sizeof(err->text), where);
	va_start(ap, fmt);
	fill(where, sizeof(where), hs_lang(fmt), ap);
	va_end(ap);
	prepend(err->shown, sizeof(err->shown), where);
	return -1;
}
