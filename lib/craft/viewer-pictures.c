// viewer-pictures.c - see viewer-pictures.h
#include "craft/viewer-pictures.h"
#include "base/auto.h"
#include "base/mem.h"
#include "craft/screen.h"
#include "sys/file.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define DPI 300 // of a picture file that does not say; it decides nothing

struct picture {
	struct hs_pictures *all;
	struct hs_screen_ask ask;
	char *file;
	uint32_t page;
	struct hs_buf jpeg;
	struct hs_err *why; // owned; NULL: fine so far
	bool over;
};

struct hs_pictures {
	struct hs_pictures_terms terms;
	struct hs_folder *folder; // borrowed
	struct hs_crew *crew;
	struct hs_list list;        // of struct picture
	size_t given, taken, blank; // given and taken: so many from the start
};

struct hs_pictures *hs_pictures_new(const struct hs_pictures_terms *terms,
				    struct hs_folder *folder, struct hs_err *err)
{
	HS_AUTO(hs_pictures_free) struct hs_pictures *all = HS_NEW(struct hs_pictures);

	all->terms = *terms;
	all->folder = folder;
	all->crew = hs_crew_new(&terms->crew, err);
	return all->crew ? HS_STEAL(all) : NULL;
}

void hs_pictures_free(struct hs_pictures **pictures)
{
	struct hs_pictures *all = *pictures;
	struct picture *list;

	if (!all)
		return;
	hs_crew_free(&all->crew);
	list = all->list.items;
	for (size_t i = 0; i < all->list.count; i++) {
		free(list[i].file);
		free(list[i].why);
		hs_buf_done(&list[i].jpeg);
	}
	free(list);
	free(all);
	*pictures = NULL;
}

void hs_pictures_add(struct hs_pictures *all, const struct hs_page *page,
		     uint32_t quarters)
{
	struct picture *p = hs_list_add(&all->list, sizeof(*p));

	*p = (struct picture){
		.file = hs_dup(page->file ? page->file : ""),
		.page = (uint32_t)page->page,
		.ask = {.page = {.frame = (uint32_t)page->frame,
				 .dpi = page->dpi > 0 ? page->dpi : DPI},
			.width = (uint32_t)page->width,
			.height = (uint32_t)page->height,
			.quarters = quarters},
	};
}

// ---- one picture

// A worker has read hostile bytes: its answer must at least look like a JPEG file.
static int check(const struct hs_buf *jpeg, struct hs_err *err)
{
	static const uint8_t head[] = {0xff, 0xd8, 0xff}, tail[] = {0xff, 0xd9};

	if (jpeg->len < sizeof(head) + sizeof(tail) ||
	    memcmp(jpeg->data, head, sizeof(head)) != 0 ||
	    memcmp(jpeg->data + jpeg->len - sizeof(tail), tail, sizeof(tail)) != 0)
		return hs_fail(err, HS_DAMAGED, "a worker answered with something else");
	return 0;
}

static void failed(struct picture *p, const struct hs_err *why)
{
	p->why = HS_NEW(struct hs_err);
	*p->why = *why;
	hs_buf_done(&p->jpeg);
}

static void answered(void *owner, int out, const struct hs_err *why)
{
	struct picture *p = owner;
	struct hs_err err = {0};

	p->over = true;
	if (!why && (hs_fd_load(out, HS_SCREEN_BYTES, &p->jpeg, &err) < 0 ||
		     check(&p->jpeg, &err) < 0))
		why = &err;
	if (why)
		failed(p, why);
}

// -1 only where the crew itself cannot go on.
static int give(struct hs_pictures *all, struct picture *p, struct hs_err *err)
{
	struct hs_crew_job job = {
		.ask = &p->ask, .ask_len = sizeof(p->ask), .done = answered, .owner = p};
	enum hs_media media = HS_MEDIA;
	struct hs_err why = {0};

	job.in = hs_folder_open_scan(all->folder, p->file, &media, &why);
	if (job.in < 0) {
		p->over = true;
		failed(p, &why);
		return 0;
	}
	p->ask.page.media = media;
	job.kind = media == HS_PDF ? all->terms.pdf : all->terms.image;
	return hs_crew_give(all->crew, &job, err);
}

// What is wrong with the page, now and for ever; anything else may pass.
static bool of_the_page(enum hs_code code)
{
	return code == HS_DAMAGED || code == HS_ENGINE || code == HS_USAGE;
}

int hs_pictures_take(struct hs_pictures *all, struct hs_buf *out, struct hs_err *err)
{
	struct picture *list = all->list.items, *p = &list[all->taken];
	size_t ahead = all->taken + 2 * (size_t)all->terms.crew.count;

	while (all->given < all->list.count && all->given <= ahead)
		if (give(all, &list[all->given++], err) < 0)
			return -1;
	while (!p->over)
		if (hs_crew_next(all->crew, err) < 0)
			return -1;
	all->taken++;
	if (p->why && !of_the_page(p->why->code)) {
		*err = *p->why;
		return hs_within(err, "the picture of page %" PRIu32 " for the viewer",
				 p->page);
	}
	all->blank += p->why != NULL;
	hs_buf_add(out, hs_buf_text(&p->jpeg), p->jpeg.len);
	hs_buf_done(&p->jpeg);
	hs_text_free(&p->file);
	free(p->why);
	p->why = NULL;
	return 0;
}

size_t hs_pictures_blank(const struct hs_pictures *pictures)
{
	return pictures->blank;
}

bool hs_pictures_half_jailed(const struct hs_pictures *pictures)
{
	return hs_crew_half_jailed(pictures->crew);
}
