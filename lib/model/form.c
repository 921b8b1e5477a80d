// form.c - see form.h
#include "model/form.h"
#include "base/mem.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Keys of a rule, as bits: those that it may have, all of which it must have but
// `except` and `front`.
enum key {
	ON = 1,
	CLAUSE = 2,
	PLACE = 4,
	LEAST = 8,
	MOST = 16,
	TOLERANCE = 32,
	FRONT = 64,
	COLON = 128,
	SEPARATOR = 256,
	PAD = 512,
	PAD_MONTH = 1024,
	EXCEPT = 2048,
};

enum { OWN_CHOICE = ON | EXCEPT | FRONT };

#define MARGIN (LEAST | MOST | TOLERANCE | FRONT)

static const struct {
	const char *name;
	unsigned keys; // besides on and clause
	const char *means;
} rows[HS_FORM_RULES] = {
	[HS_FORM_TITLE_MISSING] = {"title-missing", 0,
				   "no title: the Party's name, or the State's"},
	[HS_FORM_TITLE_MISPLACED] = {"title-misplaced", PLACE,
				     "the title is not where it belongs"},
	[HS_FORM_MOTTO_MISSING] = {"motto-missing", 0, "no motto under the State's name"},
	[HS_FORM_MOTTO_UNWANTED] = {"motto-unwanted", 0,
				    "the State's motto on a paper of the Party"},
	[HS_FORM_RULE_MISSING] = {"rule-missing", 0,
				  "no rule under the title, or under the motto"},
	[HS_FORM_ISSUER_MISSING] = {"issuer-missing", 0, "nobody is named as issuer"},
	[HS_FORM_ISSUER_MISPLACED] = {"issuer-misplaced", PLACE,
				      "the issuer is not where it belongs"},
	[HS_FORM_STAR_MISSING] = {"star-missing", 0, "no star under the issuer"},
	[HS_FORM_NUMBER_MISSING] = {"number-missing", EXCEPT, "no number and symbol"},
	[HS_FORM_NUMBER_MISPLACED] = {"number-misplaced", PLACE,
				      "the number is not where it belongs"},
	[HS_FORM_NUMBER_FORM] = {"number-form", COLON | SEPARATOR | PAD,
				 "number and symbol are not written as they should be"},
	[HS_FORM_DATE_MISSING] = {"date-missing", EXCEPT, "no place and date"},
	[HS_FORM_DATE_MISPLACED] = {"date-misplaced", PLACE,
				    "the date is not where it belongs"},
	[HS_FORM_DATE_FORM] = {"date-form", PAD | PAD_MONTH,
			       "the date is not written as it should be"},
	[HS_FORM_TYPE_MISSING] = {"type-missing", 0,
				  "the type's name is missing above the text"},
	[HS_FORM_TYPE_MISPLACED] = {"type-misplaced", PLACE,
				    "the type's name is not where it belongs"},
	[HS_FORM_SUBJECT_MISSING] = {"subject-missing", EXCEPT, "no subject"},
	[HS_FORM_SUBJECT_MISPLACED] = {"subject-misplaced", PLACE,
				       "a công văn's subject is not under the number"},
	[HS_FORM_VV_MISSING] = {"vv-missing", 0, "a công văn's subject has no V/v"},
	[HS_FORM_VV_UNWANTED] = {"vv-unwanted", EXCEPT, "the subject begins with V/v"},
	[HS_FORM_DASHES_MISSING] = {"dashes-missing", EXCEPT,
				    "no ----- under the subject"},
	[HS_FORM_AUTHORITY_FORM] = {"authority-form", SEPARATOR,
				    "T/M, K/T, T/L are not written as they should be"},
	[HS_FORM_POSITION_MISSING] = {"position-missing", 0,
				      "no position between authority and signer"},
	[HS_FORM_SIGNER_MISSING] = {"signer-missing", 0, "no name under the signature"},
	[HS_FORM_RECIPIENTS_MISSING] = {"recipients-missing", EXCEPT, "no recipients"},
	[HS_FORM_RECIPIENTS_END] = {"recipients-end", 0,
				    "the recipients do not end with the copy on file"},
	[HS_FORM_MARGIN_TOP] = {"margin-top", MARGIN, "the top margin is out of bounds"},
	[HS_FORM_MARGIN_BOTTOM] = {"margin-bottom", MARGIN,
				   "the bottom margin is too small"},
	[HS_FORM_MARGIN_LEFT] = {"margin-left", MARGIN,
				 "the left margin is out of bounds"},
	[HS_FORM_MARGIN_RIGHT] = {"margin-right", MARGIN,
				  "the right margin is out of bounds"},
	[HS_FORM_PAGE_NUMBER_MISSING] = {"page-number-missing", 0,
					 "no page number, from page 2 on"},
	[HS_FORM_PAGE_NUMBER_MISPLACED] = {"page-number-misplaced", PLACE,
					   "the page number is not where it belongs"},
	[HS_FORM_PAGE_NUMBER_UNWANTED] = {"page-number-unwanted", 0,
					  "the first page has its number"},
};

static const char *const places[] = {
	[HS_FORM_LEFT] = "left", [HS_FORM_RIGHT] = "right", [HS_FORM_CENTRE] = "centre",
	[HS_FORM_TOP] = "top",   [HS_FORM_FOOT] = "foot",
};

const char *hs_form_rule_name(enum hs_form_rule rule)
{
	return rows[rule].name;
}

const char *hs_form_rule_means(enum hs_form_rule rule)
{
	return rows[rule].means;
}

void hs_forms_done(struct hs_forms *forms)
{
	free(forms->list.items);
	hs_buf_done(&forms->content);
	*forms = (struct hs_forms){0};
}

// ---- settings

static int set_text(char *to, size_t size, const char *value, struct hs_err *err)
{
	if (strlen(value) >= size)
		return hs_fail(err, HS_USAGE, "'%.40s...' is longer than %zu bytes",
			       value, size - 1);
	snprintf(to, size, "%s", value);
	hs_one_line(to);
	return 0;
}

static int set_choice(bool *to, const char *value, struct hs_err *err)
{
	if (strcmp(value, "yes") && strcmp(value, "no"))
		return hs_fail(err, HS_USAGE, "'%s' is neither yes nor no", value);
	*to = !strcmp(value, "yes");
	return 0;
}

static int set_mm(double *to, const char *value, struct hs_err *err)
{
	char *end;

	*to = strtod(value, &end);
	if (!*value || *end || !isfinite(*to) || *to < 0 || *to > 1000)
		return hs_fail(err, HS_USAGE, "'%s' is no length in mm", value);
	return 0;
}

static int set_bound(unsigned *to, const char *value, struct hs_err *err)
{
	size_t n = strspn(value, "0123456789");

	if (n < 1 || n > 3 || value[n])
		return hs_fail(err, HS_USAGE, "'%s' is no number from 0 to 999", value);
	*to = (unsigned)strtoul(value, NULL, 10);
	return 0;
}

static int set_place(enum hs_form_place *to, const char *value, struct hs_err *err)
{
	for (size_t i = 0; i < HS_COUNT(places); i++)
		if (!strcmp(value, places[i])) {
			*to = (enum hs_form_place)i;
			return 0;
		}
	return hs_fail(err, HS_USAGE, "'%s' is none of left, right, centre, top, foot",
		       value);
}

// "-/" of numbers, "/" or "." of authorities.
static int set_separator(char to[4], const char *value, struct hs_err *err)
{
	size_t n = strspn(value, "-/.");

	if (n < 1 || n > 2 || value[n])
		return hs_fail(err, HS_USAGE, "'%s' is no sign between letters", value);
	snprintf(to, 4, "%s", value);
	return 0;
}

static bool is_date(const char *text)
{
	static const char form[] = "dddd-dd-dd";

	for (size_t i = 0; i < sizeof(form) - 1; i++)
		if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
			return false;
	return text[sizeof(form) - 1] == '\0';
}

static int set_day(char to[11], const char *value, struct hs_err *err)
{
	if (!is_date(value))
		return hs_fail(err, HS_USAGE, "'%s' is no date such as 2018-04-03",
			       value);
	return set_text(to, 11, value, err);
}

static int set_body(struct hs_form *form, const char *value, struct hs_err *err)
{
	form->party = strcmp(value, "state") != 0;
	form->state = strcmp(value, "party") != 0;
	if (form->party && form->state && strcmp(value, "any"))
		return hs_fail(err, HS_USAGE, "body is '%s', not party, state or any",
			       value);
	return 0;
}

static int set_head(struct hs_form *form, const char *key, const char *value,
		    struct hs_err *err)
{
	if (!strcmp(key, "title") && !*form->title)
		return set_text(form->title, sizeof(form->title), value, err);
	if (!strcmp(key, "body") && !form->party && !form->state)
		return set_body(form, value, err);
	if (!strcmp(key, "from") && !*form->from)
		return set_day(form->from, value, err);
	if (!strcmp(key, "to") && !*form->to)
		return set_day(form->to, value, err);
	return hs_fail(err, HS_USAGE, "there is no setting '%s', or it is there twice",
		       key);
}

static enum key key_of(const char *key)
{
	static const struct {
		const char *name;
		enum key key;
	} keys[] = {
		{"on", ON},       {"clause", CLAUSE},       {"place", PLACE},
		{"least", LEAST}, {"most", MOST},           {"tolerance", TOLERANCE},
		{"front", FRONT}, {"colon", COLON},         {"separator", SEPARATOR},
		{"pad", PAD},     {"pad-month", PAD_MONTH}, {"except", EXCEPT},
	};

	for (size_t i = 0; i < HS_COUNT(keys); i++)
		if (!strcmp(key, keys[i].name))
			return keys[i].key;
	return 0;
}

static int set_key(struct hs_form_limit *limit, enum key key, const char *value,
		   struct hs_err *err)
{
	switch (key) {
	case ON:
		return set_choice(&limit->on, value, err);
	case CLAUSE:
		return set_text(limit->clause, sizeof(limit->clause), value, err);
	case PLACE:
		return set_place(&limit->place, value, err);
	case LEAST:
		return set_mm(&limit->least, value, err);
	case MOST:
		return set_mm(&limit->most, value, err);
	case TOLERANCE:
		return set_mm(&limit->tolerance, value, err);
	case FRONT:
		return set_choice(&limit->front, value, err);
	case COLON:
		return set_choice(&limit->colon, value, err);
	case SEPARATOR:
		return set_separator(limit->separator, value, err);
	case PAD:
		return set_bound(&limit->pad, value, err);
	case PAD_MONTH:
		return set_bound(&limit->pad_month, value, err);
	case EXCEPT:
		return set_text(limit->except, sizeof(limit->except), value, err);
	}
	return hs_fail(err, HS_USAGE, "there is no such setting");
}

int hs_form_set(struct hs_form *form, const char *section, const char *key,
		const char *value, struct hs_err *err)
{
	enum key which = key_of(key);

	if (!*section)
		return set_head(form, key, value, err);
	for (int i = 0; i < HS_FORM_RULES; i++) {
		struct hs_form_limit *limit = &form->rules[i];

		if (strcmp(section, rows[i].name))
			continue;
		if (!which || !((rows[i].keys | ON | CLAUSE) & which))
			return hs_fail(err, HS_USAGE, "[%s]: there is no setting '%s'",
				       section, key);
		if (limit->said & which)
			return hs_fail(err, HS_USAGE, "[%s] has two settings '%s'",
				       section, key);
		limit->said |= which;
		return set_key(limit, which, value, err) < 0
			       ? hs_within(err, "[%s] %s", section, key)
			       : 0;
	}
	return hs_fail(err, HS_USAGE, "there is no rule '%s'", section);
}

static int check_rule(const struct hs_form_limit *limit, int rule, struct hs_err *err)
{
	unsigned needed = (rows[rule].keys | CLAUSE) & ~OWN_CHOICE;

	if (!limit->on)
		return 0;
	if ((limit->said & needed) != needed || !*limit->clause)
		return hs_fail(
			err, HS_USAGE,
			"[%s] is on, but its clause or what it asks for is missing",
			rows[rule].name);
	if (limit->least > limit->most)
		return hs_fail(err, HS_USAGE, "[%s] has a least above its most",
			       rows[rule].name);
	return 0;
}

int hs_form_check(const struct hs_form *form, struct hs_err *err)
{
	if (!*form->title || (!form->party && !form->state))
		return hs_fail(err, HS_USAGE, "it has no title, or no body");
	if (*form->from && *form->to && strcmp(form->from, form->to) > 0)
		return hs_fail(err, HS_USAGE, "it ends before it begins");
	for (int i = 0; i < HS_FORM_RULES; i++)
		if (check_rule(&form->rules[i], i, err) < 0)
			return -1;
	return 0;
}

// ---- by date and body

// The first, or the last, day that a date may be: "2018" gives 2018-01-01, 2018-12-31.
static void day_of(const char *date, bool last, char day[11])
{
	snprintf(day, 11, "%s", last ? "9999-12-31" : "0000-01-01");
	if (date)
		memcpy(day, date, strnlen(date, 10));
}

static bool holds(const struct hs_form *form, bool state, const char *day)
{
	return (state ? form->state : form->party) &&
	       (!*form->from || strcmp(form->from, day) <= 0) &&
	       (!*form->to || strcmp(day, form->to) <= 0);
}

// Of two that began on one day, the one that ends: it is more particular.
static bool better(const struct hs_form *form, const struct hs_form *than)
{
	int later = than ? strcmp(form->from, than->from) : 1;

	return later > 0 || (later == 0 && *form->to && !*than->to);
}

static const struct hs_form *latest(const struct hs_forms *forms, bool state,
				    const char *day, bool unbound)
{
	const struct hs_form *list = forms->list.items, *found = NULL;

	for (size_t i = 0; i < forms->list.count; i++)
		if (holds(&list[i], state, day) && better(&list[i], found) &&
		    !(unbound && (*list[i].from || *list[i].to)))
			found = &list[i];
	return found;
}

const struct hs_form *hs_form_choose(const struct hs_forms *forms, bool state,
				     const char *date)
{
	char first[11], last[11];
	const struct hs_form *form;

	day_of(date, false, first);
	day_of(date, true, last);
	form = latest(forms, state, first, false);
	if (form == latest(forms, state, last, false))
		return form;
	return latest(forms, state, first, true);
}
