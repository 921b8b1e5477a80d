// symbol.c - see symbol.h
#include "model/symbol.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/glyphs.h"
#include "model/phrase.h"

#include <stdlib.h>
#include <string.h>

void hs_symbol_done(struct hs_symbol *symbol)
{
	free(symbol->number);
	free(symbol->guess);
	free(symbol->symbol);
	free(symbol->type);
	*symbol = (struct hs_symbol){0};
}

static bool one_of(const struct hs_glyph *g, const char *signs)
{
	return g->c < 0x80 && g->c && strchr(signs, (int)g->c);
}

static bool hyphen(const struct hs_glyph *g)
{
	return one_of(g, "-~_") || (g->c >= 0x2010 && g->c <= 0x2015) || g->c == 0x2212;
}

static bool slash(const struct hs_glyph *g)
{
	return g->c == '/' || g->c == 0x2044 || g->c == 0x2215 || g->c == '\\';
}

static bool separator(const struct hs_glyph *g)
{
	return hyphen(g) || slash(g);
}

static bool letter(const struct hs_glyph *g)
{
	return hs_glyph_letter(g);
}

// "Số", "So:", "sốt", "Sé:": how many glyphs of the mark stand first.
static size_t mark_of(const struct hs_glyphs *g)
{
	size_t i = 2;

	if (g->count < 3 || g->list[0].fold != 's' || g->list[1].spaced ||
	    (g->list[1].fold != 'o' && g->list[1].fold != 'e'))
		return 0;
	if (letter(&g->list[i]) && !g->list[i].spaced && !g->list[i].capital)
		i++;
	if (i < g->count && letter(&g->list[i]) && !g->list[i].spaced &&
	    !g->list[i].capital)
		return 0; // a longer word
	while (i < g->count && one_of(&g->list[i], ":;"))
		i++;
	return i;
}

// Whether no digit stands between here and the next separator.
static bool letters_only(const struct hs_glyphs *g, size_t at)
{
	for (; at < g->count && !separator(&g->list[at]); at++)
		if (hs_glyph_digit(&g->list[at]))
			return false;
	return true;
}

static size_t symbol_end(const struct hs_glyphs *g, size_t at)
{
	size_t end = at, i = at;

	for (; i < g->count; i++) {
		const struct hs_glyph *c = &g->list[i];

		if (c->spaced && i > at && !separator(c) && !separator(&g->list[i - 1]))
			break;
		if (letter(c))
			end = i + 1;
		else if (!separator(c) && !one_of(c, ".,") && !hs_glyph_digit(c))
			break;
	}
	return end;
}

// ---- letters that the tables know

static char *letters_between(const struct hs_glyphs *g, size_t from, size_t to)
{
	struct hs_buf out = {0};

	for (size_t i = from; i < to; i++)
		if (g->list[i].fold)
			hs_buf_add(&out, &g->list[i].fold, 1);
	return out.len ? hs_buf_take(&out) : hs_dup("");
}

// As read: letters with their case, no dots; Ð is Đ.
static char *as_read(const struct hs_glyphs *g, size_t from, size_t to)
{
	struct hs_buf out = {0};

	for (size_t i = from; i < to; i++)
		if (g->list[i].fold)
			hs_utf8_add(&out, g->list[i].c == 0xd0 || g->list[i].c == 0x110
						  ? 0x110
						  : g->list[i].c);
	return out.len ? hs_buf_take(&out) : hs_dup("");
}

// The way of writing a code (several parted by ';') that has these letters; NULL: none.
static char *same(const char *code, const char *letters)
{
	while (code && *code) {
		size_t len = strcspn(code, ";");
		HS_AUTO(hs_text_free) char *one = hs_new(len + 1, 1);
		HS_AUTO(hs_text_free) char *bare = NULL;

		memcpy(one, code, len);
		bare = hs_letters(one);
		if (!strcmp(bare, letters))
			return HS_STEAL(one);
		code += len + (code[len] == ';');
	}
	return NULL;
}

static bool has_mark(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0x80)
			return true;
	return false;
}

// QD, QÐ and QĐÐ are QĐ, and T.Tr is TTr; but TT and TTr are two, and so are TB and TBi.
// Of two codes with the same letters (ĐA, DA) the one as it was read. Caller frees.
static char *known(const struct hs_terms *terms, enum hs_terms_table table, size_t cell,
		   const char *letters, const char *read)
{
	const struct hs_term *list = terms->tables[table].items;
	char *found = NULL;

	for (size_t i = 0; i < terms->tables[table].count; i++) {
		char *code = same(list[i].cell[cell], letters);

		if (code && (!found || has_mark(code) == has_mark(read)))
			hs_text_set(&found, code);
		free(code);
	}
	return found;
}

static char *known_type(const struct hs_terms *terms, const char *letters,
			const char *read, bool party)
{
	char *code = known(terms, HS_T_TYPES, party ? 1 : 2, letters, read);

	return code ? code : known(terms, HS_T_TYPES, party ? 2 : 1, letters, read);
}

// A letter read twice ("QĐÐ") is one, if that makes the letters known.
static char *known_doubled(const struct hs_terms *terms, const char *letters,
			   const char *read, bool party)
{
	HS_AUTO(hs_text_free) char *once = hs_dup(letters);
	size_t n = 0;

	for (size_t i = 0; letters[i]; i++)
		if (!n || once[n - 1] != letters[i])
			once[n++] = letters[i];
	once[n] = '\0';
	return known_type(terms, once, read, party);
}

struct part {
	size_t from, to; // glyphs
	bool slash;      // a slash stands before it
};

enum { PARTS_MAX = 6 };

static size_t parts_of(const struct hs_glyphs *g, size_t from, size_t to,
		       struct part parts[PARTS_MAX])
{
	size_t n = 0;
	bool behind_slash = false;

	for (size_t i = from; i < to; i++) {
		if (separator(&g->list[i])) {
			behind_slash = slash(&g->list[i]);
			continue;
		}
		if (i > from && !separator(&g->list[i - 1]) && n) {
			parts[n - 1].to = i + 1;
			continue;
		}
		if (n == PARTS_MAX)
			break;
		parts[n++] = (struct part){i, i + 1, behind_slash};
	}
	return n;
}

static void add_part(const struct hs_glyphs *g, const struct part *part, bool first,
		     const struct hs_terms *terms, struct hs_symbol *s,
		     struct hs_buf *out)
{
	HS_AUTO(hs_text_free) char *letters = letters_between(g, part->from, part->to);
	HS_AUTO(hs_text_free) char *read = as_read(g, part->from, part->to);
	HS_AUTO(hs_text_free) char *code = NULL;

	if (first) {
		code = known_type(terms, letters, read, s->party);
		if (!code)
			code = known_doubled(terms, letters, read, s->party);
		s->known_type = code != NULL;
		if (!code) // a công văn of the State has only issuers: 05/BNV-VP
			code = known(terms, HS_T_ISSUERS, 0, letters, read);
		s->known_issuer = code && !s->known_type;
		if (!s->known_issuer)
			s->type = hs_dup(code ? code : read);
	} else {
		code = known(terms, HS_T_ISSUERS, 0, letters, read);
		s->known_issuer |= code != NULL;
	}
	hs_buf_addf(out, "%s", code ? code : read);
}

// "NQ", "/HU": joined again as the Party and the State do, whatever was read.
static void set_symbol(const struct hs_glyphs *g, size_t from, size_t to,
		       const char *year, const struct hs_terms *terms,
		       struct hs_symbol *s)
{
	struct part parts[PARTS_MAX];
	size_t n = parts_of(g, from, to, parts);
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	if (year)
		hs_buf_addf(&out, "%s/", year);
	for (size_t i = 0; i < n; i++) {
		bool by_slash = i == 1 && s->party ? true : parts[i].slash;

		if (i)
			hs_buf_addf(&out, "%s", by_slash ? "/" : "-");
		add_part(g, &parts[i], i == 0, terms, s, &out);
	}
	if (n)
		s->symbol = hs_buf_take(&out);
}

static bool is_known(const struct hs_glyphs *g, size_t at, const struct hs_terms *terms)
{
	struct part parts[PARTS_MAX];
	HS_AUTO(hs_text_free) char *letters = NULL;
	HS_AUTO(hs_text_free) char *code = NULL;

	parts_of(g, at, g->count, parts);
	letters = letters_between(g, parts[0].from, parts[0].to);
	code = known_type(terms, letters, letters, false);
	if (!code)
		code = known_doubled(terms, letters, letters, false);
	if (!code)
		code = known(terms, HS_T_ISSUERS, 0, letters, letters);
	return code != NULL;
}

// "JATTP-" before "TC", "KI-" of "176/KI-ATTP": letters and a separator right behind
// them.
static bool joined(const struct hs_glyphs *g, size_t from, size_t first, size_t at)
{
	size_t i = first;

	while (i < at && letter(&g->list[i]))
		i++;
	if (i + 1 != at || !separator(&g->list[i]))
		return false;
	return i - first >= 3 || (i - first == 2 && first > from + 1 &&
				  hs_glyph_digit(&g->list[first - 2]));
}

// The symbol begins with a capital letter that stands behind a sign or a space, before
// letters only: where the tables know them, else the first.
static size_t symbol_start(const struct hs_glyphs *g, size_t from,
			   const struct hs_terms *terms)
{
	size_t first = g->count;

	for (size_t i = from; i < g->count; i++) {
		if (!letter(&g->list[i]) || !g->list[i].capital || !letters_only(g, i) ||
		    (i > from && !g->list[i].spaced && g->list[i - 1].fold))
			continue;
		if (is_known(g, i, terms))
			return first < i && joined(g, from, first, i) ? first : i;
		first = first == g->count ? i : first;
	}
	return first;
}

// ---- the number

// Digits and nothing else, maybe one small letter behind them: "12", "05", "12a".
static bool is_number(const struct hs_glyphs *g, size_t from, size_t to)
{
	size_t digits = 0;

	for (size_t i = from; i < to; i++) {
		if (hs_glyph_digit(&g->list[i]) && digits == i - from)
			digits++;
		else if (i + 1 != to || !digits || !letter(&g->list[i]) ||
			 g->list[i].capital)
			return false;
	}
	return digits >= 1 && digits <= 5;
}

static char *text_between(const struct hs_glyphs *g, size_t from, size_t to)
{
	struct hs_buf out = {0};

	for (size_t i = from; i < to; i++)
		hs_utf8_add(&out, g->list[i].c);
	return hs_buf_take(&out);
}

static bool is_year(const struct hs_glyphs *g, size_t from, size_t to)
{
	return to - from == 4 && is_number(g, from, to) &&
	       ((g->list[from].c == '1' && g->list[from + 1].c == '9') ||
		(g->list[from].c == '2' && g->list[from + 1].c == '0'));
}

// All of it like digits, and most of it digits: "l36", "1S0"; not "ZZ".
static char *guess_between(const struct hs_glyphs *g, size_t from, size_t to)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	size_t digits = 0;

	for (size_t i = from; i < to; i++) {
		int digit = hs_glyph_like_digit(&g->list[i]);

		if (digit < 0)
			return NULL;
		digits += hs_glyph_digit(&g->list[i]);
		hs_buf_addf(&out, "%d", digit);
	}
	return digits && 2 * digits >= to - from && to - from <= 4 ? hs_buf_take(&out)
								   : NULL;
}

// What stands before the symbol: 12-, 15/2021/, 136/, ....../, 442./
static char *take_number(const struct hs_glyphs *g, size_t from, size_t to,
			 struct hs_symbol *s)
{
	size_t end = to;
	char *year = NULL;

	if (end > from && separator(&g->list[end - 1])) {
		s->party = hyphen(&g->list[end - 1]);
		end--;
	} else if (end > from && g->list[end - 1].c == ',') {
		end--; // a slash as it is misread
	}
	for (size_t i = from; i < end; i++)
		if (slash(&g->list[i]) && is_year(g, i + 1, end)) {
			year = text_between(g, i + 1, end);
			end = i;
		}
	s->number_at = hs_glyph_at(g, from);
	s->number_end = end ? hs_glyph_at(g, end - 1) + 1 : s->number_at;
	if (is_number(g, from, end))
		s->number = text_between(g, from, end);
	else {
		s->strange = end > from;
		s->guess = guess_between(g, from, end);
	}
	return year;
}

bool hs_symbol_parse(const char *text, const struct hs_terms *terms, struct hs_symbol *s)
{
	struct hs_glyphs g;
	size_t from, at, end;
	HS_AUTO(hs_text_free) char *year = NULL;

	*s = (struct hs_symbol){0};
	hs_glyphs_of(text, &g);
	from = mark_of(&g);
	s->marked = from > 0;
	at = symbol_start(&g, from, terms);
	end = symbol_end(&g, at);
	if (at == g.count && !s->marked)
		return false;
	year = take_number(&g, from, at, s);
	s->symbol_at = hs_glyph_at(&g, at);
	s->symbol_end = end > at ? hs_glyph_at(&g, end) : s->symbol_at;
	if (end > at + 1)
		set_symbol(&g, at, end, year, terms, s);
	return s->symbol || s->number || s->strange;
}

// ---- what else stands on the page

static bool near(const char *a, const char *b, size_t least)
{
	size_t longer = strlen(a) > strlen(b) ? strlen(a) : strlen(b);

	return longer >= least && hs_letters_like(a, b) >= 1 - 1.01 / (double)longer;
}

static const char *issuer_near(const char *part, const char *bodies,
			       const struct hs_terms *terms)
{
	const struct hs_term *list = terms->tables[HS_T_ISSUERS].items;
	HS_AUTO(hs_text_free) char *letters = hs_letters(part);
	HS_AUTO(hs_text_free) char *above = hs_letters(bodies);
	HS_AUTO(hs_text_free) char *right = known(terms, HS_T_ISSUERS, 0, letters, part);

	for (size_t i = 0; i < terms->tables[HS_T_ISSUERS].count && !right; i++) {
		HS_AUTO(hs_text_free) char *code = hs_letters(list[i].cell[0]);
		char *const *names = list[i].letters.items;

		for (size_t k = 0; k < list[i].letters.count && near(code, letters, 3);
		     k++)
			if (hs_letters_in(above, names[k], NULL, NULL) >= 0.9)
				return list[i].cell[0];
	}
	return NULL;
}

static const char *type_near(const struct hs_symbol *s, const struct hs_term *type,
			     const char *part)
{
	const char *code = type ? type->cell[s->party ? 1 : 2] : NULL;
	HS_AUTO(hs_text_free) char *letters = hs_letters(part);
	HS_AUTO(hs_text_free) char *theirs = hs_letters(code ? code : "");

	return code && !s->known_type && near(letters, theirs, 2) ? code : NULL;
}

char *hs_symbol_mend(const struct hs_symbol *s, const struct hs_term *type,
		     const char *bodies, const struct hs_terms *terms)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	const char *at = s->symbol;
	bool mended = false, first = true;

	while (at && *at) {
		size_t len = strcspn(at, "/-");
		HS_AUTO(hs_text_free) char *part = hs_new(len + 1, 1);
		const char *right = NULL;

		memcpy(part, at, len);
		if (*part < '0' || *part > '9') { // no year
			right = first             ? type_near(s, type, part)
				: s->known_issuer ? NULL
						  : issuer_near(part, bodies, terms);
			first = false;
		}
		mended |= right != NULL;
		hs_buf_addf(&out, "%s", right ? right : part);
		hs_buf_add(&out, at + len, at[len] != '\0');
		at += len + (at[len] != '\0');
	}
	return mended ? hs_buf_take(&out) : NULL;
}
