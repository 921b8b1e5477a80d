// device.c - see device.h
#include "craft/device.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "craft/device-page.h"
#include "craft/device-set.h"
#include "model/feed.h"
#include "model/json.h"
#include "port/sane.h"
#include "sys/file.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ASKED_MAX = 1 << 20 }; // bytes

struct device {
	struct hs_sane *sane;
	char *name;
	double dpi[2];
};

// Its own group: what the terminal sends to the program is not for the device, which
// finishes its page.
static int set_up(const char *param, void **state, struct hs_err *err)
{
	(void)param;
	(void)setpgid(0, 0);
	*state = HS_NEW(struct device);
	return hs_sane_begin(err);
}

static int answer(const struct hs_job *job, const void *bytes, size_t len,
		  struct hs_err *err)
{
	if (lseek(job->in, 0, SEEK_SET) < 0 || ftruncate(job->in, 0) < 0)
		return hs_fail_sys(err, "answer");
	return hs_fd_store(job->in, bytes, len, err);
}

struct lines {
	bool json;
	struct hs_buf out;
};

struct told_device {
	uint64_t format;
	const char *name, *vendor, *model, *type;
};

// Tabs and line ends in a vendor's words would break the line; and a terminal obeys more
// than those.
static void add_cell(struct hs_buf *out, const char *text, char end)
{
	const char *stop = text + strlen(text);

	while (text < stop) {
		uint32_t c = hs_utf8_next(&text, stop);

		hs_utf8_add(out, c < 0x20 || (c >= 0x7f && c < 0xa0) ? ' ' : c);
	}
	hs_buf_addf(out, "%c", end);
}

static void list_device(void *user, const struct hs_sane_device *d)
{
	static const struct hs_field fields[] = {
		{"format", HS_NUMBER, offsetof(struct told_device, format),
		 .always = true},
		{"name", HS_TEXT, offsetof(struct told_device, name), .always = true},
		{"vendor", HS_TEXT, offsetof(struct told_device, vendor), .always = true},
		{"model", HS_TEXT, offsetof(struct told_device, model), .always = true},
		{"type", HS_TEXT, offsetof(struct told_device, type), .always = true},
		{0},
	};
	static const struct hs_shape shape = {sizeof(struct told_device), fields};
	const struct told_device told = {1, d->name, d->vendor, d->model, d->type};
	struct lines *lines = user;

	if (lines->json) {
		hs_json_line(&shape, &told, &lines->out);
		return;
	}
	add_cell(&lines->out, d->name, '\t');
	add_cell(&lines->out, d->vendor, '\t');
	add_cell(&lines->out, d->model, '\t');
	add_cell(&lines->out, d->type, '\n');
}

struct told_option {
	uint64_t format;
	const char *name, *title, *type, *unit, *allowed, *value;
	bool active, settable, several;
};

static void list_option(void *user, const struct hs_sane_option *o)
{
#define AT(member) offsetof(struct told_option, member), .always = true
	static const struct hs_field fields[] = {
		{"format", HS_NUMBER, AT(format)},
		{"name", HS_TEXT, AT(name)},
		{"type", HS_TEXT, AT(type)},
		{"unit", HS_TEXT, AT(unit)},
		{"allowed", HS_TEXT, AT(allowed)},
		{"value", HS_TEXT, AT(value)},
		{"active", HS_FLAG, AT(active)},
		{"settable", HS_FLAG, AT(settable)},
		{"list", HS_FLAG, AT(several)},
		{"title", HS_TEXT, AT(title)},
		{0},
	};
#undef AT
	static const struct hs_shape shape = {sizeof(struct told_option), fields};
	const struct told_option told = {1,           o->name,    o->title, o->type,
					 o->unit,     o->allowed, o->value, o->active,
					 o->settable, o->several};
	struct lines *lines = user;

	if (lines->json) {
		hs_json_line(&shape, &told, &lines->out);
		return;
	}
	if (!o->active)
		return;
	add_cell(&lines->out, o->name, '\t');
	add_cell(&lines->out, o->type, '\t');
	add_cell(&lines->out, o->unit, '\t');
	add_cell(&lines->out, o->allowed, '\t');
	add_cell(&lines->out, *o->value ? o->value : "-", '\t');
	add_cell(&lines->out, o->title, '\n');
}

static int list(const struct hs_job *job, bool json, struct hs_err *err)
{
	struct lines lines = {.json = json};
	int got = hs_sane_devices(list_device, &lines, err);

	if (got == 0)
		got = answer(job, hs_buf_text(&lines.out), lines.out.len, err);
	hs_buf_done(&lines.out);
	return got;
}

static int options(struct device *d, const struct hs_job *job, bool json,
		   struct hs_err *err)
{
	struct lines lines = {.json = json};
	int got;

	hs_sane_options(d->sane, list_option, &lines);
	got = answer(job, hs_buf_text(&lines.out), lines.out.len, err);
	hs_buf_done(&lines.out);
	return got;
}

// What no scanner has is not known.
static double dpi_of(struct hs_sane *s, const char *name)
{
	const double least = 20, most = 10000;
	double dpi = hs_sane_number(s, name);

	return dpi >= least && dpi <= most ? dpi : 0;
}

static void read_dpi(struct device *d)
{
	double both = dpi_of(d->sane, "resolution");
	double x = dpi_of(d->sane, "x-resolution");
	double y = dpi_of(d->sane, "y-resolution");

	d->dpi[0] = x > 0 ? x : both;
	d->dpi[1] = y > 0 ? y : d->dpi[0];
}

// The first line is the device's name; the others are for hs_device_set.
static int prepare(struct device *d, const struct hs_job *job, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf asked = {0};
	HS_AUTO(hs_buf_done) struct hs_buf came_out = {0};
	HS_AUTO(hs_text_free) char *name = NULL;
	const char *wanted;

	if (lseek(job->in, 0, SEEK_SET) < 0)
		return hs_fail_sys(err, "read");
	if (hs_fd_load(job->in, ASKED_MAX, &asked, err) < 0)
		return -1;
	wanted = hs_buf_text(&asked);
	name = strndup(wanted, strcspn(wanted, "\n"));
	wanted += strcspn(wanted, "\n");
	hs_sane_free(&d->sane);
	hs_text_free(&d->name);
	d->sane = hs_sane_open(name, &d->name, err);
	if (!d->sane)
		return -1;
	hs_buf_addf(&came_out, "device=%s\n", d->name);
	if (hs_device_set(d->sane, wanted, &came_out, err) < 0)
		return hs_within(err, "scanner '%s'", d->name);
	read_dpi(d);
	return answer(job, came_out.data, came_out.len, err);
}

static int page(struct device *d, const struct hs_job *job, bool single,
		struct hs_err *err)
{
	struct hs_feed_page told;

	if (hs_device_page(d->sane, d->dpi, job->out, &told, err) < 0)
		return -1;
	if (single)
		hs_sane_cancel(d->sane);
	return answer(job, &told, sizeof(told), err);
}

static int serve(void *state, const struct hs_job *job, struct hs_err *err)
{
	const struct hs_feed_ask *ask = job->ask;
	struct device *d = state;

	if (job->ask_len != sizeof(*ask) ||
	    (!d->sane && ask->job != HS_FEED_LIST && ask->job != HS_FEED_PREPARE))
		return hs_fail(err, HS_USAGE, "no such job");
	switch (ask->job) {
	case HS_FEED_LIST:
		return list(job, ask->json, err);
	case HS_FEED_PREPARE:
		return prepare(d, job, err);
	case HS_FEED_OPTIONS:
		return options(d, job, ask->json, err);
	case HS_FEED_PAGE:
		return page(d, job, ask->single, err);
	case HS_FEED_STOP:
		hs_sane_cancel(d->sane);
		return 0;
	default:
		return hs_fail(err, HS_USAGE, "no such job");
	}
}

// Where backends look for their settings and for the user's.
static const char *const environment[] = {
	"SANE_CONFIG_DIR", "SANE_NET_TIMEOUT", "LD_LIBRARY_PATH", "HOME", "PATH", NULL};

const struct hs_worker_kind hs_device_worker = {
	.name = "scanner",
	.run = serve,
	.setup = set_up,
	.jail = {.open = true},
	.environment = environment,
};
