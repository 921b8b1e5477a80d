// fields.c - see fields.h
#include "model/fields.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/syllable.h"
#include "base/text.h"
#include "model/phrase.h"
#include "model/wording.h"

#include <math.h>
#include <string.h>

// At and above these a field is accepted: of values as sure as that, 99 in 100 are right
// on made dossiers that nothing was tuned on (scripts/bench fields).
static const double limits[HS_FIELDS] = {
	[HS_F_TYPE] = 0.80,     [HS_F_NUMBER] = 0.90,  [HS_F_SYMBOL] = 0.85,
	[HS_F_DATE] = 0.90,     [HS_F_PLACE] = 0.90,   [HS_F_PARENT] = 0.90,
	[HS_F_ISSUER] = 0.90,   [HS_F_SUBJECT] = 0.93, [HS_F_AUTHORITY] = 0.90,
	[HS_F_POSITION] = 0.90, [HS_F_SIGNER] = 0.92,  [HS_F_RECIPIENTS] = 0.93,
	[HS_F_SECRECY] = 0.85,  [HS_F_URGENCY] = 0.85,
};

void hs_field_judge(struct hs_value *value, enum hs_document_field field,
		    double confidence)
{
	value->confidence = confidence < 0 ? 0 : confidence > 1 ? 1 : confidence;
	value->confidence = round(value->confidence * 1000) / 1000;
	hs_text_set(&value->state,
		    value->confidence >= limits[field] ? HS_ACCEPTED : HS_REVIEW);
}

#define DOUBTFUL 0.85 // of a value's sureness, where something speaks against it

// Tenths of a line's height between a printed number and the words beside it, at most.
enum { ROOM = 12 };

static void set(struct hs_document *d, enum hs_document_field field, const char *text,
		double confidence, uint32_t page, const struct hs_box *box)
{
	struct hs_value *value;

	if (!text || !*text || d->fields[field])
		return;
	value = hs_value_new(text, HS_FROM_OCR, HS_REVIEW);
	hs_field_judge(value, field, confidence);
	hs_value_place(value, page, box && box->w ? box : NULL);
	d->fields[field] = value;
}

// Whether the text begins with a name of the table, letter by letter.
static bool is_known(const struct hs_terms *terms, enum hs_terms_table table,
		     const char *text)
{
	HS_AUTO(hs_text_free) char *letters = hs_letters(text);

	return hs_terms_fit(terms, table, letters, HS_FIT_BEGIN, 1).term != NULL;
}

// A party organisation (Đảng bộ) stands above who writes in its name, and writes nothing.
static bool is_no_issuer(const char *text)
{
	HS_AUTO(hs_text_free) char *letters = hs_letters(text);

	return hs_starts(letters, "dangbo");
}

// A word that no Vietnamese syllable is: GIÁOU, guả.
static bool is_broken(const char *text)
{
	double share = hs_syllable_share(text);

	return share >= 0 && share < 1;
}

static void set_block(const struct hs_lines *lines, const struct hs_block *block,
		      const struct hs_terms *terms, enum hs_document_field field,
		      uint32_t page, struct hs_document *d)
{
	HS_AUTO(hs_wording_done) struct hs_wording w = {0};
	HS_AUTO(hs_text_free) char *text = NULL;
	double sure;
	bool lost;

	hs_wording_of(lines, block, &w);
	if (field != HS_F_SUBJECT)
		hs_wording_plain(&w);
	hs_wording_correct(&w, terms, field == HS_F_SUBJECT ? HS_T_PHRASES : HS_T_BODIES);
	if (field == HS_F_POSITION)
		hs_wording_complete(&w, terms, HS_T_POSITIONS);
	if (field == HS_F_AUTHORITY || field == HS_F_POSITION)
		hs_wording_correct(&w, terms, HS_T_POSITIONS);
	lost = hs_wording_tidy(&w, field != HS_F_SUBJECT);
	if (field == HS_F_SUBJECT && block->count)
		hs_wording_regarding(lines, block->lines[0], &w);
	text = hs_wording_text(&w);
	sure = hs_wording_sure(&w) * (lost ? DOUBTFUL : 1);
	if (field == HS_F_POSITION && !is_known(terms, HS_T_POSITIONS, text))
		sure *= DOUBTFUL;
	if ((field == HS_F_PARENT || field == HS_F_ISSUER || field == HS_F_SUBJECT) &&
	    is_broken(text))
		sure *= DOUBTFUL;
	if (field == HS_F_ISSUER && is_no_issuer(text))
		sure *= DOUBTFUL;
	set(d, field, text, sure, page, &w.box);
}

// ---- the head

// Room for a pen beside printed words: part of what was written there was not read.
static bool has_room(const struct hs_lines *lines, const struct hs_line *line, size_t at,
		     size_t end)
{
	struct hs_box it = hs_line_sure(lines, line, at, end).box;
	const struct hs_word *const *order = lines->order + line->first;
	int32_t before = INT32_MAX, behind = INT32_MAX, most = lines->tall * ROOM / 10;

	for (size_t i = 0; i < line->count; i++) {
		int32_t left = it.x - (order[i]->box.x + order[i]->box.w);
		int32_t right = order[i]->box.x - (it.x + it.w);

		before = left >= 0 && left < before ? left : before;
		behind = right >= 0 && right < behind ? right : behind;
	}
	return !lines->plain && ((before != INT32_MAX && before > most) ||
				 (behind != INT32_MAX && behind > most));
}

// Digits of a pen are larger and wider than printed ones, of which each takes about
// half its height.
static bool by_pen(const struct hs_lines *lines, const struct hs_box *box, size_t digits)
{
	int32_t n = (int32_t)digits;

	return !lines->plain && n > 0 &&
	       (10 * box->w > 9 * box->h * n || 10 * box->h > 14 * lines->tall);
}

static bool has_code(const char *codes, const char *letters) // parted by ';'
{
	size_t len = strlen(letters);

	for (; codes && *codes; codes += strcspn(codes, ";"), codes += *codes == ';')
		if (strcspn(codes, ";") == len && !strncmp(codes, letters, len))
			return true;
	return false;
}

static bool same_type(const struct hs_term *type, const char *letters)
{
	return has_code(type->cell[1], letters) || has_code(type->cell[2], letters);
}

static const struct hs_term *type_of_letters(const struct hs_terms *terms,
					     const char *letters, bool party)
{
	const struct hs_term *list = terms->tables[HS_T_TYPES].items;

	for (size_t i = 0; letters && i < terms->tables[HS_T_TYPES].count; i++) {
		if (has_code(list[i].cell[party ? 1 : 2], letters))
			return &list[i];
	}
	return NULL;
}

static double symbol_sure(const struct hs_lines *lines, const struct hs_heading *h,
			  struct hs_box *box)
{
	struct hs_sureness s = hs_line_sure(lines, h->number_line, h->symbol.symbol_at,
					    h->symbol.symbol_end);

	*box = s.box;
	return s.mean;
}

// The name on the page and the letters in the symbol bear each other out, or not.
static void set_type(const struct hs_lines *lines, const struct hs_heading *h,
		     const struct hs_terms *terms, uint32_t page, struct hs_document *d)
{
	const struct hs_term *type = h->type;
	struct hs_box box = {0};
	double sure;

	if (type) {
		struct hs_sureness s = hs_line_sure(
			lines, h->type_line, 0,
			h->subject.skip ? h->subject.skip : strlen(h->type_line->text));

		sure = (0.5 + s.mean / 2) * h->type_like;
		if (h->symbol.type && same_type(type, h->symbol.type))
			sure = sure < 0.95 ? 0.95 : sure;
		else if (h->symbol.type && h->symbol.known_type)
			sure *= 0.75;
		set(d, HS_F_TYPE, type->cell[0], sure, page, &s.box);
		return;
	}
	if (h->number_line && h->symbol.known_type) {
		sure = symbol_sure(lines, h, &box) * 0.95;
		type = type_of_letters(terms, h->symbol.type, !h->state);
		set(d, HS_F_TYPE, type ? type->cell[0] : NULL, sure, page, &box);
	}
	// A công văn bears no name, and the State's no letters for it.
	if (!d->fields[HS_F_TYPE] && h->dear && (h->number_line || h->subject_left))
		set(d, HS_F_TYPE, "Công văn", h->symbol.symbol ? 0.88 : 0.6, page,
		    &h->dear->box);
}

static void set_number(const struct hs_lines *lines, const struct hs_heading *h,
		       const struct hs_terms *terms, uint32_t page, struct hs_document *d)
{
	const struct hs_symbol *s = &h->symbol;
	const char *issuer = hs_document_text(d, HS_F_ISSUER);
	const char *parent = hs_document_text(d, HS_F_PARENT);
	HS_AUTO(hs_text_free) char *mended = NULL;
	HS_AUTO(hs_buf_done) struct hs_buf bodies = {0};
	struct hs_sureness n, c;

	if (!h->number_line)
		return;
	hs_buf_addf(&bodies, "%s %s", parent ? parent : "", issuer ? issuer : "");
	mended = hs_symbol_mend(s, h->type, bodies.data, terms);
	n = hs_line_sure(lines, h->number_line, s->number_at, s->number_end);
	c = hs_line_sure(lines, h->number_line, s->symbol_at, s->symbol_end);
	if (s->number) {
		bool room = has_room(lines, h->number_line, s->number_at, s->number_end);
		// 06 has a zero before it; nobody writes 096.
		bool odd = s->number[0] == '0' && strlen(s->number) > 2;

		set(d, HS_F_NUMBER, s->number,
		    n.least * (s->marked ? 1 : 0.9) * (room || odd ? 0.6 : 1), page,
		    &n.box);
	} else if (s->guess) {
		set(d, HS_F_NUMBER, s->guess, n.least * 0.5, page, &n.box);
	}
	if (s->symbol)
		set(d, HS_F_SYMBOL, mended ? mended : s->symbol,
		    mended                             ? 0.9
		    : s->known_type && s->known_issuer ? 0.6 + 0.4 * c.mean
						       : c.mean * 0.85,
		    page, &c.box);
}

static double part_sure(const struct hs_lines *lines, const struct hs_line *line,
			const struct hs_date_part *part)
{
	struct hs_sureness it = hs_line_sure(lines, line, part->at, part->end);
	double least = it.least;

	if (!part->value)
		return 0.2;
	if (has_room(lines, line, part->at, part->end) ||
	    by_pen(lines, &it.box, part->end - part->at))
		least *= 0.6;
	return part->guessed ? least * 0.6 : least;
}

static void set_date(const struct hs_lines *lines, const struct hs_line *line,
		     const struct hs_date *date, double factor, uint32_t page,
		     struct hs_document *d)
{
	HS_AUTO(hs_text_free) char *iso = hs_date_iso(date);
	struct hs_sureness all = hs_line_sure(lines, line, date->at, date->end);
	const struct hs_date_part *parts[] = {&date->day, &date->month, &date->year};
	double sure = 1;

	for (size_t i = 0; i < HS_COUNT(parts); i++) {
		double part = part_sure(lines, line, parts[i]);

		sure = part < sure ? part : sure;
	}
	set(d, HS_F_DATE, iso, sure * factor, page, &all.box);
}

static bool named(const char *word, size_t len) // Hà, Nội; not DỊ, cac
{
	const char *end = word + len;
	int first = len ? hs_letter_case(hs_utf8_next(&word, end)) : 0;

	if (first <= 0)
		return false;
	while (word < end)
		if (hs_letter_case(hs_utf8_next(&word, end)) > 0)
			return false;
	return true;
}

// The capitalised words that a text ends with; all of it where there are none.
static char *last_name(const char *text)
{
	HS_AUTO(hs_text_free) char *all = hs_trimmed(text);
	size_t start = strlen(all);

	while (start > 0) {
		size_t end = start;

		while (end > 0 && all[end - 1] == ' ')
			end--;
		start = end;
		while (start > 0 && all[start - 1] != ' ')
			start--;
		if (!named(all + start, end - start)) {
			start = end;
			break;
		}
	}
	start += strspn(all + start, " ");
	return hs_dup(all[start] ? all + start : all);
}

static void set_place(const struct hs_lines *lines, const struct hs_heading *h,
		      uint32_t page, struct hs_document *d)
{
	size_t from = h->date_line == h->number_line ? h->symbol.symbol_end : 0;
	struct hs_sureness sure = hs_line_sure(lines, h->date_line, from, h->date.at);
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	HS_AUTO(hs_text_free) char *place = NULL;

	if (h->date.at <= from)
		return;
	for (size_t i = from; i < h->date.at; i++)
		if (!strchr("\"'`,;:|_*", h->date_line->text[i]))
			hs_buf_add(&text, h->date_line->text + i, 1);
	place = last_name(hs_buf_text(&text));
	// Few places have one syllable: "Giang" has lost the first.
	set(d, HS_F_PLACE, place, sure.mean * (strchr(place, ' ') ? 1 : DOUBTFUL), page,
	    &sure.box);
}

// A công văn's subject begins with "V/v" (36-HD/VPTW); where it does not, that was lost.
static void doubt_regarding(const struct hs_heading *h, struct hs_value *subject)
{
	HS_AUTO(hs_text_free) char *letters = subject ? hs_letters(subject->value) : NULL;

	if (h->subject_left && subject && !hs_starts(letters, "v"))
		hs_field_judge(subject, HS_F_SUBJECT, subject->confidence * DOUBTFUL);
}

void hs_fields_of_heading(const struct hs_lines *lines, const struct hs_heading *h,
			  const struct hs_terms *terms, uint32_t page,
			  struct hs_document *d)
{
	set_type(lines, h, terms, page, d);
	if (h->date_line) {
		set_date(lines, h->date_line, &h->date, 1, page, d);
		set_place(lines, h, page, d);
	}
	set_block(lines, &h->parent, terms, HS_F_PARENT, page, d);
	set_block(lines, &h->issuer, terms, HS_F_ISSUER, page, d);
	set_block(lines, &h->subject, terms, HS_F_SUBJECT, page, d);
	doubt_regarding(h, d->fields[HS_F_SUBJECT]);
	set_number(lines, h, terms, page, d);
}

// ---- the foot

static void add_item(struct hs_buf *out, struct hs_wording *item,
		     const struct hs_terms *terms)
{
	HS_AUTO(hs_text_free) char *text = NULL;
	HS_AUTO(hs_text_free) char *letters = NULL;

	hs_wording_correct(item, terms, HS_T_PHRASES);
	(void)hs_wording_tidy(item, false);
	text = hs_wording_text(item);
	letters = hs_letters(text);
	if (strlen(letters) >= 3) // less is dirt
		hs_buf_addf(out, "%s%s", out->len ? "\n" : "", text);
	hs_wording_done(item);
}

static bool ends_item(const char *text)
{
	size_t n = strlen(text);

	return n && strchr(",;.", text[n - 1]);
}

static bool ends_kept(const char *list)
{
	const char *last = strrchr(list, '\n');
	HS_AUTO(hs_text_free) char *letters = hs_letters(last ? last : list);

	return hs_starts(letters, "luu");
}

// A receiver a line; what does not begin with a dash goes on.
static void set_recipients(const struct hs_lines *lines, const struct hs_block *block,
			   const struct hs_terms *terms, uint32_t page,
			   struct hs_document *d)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	HS_AUTO(hs_wording_done) struct hs_wording item = {0};
	HS_AUTO(hs_wording_done) struct hs_wording all = {0};

	hs_wording_of(lines, block, &all);
	hs_wording_correct(&all, terms, HS_T_PHRASES);
	for (size_t i = 0; i < block->count; i++) {
		struct hs_block line = {.lines = {block->lines[i]}, .count = 1};

		if (i > 0 && ends_item(block->lines[i - 1]->text))
			add_item(&out, &item, terms);
		if (strspn(block->lines[i]->text, "-–—_+*") > 0 ||
		    hs_starts(block->lines[i]->letters, "luu") ||
		    hs_starts(block->lines[i]->letters, "nhu"))
			add_item(&out, &item, terms);
		hs_wording_of(lines, &line, &item);
	}
	add_item(&out, &item, terms);
	// The last line is "Lưu …" (36-HD/VPTW): else the list goes on, unread.
	set(d, HS_F_RECIPIENTS, hs_buf_text(&out),
	    hs_wording_sure(&all) * (ends_kept(hs_buf_text(&out)) ? 1 : 0.85), page,
	    &all.box);
}

static void set_signer(const struct hs_lines *lines, const struct hs_line *line,
		       const struct hs_terms *terms, uint32_t page, struct hs_document *d)
{
	const struct hs_block block = {.lines = {line}, .count = 1};
	HS_AUTO(hs_wording_done) struct hs_wording w = {0};
	HS_AUTO(hs_text_free) char *text = NULL;
	HS_AUTO(hs_text_free) char *name = NULL;

	hs_wording_of(lines, &block, &w);
	hs_wording_correct(&w, terms, HS_T_SURNAMES);
	text = hs_wording_text(&w);
	name = hs_foot_name(text);
	set(d, HS_F_SIGNER, name, hs_wording_sure(&w), page, &w.box);
}

void hs_fields_of_foot(const struct hs_lines *lines, const struct hs_foot *f,
		       const struct hs_terms *terms, uint32_t page, struct hs_document *d)
{
	set_block(lines, &f->authority, terms, HS_F_AUTHORITY, page, d);
	set_block(lines, &f->position, terms, HS_F_POSITION, page, d);
	if (f->signer) {
		set_signer(lines, f->signer, terms, page, d);
	}
	if (f->recipients.count)
		set_recipients(lines, &f->recipients, terms, page, d);
	if (f->date_line)
		set_date(lines, f->date_line, &f->date, 0.85, page, d);
}

// ---- stamps

// The table has the higher degrees first.
static bool outranks(const struct hs_terms *terms, const struct hs_term *mark,
		     const struct hs_value *value)
{
	const struct hs_term *had =
		value ? hs_terms_find(terms, HS_T_MARKS, value->value) : NULL;

	return had && mark < had;
}

static void set_mark(const struct hs_line *line, const struct hs_term *mark, double like,
		     const struct hs_terms *terms, uint32_t page, struct hs_document *d)
{
	enum hs_document_field field = mark->cell[1] && !strcmp(mark->cell[1], "secrecy")
					       ? HS_F_SECRECY
					       : HS_F_URGENCY;

	if (outranks(terms, mark, d->fields[field]))
		hs_value_free(&d->fields[field]);
	set(d, field, mark->cell[0], like * (0.6 + 0.4 * (double)line->confidence), page,
	    &line->box);
}

// Two stamps that were read as one: MẬT / HỎA TỐC.
static void set_marks_in(const struct hs_line *line, const struct hs_terms *terms,
			 uint32_t page, struct hs_document *d)
{
	const struct hs_list *marks = &terms->tables[HS_T_MARKS];

	for (size_t i = 0; i < marks->count; i++) {
		const struct hs_term *mark = (const struct hs_term *)marks->items + i;
		HS_AUTO(hs_text_free) char *letters = hs_letters(mark->cell[0]);

		if (strstr(line->letters, letters))
			set_mark(line, mark, 1, terms, page, d);
	}
}

void hs_fields_of_marks(const struct hs_lines *lines, const struct hs_terms *terms,
			uint32_t page, struct hs_document *d)
{
	for (size_t i = 0; i < lines->count; i++) {
		const struct hs_line *line = &lines->list[i];
		struct hs_term_fit fit;

		if (!line->capitals || strlen(line->letters) > 24 ||
		    (!lines->plain && line->box.y > (int32_t)lines->height / 2))
			continue;
		fit = hs_terms_fit(terms, HS_T_MARKS, line->letters, HS_FIT_WHOLE, 0.75);
		if (fit.term)
			set_mark(line, fit.term, fit.like, terms, page, d);
		else if (lines->order[line->first]->noise)
			set_marks_in(line, terms, page, d);
	}
}
