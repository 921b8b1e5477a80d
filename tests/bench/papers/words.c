// words.c - see words.h
#include "bench/papers/words.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/text.h"
#include "bench/papers/phrases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { DEEP = 12 };

const char *const words_provinces[] = {
	"Nam Định",  "Thái Bình",   "Hà Nam",    "Ninh Bình", "Thanh Hóa", "Nghệ An",
	"Hòa Bình",  "Tuyên Quang", "Phú Thọ",   "Bắc Giang", "Hưng Yên",  "Quảng Ngãi",
	"Bình Định", "Lâm Đồng",    "Hậu Giang", "Vĩnh Long", "Bến Tre",   "Long An",
};

int words_province_count(void)
{
	return (int)HS_COUNT(words_provinces);
}

static void add(struct hs_buf *out, const char *text)
{
	hs_buf_add(out, text, strlen(text));
}

static const char *said(const struct say *say, const char *name)
{
	for (; say && say->name; say++)
		if (!strcmp(say->name, name))
			return say->text;
	return NULL;
}

static const char *listed(const char *name)
{
	for (const struct phrases *p = phrases_table; p->name; p++)
		if (!strcmp(p->name, name))
			return p->list;
	fprintf(stderr, "make-papers: no phrases called '%s'\n", name);
	exit(1);
}

static char *one_of(struct chance *c, const char *list)
{
	int n = 1;

	for (const char *at = list; *at; at++)
		n += *at == '|';
	for (n = chance_below(c, n); n > 0; n--)
		list = strchr(list, '|') + 1;
	return strndup(list, strcspn(list, "|"));
}

static void fill(struct chance *c, const struct say *say, const char *template, int depth,
		 struct hs_buf *out);

static void fill_slot(struct chance *c, const struct say *say, const char *name,
		      int depth, struct hs_buf *out)
{
	HS_AUTO(hs_text_free) char *chosen = NULL;
	const char *text = said(say, name);
	int low, high;

	if (sscanf(name, "n:%d-%d", &low, &high) == 2) {
		hs_buf_addf(out, "%d", chance_between(c, low, high));
		return;
	}
	if (sscanf(name, "z:%d-%d", &low, &high) == 2) {
		hs_buf_addf(out, "%02d", chance_between(c, low, high));
		return;
	}
	if (!strcmp(name, "person"))
		chosen = words_person(c);
	else if (!text)
		chosen = one_of(c, listed(name));
	fill(c, say, text ? text : chosen, depth + 1, out);
}

static void fill(struct chance *c, const struct say *say, const char *template, int depth,
		 struct hs_buf *out)
{
	char name[64];

	while (*template && depth < DEEP) {
		size_t plain = strcspn(template, "{");
		size_t len;

		hs_buf_add(out, template, plain);
		template += plain;
		if (!*template)
			break;
		len = strcspn(template, "}");
		snprintf(name, sizeof(name), "%.*s", (int)len - 1, template + 1);
		fill_slot(c, say, name, depth, out);
		template += len + 1;
	}
}

char *words_fill(struct chance *c, const struct say *say, const char *template)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	fill(c, say, template, 0, &out);
	add(&out, "");
	return hs_buf_take(&out);
}

char *words_person(struct chance *c)
{
	return words_fill(c, NULL,
			  chance_in(c, 70) ? "{surname} {middle} {given}"
					   : "{surname} {middle} {given} {given}");
}

char *words_place(struct chance *c)
{
	return words_fill(c, NULL, "{place1} {place2}");
}

static char *capitals(const char *text, bool all)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	const char *at = text, *end = text + strlen(text);

	for (bool first = true; at < end; first = false) {
		uint32_t letter = hs_utf8_next(&at, end);

		if (all || first)
			letter = (uint32_t)utf8proc_toupper((utf8proc_int32_t)letter);
		hs_utf8_add(&out, letter);
	}
	add(&out, "");
	return hs_buf_take(&out);
}

char *words_capitals(const char *text)
{
	return capitals(text, true);
}

char *words_first_capital(const char *text)
{
	return capitals(text, false);
}

char *words_late_tones(const char *text)
{
	static const char *const late[][2] = {
		{"ủy", "uỷ"}, {"ỦY", "UỶ"}, {"Ủy", "Uỷ"}, {"òa", "oà"}, {"ÒA", "OÀ"},
		{"óa", "oá"}, {"ÓA", "OÁ"}, {"úy", "uý"}, {"ÚY", "UÝ"},
	};
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	while (*text) {
		size_t i = 0, len;

		while (i < HS_COUNT(late) && !hs_starts(text, late[i][0]))
			i++;
		len = i < HS_COUNT(late) ? strlen(late[i][0]) : 1;
		if (i < HS_COUNT(late))
			add(&out, late[i][1]);
		else
			hs_buf_add(&out, text, len);
		text += len;
	}
	add(&out, "");
	return hs_buf_take(&out);
}
