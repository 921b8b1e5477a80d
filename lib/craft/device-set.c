// device-set.c - see device-set.h
#include "craft/device-set.h"
#include "base/auto.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// Words of users, and parts of the words that scanners have for them, the best first.
// From the backends of sane-backends 1.2.1 (fujitsu, canon_dr, epjitsu, avision, escl,
// airscan, genesys, pixma, epson2, kodak, test).
static const struct synonym {
	const char *option, *word, *parts[6];
} synonyms[] = {
	{"source", "feeder", {"adf front", "adf", "automatic document feeder", "feeder"}},
	{"source", "flatbed", {"flatbed", "normal", "document table"}},
	{"source", "duplex", {"adf duplex", "duplex", "both sides"}},
	{"mode", "lineart", {"lineart", "black & white", "monochrome", "binary", "1bit"}},
	{"mode", "gray", {"gray", "grey"}},
	{"mode", "color", {"color", "colour", "rgb"}},
};

static const struct {
	const char *name;
	double width, height; // mm; ISO 216, ANSI/ASME Y14.1
} sheets[] = {
	{"a3", 297, 420}, {"a4", 210, 297},         {"a5", 148, 210},
	{"a6", 105, 148}, {"letter", 215.9, 279.4}, {"legal", 215.9, 355.6},
};

static const char *has_part(struct hs_sane *s, const char *option, const char *part)
{
	const char *word;

	for (size_t i = 0; (word = hs_sane_word(s, option, i)); i++)
		if (strcasestr(word, part))
			return word;
	return NULL;
}

// The device's own word for it; the user's where there is none.
static const char *its_word(struct hs_sane *s, const char *option, const char *want)
{
	const char *word;

	for (size_t i = 0; (word = hs_sane_word(s, option, i)); i++)
		if (!strcasecmp(word, want))
			return word;
	for (size_t i = 0; i < HS_COUNT(synonyms); i++) {
		const struct synonym *y = &synonyms[i];

		for (size_t k = 0; k < HS_COUNT(y->parts) && y->parts[k]; k++)
			if (!strcmp(y->option, option) && !strcasecmp(y->word, want) &&
			    (word = has_part(s, option, y->parts[k])))
				return word;
	}
	return want;
}

static int set(struct hs_sane *s, const char *name, const char *value,
	       struct hs_buf *came_out, struct hs_err *err)
{
	bool rounded = false;

	if (hs_sane_set(s, name, value, &rounded, err) < 0)
		return -1;
	if (rounded)
		hs_buf_addf(came_out, "rounded=%s\n", name);
	return 0;
}

static int set_word(struct hs_sane *s, const char *name, const char *value,
		    struct hs_buf *came_out, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *word = hs_dup(its_word(s, name, value));

	return set(s, name, word, came_out, err);
}

// Some have no such mode but grey of one bit.
static int set_mode(struct hs_sane *s, const char *name, const char *value,
		    struct hs_buf *came_out, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *word = hs_dup(its_word(s, "mode", value));
	const char *grey = its_word(s, "mode", "gray");

	(void)name;
	if (strcasecmp(value, "lineart") || strcmp(word, value) ||
	    !strcmp(grey, "gray") || has_part(s, "mode", value))
		return set(s, "mode", word, came_out, err);
	hs_text_set(&word, grey);
	if (set(s, "mode", word, came_out, err) < 0)
		return -1;
	return set(s, "depth", "1", came_out, err);
}

static int set_resolution(struct hs_sane *s, const char *name, const char *value,
			  struct hs_buf *came_out, struct hs_err *err)
{
	if (hs_sane_has(s, name) || !hs_sane_has(s, "x-resolution"))
		return set(s, name, value, came_out, err);
	if (set(s, "x-resolution", value, came_out, err) < 0)
		return -1;
	return set(s, "y-resolution", value, came_out, err);
}

static int side(struct hs_sane *s, const char *name, double mm, struct hs_buf *came_out,
		struct hs_err *err)
{
	double most = hs_sane_most(s, name);
	char text[40];

	if (most > 0 && mm > most + 1) // scanners of 215 mm and the like
		return hs_fail(err, HS_USAGE, "this scanner takes %g mm (%s), not %g",
			       most, name, mm);
	snprintf(text, sizeof(text), "%.4f", most > 0 && mm > most ? most : mm);
	return set(s, name, text, came_out, err);
}

// Feeders that must know the sheet, too, before they take a frame on it.
static int set_page(struct hs_sane *s, const char *name, const char *value,
		    struct hs_buf *came_out, struct hs_err *err)
{
	double width = 0, height = 0;
	char end;

	(void)name;
	for (size_t i = 0; i < HS_COUNT(sheets); i++)
		if (!strcasecmp(sheets[i].name, value)) {
			width = sheets[i].width;
			height = sheets[i].height;
		}
	if (!strcmp(value, "max")) {
		width = hs_sane_most(s, "br-x");
		height = hs_sane_most(s, "br-y");
	}
	if (width <= 0 && (sscanf(value, "%lfx%lf%c", &width, &height, &end) != 2 ||
			   width <= 0 || height <= 0))
		return hs_fail(err, HS_USAGE,
			       "'%s' is no page: a3, a4, a5, a6, letter, legal, max, or "
			       "WIDTHxHEIGHT in mm",
			       value);
	if (hs_sane_has(s, "page-width") &&
	    (side(s, "page-width", width, came_out, err) < 0 ||
	     side(s, "page-height", height, came_out, err) < 0))
		return -1;
	if (set(s, "tl-x", "0", came_out, err) < 0 ||
	    set(s, "tl-y", "0", came_out, err) < 0 ||
	    side(s, "br-x", width, came_out, err) < 0)
		return -1;
	return side(s, "br-y", height, came_out, err);
}

// Both sides of a sheet: a source, a mode of the feeder, or a switch.
static int set_duplex(struct hs_sane *s, const char *name, const char *value,
		      struct hs_buf *came_out, struct hs_err *err)
{
	static const char *const switches[] = {"adf-mode", "adf_mode", "duplex"};
	const char *word = has_part(s, "source", "duplex");

	(void)name, (void)value;
	if (word)
		return set_word(s, "source", word, came_out, err);
	for (size_t i = 0; i < HS_COUNT(switches); i++) {
		if (!hs_sane_has(s, switches[i]))
			continue;
		word = has_part(s, switches[i], "duplex");
		if (!word)
			word = has_part(s, switches[i], "both");
		return set(s, switches[i], word ? word : "yes", came_out, err);
	}
	return hs_fail(err, HS_USAGE,
		       "this scanner cannot scan both sides at once (--interleave scans "
		       "one after the other)");
}

static int set_preview(struct hs_sane *s, const char *name, const char *value,
		       struct hs_buf *came_out, struct hs_err *err)
{
	return hs_sane_has(s, name) ? set(s, name, value, came_out, err) : 0;
}

// What we would choose where the user says nothing: not every device has it.
static int set_unless_odd(struct hs_sane *s, const char *name, const char *value,
			  struct hs_buf *came_out, struct hs_err *err)
{
	bool page = !strcmp(name, "page?");
	struct hs_err why = {0};
	int got = 0;

	if (hs_sane_has(s, page ? "br-x" : "resolution"))
		got = page ? set_page(s, name, value, came_out, &why)
			   : set(s, "resolution", value, came_out, &why);
	if (got == 0 || why.code == HS_USAGE)
		return 0;
	*err = why;
	return -1;
}

// In the order in which options depend on each other.
static const struct {
	const char *key;
	int (*set)(struct hs_sane *s, const char *name, const char *value,
		   struct hs_buf *came_out, struct hs_err *err);
} keys[] = {
	{"source", set_word},
	{"duplex", set_duplex},
	{"mode", set_mode},
	{"depth", set},
	{"resolution?", set_unless_odd},
	{"resolution", set_resolution},
	{"page?", set_unless_odd},
	{"page", set_page},
	{"preview", set_preview},
};

// Calls do for the lines whose key begins with `with`, in their order.
static int each_line(struct hs_sane *s, const char *wanted, const char *with, size_t row,
		     struct hs_buf *came_out, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *copy = hs_dup(wanted);
	size_t n = strlen(with);
	char *at = copy, *line;
	int got = 0;

	while (got == 0 && (line = strsep(&at, "\n"))) {
		char *value = strchr(line, '=');

		if (!value || strncmp(line, with, n))
			continue;
		*value++ = '\0';
		if (row == HS_COUNT(keys))
			got = set(s, line + n, value, came_out, err);
		else if (!line[n])
			got = keys[row].set(s, line, value, came_out, err);
	}
	return got;
}

static void tell(struct hs_sane *s, const char *name, struct hs_buf *came_out)
{
	HS_AUTO(hs_text_free) char *value = hs_sane_get(s, name);

	if (value)
		hs_buf_addf(came_out, "%s=%s\n", name, value);
}

// A device without sources that cannot be anything else says so in its options.
static bool feeds(struct hs_sane *s)
{
	static const char *const parts[] = {"adf", "feeder", "duplex", "both sides"};
	HS_AUTO(hs_text_free) char *source = hs_sane_get(s, "source");

	for (size_t i = 0; source && i < HS_COUNT(parts); i++)
		if (strcasestr(source, parts[i]))
			return true;
	return false;
}

int hs_device_set(struct hs_sane *s, const char *wanted, struct hs_buf *came_out,
		  struct hs_err *err)
{
	static const char *const main_ones[] = {"source",     "mode",         "depth",
						"resolution", "x-resolution", "tl-x",
						"tl-y",       "br-x",         "br-y"};

	for (size_t i = 0; i < HS_COUNT(keys); i++)
		if (each_line(s, wanted, keys[i].key, i, came_out, err) < 0)
			return -1;
	if (each_line(s, wanted, "set:", HS_COUNT(keys), came_out, err) < 0)
		return -1;
	for (size_t i = 0; i < HS_COUNT(main_ones); i++)
		tell(s, main_ones[i], came_out);
	hs_buf_addf(came_out, "feeder=%s\n", feeds(s) ? "yes" : "no");
	return 0;
}
