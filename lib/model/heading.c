// heading.c - see heading.h
#include "model/heading.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/phrase.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD_LINES = 45 }; // so many lines are looked at

// How like a misread phrase must be. Measured on scans: heads of poor pages reach 0.75,
// other lines of capitals stay below 0.6.
#define TITLE_LIKE 0.72
#define TYPE_LIKE 0.78

struct head {
	const struct hs_lines *lines;
	const struct hs_terms *terms;
	struct hs_heading *h;
	size_t count; // lines in the upper part of the page
};

static int32_t top(const struct hs_line *line)
{
	return line->box.y;
}

static int32_t foot(const struct hs_line *line)
{
	return line->box.y + line->box.h;
}

static const struct hs_line *line_at(const struct head *d, size_t i)
{
	return &d->lines->list[i];
}

static size_t upper_part(const struct hs_lines *lines)
{
	size_t n = 0;

	while (n < lines->count && n < HEAD_LINES &&
	       (lines->plain || top(&lines->list[n]) < (int32_t)lines->height * 55 / 100))
		n++;
	return n;
}

static double like_part(const struct hs_line *line, const char *phrase)
{
	return hs_letters_in(line->letters, phrase, NULL, NULL);
}

// ---- title and motto

static void find_title(struct head *d)
{
	struct hs_heading *h = d->h;

	for (size_t i = 0; i < d->count && i < 14 && !h->title; i++) {
		const struct hs_line *line = line_at(d, i);
		struct hs_term_fit fit = hs_terms_fit(
			d->terms, HS_T_TITLES, line->letters, HS_FIT_IN, TITLE_LIKE);

		if (!fit.term || (!line->capitals &&
				  (fit.end - fit.start) * 10 < strlen(line->letters) * 8))
			continue;
		h->title = fit.term;
		h->title_line = line;
		h->state = fit.term->cell[1] && !strcmp(fit.term->cell[1], "state");
	}
}

static void find_motto(struct head *d)
{
	for (size_t i = 0; i < d->count && i < 16 && !d->h->motto; i++)
		if (strlen(line_at(d, i)->letters) < 60 &&
		    like_part(line_at(d, i), "doclaptudohanhphuc") >= TITLE_LIKE)
			d->h->motto = line_at(d, i);
	if (d->h->motto && !d->h->title)
		d->h->state = true;
}

// ---- number, date

static size_t words_in(const char *text, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += text[i] != ' ' && (i == 0 || text[i - 1] == ' ');
	return n;
}

// Above the type; in a short line of its own, at the left.
static bool may_be_number(const struct head *d, const struct hs_line *line,
			  const struct hs_symbol *s)
{
	if (!hs_line_left(d->lines, line) && d->h->title_line &&
	    line->box.x > d->h->title_line->box.x)
		return false;
	if (s->marked)
		return s->symbol &&
		       (s->known_type || s->known_issuer || s->number || s->strange) &&
		       s->number_at < 12 && words_in(line->text, s->symbol_end) <= 9;
	return (s->known_type || s->known_issuer) && s->symbol &&
	       (s->number || s->strange) && strchr(s->symbol, s->party ? '/' : '-') &&
	       words_in(line->text, s->symbol_at) <= 3;
}

// "… Kết luận số / 37-KL/TW": the number of another paper, on the second line.
static bool goes_on_number(const struct head *d, size_t i)
{
	const char *above = "";
	size_t n, so = strlen(" số");

	while (i > 0 && !*above)
		if (hs_line_left(d->lines, line_at(d, --i)))
			above = line_at(d, i)->text;
	n = strlen(above);
	return n > so && !strcmp(above + n - so, " số");
}

static void find_number(struct head *d)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct hs_line *line = line_at(d, i);
		struct hs_symbol s;

		if (d->h->type_line && top(line) > foot(d->h->type_line))
			return;
		if (!hs_symbol_parse(line->text, d->terms, &s))
			continue;
		if (may_be_number(d, line, &s) && (s.marked || !goes_on_number(d, i))) {
			d->h->number_line = line;
			d->h->symbol = s;
			return;
		}
		hs_symbol_done(&s);
	}
}

// The place before it is short, and nothing follows.
static bool may_be_date(const struct head *d, const struct hs_line *line,
			const struct hs_date *date)
{
	size_t start = line == d->h->number_line ? d->h->symbol.symbol_end : 0;

	if (date->at < start || words_in(line->text + start, date->at - start) > 7 ||
	    strcspn(line->text + start, "0123456789;") < date->at - start)
		return false;
	if (!date->words && ((!strchr(line->text, ',') && date->at > 0) ||
			     !date->year.value || !hs_line_right(d->lines, line)))
		return false;
	return strlen(line->text + date->end) <= 4;
}

static void find_date(struct head *d)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct hs_line *line = line_at(d, i);
		struct hs_date date;

		if (d->h->type_line && top(line) > foot(d->h->type_line) + d->lines->tall)
			return;
		if (hs_date_parse(line->text, &date) && may_be_date(d, line, &date)) {
			d->h->date_line = line;
			d->h->date = date;
			return;
		}
	}
}

// ---- type

static bool few_letters(const char *letters) // dirt, no word
{
	size_t n = 0;

	for (; *letters; letters++)
		n += *letters >= 'a';
	return n < 3;
}

// What may stand behind a type's name on its line.
static bool goes_on(const char *letters)
{
	static const char *const words[] = {"cua", "ve", "vv", "ketqua", "trinh", "so"};

	if (few_letters(letters))
		return true;
	for (size_t i = 0; i < HS_COUNT(words); i++)
		if (hs_starts(letters, words[i]))
			return true;
	return false;
}

static bool in_head(const struct head *d, const struct hs_line *line)
{
	return line == d->h->title_line || line == d->h->motto;
}

// Typists centre by eye.
static bool near_middle(const struct hs_lines *lines, const struct hs_line *line)
{
	int32_t off = 2 * line->box.x + line->box.w - lines->left - lines->right;

	return lines->plain || abs(off) / 2 < (lines->right - lines->left) / 5;
}

static void find_type(struct head *d, bool whole)
{
	for (size_t i = 0; i < d->count && !d->h->type; i++) {
		const struct hs_line *line = line_at(d, i);
		size_t n = strlen(line->letters);
		struct hs_term_fit fit;

		if (in_head(d, line) || n < 4 || n > 120 ||
		    (!line->capitals && (!whole || d->lines->plain)) ||
		    !near_middle(d->lines, line) ||
		    (d->h->title_line && top(line) < top(d->h->title_line)))
			continue;
		fit = hs_terms_fit(d->terms, HS_T_TYPES, line->letters,
				   whole ? HS_FIT_WHOLE : HS_FIT_BEGIN,
				   line->capitals ? TYPE_LIKE : 0.95);
		if (!fit.term || (!whole && !goes_on(line->letters + fit.end)))
			continue;
		d->h->type = fit.term;
		d->h->type_like = fit.like;
		d->h->type_line = line;
		d->h->subject.skip = hs_letters_at(line->text, fit.end);
	}
}

// A type that its letters in the symbol tell, on a line with dirt.
static void find_type_by_symbol(struct head *d)
{
	for (size_t i = 0; i < d->count && d->h->symbol.known_type && !d->h->type; i++) {
		const struct hs_line *line = line_at(d, i);
		struct hs_term_fit fit;
		const char *code;

		if (in_head(d, line) || top(line) <= foot(d->h->number_line) ||
		    !near_middle(d->lines, line) || !line->capitals ||
		    strlen(line->letters) > 60)
			continue;
		fit = hs_terms_fit(d->terms, HS_T_TYPES, line->letters, HS_FIT_IN, 0.85);
		code = fit.term ? fit.term->cell[d->h->symbol.party ? 1 : 2] : NULL;
		if (!code || strcmp(code, d->h->symbol.type) != 0)
			continue;
		d->h->type = fit.term;
		d->h->type_like = fit.like * 0.9;
		d->h->type_line = line;
		d->h->subject.skip = strlen(line->text);
	}
}

// ---- subject

static bool starts_with_capital(const char *text)
{
	const char *end = text + strlen(text);

	while (text < end) {
		int which = hs_letter_case(hs_utf8_next(&text, end));

		if (which)
			return which > 0;
	}
	return true; // a number
}

static bool begins_body(const struct hs_line *line)
{
	static const char *const starts[] = {
		"kinhgui", "cancu",   "thuchien",  "homnay", "vaohoi",
		"dieu1",   "thihanh", "xetdenghi", "saukhi",
	};
	const char *l = line->letters;

	if (!starts_with_capital(line->text))
		return line->text[0] == '-' && line->text[1] == ' ';
	for (size_t i = 0; i < HS_COUNT(starts); i++)
		if (hs_starts(l, starts[i]) ||
		    hs_letters_begin(l, starts[i], NULL) >= 0.86)
			return true;
	if (line->text[0] == '-' && line->text[1] == ' ')
		return true;
	if ((l[0] == '1' || l[0] == 'i' || l[0] == 'a') &&
	    (hs_starts(line->text, "1.") || hs_starts(line->text, "I.") ||
	     hs_starts(line->text, "I-") || hs_starts(line->text, "A.") ||
	     hs_starts(line->text, "1-") || hs_starts(line->text, "I -")))
		return true;
	return hs_starts(l, "phanthunhat");
}

static bool is_stamp(const struct head *d, const struct hs_line *line)
{
	return line->capitals && strlen(line->letters) < 14 &&
	       hs_terms_fit(d->terms, HS_T_MARKS, line->letters, HS_FIT_WHOLE, 0.8).term;
}

// A rule: "-----", "*"; or a stamp.
static bool ends_subject(const struct head *d, const struct hs_line *line)
{
	return !line->letters[0] || is_stamp(d, line);
}

static bool far_below(const struct hs_lines *lines, const struct hs_line *above,
		      const struct hs_line *line, double heights)
{
	return top(line) - foot(above) > heights * lines->tall;
}

static bool has_small(const struct hs_block *block)
{
	for (size_t i = 0; i < block->count; i++)
		if (!block->lines[i]->capitals)
			return true;
	return false;
}

// Centred; the first may be as wide as the text. In capitals behind small letters the
// body begins: "BAN THƯỜNG VỤ HUYỆN ỦY".
static bool of_subject(const struct head *d, const struct hs_line *line)
{
	const struct hs_block *s = &d->h->subject;
	const struct hs_box *type = &d->h->type_line->box;
	int32_t off = 2 * line->box.x + line->box.w - d->lines->left - d->lines->right;
	int32_t wide = d->lines->right - d->lines->left;

	if (line->capitals && has_small(s))
		return false;
	if (s->count && !d->lines->plain && starts_with_capital(line->text) &&
	    10 * line->box.w > 8 * wide)
		return false; // a sentence of the body
	if (d->lines->plain || hs_line_centred(d->lines, line))
		return true;
	if (abs(2 * line->box.x + line->box.w - 2 * type->x - type->w) / 2 < wide / 12 &&
	    !hs_line_full(d->lines, line))
		return true; // centred as the type is, by eye
	return s->count == 0 &&
	       (abs(off) / 2 < wide / 30 ||
		(!starts_with_capital(line->text) && near_middle(d->lines, line)));
}

// Lines under the type, centred, up to the body.
static void subject_below_type(struct head *d)
{
	const struct hs_lines *lines = d->lines;
	const struct hs_line *last = d->h->type_line;
	struct hs_block *s = &d->h->subject;

	HS_AUTO(hs_text_free) char *rest = hs_letters(last->text + s->skip);

	if (!few_letters(rest))
		hs_block_add(s, last);
	else
		s->skip = 0;
	for (size_t i = 0; i < lines->count && s->count < HS_BLOCK_MAX - 4; i++) {
		const struct hs_line *line = &lines->list[i];

		if (line == d->h->type_line || top(line) < top(d->h->type_line) ||
		    line == d->h->date_line || line == d->h->number_line)
			continue;
		if (ends_subject(d, line)) {
			if (s->count)
				break;
			continue;
		}
		if (strlen(line->letters) < (s->count && line->confidence > 0.9f ? 2 : 3))
			continue; // dirt
		if (begins_body(line) || !of_subject(d, line) ||
		    far_below(lines, last, line, s->count ? 1.7 : 4) ||
		    (lines->plain && s->count && line->block))
			break;
		hs_block_add(s, line);
		last = line;
	}
}

// A công văn: lines from `first` on, or under it, at the left, down to "Kính gửi".
static void subject_at_left(struct head *d, const struct hs_line *first)
{
	const struct hs_lines *lines = d->lines;
	const struct hs_line *last = first;
	struct hs_block *s = &d->h->subject;

	s->skip = 0;
	for (size_t i = 0; i < lines->count && s->count < 8; i++) {
		const struct hs_line *line = &lines->list[i];

		if (top(line) < top(first) || line == d->h->number_line ||
		    line == d->h->date_line || line == d->h->star || in_head(d, line) ||
		    line == d->h->dear || ends_subject(d, line) ||
		    !hs_line_left(lines, line))
			continue;
		if (begins_body(line) || (d->h->dear && top(line) > top(d->h->dear)) ||
		    far_below(lines, last, line, 3) || hs_line_full(lines, line))
			break;
		hs_block_add(s, line);
		last = line;
	}
	d->h->subject_left = s->count > 0;
}

static void find_dear(struct head *d)
{
	for (size_t i = 0; i < d->count && !d->h->dear; i++)
		if (hs_letters_begin(line_at(d, i)->letters, "kinhgui", NULL) >= 0.85)
			d->h->dear = line_at(d, i);
}

// "V/v …", "Về việc …" without a type above it: the type line was not read.
static void subject_alone(struct head *d)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct hs_line *line = line_at(d, i);

		if (!hs_starts(line->letters, "vv") &&
		    !hs_starts(line->letters, "veviec"))
			continue;
		if (d->h->dear && top(line) > top(d->h->dear))
			return;
		if (!d->lines->plain && hs_line_left(d->lines, line)) {
			subject_at_left(d, line);
			return;
		}
		d->h->type_line = line;
		subject_below_type(d);
		d->h->type_line = NULL;
		return;
	}
}

static void find_subject(struct head *d)
{
	if (d->h->type_line)
		subject_below_type(d);
	else if (d->h->number_line && d->h->dear)
		subject_at_left(d, d->h->number_line);
	if (!d->h->type_line && d->h->subject.count == 0)
		subject_alone(d);
}

// ---- issuer

static int32_t head_ends(const struct head *d)
{
	const struct hs_line *marks[] = {d->h->number_line, d->h->type_line, d->h->dear,
					 d->h->date_line};

	for (size_t i = 0; i < HS_COUNT(marks); i++)
		if (marks[i])
			return top(marks[i]) +
			       (marks[i] == d->h->date_line ? marks[i]->box.h : 0);
	return d->h->title_line ? foot(d->h->title_line) + 5 * d->lines->tall : 0;
}

// Short names differ by little: HUYỆN ĐÔNG THÀNH begins no HUYỆN ĐOÀN.
static bool starts_body(const struct head *d, const struct hs_line *line)
{
	struct hs_term_fit fit =
		hs_terms_fit(d->terms, HS_T_BODIES, line->letters, HS_FIT_BEGIN, 0.9);

	return fit.term && (fit.like == 1 || fit.end >= 10);
}

static bool goes_with(const struct head *d, const struct hs_line *above)
{
	struct hs_term_fit fit =
		hs_terms_fit(d->terms, HS_T_BODIES, above->letters, HS_FIT_WHOLE, 0.9);

	return fit.term && fit.term->cell[1];
}

static bool of_issuer(const struct head *d, const struct hs_line *line)
{
	if (in_head(d, line) || line == d->h->date_line || line == d->h->number_line ||
	    line == d->h->type_line || !line->letters[0] || strlen(line->letters) < 3)
		return false;
	return hs_line_left(d->lines, line) && line->capitals && !is_stamp(d, line) &&
	       !strchr(line->text, '/'); // what was left of a number
}

static void find_issuer(struct head *d)
{
	int32_t end = head_ends(d);
	struct hs_block all = {0};
	size_t last = 0;

	for (size_t i = 0; i < d->count && all.count < HS_BLOCK_MAX; i++) {
		const struct hs_line *line = line_at(d, i);

		if (top(line) + line->box.h / 2 > end)
			break;
		if (!strcmp(line->text, "*"))
			d->h->star = line;
		else if (of_issuer(d, line))
			hs_block_add(&all, line);
	}
	for (size_t i = 1; i < all.count; i++)
		if (starts_body(d, all.lines[i]) && !goes_with(d, all.lines[i - 1]))
			last = i;
	for (size_t i = 0; i < all.count; i++)
		hs_block_add(i < last ? &d->h->parent : &d->h->issuer, all.lines[i]);
}

// ---- all of it

static bool printed_later(const struct hs_lines *lines)
{
	return hs_page_printed(lines) >= 2;
}

static double score_of(const struct head *d)
{
	const struct hs_heading *h = d->h;
	double score = 0;

	score += h->title ? 3 : 0;
	score += h->motto ? 1.5 : 0;
	score += h->number_line ? 1.5 + (h->symbol.marked ? 0.5 : 0) : 0;
	score += h->date_line ? 2 : 0;
	score += h->type ? 1.5 : 0;
	score += h->issuer.count ? 1 : 0;
	score += h->dear ? 0.5 : 0;
	score -= printed_later(d->lines) ? 3 : 0;
	return score;
}

unsigned hs_page_printed(const struct hs_lines *lines)
{
	for (size_t i = 0; i < lines->count && i < 3; i++) {
		const struct hs_line *line = &lines->list[i];
		const char *t = line->text + strspn(line->text, "-–—. ");
		size_t n = strspn(t, "0123456789");

		if (n >= 1 && n <= 3 && !t[n + strspn(t + n, "-–—. ")] &&
		    (lines->plain || (top(line) < (int32_t)lines->height / 8 &&
				      hs_line_centred(lines, line))))
			return (unsigned)strtoul(t, NULL, 10);
	}
	return 0;
}

void hs_heading_find(const struct hs_lines *lines, const struct hs_terms *terms,
		     struct hs_heading *h)
{
	struct head d = {.lines = lines, .terms = terms, .h = h};

	*h = (struct hs_heading){0};
	d.count = upper_part(lines);
	find_title(&d);
	find_motto(&d);
	find_type(&d, true);
	if (!h->type)
		find_type(&d, false);
	find_number(&d);
	if (!h->type)
		find_type_by_symbol(&d);
	find_date(&d);
	find_dear(&d);
	find_subject(&d);
	find_issuer(&d);
	h->score = score_of(&d);
}

void hs_block_add(struct hs_block *block, const struct hs_line *line)
{
	if (block->count < HS_BLOCK_MAX)
		block->lines[block->count++] = line;
}

void hs_heading_done(struct hs_heading *heading)
{
	hs_symbol_done(&heading->symbol);
	*heading = (struct hs_heading){0};
}
