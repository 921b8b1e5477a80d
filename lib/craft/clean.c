// clean.c - see clean.h
#include "craft/clean.h"
#include "base/auto.h"
#include "base/buf.h"
#include "craft/decode.h"
#include "craft/restore.h"
#include "model/facts.h"
#include "port/image-guard.h"
#include "port/image-measure.h"
#include "port/image.h"
#include "port/tiff-write.h"
#include "sys/file.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

// Ink that may be gone: dirt, rules beside a border. Generated pages of all damage
// lose up to 0.5 % and 2 square millimetres; real ones nothing, but for pictures.
#define LOST_MOST 0.02 // of all the ink
#define SPOT_MOST 4.0  // square millimetres in one place: a word

enum { BLACK = 128 }; // in a page that was black and white: darker is black again

static int guard(const struct hs_raster *page, const struct hs_recipe *recipe,
		 const struct hs_raster *made, const struct hs_place *place,
		 struct hs_clean_facts *facts, struct hs_err *err)
{
	enum hs_ink ink = recipe->colour ? HS_INK_ALL : recipe->ink;
	struct hs_loss loss;

	if (hs_image_guard(page, ink, made, place, &facts->measures, &loss, err) < 0)
		return -1;
	facts->lost = loss.share;
	if (loss.share > LOST_MOST)
		return hs_fail(err, HS_REFUSED,
			       "refused: the cleaned page would lose %.1f %% of its ink",
			       100 * loss.share);
	if (loss.spot > SPOT_MOST)
		return hs_fail(err, HS_REFUSED,
			       "refused: the cleaned page would lose %.0f square "
			       "millimetres of ink in one place",
			       loss.spot);
	return 0;
}

static void choose(const struct hs_raster *page, const struct hs_measures *measures,
		   bool colour, struct hs_recipe *recipe)
{
	hs_recipe_choose(measures, recipe);
	recipe->fade = false;   // nobody here reads what it takes out
	if (!recipe->flatten) { // a reader's eye is helped, people like their seals
		recipe->ink = HS_INK_ALL;
		recipe->grey = recipe->turn != 0;
	}
	recipe->colour = recipe->grey && colour && page->depth == 32;
}

static int measure(const struct hs_raster *page, struct hs_measures *measures,
		   struct hs_err *err)
{
	double dpi = page->dpi_x > 0 ? page->dpi_x
				     : hs_raster_guess_dpi(page->width, page->height);

	return hs_image_measure(page, dpi, measures, NULL, err);
}

int hs_clean_page(struct hs_raster *page, bool colour, const struct hs_measures *known,
		  struct hs_clean_facts *facts, struct hs_place *place,
		  struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster made = {0};
	struct hs_recipe recipe;
	int32_t w = (int32_t)page->width, h = (int32_t)page->height;
	struct hs_place at = {.w = w, .h = h, .page_w = w, .page_h = h};

	if (place)
		*place = at;
	if (known)
		facts->measures = *known;
	else if (measure(page, &facts->measures, err) < 0)
		return -1;
	choose(page, &facts->measures, colour, &recipe);
	hs_recipe_text(&recipe, facts->recipe);
	if (!recipe.grey)
		return 0;
	if (hs_restore(page, &facts->measures, &recipe, &made, &at, err) < 0 ||
	    (page->depth == 1 && hs_image_bilevel(&made, BLACK, err) < 0) ||
	    guard(page, &recipe, &made, &at, facts, err) < 0)
		return -1;
	made.dpi_x = page->dpi_x;
	made.dpi_y = page->dpi_y;
	hs_raster_done(page);
	*page = made;
	made = (struct hs_raster){0};
	if (place)
		*place = at;
	return 0;
}

// One file being written, in the form that was asked for.
struct sheets {
	const struct hs_job *job;
	const struct hs_clean_ask *ask;
	struct hs_tiff_out *tiff; // NULL: PNG
	struct hs_buf facts;
	struct hs_clean_end end;
};

static void sheets_done(struct sheets *s)
{
	hs_tiff_out_free(&s->tiff);
	hs_buf_done(&s->facts);
}

static int write_png(struct sheets *s, const struct hs_raster *page, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf png = {0};

	if (hs_image_png(page, &png, err) < 0 ||
	    hs_fd_store(s->job->out, png.data, png.len, err) < 0)
		return -1;
	s->end.bytes = png.len;
	return 0;
}

static int do_page(struct sheets *s, uint32_t frame, uint64_t offset, struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	const struct hs_page_ask ask = {
		.media = s->ask->media,
		.frame = frame,
		.offset = offset,
	};
	struct hs_clean_facts facts = {0};
	struct hs_pdf_look look;

	if (hs_decode_page(s->job->in, &ask, &page, NULL, &look, facts.damage, err) < 0 ||
	    hs_clean_page(&page, s->ask->colour, NULL, &facts, NULL, err) < 0 ||
	    (s->tiff ? hs_tiff_out_add(s->tiff, &page, err) : write_png(s, &page, err)) <
		    0)
		return -1;
	hs_buf_add(&s->facts, &facts, sizeof(facts));
	return 0;
}

static int do_pages(struct sheets *s, const struct hs_buf *offsets, struct hs_err *err)
{
	for (uint32_t n = 0; n < s->end.pages; n++) {
		uint64_t offset;

		memcpy(&offset, offsets->data + n * sizeof(offset), sizeof(offset));
		if (do_page(s, n + 1, offset, err) == 0)
			continue;
		return s->end.pages > 1 ? hs_within(err, "page %u", n + 1) : -1;
	}
	return s->tiff ? hs_tiff_out_close(s->tiff, &s->end.bytes, err) : 0;
}

static int write_file(struct sheets *s, const struct hs_buf *offsets, struct hs_err *err)
{
	if (s->ask->into == HS_CLEAN_PNG && s->end.pages > 1)
		return hs_fail(err, HS_REFUSED,
			       "%u pages: a PNG file holds one, a TIFF file all of them",
			       s->end.pages);
	if (s->ask->into == HS_CLEAN_TIFF &&
	    !(s->tiff = hs_tiff_out_new(s->job->out, s->end.pages, err)))
		return -1;
	if (do_pages(s, offsets, err) < 0)
		return -1;
	if (lseek(s->job->out, (off_t)s->end.bytes, SEEK_SET) < 0)
		return hs_fail_sys(err, "write");
	return hs_fd_store(s->job->out, s->facts.data, s->facts.len, err);
}

static int run(void *state, const struct hs_job *job, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf offsets = {0};
	HS_AUTO(sheets_done) struct sheets s = {.job = job, .ask = job->ask};

	(void)state;
	if (job->ask_len != sizeof(*s.ask))
		return hs_fail(err, HS_USAGE, "no such job");
	if (hs_decode_count(job->in, s.ask->media, &offsets, s.end.damage, err) < 0)
		return -1;
	s.end.pages = (uint32_t)(offsets.len / sizeof(uint64_t));
	if (s.ask->into != HS_CLEAN_COUNT && write_file(&s, &offsets, err) < 0)
		return -1;
	return hs_fd_store(job->out, &s.end, sizeof(s.end), err);
}

#define MEMORY ((size_t)3 << 30)  // bytes of address space
#define WRITTEN ((size_t)4 << 30) // bytes of one answer: port/tiff-write stops before

const struct hs_worker_kind hs_clean_image_worker = {
	.name = "clean-image",
	.run = run,
	.jail = {.memory = MEMORY, .written = WRITTEN},
};

const struct hs_worker_kind hs_clean_pdf_worker = {
	.name = "clean-pdf",
	.run = run,
	.jail = {.memory = MEMORY, .written = WRITTEN, .readable = hs_pdf_folders},
};
