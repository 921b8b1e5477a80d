// namesake.c - see namesake.h
#include "model/namesake.h"
#include "base/auto.h"
#include "base/mem.h"
#include "model/inset.h"
#include "model/stamped.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TRUST 0.5 // confidence of a name whose likeness is 1

static bool has_text(const struct hs_list *texts, const char *text)
{
	char *const *all = texts->items;

	for (size_t i = 0; i < texts->count; i++)
		if (!strcmp(all[i], text))
			return true;
	return false;
}

bool hs_namesake_learn(const struct hs_words *words, struct hs_page *page,
		       struct hs_signers *names)
{
	HS_AUTO(hs_stamped_done) struct hs_list lines = {0};
	struct hs_list *own = &page->recognition->stamps;
	const struct hs_stamped *line;
	bool unsure = false;

	hs_stamped_find(words, &lines);
	line = lines.items;
	for (size_t i = 0; i < lines.count; i++) {
		HS_AUTO(hs_text_free)
		char *name = line[i].sure ? hs_signer_in(line[i].read) : NULL;

		unsure |= !line[i].sure;
		if (name && !has_text(own, name))
			*(char **)hs_list_add(own, sizeof(char *)) = hs_dup(name);
	}
	hs_namesake_recall(page, names);
	return unsure;
}

void hs_namesake_recall(const struct hs_page *page, struct hs_signers *names)
{
	const struct hs_recognition *rec = page->recognition;
	char *const *own = rec->stamps.items;

	for (size_t i = 0; i < rec->stamps.count; i++)
		hs_signers_learn(names, own[i], (uint32_t)page->page);
}

static void tell(const struct hs_stamped *line, const struct hs_signer *known,
		 double likeness, struct hs_recognition *rec)
{
	const double box[] = {line->box.x, line->box.y, line->box.w, line->box.h};
	struct hs_taken_name *taken = hs_list_add(&rec->names, sizeof(*taken));

	taken->name = hs_dup(known->name);
	taken->read = hs_dup(line->read);
	taken->likeness = round(likeness * 1e4) / 1e4;
	taken->page = known->page;
	for (size_t i = 0; i < HS_COUNT(box); i++)
		*(double *)hs_list_add(&taken->box, sizeof(double)) = box[i];
}

// The name's words share the box by their bytes.
static void spell(const struct hs_signer *known, const struct hs_box *box,
		  double likeness, struct hs_words *line)
{
	HS_AUTO(hs_text_free) char *copy = hs_dup(known->name);
	int64_t all = (int64_t)strlen(copy), w = box->w;
	char *rest = copy, *syllable;

	while ((syllable = strsep(&rest, " "))) {
		int64_t at = syllable - copy, len = (int64_t)strlen(syllable);
		int32_t from = (int32_t)(w * at / all);
		int32_t to = (int32_t)(w * (at + len) / all);
		struct hs_word word = {
			.box = {box->x + from, box->y, to > from ? to - from : 1, box->h},
			.confidence = (float)(TRUST * likeness),
			.named = known->page,
			.text = syllable,
		};

		hs_words_add(line, &word);
	}
}

static void name_line(const struct hs_stamped *line, const struct hs_signer *known,
		      double likeness, struct hs_words *words)
{
	HS_AUTO(hs_words_done) struct hs_words name = {0};

	for (size_t i = 0; i < words->count; i++)
		words->list[i].noise |= words->list[i].stamp == line->stamp;
	hs_words_noise_last(words);
	spell(known, &line->box, likeness, &name);
	hs_inset(words, &name, &line->box);
}

void hs_namesake_settle(const struct hs_signers *names, struct hs_words *words,
			struct hs_page *page)
{
	HS_AUTO(hs_stamped_done) struct hs_list lines = {0};
	const struct hs_stamped *line;

	hs_stamped_find(words, &lines);
	hs_stamped_drop_hints(words);
	line = lines.items;
	for (size_t i = 0; i < lines.count; i++) {
		const struct hs_signer *known = NULL;
		double likeness = 0;

		if (!line[i].sure)
			known = hs_signers_match(names, &line[i].readings, &likeness);
		if (!known)
			continue;
		tell(&line[i], known, likeness, page->recognition);
		name_line(&line[i], known, likeness, words);
	}
}
