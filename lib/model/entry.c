// entry.c - see entry.h
#include "model/entry.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/secrecy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	VALUE_MAX = 16000, // bytes of one value
	DIGITS_MAX = 9,    // of a number
	NUMBERS_MAX = 8,   // in a value that a spreadsheet may have written its way
};

void hs_entered_done(struct hs_entered *entered)
{
	free(entered->was);
	free(entered->is);
	*entered = (struct hs_entered){0};
}

// ---- text

static bool blank(uint32_t c)
{
	return c <= ' ' || (c >= 0x7f && c <= 0xa0);
}

int hs_entry_tidy(const char *text, bool lines, char **tidied, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *nfc = hs_nfc(text);
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	const char *p = nfc, *end = p ? p + strlen(p) : NULL, *gap = "";

	if (!nfc)
		return hs_fail(err, HS_USAGE, "the value is not UTF-8");
	hs_buf_add(&out, "", 0);
	while (p < end) {
		uint32_t c = hs_utf8_next(&p, end);

		if (blank(c)) {
			if (lines && c == '\n')
				gap = "\n";
			else if (!*gap)
				gap = " ";
			continue;
		}
		if (out.len)
			hs_buf_addf(&out, "%s", gap);
		gap = "";
		hs_utf8_add(&out, c);
	}
	if (out.len > VALUE_MAX)
		return hs_fail(err, HS_LIMIT, "a value of more than %d bytes", VALUE_MAX);
	*tidied = hs_buf_take(&out);
	return 0;
}

static bool has_lines(const char *field)
{
	return !strcmp(field, "recipients"); // one a line
}

// ---- the form of values

static bool digits(const char *text, size_t count)
{
	return strspn(text, "0123456789") >= count;
}

static int days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static bool is_date(const char *text)
{
	static const char form[] = "0000-00-00";
	size_t len = strlen(text);
	long year, month, day;

	if (len != 4 && len != 7 && len != 10)
		return false;
	for (size_t i = 0; i < len; i++)
		if (form[i] == '-' ? text[i] != '-' : !digits(text + i, 1))
			return false;
	year = strtol(text, NULL, 10);
	month = len > 4 ? strtol(text + 5, NULL, 10) : 1;
	day = len > 7 ? strtol(text + 8, NULL, 10) : 1;
	return year >= 1 && month >= 1 && month <= 12 && day >= 1 &&
	       day <= days_in((int)year, (int)month);
}

static int check_date(char **value, struct hs_err *err)
{
	if (is_date(*value))
		return 0;
	return hs_fail(err, HS_USAGE, "'%s' is no date: YYYY-MM-DD, or YYYY-MM, or YYYY",
		       *value);
}

static int check_number(char **value, struct hs_err *err)
{
	size_t n = strspn(*value, "0123456789");
	const char *rest = *value + n, *end = rest + strlen(rest);
	bool letter = *rest && hs_letter_case(hs_utf8_next(&rest, end)) != 0;

	if (n && n <= DIGITS_MAX && (letter || !(*value)[n]) && rest == end)
		return 0;
	return hs_fail(err, HS_USAGE,
		       "'%s' is no number: digits, and a letter where it has one",
		       *value);
}

static int check_secrecy(char **value, struct hs_err *err)
{
	const char *degree = hs_secrecy_degree(*value);

	if (!degree)
		return hs_fail(err, HS_USAGE,
			       "'%s' is no degree of secrecy: Mật, Tối mật, Tuyệt mật, "
			       "or - where there is none",
			       *value);
	hs_text_set(value, degree);
	return 0;
}

// Fields whose values have a form; the check may write it properly.
static int check(const char *field, char **value, struct hs_err *err)
{
	static const struct {
		const char *field;
		int (*check)(char **value, struct hs_err *err);
	} forms[] = {
		{"date", check_date},     {"start_date", check_date},
		{"end_date", check_date}, {"number", check_number},
		{"sheets", check_number}, {"secrecy", check_secrecy},
	};

	for (size_t i = 0; i < HS_COUNT(forms); i++)
		if (!strcmp(forms[i].field, field))
			return forms[i].check(value, err);
	return 0;
}

// ---- the value that the person saw

static int by_size(const void *a, const void *b)
{
	unsigned long x = *(const unsigned long *)a, y = *(const unsigned long *)b;

	return (x > y) - (x < y);
}

// The numbers of a text that has nothing else but signs; 0: it is no such text.
static size_t numbers_in(const char *text, unsigned long numbers[NUMBERS_MAX])
{
	size_t count = 0;

	while (*text) {
		if (!digits(text, 1) && !strchr("-/. ", *text))
			return 0;
		if (!digits(text, 1)) {
			text++;
			continue;
		}
		if (count == NUMBERS_MAX)
			return 0;
		numbers[count++] = strtoul(text, NULL, 10);
		text += strspn(text, "0123456789");
	}
	qsort(numbers, count, sizeof(*numbers), by_size);
	return count;
}

// A spreadsheet writes 05 as 5 and 2021-10-18 as 18/10/2021: the same.
static bool alike(const char *a, const char *b)
{
	unsigned long x[NUMBERS_MAX] = {0}, y[NUMBERS_MAX] = {0};
	size_t n = numbers_in(a, x);

	if (!strcmp(a, b))
		return true;
	return n && n == numbers_in(b, y) && !memcmp(x, y, n * sizeof(*x));
}

static int check_seen(const char *seen, const char *present, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *a = NULL;
	HS_AUTO(hs_text_free) char *b = NULL;

	if (!seen)
		return 0;
	if (hs_entry_tidy(seen, false, &a, err) < 0 ||
	    hs_entry_tidy(present, false, &b, err) < 0)
		return -1;
	if (alike(a, b))
		return 0;
	if (!*b)
		return hs_fail(err, HS_REFUSED, "it has no value any more");
	return hs_fail(err, HS_REFUSED, "its value is another by now: '%s'", b);
}

// ---- a field

static char *shown(const char *value)
{
	return hs_dup(value && *value ? value : HS_ENTRY_NONE);
}

static void put(struct hs_value **slot, const char *value)
{
	if (!*slot)
		*slot = hs_value_new(value, HS_FROM_PERSON, HS_ACCEPTED);
	hs_text_set(&(*slot)->value, value);
	hs_text_set(&(*slot)->source, HS_FROM_PERSON);
	hs_text_set(&(*slot)->state, HS_ACCEPTED);
	(*slot)->confidence = 1;
	if (!*value) // what was read there is not it
		hs_value_place(*slot, 0, NULL);
}

static bool settled(const struct hs_value *value, const char *text)
{
	return hs_value_by_person(value) && value->state &&
	       !strcmp(value->state, HS_ACCEPTED) && !strcmp(value->value, text);
}

// What is to stand there; said is tidy.
static int wanted(const struct hs_value *present, const char *field, const char *said,
		  char **value, struct hs_err *err)
{
	bool right = !strcmp(said, HS_ENTRY_RIGHT), none = !strcmp(said, HS_ENTRY_NONE);
	HS_AUTO(hs_text_free) char *made = NULL;

	if (right && !(present && *present->value) && !hs_value_by_person(present))
		return hs_fail(err, HS_REFUSED, "there is no value to accept");
	if (hs_entry_tidy(right  ? present->value
			  : none ? ""
				 : said,
			  has_lines(field), &made, err) < 0)
		return -1;
	if (*made && check(field, &made, err) < 0)
		return -1;
	*value = HS_STEAL(made);
	return 0;
}

static int put_field(struct hs_value **slot, const struct hs_entry *entry,
		     struct hs_entered *entered, struct hs_err *err)
{
	const char *present = *slot ? (*slot)->value : "";
	HS_AUTO(hs_text_free) char *value = NULL;

	if (wanted(*slot, entry->field, entry->said, &value, err) < 0)
		return -1;
	entered->changed = !settled(*slot, value);
	if (!entered->changed)
		return 0;
	if (check_seen(entry->seen, present, err) < 0)
		return -1;
	entered->was = shown(present);
	entered->is = shown(value);
	put(slot, value);
	return 0;
}

// ---- the pages

char *hs_pages_written(const struct hs_list *pages)
{
	const double *range = pages->items;
	struct hs_buf out = {0};

	hs_buf_add(&out, "", 0);
	if (pages->count == 2)
		hs_buf_addf(&out, "%.0f-%.0f", range[0], range[1]);
	return hs_buf_take(&out);
}

struct range {
	uint32_t first, last;
};

// "3-5", "3–5", "3..5"; "3" alone is one page.
static bool parse_range(const char *text, struct range *range)
{
	unsigned long first, last;
	const char *p = text;
	char *end;

	if (!digits(p, 1))
		return false;
	first = last = strtoul(p, &end, 10);
	for (p = end; *p && !digits(p, 1);)
		p++;
	if (p != end) {
		if (!*p || strspn(end, " .-\xe2\x80\x93\x94") < (size_t)(p - end))
			return false;
		last = strtoul(p, &end, 10);
	}
	*range = (struct range){(uint32_t)first, (uint32_t)last};
	return *end == '\0' && first >= 1 && first <= last && last <= HS_PAGES_MAX;
}

static bool has_page(const uint32_t *pages, size_t count, uint32_t page)
{
	for (size_t i = 0; i < count; i++)
		if (pages[i] == page)
			return true;
	return false;
}

static int check_range(const struct hs_documents *documents,
		       const struct hs_document *document, struct range r,
		       const uint32_t *pages, size_t count, struct hs_err *err)
{
	const struct hs_document *list = documents->documents.items;

	for (uint32_t page = r.first; page <= r.last; page++)
		if (!has_page(pages, count, page))
			return hs_fail(err, HS_USAGE, "the dossier has no page %u", page);
	for (size_t i = 0; i < documents->documents.count; i++)
		if (&list[i] != document && hs_document_first(&list[i]) <= r.last &&
		    hs_document_last(&list[i]) >= r.first)
			return hs_fail(err, HS_REFUSED,
				       "pages %u-%u overlap the document on page %u",
				       r.first, r.last, hs_document_first(&list[i]));
	return 0;
}

// Attachments end where their document does; what is beyond it belongs to it no more.
static void clip_attachments(struct hs_document *document, struct range r)
{
	struct hs_attachment *list = document->attachments.items;
	size_t kept = 0;

	for (size_t i = 0; i < document->attachments.count; i++) {
		double *range = list[i].pages.items;

		if (list[i].pages.count != 2 || range[0] > r.last || range[1] < r.first) {
			free(list[i].pages.items);
			free(list[i].title);
			free(list[i].rest);
			continue;
		}
		range[0] = range[0] < r.first ? r.first : range[0];
		range[1] = range[1] > r.last ? r.last : range[1];
		list[kept++] = list[i];
	}
	document->attachments.count = kept;
}

static int put_pages(struct hs_documents *documents, struct hs_document *document,
		     const struct hs_entry *entry, const uint32_t *pages, size_t count,
		     struct hs_entered *entered, struct hs_err *err)
{
	struct range now = {hs_document_first(document), hs_document_last(document)};
	bool by_person =
		document->pages_by && !strcmp(document->pages_by, HS_FROM_PERSON);
	struct range r = now, seen;

	if (strcmp(entry->said, HS_ENTRY_RIGHT) && !parse_range(entry->said, &r))
		return hs_fail(err, HS_USAGE, "'%s' is no range of pages, such as 3-5",
			       entry->said);
	entered->changed = !by_person || r.first != now.first || r.last != now.last;
	if (!entered->changed)
		return 0;
	// What a spreadsheet took for a date (3-5) says nothing.
	if (entry->seen && parse_range(entry->seen, &seen) &&
	    (seen.first != now.first || seen.last != now.last))
		return hs_fail(err, HS_REFUSED, "its pages are others by now: %u-%u",
			       now.first, now.last);
	if (check_range(documents, document, r, pages, count, err) < 0)
		return -1;
	entered->was = hs_pages_written(&document->pages);
	hs_pages_set(&document->pages, r.first, r.last);
	entered->is = hs_pages_written(&document->pages);
	hs_text_set(&document->pages_by, HS_FROM_PERSON);
	clip_attachments(document, r);
	return 0;
}

static int put_entry(struct hs_documents *documents, struct hs_document *document,
		     const struct hs_entry *entry, const uint32_t *pages, size_t count,
		     struct hs_entered *entered, struct hs_err *err)
{
	struct hs_value **slot = NULL;

	if (document && !strcmp(entry->field, HS_ENTRY_PAGES))
		return put_pages(documents, document, entry, pages, count, entered, err);
	if (document)
		slot = hs_value_slot(&hs_document_shape, document, entry->field);
	else if (documents->cover)
		slot = hs_value_slot(&hs_cover_shape, documents->cover, entry->field);
	else
		return hs_fail(err, HS_REFUSED, "no cover was found in the dossier");
	if (!slot)
		return hs_fail(err, HS_USAGE, "there is no field '%s'", entry->field);
	return put_field(slot, entry, entered, err);
}

int hs_entry_put(struct hs_documents *documents, struct hs_document *document,
		 const struct hs_entry *entry, const uint32_t *pages, size_t count,
		 struct hs_entered *entered, struct hs_err *err)
{
	struct hs_entry plain = *entry;
	HS_AUTO(hs_text_free) char *said = NULL;

	*entered = (struct hs_entered){0};
	if (hs_entry_tidy(entry->said, has_lines(entry->field), &said, err) < 0)
		return -1;
	if (!*said)
		return hs_fail(err, HS_USAGE,
			       "an empty value: - says that the paper has none");
	plain.said = said;
	return put_entry(documents, document, &plain, pages, count, entered, err);
}
