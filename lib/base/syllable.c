// syllable.c - see syllable.h
#include "base/syllable.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vi.h"

#include <string.h>

enum {
	LETTERS_MAX = 7, // nghiêng
	BYTES_MAX = 64,  // room for these in NFD
	SHORT_MAX = 6,   // letters of an abbreviation
};

// What an onset's spelling asks of the letter that follows.
enum next { ANY, FRONT, BACK, NOT_I };

struct onset {
	const char *spelled;
	const char *name; // as the rimes call it
	enum next next;
	const char *only; // instead of name: these rimes and no others
};

static const struct onset onsets[] = {
	{"", "-", ANY, NULL},
	{"b", "b", ANY, NULL},
	{"c", "c", BACK, NULL},
	{"ch", "ch", ANY, NULL},
	{"d", "d", ANY, NULL},
	{"đ", "đ", ANY, NULL},
	{"g", "g", BACK, NULL},
	{"g", NULL, ANY, "i in iêc iêng"}, // gi before i is spelled once: gì, gìn, giếng
	{"gh", "g", FRONT, NULL},
	{"gi", "gi", NOT_I, NULL},
	{"h", "h", ANY, NULL},
	{"k", "c", FRONT, NULL},
	{"k", NULL, ANY, "a an on ông"}, // Bắc Kạn, Kon Tum, Hồng Kông
	{"kh", "kh", ANY, NULL},
	{"l", "l", ANY, NULL},
	{"m", "m", ANY, NULL},
	{"n", "n", ANY, NULL},
	{"ng", "ng", BACK, NULL},
	{"ngh", "ng", FRONT, NULL},
	{"nh", "nh", ANY, NULL},
	{"p", NULL, ANY, // Sa Pa, Pác Bó, pin, pô
	 "a ac ai an ang anh ao at ăc ăn ăng âng e ec en eng eo et ê i ich in it iêng "
	 "o oc oi on ong oong ô ôc ôn ông ơ u uc um un ung uya"},
	{"ph", "ph", ANY, NULL},
	{"qu", NULL, ANY,
	 "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây "
	 "e em en eo et ê êch ên ênh êt êu i in ich inh it iu ơ ơn ơt ôc ôn "
	 "y ych yên yêt yn ynh yp yt yu"},
	{"r", "r", ANY, NULL},
	{"s", "s", ANY, NULL},
	{"t", "t", ANY, NULL},
	{"th", "th", ANY, NULL},
	{"tr", "tr", ANY, NULL},
	{"v", "v", ANY, NULL},
	{"x", "x", ANY, NULL},
};

// A rime and the onsets it follows: these, or with '!' all but these; c, g and
// ng also stand for k, gh and ngh, '-' for none. p and qu: see there.
struct rime {
	const char *spelled;
	const char *after;
};

static const struct rime rimes[] = {
	{"a", "!"},
	{"ac", "!"},
	{"ach", "!gi"},
	{"ai", "!"},
	{"ak", "đ l"}, // Đắk Lắk, Krông Búk
	{"am", "!"},
	{"an", "!"},
	{"ang", "!"},
	{"anh", "!"},
	{"ao", "!"},
	{"ap", "!"},
	{"at", "!"},
	{"au", "!"},
	{"ay", "!"},
	{"ăc", "!"},
	{"ăk", "đ l"},
	{"ăm", "!"},
	{"ăn", "!"},
	{"ăng", "!"},
	{"ăp", "!v"},
	{"ăt", "!"},
	{"âc", "b c đ g gi h kh l m n ng nh t tr x -"},
	{"âm", "!"},
	{"ân", "!"},
	{"âng", "!g gi kh ph s th"},
	{"âp", "!"},
	{"ât", "!"},
	{"âu", "!"},
	{"ây", "!"},

	{"e", "!"},
	{"ec", "b c ch đ h l m r s t v x -"},
	{"em", "!gi"},
	{"en", "!gi"},
	{"eng", "b c ch đ h kh l m ph r s t x -"},
	{"eo", "!"},
	{"ep", "!ng v"},
	{"et", "!gi"},
	{"ê", "!"},
	{"êch", "!d gi"},
	{"êm", "!gi ph v"},
	{"ên", "!"},
	{"ênh", "!gi"},
	{"êp", "!gi kh ng ph tr v"},
	{"êt", "!"},
	{"êu", "!gi"},

	{"i", "!"},
	{"ia", "!g"},
	{"ich", "!"},
	{"im", "!"},
	{"in", "!"},
	{"inh", "!"},
	{"ip", "!ng"},
	{"it", "!"},
	{"iu", "!"},
	{"iêc", "b c ch d đ h l m n nh ph r t th v x"},
	{"iêm", "!- b g m"},
	{"iên", "!-"},
	{"iêng", "!-"},
	{"iêp", "c ch d đ h kh l n ng nh r t th tr x"},
	{"iêt", "!- g"},
	{"iêu", "!- g v"},
	{"y", "c d h l m n s t th v -"},
	{"yêm", "-"},
	{"yên", "-"},
	{"yêng", "-"},
	{"yêt", "-"},
	{"yêu", "-"},

	{"o", "!"},
	{"oc", "!"},
	{"oi", "!"},
	{"om", "!"},
	{"on", "!"},
	{"ong", "!"},
	{"op", "!gi"},
	{"ot", "!"},
	{"ô", "!"},
	{"ôc", "!"},
	{"ôi", "!"},
	{"ôm", "!"},
	{"ôn", "!"},
	{"ông", "!"},
	{"ôp", "!gi"},
	{"ôt", "!"},
	{"ơ", "!"},
	{"ơi", "!"},
	{"ơm", "!gi"},
	{"ơn", "!"},
	{"ơp", "!gi"},
	{"ơt", "!"},

	{"u", "!"},
	{"ua", "!"},
	{"uc", "!"},
	{"ui", "!"},
	{"uk", "b"},
	{"um", "!"},
	{"un", "!gi"},
	{"ung", "!"},
	{"up", "!"},
	{"ut", "!"},
	{"uôc", "b c ch d đ g gi l m n ng nh r t th tr v x -"},
	{"uôi", "!g gi kh ph v"},
	{"uôm", "!g gi h kh ph tr v"},
	{"uôn", "!g gi ph"},
	{"uông", "!kh ph"},
	{"uôt", "!g h kh ph"},
	{"ư", "!"},
	{"ưa", "!"},
	{"ưc", "!"},
	{"ưi", "c ch g kh ng -"},
	{"ưm", "h -"},
	{"ưng", "!"},
	{"ưt", "!"},
	{"ưu", "b c ch đ h kh l m ng s t th tr -"},
	{"ươc", "!g gi"},
	{"ươi", "!g kh"},
	{"ươm", "b c ch đ g h l m n r s t x -"},
	{"ươn", "!gi"},
	{"ương", "!"},
	{"ươp", "b c ch l m n r t th -"},
	{"ươt", "!g gi ng nh"},
	{"ươu", "b c h kh r tr -"},

	// with the medial
	{"oa", "b ch d đ g h kh l ng nh r s t th tr v x -"},
	{"oac", "ch đ h kh l ng nh t x -"},
	{"oach", "h kh l ng s t x -"},
	{"oai", "ch d đ h kh l ng nh s t th x -"},
	{"oam", "h kh ng nh -"},
	{"oan", "ch d đ h kh l n ng nh s t th tr v x -"},
	{"oang", "ch đ h kh l ng nh s t th x -"},
	{"oanh", "ch d đ h kh l ng t x -"},
	{"oao", "ng -"},
	{"oap", "ng -"},
	{"oat", "ch d đ h kh l ng nh s t th tr x -"},
	{"oay", "h kh l m ng nh t th x -"},
	{"oăc", "h kh ng -"},
	{"oăm", "h kh ng -"},
	{"oăn", "h kh l ng th x -"},
	{"oăng", "gi h kh l ng th -"},
	{"oăt", "ch h kh l ng nh t th -"},
	{"oe", "ch đ h kh l ng nh s t th x -"},
	{"oem", "ng nh -"},
	{"oen", "ch h kh l ng nh t x -"},
	{"oeo", "h kh ng -"},
	{"oet", "ch h kh l ng nh s t x -"},
	{"ooc", "c m r s t -"},
	{"oong", "b c đ g l m t x -"},
	{"uân", "ch d h kh l ng nh t th tr x -"},
	{"uâng", "kh"},
	{"uât", "d kh l nh s t th tr x -"},
	{"uây", "kh ng -"},
	{"uê", "ch đ h kh l nh t th x -"},
	{"uêch", "h kh ng t x -"},
	{"uênh", "ch h kh ng x -"},
	{"uơ", "h kh ng th -"},
	{"uy", "ch d đ h kh l n ng nh ph r s t th tr x -"},
	{"uya", "kh l t x"},
	{"uych", "h ng -"},
	{"uyên", "ch d h kh l ng nh t th tr x -"},
	{"uyêt", "d h kh l ng nh t th x -"},
	{"uyn", "d l t"},
	{"uynh", "đ h kh l ng -"},
	{"uyp", "t"},
	{"uyt", "b h ng s t x -"},
	{"uyu", "kh ng -"},
};

// Letters without their tone, and where that one stands.
struct spelling {
	uint32_t letters[LETTERS_MAX];
	size_t count;
	size_t toned;                   // which letter has the tone, if there is one
	uint8_t tone;                   // enum hs_tone
	char text[4 * LETTERS_MAX + 1]; // the letters in UTF-8
	size_t ends[LETTERS_MAX];       // where each ends in there
};

static bool spell(const char *nfc, struct spelling *s)
{
	const char *end = nfc + strlen(nfc);
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	while (nfc < end) {
		struct hs_vi_letter l = hs_vi_letter(NULL, hs_utf8_next(&nfc, end));

		if (!l.word || l.mark || s->count == LETTERS_MAX || (l.tone && s->tone))
			return false;
		if (l.tone) {
			s->tone = l.tone;
			s->toned = s->count;
		}
		hs_utf8_add(&text, l.base);
		s->ends[s->count] = text.len;
		s->letters[s->count++] = l.base;
	}
	memcpy(s->text, hs_buf_text(&text), text.len + 1);
	return s->count > 0;
}

static bool listed(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = list; *at; at += strspn(at, " ")) {
		size_t here = strcspn(at, " ");

		if (here == len && !memcmp(at, word, len))
			return true;
		at += here;
	}
	return false;
}

static bool may_precede(const struct onset *o, const char *rime)
{
	bool i = rime[0] == 'i' || rime[0] == 'y';
	bool front = i || rime[0] == 'e' || hs_starts(rime, "ê");

	switch (o->next) {
	case FRONT:
		return front;
	case BACK:
		return !front;
	case NOT_I:
		return !i;
	default:
		return true;
	}
}

static bool meet(const struct onset *o, const char *rime)
{
	if (o->only)
		return listed(o->only, rime);
	for (size_t i = 0; i < HS_COUNT(rimes); i++) {
		const char *after = rimes[i].after;
		bool others = after[0] == '!';

		if (!strcmp(rimes[i].spelled, rime))
			return may_precede(o, rime) &&
			       listed(after + others, o->name) != others;
	}
	return false;
}

static bool is_one_of(const char *set, uint32_t letter)
{
	const char *end = set + strlen(set);

	while (set < end)
		if (hs_utf8_next(&set, end) == letter)
			return true;
	return false;
}

static size_t vowels(const uint32_t *rime, size_t len)
{
	size_t n = 0;

	while (n < len && is_one_of("aăâeêioôơuưy", rime[n]))
		n++;
	return n;
}

// Which of the vowels the tone stands on.
static size_t main_vowel(const uint32_t *rime, size_t count, bool closed)
{
	for (size_t i = count; i-- > 0;)
		if (is_one_of("ăâêôơư", rime[i]))
			return i;
	return count == 3 || (count == 2 && closed) ? 1 : 0;
}

// oa, oe and uy at the end had theirs on the first letter and have it on the
// second; and so by mistake did quy, on the u of qu.
static bool well_placed(const struct spelling *s, size_t onset)
{
	const uint32_t *rime = s->letters + onset;
	size_t len = s->count - onset;
	size_t count = vowels(rime, len);
	bool closed = count < len;

	if (!s->tone)
		return true;
	if (!strcmp(s->text, "quy") && s->toned == 1)
		return true;
	if (s->toned == onset + main_vowel(rime, count, closed))
		return true;
	return !closed && count == 2 && s->toned == onset + 1 &&
	       (listed("oa oe uy", s->text + (onset ? s->ends[onset - 1] : 0)));
}

static bool fits(const struct spelling *s, const struct onset *o)
{
	size_t len = strlen(o->spelled), letters = 0;

	if (!hs_starts(s->text, o->spelled) || !meet(o, s->text + len))
		return false;
	while (letters < s->count && s->ends[letters] <= len)
		letters++;
	return well_placed(s, letters);
}

static bool tone_suits_end(const struct spelling *s)
{
	static const char *const stops[] = {"c", "ch", "p", "t"};

	for (size_t i = 0; i < HS_COUNT(stops); i++)
		if (hs_ends(s->text, stops[i]))
			return s->tone == HS_SAC || s->tone == HS_NANG;
	return true;
}

static bool is_syllable(const char *nfc)
{
	struct spelling s = {0};

	if (!spell(nfc, &s) || !tone_suits_end(&s))
		return false;
	for (size_t i = 0; i < HS_COUNT(onsets); i++)
		if (fits(&s, &onsets[i]))
			return true;
	return false;
}

bool hs_syllable_ok(const char *start, const char *end)
{
	size_t len = (size_t)(end - start);
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	HS_AUTO(hs_text_free) char *nfc = NULL;

	if (len == 0 || len > BYTES_MAX || memchr(start, '\0', len))
		return false;
	hs_buf_add(&text, start, len);
	nfc = hs_nfc(hs_buf_text(&text));
	return nfc && is_syllable(nfc);
}

// Letters that stand together in a text.
struct run {
	const char *start, *end;
	size_t letters, capitals, small;
	bool capital; // it begins with one
	bool marked;  // some letter has a mark, other than Đ and Ư
};

static void add_letter(struct run *r, uint32_t c, const struct hs_vi_letter *l)
{
	int kind = hs_letter_case(c);

	if (r->letters == 0)
		r->capital = kind > 0;
	r->letters += !l->mark;
	r->capitals += kind > 0;
	r->small += kind < 0;
	if (l->mark || l->tone || (l->base != l->fold && !is_one_of("đư", l->base)))
		r->marked = true;
}

// The next run from *at on, which moves past it.
static bool next_run(const char **at, const char *end, struct run *r)
{
	*r = (struct run){0};
	while (*at < end) {
		const char *here = *at;
		uint32_t c = hs_utf8_next(at, end);
		struct hs_vi_letter l = hs_vi_letter(NULL, c);
		bool letter = l.word && !(c >= '0' && c <= '9');

		if (letter && (r->letters || !l.mark)) {
			r->start = r->letters ? r->start : here;
			r->end = *at;
			add_letter(r, c, &l);
		} else if (r->letters) {
			*at = here;
			break;
		}
	}
	return r->letters > 0;
}

static bool is_known_short(const struct run *r)
{
	static const char *const known[] = {
		"TTr", "CTr", "QĐi", "TTg", "ThS", "kg", "km", "cm", "mm",
	};
	size_t len = (size_t)(r->end - r->start);

	for (size_t i = 0; i < HS_COUNT(known); i++)
		if (strlen(known[i]) == len && !memcmp(known[i], r->start, len))
			return true;
	return false;
}

static bool is_abbreviation(const struct run *r)
{
	return is_known_short(r) ||
	       (r->letters <= SHORT_MAX && r->capitals == r->letters && !r->marked);
}

static bool is_natural(const struct run *r)
{
	return r->capitals == 0 || r->small == 0 || (r->capitals == 1 && r->capital);
}

double hs_syllable_share(const char *text)
{
	const char *at = text, *end = text + strlen(text);
	size_t good = 0, all = 0;
	struct run r;

	while (next_run(&at, end, &r)) {
		bool ok = is_natural(&r) && hs_syllable_ok(r.start, r.end);

		if (r.letters == 1 || (!ok && is_abbreviation(&r)))
			continue;
		all += r.letters;
		good += ok ? r.letters : 0;
	}
	return all ? (double)good / (double)all : HS_SYLLABLE_NONE;
}
