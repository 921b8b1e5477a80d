// wording.c - see wording.h
#include "model/wording.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/syllable.h"
#include "base/text.h"
#include "base/vi.h"
#include "model/phrase.h"

#include <stdlib.h>
#include <string.h>

// How sure a word is that the tables bear out.
#define BORNE_OUT 0.96

// A word at the end of a block that was read less surely than this is dirt.
#define DIRT 0.5

enum { NAME_WORDS_MAX = 8 };

void hs_wording_done(struct hs_wording *w)
{
	struct hs_worded *list = w->words.items;

	for (size_t i = 0; i < w->words.count; i++)
		free(list[i].text);
	free(list);
	*w = (struct hs_wording){0};
}

static void add(struct hs_wording *w, const char *text, double sure)
{
	*(struct hs_worded *)hs_list_add(&w->words, sizeof(struct hs_worded)) =
		(struct hs_worded){hs_dup(text), sure};
}

static void add_line(struct hs_wording *w, const struct hs_lines *lines,
		     const struct hs_line *line, size_t skip)
{
	const struct hs_word *const *order = lines->order + line->first;
	size_t offset = 0;

	for (size_t i = 0; i < line->count; i++) {
		size_t len = strlen(order[i]->text), from = 0;

		if (offset < skip)
			from = skip - offset;
		offset += len + 1;
		if (from >= len)
			continue;
		add(w, order[i]->text + from, (double)order[i]->confidence);
		w->box = w->box.w ? hs_box_round(&w->box, &order[i]->box) : order[i]->box;
	}
}

void hs_wording_of(const struct hs_lines *lines, const struct hs_block *block,
		   struct hs_wording *w)
{
	for (size_t i = 0; i < block->count; i++)
		add_line(w, lines, block->lines[i], i == 0 ? block->skip : 0);
}

// ---- by the tables

// The words of a name, each in a buffer; how many.
static size_t words_of(const char *name, char *words[NAME_WORDS_MAX])
{
	size_t n = 0;

	while (*name && n < NAME_WORDS_MAX) {
		size_t len = strcspn(name, " ;");

		words[n] = hs_new(len + 1, 1);
		memcpy(words[n++], name, len);
		name += len;
		if (*name == ';')
			break;
		name += *name == ' ';
	}
	return n;
}

static bool in_capitals(const char *text)
{
	const char *end = text + strlen(text);

	while (text < end)
		if (hs_letter_case(hs_utf8_next(&text, end)) < 0)
			return false;
	return true;
}

// How many words from `at` on are the name's, but for marks; 0: not all of it.
static size_t fits(const struct hs_wording *w, size_t at, char *const *name, size_t count)
{
	const struct hs_worded *list = w->words.items;

	if (at + count > w->words.count || (count == 1 && at > 0))
		return 0;
	for (size_t i = 1; i < count;
	     i++) // no phrase goes on from capitals to small letters
		if (in_capitals(list[at].text) && !in_capitals(list[at + i].text) &&
		    strlen(list[at].text) > 2)
			return 0;
	for (size_t i = 0; i < count; i++) {
		HS_AUTO(hs_text_free) char *mine = hs_letters(list[at + i].text);
		HS_AUTO(hs_text_free) char *theirs = hs_letters(name[i]);

		if (strcmp(mine, theirs) != 0)
			return 0;
	}
	return count;
}

// The word as the name has it, in the case and with the signs of what was read.
static char *as_printed(const char *read, const char *name)
{
	struct hs_vi_token mine, theirs;
	const char *at = read, *end = read + strlen(read), *bt = name, *letter;
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	HS_AUTO(hs_text_free) char *capitals = hs_capitals(name);
	const char *ct = capitals;

	if (!hs_vi_next(NULL, &at, end, &mine) ||
	    !hs_vi_next(NULL, &bt, name + strlen(name), &theirs))
		return NULL;
	hs_buf_add(&out, read, (size_t)(mine.start - read));
	letter = mine.start;
	bt = theirs.start;
	ct = capitals + (theirs.start - name);
	while (bt < theirs.end) {
		uint32_t small = hs_utf8_next(&bt, theirs.end);
		uint32_t large = hs_utf8_next(&ct, capitals + strlen(capitals));
		int which = letter < mine.end
				    ? hs_letter_case(hs_utf8_next(&letter, mine.end))
				    : 0;

		hs_utf8_add(&out, which > 0 ? large : hs_vi_letter(NULL, small).lower);
	}
	hs_buf_addf(&out, "%s", mine.end);
	return hs_buf_take(&out);
}

static void put_right(struct hs_worded *word, const char *as, bool capitals_only)
{
	bool same = hs_vi_same(word->text, strlen(word->text), as, strlen(as));

	if (capitals_only ? !in_capitals(word->text) : same)
		return;
	if (!same) {
		char *right = as_printed(word->text, as);

		if (!right)
			return;
		free(word->text);
		word->text = right;
	}
	word->sure = word->sure < BORNE_OUT ? BORNE_OUT : word->sure;
}

static bool same_words(char *const *a, char *const *b, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!hs_vi_same(a[i], strlen(a[i]), b[i], strlen(b[i])))
			return false;
	return true;
}

static size_t correct_at(struct hs_wording *w, size_t at, const struct hs_list *table,
			 bool capitals_only)
{
	const struct hs_term *terms = table->items;
	struct hs_worded *list = w->words.items;
	HS_AUTO(hs_text_free) char *first = hs_letters(list[at].text);
	char *best[NAME_WORDS_MAX] = {0};
	size_t most = 0;
	bool two = false; // as long as each other: nobody knows which (Đoàn, Doãn)

	for (size_t t = 0; t < table->count; t++) {
		char *const *letters = terms[t].letters.items;
		char *name[NAME_WORDS_MAX] = {0};
		bool may, better;
		size_t n;

		if (!terms[t].letters.count || !hs_starts(letters[0], first))
			continue;
		n = words_of(terms[t].cell[0], name);
		may = n && n >= most && fits(w, at, name, n) == n;
		better = may && n > most;
		two = !better && (two || (may && !same_words(name, best, n)));
		for (size_t i = 0; i < NAME_WORDS_MAX; i++) {
			if (better) {
				free(best[i]);
				best[i] = name[i];
			} else {
				free(name[i]);
			}
		}
		most = better ? n : most;
	}
	for (size_t i = 0; i < most && !two; i++)
		put_right(&list[at + i], best[i], capitals_only);
	for (size_t i = 0; i < NAME_WORDS_MAX; i++)
		free(best[i]);
	return most;
}

// Without a slash they have a dot behind them, read or not.
static bool stands_for(const char *text)
{
	static const char *const said[] = {"TM", "KT", "TL", "TUQ", "Q"};

	for (size_t i = 0; i < HS_COUNT(said); i++)
		if (!strcmp(text, said[i]))
			return true;
	return false;
}

// From its first letter or digit to its last; TM, KT get their dot. Caller frees.
static char *bare_word(const char *text)
{
	const char *at = text, *end = text + strlen(text), *first = NULL, *last = text;
	struct hs_buf out = {0};

	while (at < end) {
		const char *here = at;

		if (!hs_vi_letter(NULL, hs_utf8_next(&at, end)).word)
			continue;
		first = first ? first : here;
		last = at;
	}
	if (first)
		hs_buf_add(&out, first, (size_t)(last - first));
	if (out.len && stands_for(out.data))
		hs_buf_addf(&out, ".");
	return out.len ? hs_buf_take(&out) : NULL;
}

// "T/MBAN", "TM.BAN", "TỈNH.NGHỆ" are two words: where the second begins; NULL: it is
// one.
static char *runs_on(char *text)
{
	char *dot = strchr(text, '.');

	if (dot && strlen(dot) > 3 &&
	    (hs_starts(text, "TM.") || hs_starts(text, "KT.") || hs_starts(text, "TL.")))
		return dot + 1;
	if (strlen(text) > 4 && text[1] == '/' && strchr("TK", text[0]) &&
	    strchr("MTL", text[2]) && text[3] != '.')
		return text + 3;
	return dot && dot - text >= 3 && strlen(dot) > 3 && !strchr(dot + 1, '.') ? dot
										  : NULL;
}

void hs_wording_plain(struct hs_wording *w)
{
	struct hs_list old = w->words;
	struct hs_worded *list = old.items;

	w->words = (struct hs_list){0};
	for (size_t i = 0; i < old.count; i++) {
		HS_AUTO(hs_text_free) char *text = bare_word(list[i].text);
		HS_AUTO(hs_text_free) char *rest = NULL;
		char *second = text ? runs_on(text) : NULL;

		if (second) {
			rest = hs_dup(second + (*second == '.'));
			*second = '\0';
		}
		if (text)
			add(w, text, list[i].sure);
		if (rest)
			add(w, rest, list[i].sure);
		free(list[i].text);
	}
	free(list);
}

void hs_wording_correct(struct hs_wording *w, const struct hs_terms *terms,
			enum hs_terms_table table)
{
	for (size_t i = 0; i < w->words.count;) {
		size_t n = correct_at(w, i, &terms->tables[table],
				      table == HS_T_BODIES || table == HS_T_POSITIONS);

		i += n ? n : 1;
	}
}

// How many letters the first word lacks of the name's, where all other words are alike;
// 0: none, or it is another name.
static size_t lacks(const struct hs_wording *w, char *const *name, size_t count)
{
	const struct hs_worded *list = w->words.items;
	HS_AUTO(hs_text_free) char *mine = hs_letters(list[0].text);
	HS_AUTO(hs_text_free) char *theirs = hs_letters(name[0]);
	size_t n = strlen(mine), m = strlen(theirs);

	if (count < 2 || count != w->words.count || n == 0 || n >= m ||
	    strcmp(theirs + (m - n), mine) != 0)
		return 0;
	for (size_t i = 1; i < count; i++) {
		HS_AUTO(hs_text_free) char *one = hs_letters(list[i].text);
		HS_AUTO(hs_text_free) char *other = hs_letters(name[i]);

		if (strcmp(one, other) != 0)
			return 0;
	}
	return m - n;
}

void hs_wording_complete(struct hs_wording *w, const struct hs_terms *terms,
			 enum hs_terms_table table)
{
	const struct hs_term *list = terms->tables[table].items;
	struct hs_worded *words = w->words.items;

	for (size_t t = 0; t < terms->tables[table].count && w->words.count; t++) {
		char *name[NAME_WORDS_MAX] = {0};
		size_t n = words_of(list[t].cell[0], name);
		bool found = n && lacks(w, name, n) > 0;

		if (found) {
			free(words[0].text);
			words[0].text = hs_capitals(name[0]);
			words[0].sure = BORNE_OUT;
		}
		for (size_t i = 0; i < NAME_WORDS_MAX; i++)
			free(name[i]);
		if (found)
			return;
	}
}

static bool has_letter(const char *text)
{
	HS_AUTO(hs_text_free) char *letters = hs_letters(text);

	for (const char *c = letters; *c; c++)
		if (*c >= 'a')
			return true;
	return false;
}

static bool may_be_word(const struct hs_worded *word)
{
	HS_AUTO(hs_text_free) char *letters = hs_letters(word->text);

	return strlen(letters) >= 3 && hs_syllable_share(word->text) > 0;
}

// In a name in capitals what may be a word of it stays, however badly it was read; so
// does T/M, K/T before it.
static bool is_dirt(const struct hs_worded *word, bool capitals)
{
	if (capitals)
		return !in_capitals(word->text) ||
		       (word->sure < DIRT && !may_be_word(word) &&
			!strchr(word->text, '/'));
	return word->sure < DIRT;
}

bool hs_wording_tidy(struct hs_wording *w, bool capitals)
{
	struct hs_worded *list = w->words.items;
	size_t first = 0, end = w->words.count;
	bool lost = false;

	while (end > first + 1 && is_dirt(&list[end - 1], capitals)) {
		lost |= may_be_word(&list[--end]);
		free(list[end].text);
	}
	while (first + 1 < end && (is_dirt(&list[first], capitals) ||
				   (capitals && !has_letter(list[first].text)))) {
		lost |= may_be_word(&list[first]);
		free(list[first++].text);
	}
	for (size_t i = first; i < end; i++)
		list[i - first] = list[i];
	w->words.count = end - first;
	return lost;
}

// V^, V⁄%, VA: before a công văn's subject; no subject begins with one or two such
// letters.
static bool is_regarding(const char *text)
{
	static const char *const read[] = {"v", "va", "na", "vv", "w"};
	HS_AUTO(hs_text_free) char *letters = hs_letters(text);

	for (size_t i = 0; i < HS_COUNT(read); i++)
		if (!strcmp(letters, read[i]))
			return true;
	return false;
}

void hs_wording_regarding(const struct hs_lines *lines, const struct hs_line *first,
			  struct hs_wording *w)
{
	const struct hs_box *line = &first->box;
	struct hs_worded *own = w->words.items;

	if (w->words.count && is_regarding(own->text))
		hs_text_set(&own->text, "V/v");
	for (size_t i = 0; i < lines->words->count; i++) {
		const struct hs_word *word = &lines->words->list[i];
		int32_t gap = line->x - (word->box.x + word->box.w);
		int32_t middle = word->box.y + word->box.h / 2;
		struct hs_worded *list;

		if (!word->noise || !strchr("Vv", word->text[0]) ||
		    strlen(word->text) > 6 || gap < 0 || gap > lines->tall ||
		    middle < line->y || middle > line->y + line->h)
			continue;
		add(w, "V/v", 0.9);
		list = w->words.items;
		for (size_t k = w->words.count - 1; k > 0; k--) {
			struct hs_worded last = list[k];

			list[k] = list[k - 1];
			list[k - 1] = last;
		}
		return;
	}
}

// ---- as text

static bool dirt(uint32_t c, bool behind)
{
	struct hs_vi_letter l = hs_vi_letter(NULL, c);

	return !l.word && c != '"' && c != 0x201d && c != 0x201c && c != '%' &&
	       !(behind && c == ')') && !(!behind && c == '(');
}

static char *between(const char *first, const char *last)
{
	struct hs_buf out = {0};

	while (first < last && *first == ' ')
		first++;
	while (last > first && last[-1] == ' ')
		last--;
	hs_buf_add(&out, first, (size_t)(last - first));
	return hs_buf_take(&out);
}

char *hs_trimmed(const char *text)
{
	const char *at = text, *end = text + strlen(text), *first = NULL, *last = text;
	bool opened, closed;

	while (at < end) {
		const char *here = at;
		uint32_t c = hs_utf8_next(&at, end);

		if (!first && !dirt(c, false))
			first = here;
		if (!dirt(c, true))
			last = at;
	}
	if (!first || last <= first)
		return hs_dup("");
	opened = *first == '(';
	closed = last[-1] == ')';
	if (opened && (closed || !memchr(first, ')', (size_t)(last - first))) &&
	    !memchr(first + 1, '(', (size_t)(last - first - 1)))
		first++;
	if (closed && (opened || !memchr(first, '(', (size_t)(last - first))))
		last--;
	return between(first, last);
}

char *hs_wording_text(const struct hs_wording *w)
{
	HS_AUTO(hs_buf_done) struct hs_buf all = {0};
	const struct hs_worded *list = w->words.items;

	for (size_t i = 0; i < w->words.count; i++) {
		hs_buf_addf(&all, "%s%s", i ? " " : "", list[i].text);
		if (all.len > 2 && strchr(".,;:", all.data[all.len - 1]) &&
		    strchr(",;", all.data[all.len - 2]))
			all.data[--all.len] = '\0'; // of two signs one is dirt
	}
	return hs_trimmed(hs_buf_text(&all));
}

double hs_wording_sure(const struct hs_wording *w)
{
	const struct hs_worded *list = w->words.items;
	double sum = 0, n = 0, least = 1;

	for (size_t i = 0; i < w->words.count; i++) {
		double len = (double)strlen(list[i].text);

		sum += len * list[i].sure;
		n += len;
		least = list[i].sure < least ? list[i].sure : least;
	}
	return n > 0 ? (sum / n + least) / 2 : 0;
}
