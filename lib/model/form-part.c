// form-part.c - see form-part.h
#include "model/form-part.h"
#include "model/document.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool excepted(const char *list, const char *type)
{
	size_t n = strlen(type);

	while (*list) {
		size_t len = strcspn(list, ";");

		if (len == n && !strncmp(list, type, n))
			return true;
		list += len + (list[len] == ';');
	}
	return false;
}

static bool asks(const struct hs_form_view *v, enum hs_form_rule rule)
{
	const struct hs_form_limit *limit = &v->form->rules[rule];

	if (!limit->on || !*limit->except)
		return limit->on;
	return v->type && !excepted(limit->except, v->type);
}

void hs_form_remark(const struct hs_form_view *v, enum hs_form_rule rule, const char *fmt,
		    ...)
{
	char *detail = NULL;
	va_list args;

	if (!asks(v, rule))
		return;
	va_start(args, fmt);
	if (vasprintf(&detail, fmt, args) < 0)
		detail = NULL;
	va_end(args);
	hs_remark_add(v->remarks, hs_form_rule_name(rule), detail,
		      v->form->rules[rule].clause, v->page);
	free(detail);
}

int32_t hs_line_foot(const struct hs_line *line)
{
	return line->box.y + line->box.h;
}

int32_t hs_line_end(const struct hs_line *line)
{
	return line->box.x + line->box.w;
}

bool hs_form_empty(const struct hs_form_view *v, int32_t left, int32_t top, int32_t right,
		   int32_t bottom)
{
	const struct hs_words *words = v->lines->words;

	if (v->lines->plain || left >= right || top >= bottom)
		return false;
	for (size_t i = 0; i < words->count; i++) {
		const struct hs_box *b = &words->list[i].box;
		int32_t x = b->x + b->w / 2, y = b->y + b->h / 2;

		if (x >= left && x < right && y >= top && y < bottom &&
		    words->list[i].text[strspn(words->list[i].text, "-_*=—–")])
			return false;
	}
	return true;
}

bool hs_form_placed(const struct hs_form_view *v, enum hs_form_rule rule,
		    const struct hs_line *line)
{
	const struct hs_lines *l = v->lines;
	int32_t middle = line->box.x + line->box.w / 2, half = (l->left + l->right) / 2;
	int32_t off = middle - half, by_page = middle - (int32_t)l->width / 2;
	int32_t much = (int32_t)l->width / 10;

	if (l->plain)
		return true;
	switch (v->form->rules[rule].place) {
	case HS_FORM_LEFT:
		return off < -2 * l->tall || by_page < -2 * l->tall;
	case HS_FORM_RIGHT:
		return off > 2 * l->tall || by_page > 2 * l->tall;
	default:
		return abs(off) <= much || abs(by_page) <= much;
	}
}

bool hs_form_running(const struct hs_lines *lines, const struct hs_line *line)
{
	return !line->capitals && line->box.w > (int32_t)lines->width * 6 / 10 &&
	       line->count >= 5 && (double)line->confidence >= 0.7;
}
