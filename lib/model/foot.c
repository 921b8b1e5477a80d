// foot.c - see foot.h
#include "model/foot.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vi.h"
#include "model/phrase.h"
#include "model/signers.h"

#include <string.h>

#define POSITION_LIKE 0.82

static int32_t top(const struct hs_line *line)
{
	return line->box.y;
}

// T/M, TM., K/T, KT., T/L, TL., TUQ., T/M BCH; also as they are misread: TÍM, T⁄M.
static bool says_for(const struct hs_line *line)
{
	static const char *const starts[] = {"tm", "kt", "tl", "tuq", "tlenh"};
	const char *t = line->text;
	size_t n = strcspn(t, " ");

	if (!line->capitals || n > 8 || strlen(line->letters) < 5)
		return false;
	for (size_t i = 0; i < HS_COUNT(starts); i++)
		if (hs_starts(line->letters, starts[i]) &&
		    hs_letters_at(t, strlen(starts[i])) <= n + 1)
			return true;
	return n == 3 && (t[0] == 'T' || t[0] == 'K') && t[1] == 'I' && // T/M read as TIM
	       (t[2] == 'M' || t[2] == 'T' || t[2] == 'L');
}

static bool is_position(const struct hs_terms *terms, const struct hs_line *line)
{
	size_t n = strlen(line->letters);
	struct hs_term_fit fit;

	if (n < 5 || n > 60 || !line->capitals)
		return false;
	fit = hs_terms_fit(terms, HS_T_POSITIONS, line->letters, HS_FIT_BEGIN,
			   POSITION_LIKE);
	return fit.term != NULL;
}

// VĂN PHÒNG under T/L: what a seal left of CHÁNH VĂN PHÒNG.
static bool ends_position(const struct hs_terms *terms, const struct hs_line *line)
{
	const struct hs_term *list = terms->tables[HS_T_POSITIONS].items;

	for (size_t i = 0; i < terms->tables[HS_T_POSITIONS].count; i++) {
		char *const *names = list[i].letters.items;

		if (list[i].letters.count && strlen(line->letters) >= 7 &&
		    hs_ends(names[0], line->letters))
			return true;
	}
	return false;
}

char *hs_foot_name(const char *line)
{
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};
	const char *end = line + strlen(line), *first = NULL, *last = NULL;

	while (line < end) {
		const char *here = line;

		if (!hs_vi_letter(NULL, hs_utf8_next(&line, end)).word)
			continue;
		first = first ? first : here;
		last = line;
	}
	if (!first)
		return NULL;
	hs_buf_add(&name, first, (size_t)(last - first));
	return hs_signer_in(hs_buf_text(&name));
}

static bool is_name(const struct hs_line *line)
{
	HS_AUTO(hs_text_free) char *name = hs_foot_name(line->text);

	return name != NULL;
}

// In the right half; a name may hang over.
static bool right(const struct hs_lines *lines, const struct hs_line *line)
{
	return hs_line_right(lines, line);
}

static bool says_recipients(const struct hs_line *line)
{
	return strlen(line->letters) <= 30 &&
	       hs_letters_begin(line->letters, "noinhan", NULL) >= 0.85;
}

// The last line in the right half that says for whom, or as what, somebody signs, with
// what belongs to it above.
static size_t find_start(const struct hs_lines *lines, const struct hs_terms *terms)
{
	size_t found = lines->count;

	for (size_t i = lines->count; i-- > 0;) {
		const struct hs_line *line = &lines->list[i];

		if (!right(lines, line))
			continue;
		if (says_for(line) || is_position(terms, line)) {
			if (found < lines->count &&
			    top(&lines->list[found]) - top(line) > 4 * lines->tall)
				break;
			found = i;
		}
	}
	return found;
}

static bool below(const struct hs_lines *lines, const struct hs_line *first,
		  const struct hs_line *line)
{
	return right(lines, line) && top(line) >= top(first);
}

static void find_signer(const struct hs_lines *lines, size_t start, struct hs_foot *f)
{
	const struct hs_line *last_words =
		f->position.count ? f->position.lines[f->position.count - 1]
				  : &lines->list[start];

	for (size_t i = start; i < lines->count; i++) {
		const struct hs_line *line = &lines->list[i];

		if (below(lines, last_words, line) && line != last_words &&
		    top(line) > top(last_words) && is_name(line) && !line->capitals &&
		    line->text[0] != '-')
			f->signer = line;
	}
}

// From the first line on: "T/M …" and what goes on, then the position.
static void take_signature(const struct hs_lines *lines, const struct hs_terms *terms,
			   size_t start, struct hs_foot *f)
{
	const struct hs_line *first = &lines->list[start], *last = first;

	for (size_t i = start; i < lines->count; i++) {
		const struct hs_line *line = &lines->list[i];

		if (!below(lines, first, line) || !line->letters[0])
			continue;
		if (!line->capitals || top(line) - top(last) > 3 * lines->tall)
			break;
		if (says_for(line))
			hs_block_add(&f->authority, line);
		else if (is_position(terms, line) || ends_position(terms, line) ||
			 f->position.count || !f->authority.count)
			hs_block_add(&f->position, line);
		else
			hs_block_add(&f->authority, line);
		last = line;
	}
	find_signer(lines, start, f);
}

static void take_recipients(const struct hs_lines *lines, struct hs_foot *f)
{
	const struct hs_line *head = NULL, *last;

	for (size_t i = 0; i < lines->count; i++)
		if (says_recipients(&lines->list[i]))
			head = &lines->list[i];
	last = head;
	for (size_t i = 0; head && i < lines->count; i++) {
		const struct hs_line *line = &lines->list[i];

		if (line == head || top(line) < top(head) || !line->letters[0] ||
		    (!lines->plain &&
		     line->box.x + line->box.w / 2 > (lines->left + lines->right) / 2))
			continue;
		if (top(line) - top(last) > 4 * lines->tall ||
		    (lines->plain && line->capitals && strlen(line->letters) > 4))
			break;
		hs_block_add(&f->recipients, line);
		last = line;
	}
	if (head)
		f->score += 1;
}

static void find_date(const struct hs_lines *lines, size_t start, struct hs_foot *f)
{
	for (size_t i = lines->count; i-- > 0;) {
		const struct hs_line *line = &lines->list[i];

		if ((start < lines->count && top(line) > top(&lines->list[start])) ||
		    !right(lines, line) || !hs_date_parse(line->text, &f->date))
			continue;
		if (f->date.words && f->date.at < 40 &&
		    strlen(line->text + f->date.end) <= 4) {
			f->date_line = line;
			return;
		}
	}
}

void hs_foot_find(const struct hs_lines *lines, const struct hs_terms *terms,
		  struct hs_foot *f)
{
	size_t start = find_start(lines, terms);

	*f = (struct hs_foot){0};
	take_recipients(lines, f);
	if (start < lines->count)
		take_signature(lines, terms, start, f);
	find_date(lines, start, f);
	f->score += f->authority.count ? 1.5 : 0;
	f->score += f->position.count ? 1 : 0;
	f->score += f->signer ? 1 : 0;
}
