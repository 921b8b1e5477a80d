// vi.c - see vi.h
#include "base/vi.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum {
	TABLE = 0x2000, // Latin with all its extensions, and what lies between
	PARTS = 8,      // code points that one letter may come apart into
	CAPITAL_D = 0x110,
	SMALL_D = 0x111,
};

struct hs_vi {
	struct hs_vi_letter letters[TABLE];
};

static uint8_t tone_of(utf8proc_int32_t mark)
{
	switch (mark) {
	case 0x300:
		return HS_HUYEN;
	case 0x301:
		return HS_SAC;
	case 0x309:
		return HS_HOI;
	case 0x303:
		return HS_NGA;
	case 0x323:
		return HS_NANG;
	default:
		return HS_NGANG;
	}
}

static bool is_mark(utf8proc_int32_t c)
{
	return utf8proc_category(c) == UTF8PROC_CATEGORY_MN;
}

// a and mark as one letter; 0 where Unicode has none.
static uint32_t composed(uint32_t a, uint32_t mark)
{
	utf8proc_int32_t pair[2] = {(utf8proc_int32_t)a, (utf8proc_int32_t)mark};

	if (utf8proc_normalize_utf32(pair, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE) != 1)
		return 0;
	return (uint32_t)pair[0];
}

static uint32_t in_lower_case(uint32_t c)
{
	switch (c) {
	case 0xd0:  // Ð
	case 0xf0:  // ð
	case 0x189: // Ɖ
	case 0x256: // ɖ
	case CAPITAL_D:
		return SMALL_D;
	default:
		return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
	}
}

static bool of_a_word(uint32_t c)
{
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);

	return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
	       k == UTF8PROC_CATEGORY_ND || k == UTF8PROC_CATEGORY_MN;
}

// Takes the marks of a letter apart: its tone is noted, the others stay on.
static void undress(struct hs_vi_letter *l, const utf8proc_int32_t *parts, int count)
{
	uint32_t base = (uint32_t)parts[0];
	uint8_t tone = HS_NGANG;

	for (int i = 1; i < count; i++) {
		uint8_t is_tone = tone_of(parts[i]);
		uint32_t joined = is_tone ? base : composed(base, (uint32_t)parts[i]);

		if (!is_mark(parts[i]) || !joined)
			return; // Hangul, or nothing that could be said shorter
		tone = is_tone ? is_tone : tone;
		base = joined;
	}
	l->base = base;
	l->tone = tone;
	l->fold = (uint32_t)parts[0];
}

static struct hs_vi_letter work_out(uint32_t c)
{
	uint32_t low = in_lower_case(c);
	struct hs_vi_letter l = {.lower = low, .base = low, .fold = low};
	utf8proc_int32_t parts[PARTS];
	int boundary = 0;
	utf8proc_ssize_t count = utf8proc_decompose_char(
		(utf8proc_int32_t)low, parts, PARTS, UTF8PROC_DECOMPOSE, &boundary);

	l.word = of_a_word(c);
	l.mark = is_mark((utf8proc_int32_t)c);
	if (l.mark) {
		if (count == 1) // some marks are only another's second name
			l.lower = l.base = (uint32_t)parts[0];
		l.tone = tone_of((utf8proc_int32_t)l.lower);
		l.fold = 0;
	} else if (low == SMALL_D) {
		l.fold = 'd';
	} else if (count > 1 && count <= PARTS) {
		undress(&l, parts, (int)count);
	}
	return l;
}

struct hs_vi *hs_vi_new(void)
{
	struct hs_vi *vi = HS_NEW(struct hs_vi);

	for (uint32_t c = 0; c < TABLE; c++)
		vi->letters[c] = work_out(c);
	return vi;
}

void hs_vi_free(struct hs_vi **vi)
{
	free(*vi);
	*vi = NULL;
}

struct hs_vi_letter hs_vi_letter(const struct hs_vi *vi, uint32_t character)
{
	return vi && character < TABLE ? vi->letters[character] : work_out(character);
}

static size_t put(char *out, uint32_t c)
{
	if (c < 0x80) {
		*out = (char)c;
		return 1;
	}
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
}

// A word in the making.
struct word {
	struct hs_vi_token *token;
	size_t letters;
	size_t last;        // where the latest letter begins in exact
	uint32_t last_base; // and which one it is
	uint8_t tone;       // of the latest letter: the last mark decides
	uint8_t tones[HS_VI_LETTERS];
	size_t tone_count;
};

static void end_letter(struct word *w)
{
	if (w->tone)
		w->tones[w->tone_count++] = w->tone;
	w->tone = HS_NGANG;
}

static void add_letter(struct word *w, const struct hs_vi_letter *l)
{
	struct hs_vi_token *t = w->token;

	w->letters++;
	end_letter(w);
	w->tone = l->tone;
	w->last = t->exact_len;
	w->last_base = l->base;
	t->exact_len += put(t->exact + t->exact_len, l->base);
	if (l->fold)
		t->fold_len += put(t->fold + t->fold_len, l->fold);
}

// A mark that stands alone (NFD) joins the letter before it.
static void add_mark(struct word *w, const struct hs_vi_letter *l)
{
	struct hs_vi_token *t = w->token;
	uint32_t joined = l->tone ? 0 : composed(w->last_base, l->lower);

	if (l->tone) {
		w->tone = l->tone;
	} else if (joined) {
		w->last_base = joined;
		t->exact_len = w->last + put(t->exact + w->last, joined);
	} else {
		w->letters++; // it takes room like one
		t->exact_len += put(t->exact + t->exact_len, l->lower);
	}
}

static void end_word(struct word *w)
{
	struct hs_vi_token *t = w->token;

	end_letter(w);
	t->stem = t->exact_len;
	memcpy(t->exact + t->exact_len, w->tones, w->tone_count);
	t->exact_len += w->tone_count;
}

bool hs_vi_next(const struct hs_vi *vi, const char **at, const char *end,
		struct hs_vi_token *token)
{
	struct word w = {.token = token};
	bool inside = false;

	token->exact_len = token->fold_len = 0;
	while (*at < end) {
		const char *here = *at;
		struct hs_vi_letter l = hs_vi_letter(vi, hs_utf8_next(at, end));

		if (!l.word || (l.mark && !inside)) {
			if (!inside)
				continue;
			*at = here;
			break;
		}
		if (!inside)
			token->start = here;
		inside = true;
		token->end = *at;
		if (w.letters >= HS_VI_LETTERS)
			continue;
		if (l.mark)
			add_mark(&w, &l);
		else
			add_letter(&w, &l);
	}
	end_word(&w);
	return inside;
}

static bool is_number(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	return len > 0;
}

bool hs_vi_same(const char *a, size_t a_len, const char *b, size_t b_len)
{
	struct hs_vi_token x, y;
	const char *at = a, *bt = b;

	return hs_vi_next(NULL, &at, a + a_len, &x) &&
	       hs_vi_next(NULL, &bt, b + b_len, &y) && x.exact_len == y.exact_len &&
	       !memcmp(x.exact, y.exact, x.exact_len);
}

char *hs_vi_words(const char *text)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	const char *at = text, *end = text + strlen(text);
	struct hs_vi_token t;

	while (hs_vi_next(NULL, &at, end, &t)) {
		size_t skip = 0;

		if (is_number(t.fold, t.fold_len))
			while (skip + 1 < t.fold_len && t.fold[skip] == '0')
				skip++;
		if (out.len == 0)
			hs_buf_add(&out, " ", 1);
		hs_buf_add(&out, t.fold + skip, t.fold_len - skip);
		hs_buf_add(&out, " ", 1);
	}
	return hs_buf_take(&out);
}

bool hs_vi_writable(uint32_t character)
{
	static const char bases[] = "aăâeêioôơuưy";
	struct hs_vi_letter l;
	const char *at = bases, *end = bases + sizeof(bases) - 1;

	if (character < 0x80)
		return (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
	if (character == CAPITAL_D || character == SMALL_D)
		return true;
	if (character > 0x1b0 && character < 0x1ea0)
		return false; // ṍ carries two tones
	l = hs_vi_letter(NULL, character);
	if (l.mark || (l.base == l.fold && l.tone == HS_NGANG))
		return false;
	while (at < end)
		if (hs_utf8_next(&at, end) == l.base)
			return true;
	return false;
}

char *hs_vi_small(const char *start, const char *end)
{
	HS_AUTO(hs_buf_done) struct hs_buf small = {0};
	char *nfc;

	while (start < end) {
		struct hs_vi_letter l = hs_vi_letter(NULL, hs_utf8_next(&start, end));

		if (!l.mark && hs_letter_case(l.lower) == 0)
			return hs_dup("");
		hs_utf8_add(&small, l.lower);
	}
	nfc = hs_nfc(hs_buf_text(&small));
	return nfc ? nfc : hs_dup("");
}
