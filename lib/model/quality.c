// quality.c - see quality.h
#include "model/quality.h"
#include "base/mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct hs_rule_row rows[HS_RULES] = {
	[HS_R_UNREADABLE] = {"unreadable", "", false, "the page cannot be decoded"},
	[HS_R_DPI] = {"dpi-low", "dpi", true, "too few dots an inch"},
	[HS_R_DPI_UNEVEN] = {"dpi-uneven", "%", false,
			     "across and down differ in resolution"},
	[HS_R_DEPTH] = {"depth-low", "bit", true, "too few bits a pixel"},
	[HS_R_SIZE] = {"size-odd", "%", false,
		       "no paper size: scaled, cut, or wrong dpi"},
	[HS_R_SKEW] = {"skew", "degree", false, "the page lies askew"},
	[HS_R_BLUR] = {"blur", "mm", false, "the letters have no sharp edges"},
	[HS_R_CLIPPING] = {"clipping", "%", false,
			   "light or dark tones are lost at the end of the scale"},
	[HS_R_EDGE] = {"edge-cut", "letters", false, "writing runs into the page's edge"},
	[HS_R_CONTRAST] = {"contrast-low", "level", true,
			   "ink is hardly darker than paper"},
	[HS_R_BLANK] = {"blank", "mm2", true, "nothing is written on the page"},
	[HS_R_SHOW] = {"show-through", "%", false,
		       "faint writing: the back shows through, or print has faded"},
	[HS_R_UPSIDE_DOWN] = {"upside-down", "sigma", false,
			      "the page stands on its head"},
	[HS_R_SIDEWAYS] = {"sideways", "%", false, "the page lies on its side"},
	[HS_R_SHEET_EDGE] = {"sheet-edge", "%", false,
			     "a straight edge from side to side: double feed, or a fold"},
	[HS_R_SHEET_LONG] = {"sheet-long", "%", false,
			     "longer than the others: double feed, or another paper"},
	[HS_R_DUPLICATE] = {"duplicate", "%", false, "the same page as another"},
	[HS_R_GAP] = {"page-gap", "pages", false, "printed page numbers leave some out"},
	[HS_R_ORDER] = {"page-order", "pages", false, "printed page numbers go back"},
	[HS_R_REPEAT] = {"page-repeat", "pages", false,
			 "the same printed page number again"},
};

const struct hs_rule_row *hs_rule_row(enum hs_rule rule)
{
	return &rows[rule];
}

static struct hs_limit *rule_of(struct hs_profile *profile, const char *name)
{
	for (int i = 0; i < HS_RULES; i++)
		if (!strcmp(rows[i].name, name))
			return &profile->rules[i];
	return NULL;
}

static int set_text(char *to, size_t size, const char *value, struct hs_err *err)
{
	if (strlen(value) >= size)
		return hs_fail(err, HS_USAGE, "'%.40s...' is longer than %zu bytes",
			       value, size - 1);
	snprintf(to, size, "%s", value);
	hs_one_line(to);
	return 0;
}

static int set_limit(struct hs_limit *limit, const char *rule, const char *value,
		     struct hs_err *err)
{
	char *end;

	if (limit->set)
		return hs_fail(err, HS_USAGE, "[%s] has two limits", rule);
	limit->set = true;
	limit->on = strcmp(value, "off") != 0;
	if (!limit->on)
		return 0;
	limit->limit = strtod(value, &end);
	if (!*value || *end || !isfinite(limit->limit))
		return hs_fail(err, HS_USAGE, "[%s] limit = %s: neither a number nor off",
			       rule, value);
	return 0;
}

static int set_source(struct hs_limit *limit, const char *rule, const char *value,
		      struct hs_err *err)
{
	if (limit->sourced)
		return hs_fail(err, HS_USAGE, "[%s] has two sources", rule);
	limit->sourced = true;
	return set_text(limit->source, sizeof(limit->source), value, err);
}

int hs_profile_set(struct hs_profile *profile, const char *section, const char *key,
		   const char *value, struct hs_err *err)
{
	struct hs_limit *limit = rule_of(profile, section);

	if (!*section && !strcmp(key, "title"))
		return set_text(profile->title, sizeof(profile->title), value, err);
	if (!*section)
		return hs_fail(err, HS_USAGE, "there is no setting '%s'", key);
	if (!limit)
		return hs_fail(err, HS_USAGE, "there is no rule '%s'", section);
	if (!strcmp(key, "limit"))
		return set_limit(limit, section, value, err);
	if (!strcmp(key, "source"))
		return set_source(limit, section, value, err);
	return hs_fail(err, HS_USAGE, "[%s]: there is no setting '%s'", section, key);
}

int hs_profile_check(struct hs_profile *profile, struct hs_err *err)
{
	for (int i = 0; i < HS_RULES; i++) {
		const struct hs_limit *limit = &profile->rules[i];

		if (*limit->source && !limit->on && !limit->set)
			return hs_fail(err, HS_USAGE, "[%s] has a source and no limit",
				       rows[i].name);
		if (limit->on && (!*limit->source || (limit->set && !limit->sourced)))
			return hs_fail(err, HS_USAGE, "[%s] has a limit and no source",
				       rows[i].name);
	}
	return 0;
}

void hs_quality_none(struct hs_quality *measures)
{
	for (int i = 0; i < HS_RULES; i++)
		measures->value[i] = NAN;
}

bool hs_rule_breaks(const struct hs_profile *profile, enum hs_rule rule, double measure)
{
	const struct hs_limit *limit = &profile->rules[rule];

	if (!limit->on || !isfinite(measure))
		return false;
	return rows[rule].below ? measure < limit->limit : measure > limit->limit;
}

static double off(double side, double paper)
{
	return fabs(side - paper) / paper * 100;
}

void hs_paper_of(double width_mm, double height_mm, struct hs_paper *paper)
{
	static const struct {
		const char *name;
		double small, large; // mm
		unsigned pages;
	} sizes[] = {{"A5", 148, 210, 1}, {"A4", 210, 297, 1}, {"A3", 297, 420, 2},
		     {"A2", 420, 594, 4}, {"A1", 594, 841, 8}, {"A0", 841, 1189, 16}};
	const double over = 1.10;
	double small = fmin(width_mm, height_mm), large = fmax(width_mm, height_mm);

	*paper = (struct hs_paper){.nearest = "A5", .off = INFINITY, .pages = 0};
	for (size_t i = 0; i < HS_COUNT(sizes); i++) {
		double worst =
			fmax(off(small, sizes[i].small), off(large, sizes[i].large));

		if (worst < paper->off) {
			paper->off = worst;
			paper->nearest = sizes[i].name;
		}
		if (!paper->pages && small <= sizes[i].small * over &&
		    large <= sizes[i].large * over)
			paper->pages = sizes[i].pages;
	}
	if (!paper->pages) // larger than A0: by its area
		paper->pages = (unsigned)ceil(fmin(small * large / (210 * 297), 1e6));
}
