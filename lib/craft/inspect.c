// inspect.c - see inspect.h
#include "craft/inspect.h"
#include "base/auto.h"
#include "base/mem.h"
#include "craft/decode.h"
#include "model/facts.h"
#include "model/inspection.h"
#include "port/image-quality.h"
#include "port/ocr.h"
#include "sys/file.h"

#include <stdlib.h>

static int load_model(const char *param, void **state, struct hs_err *err)
{
	struct hs_err ignored;

	(void)err;
	*state = param ? hs_ocr_new(param, &ignored) : NULL; // NULL: no numbers
	return 0;
}

static struct hs_canvas *prepare(const struct hs_job *job, struct hs_err *err)
{
	const struct hs_page_ask *ask = job->ask;
	HS_AUTO(hs_raster_done) struct hs_raster raster = {0};
	struct hs_pdf_look look;
	char damage[HS_WHY_MAX];

	if (job->ask_len != sizeof(*ask) || !(ask->dpi > 0)) {
		hs_fail(err, HS_USAGE, "no such job");
		return NULL;
	}
	if (hs_decode_page(job->in, ask, &raster, NULL, &look, damage, err) < 0)
		return NULL;
	return hs_canvas_new(&raster, ask->dpi, err);
}

// At the top first, then at the bottom; what is not read as it is may be at half size.
static void read_number(struct hs_ocr *ocr, const struct hs_canvas *canvas,
			struct hs_inspection *found)
{
	for (int try = 0; try < 4 && !found->number; try++) {
		HS_AUTO(hs_raster_done) struct hs_raster crop = {0};
		double dpi;

		if (hs_canvas_number(canvas, try / 2, 1 + try % 2, &crop, &dpi))
			hs_ocr_number(ocr, &crop, dpi, &found->number,
				      &found->number_sure);
	}
}

static void found_free(struct hs_inspection **found)
{
	free(*found);
	*found = NULL;
}

static int run(void *state, const struct hs_job *job, struct hs_err *err)
{
	HS_AUTO(hs_canvas_free) struct hs_canvas *canvas = prepare(job, err);
	HS_AUTO(found_free) struct hs_inspection *found = HS_NEW(struct hs_inspection);

	if (!canvas || hs_canvas_measure(canvas, found, err) < 0)
		return -1;
	if (state)
		read_number(state, canvas, found);
	return hs_fd_store(job->out, found, sizeof(*found), err);
}

#define MEMORY ((size_t)3 << 30) // bytes of address space

const struct hs_worker_kind hs_inspect_image_worker = {
	.name = "inspect-image",
	.run = run,
	.setup = load_model,
	.jail = {.memory = MEMORY, .written = sizeof(struct hs_inspection)},
};

const struct hs_worker_kind hs_inspect_pdf_worker = {
	.name = "inspect-pdf",
	.run = run,
	.setup = load_model,
	.jail = {.memory = MEMORY,
		 .written = sizeof(struct hs_inspection),
		 .readable = hs_pdf_folders},
};
