// look.c - see look.h
#include "craft/look.h"
#include "base/auto.h"
#include "base/mem.h"
#include "craft/decode.h"
#include "craft/look-part.h"
#include "craft/marking.h"
#include "sys/file.h"

#define MARKING_DPI 150
#define STAR_ROOM 0.08 // inch: what reaches into the box is seen whole

static int look_rule(const struct hs_look_page *look, const struct hs_look_region *region,
		     struct hs_look_seen *seen, struct hs_err *err)
{
	const struct hs_mask_want want = {HS_INK_DARK, MARKING_DPI, HS_MASK_INK};
	HS_AUTO(hs_mask_done) struct hs_mask mask = {0};

	if (hs_mask_of(look->page, look->dpi, &region->box, &want, &mask, err) < 0)
		return -1;
	seen->measure = hs_marking_rule(&mask);
	seen->found = seen->measure > 0;
	return 0;
}

static int look_star(const struct hs_look_page *look, const struct hs_look_region *region,
		     struct hs_look_seen *seen, struct hs_err *err)
{
	const struct hs_mask_want want = {HS_INK_DARK, MARKING_DPI, HS_MASK_STRONG};
	HS_AUTO(hs_mask_done) struct hs_mask mask = {0};
	int32_t room = (int32_t)(STAR_ROOM * look->dpi);
	struct hs_box box = hs_box_grow(&region->box, room, room, look->page->width,
					look->page->height);

	if (hs_mask_of(look->page, look->dpi, &box, &want, &mask, err) < 0)
		return -1;
	seen->found = hs_marking_star(&mask, &region->box);
	return 0;
}

static int (*const lookers[HS_LOOKS])(const struct hs_look_page *look,
				      const struct hs_look_region *region,
				      struct hs_look_seen *seen, struct hs_err *err) = {
	[HS_LOOK_NUMBER] = hs_look_number, [HS_LOOK_DIGITS] = hs_look_digits,
	[HS_LOOK_RULE] = look_rule,        [HS_LOOK_STAR] = look_star,
	[HS_LOOK_STAMP] = hs_look_stamp,
};

static struct hs_box on_page(const struct hs_box *box, const struct hs_raster *page)
{
	int64_t right = (int64_t)box->x + box->w, low = (int64_t)box->y + box->h;
	int64_t x = box->x > 0 ? box->x : 0, y = box->y > 0 ? box->y : 0;

	right = right < page->width ? right : page->width;
	low = low < page->height ? low : page->height;
	return right > x && low > y
		       ? (struct hs_box){(int32_t)x, (int32_t)y, (int32_t)(right - x),
					 (int32_t)(low - y)}
		       : (struct hs_box){0};
}

int hs_look_at(struct hs_ocr *ocr, const struct hs_raster *page, double dpi,
	       const struct hs_look_region *region, struct hs_look_seen *seen,
	       struct hs_err *err)
{
	const struct hs_look_page look = {ocr, page, dpi};
	struct hs_look_region part = *region;

	*seen = (struct hs_look_seen){.found = 0};
	if (region->kind >= HS_LOOKS)
		return hs_fail(err, HS_USAGE, "no such part to look at");
	part.box = on_page(&region->box, page);
	if (part.box.w <= 0 || part.box.h <= 0)
		return 0;
	if (lookers[region->kind](&look, &part, seen, err) < 0)
		return -1;
	seen->box = on_page(&seen->box, page);
	return 0;
}

// ---- the worker --------------------------------------------------------------

static int load_model(const char *param, void **state, struct hs_err *err)
{
	struct hs_err ignored;

	(void)err;
	*state = param ? hs_ocr_later(param, &ignored) : NULL; // NULL: nothing is read
	return 0;
}

static int run(void *state, const struct hs_job *job, struct hs_err *err)
{
	const struct hs_look_ask *ask = job->ask;
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	struct hs_look_answer answer = {0};
	struct hs_pdf_look look;
	char damage[HS_WHY_MAX];

	if (job->ask_len != sizeof(*ask) || !(ask->page.dpi > 0) ||
	    ask->count > HS_LOOK_REGIONS)
		return hs_fail(err, HS_USAGE, "no such job");
	if (hs_decode_page(job->in, &ask->page, &page, NULL, &look, damage, err) < 0)
		return -1;
	for (answer.count = 0; answer.count < ask->count; answer.count++)
		if (hs_look_at(state, &page, ask->page.dpi, &ask->regions[answer.count],
			       &answer.seen[answer.count], err) < 0)
			return -1;
	return hs_fd_store(job->out, &answer, sizeof(answer), err);
}

#define MEMORY ((size_t)3 << 30) // bytes of address space

const struct hs_worker_kind hs_look_image_worker = {
	.name = "look-image",
	.run = run,
	.setup = load_model,
	.jail = {.memory = MEMORY, .written = sizeof(struct hs_look_answer)},
};

const struct hs_worker_kind hs_look_pdf_worker = {
	.name = "look-pdf",
	.run = run,
	.setup = load_model,
	.jail = {.memory = MEMORY,
		 .written = sizeof(struct hs_look_answer),
		 .readable = hs_pdf_folders},
};
