// night.c - see night.h
#include "model/night.h"
#include "base/auto.h"
#include "base/mem.h"
#include "model/json.h"

#include <stdlib.h>
#include <string.h>

static const struct hs_field finding_fields[] = {
	{"finding", HS_TEXT, offsetof(struct hs_night_finding, finding), .always = true},
	{"count", HS_NUMBER, offsetof(struct hs_night_finding, count), .always = true},
	{0},
};
static const struct hs_shape finding_shape = {sizeof(struct hs_night_finding),
					      finding_fields};

#define AT(member) .at = offsetof(struct hs_night_line, member)

static const struct hs_field fields[] = {
	{"format", HS_NUMBER, AT(format), .always = true},
	{"event", HS_TEXT, AT(event), .always = true},
	{"time", HS_TEXT, AT(time), .always = true},
	{"dossier", HS_TEXT, AT(code)},
	{"outcome", HS_TEXT, AT(outcome)},
	{"stage", HS_TEXT, AT(stage)},
	{"reason", HS_TEXT, AT(reason)},
	{"bundle", HS_TEXT, AT(bundle)},
	{"files", HS_NUMBER, AT(files)},
	{"rejected", HS_NUMBER, AT(rejected)},
	{"pages", HS_NUMBER, AT(pages)},
	{"packed_pages", HS_NUMBER, AT(packed_pages)},
	{"read", HS_NUMBER, AT(read)},
	{"kept", HS_NUMBER, AT(kept)},
	{"failed", HS_NUMBER, AT(failed)},
	{"documents", HS_NUMBER, AT(documents)},
	{"review", HS_NUMBER, AT(review)},
	{"bytes_in", HS_NUMBER, AT(bytes_in)},
	{"bytes_out", HS_NUMBER, AT(bytes_out)},
	{"reading_ms", HS_NUMBER, AT(reading_ms)},
	{"milliseconds", HS_NUMBER, AT(milliseconds)},
	{"findings", HS_LIST, AT(findings), .of = &finding_shape},
	{0},
};
const struct hs_shape hs_night_shape = {sizeof(struct hs_night_line), fields};

void hs_night_line_done(struct hs_night_line *line)
{
	hs_shape_done(&hs_night_shape, line);
}

void hs_night_found(struct hs_list *findings, const char *finding, uint64_t count)
{
	struct hs_night_finding *all = findings->items, new;
	size_t at = 0;

	while (at < findings->count && strcmp(all[at].finding, finding) < 0)
		at++;
	if (at < findings->count && !strcmp(all[at].finding, finding)) {
		all[at].count += count;
		return;
	}
	new = (struct hs_night_finding){hs_dup(finding), count};
	(void)hs_list_add(findings, sizeof(new));
	all = findings->items;
	memmove(all + at + 1, all + at, (findings->count - 1 - at) * sizeof(new));
	all[at] = new;
}

static const size_t sums[] = {
	offsetof(struct hs_night_line, files),
	offsetof(struct hs_night_line, rejected),
	offsetof(struct hs_night_line, read),
	offsetof(struct hs_night_line, kept),
	offsetof(struct hs_night_line, failed),
	offsetof(struct hs_night_line, documents),
	offsetof(struct hs_night_line, review),
	offsetof(struct hs_night_line, bytes_in),
	offsetof(struct hs_night_line, bytes_out),
	offsetof(struct hs_night_line, reading_ms),
};

static void add_up(struct hs_night *night, const struct hs_night_line *line)
{
	const struct hs_night_finding *found = line->findings.items;

	for (size_t i = 0; i < HS_COUNT(sums); i++)
		*(uint64_t *)((char *)&night->all + sums[i]) +=
			*(const uint64_t *)((const char *)line + sums[i]);
	for (size_t i = 0; i < line->findings.count; i++)
		hs_night_found(&night->all.findings, found[i].finding, found[i].count);
	night->pages += line->pages;
	if (!strcmp(line->outcome, HS_NIGHT_PACKED)) {
		night->packed++;
		night->packed_pages += line->packed_pages;
	} else if (!strcmp(line->outcome, HS_NIGHT_QUARANTINE)) {
		HS_AUTO(hs_buf_done) struct hs_buf why = {0};

		night->quarantined++;
		night->quarantined_pages += line->pages;
		hs_buf_addf(&why, "%s: %s", line->stage ? line->stage : "inbox",
			    line->reason ? line->reason : "");
		hs_night_found(&night->reasons, hs_buf_text(&why), 1);
	} else {
		night->left++;
		night->left_pages += line->pages;
	}
}

static int take(struct hs_night *night, const char *text, size_t len, struct hs_err *err)
{
	HS_AUTO(hs_night_line_done) struct hs_night_line line = {0};

	if (hs_json_read(&hs_night_shape, text, len, &line, err) < 0)
		return -1;
	if (!strcmp(line.event, HS_NIGHT_BEGIN)) {
		hs_text_set(&night->began, line.time);
	} else if (!strcmp(line.event, HS_NIGHT_END)) {
		hs_text_set(&night->ended, line.time);
		hs_text_set(&night->status, line.outcome);
		hs_text_set(&night->why, line.reason);
		night->spent_ms = line.milliseconds;
	} else if (line.outcome && line.code) {
		add_up(night, &line);
		*(struct hs_night_line *)hs_list_add(&night->lines, sizeof(line)) = line;
		line = (struct hs_night_line){0};
	}
	return 0;
}

int hs_night_read(const char *text, size_t len, struct hs_night *night,
		  struct hs_err *err)
{
	const char *end = text + len, *nl;

	for (const char *at = text; (nl = memchr(at, '\n', (size_t)(end - at)));
	     at = nl + 1)
		// Nothing follows: the power went off before all of its bytes were there.
		if (take(night, at, (size_t)(nl - at), err) < 0 && nl + 1 < end)
			return -1;
	if (!night->status)
		night->status = hs_dup("cut off");
	return 0;
}

void hs_night_forget(struct hs_list *findings)
{
	struct hs_night_line owner = {.findings = *findings};

	hs_night_line_done(&owner);
	*findings = (struct hs_list){0};
}

void hs_night_done(struct hs_night *night)
{
	struct hs_night_line *lines = night->lines.items;

	for (size_t i = 0; i < night->lines.count; i++)
		hs_night_line_done(&lines[i]);
	free(lines);
	free(night->began);
	free(night->ended);
	free(night->status);
	free(night->why);
	hs_night_line_done(&night->all);
	hs_night_forget(&night->reasons);
	*night = (struct hs_night){0};
}
