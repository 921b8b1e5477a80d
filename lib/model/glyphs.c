// glyphs.c - see glyphs.h
#include "model/glyphs.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vi.h"

#include <string.h>

static bool add(struct hs_glyphs *glyphs, uint32_t c, bool spaced, size_t at)
{
	struct hs_vi_letter l = hs_vi_letter(NULL, c);
	struct hs_glyph *g = &glyphs->list[glyphs->count];

	if (glyphs->count == HS_GLYPHS_MAX)
		return false;
	*g = (struct hs_glyph){.c = c, .spaced = spaced, .at = (uint16_t)at};
	if ((l.fold >= 'a' && l.fold <= 'z') || (l.fold >= '0' && l.fold <= '9'))
		g->fold = (char)l.fold;
	g->capital = hs_letter_case(c) > 0;
	glyphs->count++;
	return true;
}

void hs_glyphs_of(const char *text, struct hs_glyphs *glyphs)
{
	const char *at = text, *end = text + strnlen(text, UINT16_MAX);
	bool spaced = false;

	glyphs->count = 0;
	glyphs->len = (size_t)(end - text);
	while (at < end) {
		size_t here = (size_t)(at - text);
		uint32_t c = hs_utf8_next(&at, end);

		if (c <= ' ' || c == 0xa0) {
			spaced = true;
			continue;
		}
		if (!add(glyphs, c, spaced, here))
			break;
		spaced = false;
	}
}

bool hs_glyph_digit(const struct hs_glyph *g)
{
	return g->c >= '0' && g->c <= '9';
}

bool hs_glyph_letter(const struct hs_glyph *g)
{
	return g->fold >= 'a' && g->fold <= 'z';
}

size_t hs_glyph_at(const struct hs_glyphs *glyphs, size_t i)
{
	return i < glyphs->count ? glyphs->list[i].at : glyphs->len;
}

int hs_glyph_like_digit(const struct hs_glyph *g)
{
	static const struct {
		uint32_t c;
		int digit;
	} alike[] = {
		{'l', 1},    {'I', 1},   {'|', 1},  {'[', 1},  {']', 1},
		{'i', 1},    {'!', 1},   {0xcd, 1}, {0xec, 1}, {0xcc, 1},
		{0x1ec9, 1}, {0x128, 1}, // Í ì Ì ỉ Ĩ
		{'O', 0},    {'o', 0},   {'Q', 0},  {'D', 0},  {'S', 5},
		{'s', 5},    {0x160, 5}, {'B', 8},  {'&', 8},  {'Z', 2},
		{'z', 2},    {'G', 6},   {'b', 6},  {'g', 9},  {'q', 9},
		{0xd2, 0},   {0xd3, 0},  {0xd4, 0}, {0xd5, 0}, // Ò Ó Ô Õ
		{0xd8, 0},
	};

	if (hs_glyph_digit(g))
		return (int)(g->c - '0');
	for (size_t i = 0; i < HS_COUNT(alike); i++)
		if (alike[i].c == g->c)
			return alike[i].digit;
	return -1;
}
