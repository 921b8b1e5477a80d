// markup.c - see markup.h
#include "model/markup.h"
#include "base/auto.h"
#include "base/text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { VALUE_MAX = 400 }; // bytes of a formatted attribute

void hs_markup_begin(struct hs_markup *m, struct hs_buf *out)
{
	*m = (struct hs_markup){.out = out, .flat = true};
	hs_buf_addf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
}

static const char *entity(uint32_t c, bool quoted)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return quoted ? "&quot;" : NULL;
	case '\r':
		return "&#13;";
	case '\n':
		return quoted ? "&#10;" : NULL;
	case '\t':
		return quoted ? "&#9;" : NULL;
	default:
		return NULL;
	}
}

static bool allowed(uint32_t c)
{
	return c == '\n' || c == '\t' ||
	       (c >= ' ' && !(c >= 0xd800 && c <= 0xdfff) && c != 0xfffe && c != 0xffff);
}

static void add(struct hs_markup *m, const char *text, bool quoted)
{
	const char *end = text + strlen(text);

	while (text < end) {
		uint32_t c = hs_utf8_next(&text, end);
		const char *instead = entity(c, quoted);

		if (instead)
			hs_buf_addf(m->out, "%s", instead);
		else
			hs_utf8_add(m->out, allowed(c) ? c : '?');
	}
}

static void end_tag(struct hs_markup *m)
{
	if (m->tag)
		hs_buf_addf(m->out, ">");
	m->tag = false;
}

static void new_line(struct hs_markup *m)
{
	hs_buf_addf(m->out, "\n%*s", (int)m->depth, "");
}

void hs_markup_open(struct hs_markup *m, const char *name)
{
	assert(m->depth < HS_MARKUP_DEEP);
	end_tag(m);
	new_line(m);
	hs_buf_addf(m->out, "<%s", name);
	m->names[m->depth++] = name;
	m->tag = m->flat = true;
}

void hs_markup_close(struct hs_markup *m)
{
	assert(m->depth > 0);
	m->depth--;
	if (m->tag) {
		hs_buf_addf(m->out, "/>");
	} else {
		if (!m->flat)
			new_line(m);
		hs_buf_addf(m->out, "</%s>", m->names[m->depth]);
	}
	m->tag = m->flat = false;
}

void hs_markup_end(struct hs_markup *m)
{
	while (m->depth > 0)
		hs_markup_close(m);
	hs_buf_addf(m->out, "\n");
}

void hs_markup_attr(struct hs_markup *m, const char *name, const char *value)
{
	assert(m->tag);
	if (!value)
		return;
	hs_buf_addf(m->out, " %s=\"", name);
	add(m, value, true);
	hs_buf_addf(m->out, "\"");
}

void hs_markup_attrf(struct hs_markup *m, const char *name, const char *fmt, ...)
{
	char value[VALUE_MAX];
	va_list list;

	va_start(list, fmt);
	vsnprintf(value, sizeof(value), fmt, list);
	va_end(list);
	hs_markup_attr(m, name, value);
}

void hs_markup_text(struct hs_markup *m, const char *text)
{
	end_tag(m);
	add(m, text, false);
}

void hs_markup_element(struct hs_markup *m, const char *name, const char *text)
{
	if (!text)
		return;
	hs_markup_open(m, name);
	hs_markup_text(m, text);
	hs_markup_close(m);
}
