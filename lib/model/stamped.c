// stamped.c - see stamped.h
#include "model/stamped.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"

#include <stdlib.h>

static int from_left(const void *a, const void *b)
{
	const struct hs_word *const *left = a, *const *right = b;
	int32_t x = (*left)->box.x, y = (*right)->box.x;

	return (x > y) - (x < y);
}

static char *joined(const struct hs_word **words, size_t count)
{
	HS_AUTO(hs_buf_done) struct hs_buf all = {0};

	hs_buf_addf(&all, "%s", "");
	for (size_t i = 0; i < count; i++)
		hs_buf_addf(&all, "%s%s", i ? " " : "", words[i]->text);
	return hs_buf_take(&all);
}

static void add_reading(struct hs_stamped *line, const char *text)
{
	*(char **)hs_list_add(&line->readings, sizeof(char *)) = hs_dup(text);
}

// Noise stands apart from text: only an unsure line has to be put in order.
static void find_line(const struct hs_words *words, uint8_t stamp, struct hs_list *lines)
{
	const struct hs_word **own = hs_new(words->count + 1, sizeof(const void *));
	struct hs_stamped line = {.stamp = stamp, .sure = true};
	size_t n = 0, all = 0;

	for (size_t i = 0; i < words->count; i++) {
		const struct hs_word *w = &words->list[i];

		if (w->stamp != stamp)
			continue;
		line.box = all++ ? hs_box_round(&line.box, &w->box) : w->box;
		line.sure &= !w->noise;
		if (w->hint)
			add_reading(&line, w->text);
		else
			own[n++] = w;
	}
	if (n > 1 && !line.sure)
		qsort(own, n, sizeof(*own), from_left);
	if (all) {
		line.read = joined(own, n);
		if (line.readings.count == 0)
			add_reading(&line, line.read);
		*(struct hs_stamped *)hs_list_add(lines, sizeof(line)) = line;
	}
	free(own);
}

void hs_stamped_find(const struct hs_words *words, struct hs_list *lines)
{
	for (uint8_t stamp = 1; stamp <= HS_STAMPS_MAX; stamp++)
		find_line(words, stamp, lines);
}

void hs_stamped_done(struct hs_list *lines)
{
	struct hs_stamped *line = lines->items;

	for (size_t i = 0; i < lines->count; i++) {
		char **readings = line[i].readings.items;

		for (size_t j = 0; j < line[i].readings.count; j++)
			free(readings[j]);
		free(readings);
		free(line[i].read);
	}
	free(line);
	*lines = (struct hs_list){0};
}

void hs_stamped_drop_hints(struct hs_words *words)
{
	size_t n = 0;

	for (size_t i = 0; i < words->count; i++) {
		bool starts_block = words->list[i].starts_block;

		if (!words->list[i].hint) {
			words->list[n++] = words->list[i];
			continue;
		}
		free(words->list[i].text);
		if (starts_block && i + 1 < words->count)
			words->list[i + 1].starts_block = true;
	}
	words->count = n;
}
