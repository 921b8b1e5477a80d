// screen.c - see screen.h
#include "craft/screen.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "craft/decode.h"
#include "port/image-screen.h"
#include "sys/file.h"

#include <string.h>
#include <sys/stat.h>

static const struct hs_screen screen = {HS_SCREEN_WIDTH, HS_SCREEN_HEIGHT,
					HS_SCREEN_QUALITY};

// How much smaller than the page its picture will be.
static double scale_of(const struct hs_screen_ask *ask)
{
	bool turned = ask->quarters % 2;

	return hs_screen_scale(&screen, turned ? ask->height : ask->width,
			       turned ? ask->width : ask->height);
}

// A page of a PDF is painted at twice the size that is wanted, which costs a
// fraction of all its pixels, and looks as well.
static double painted_dpi(const struct hs_screen_ask *ask)
{
	double scale = 2 * scale_of(ask);

	return scale < 1 ? ask->page.dpi * scale : ask->page.dpi;
}

// The most that a JPEG may shrink in its decoder without being too small.
static uint32_t shrink_of(const struct hs_screen_ask *ask)
{
	uint32_t shrink = 8;

	while (shrink > 1 && scale_of(ask) * shrink > 1)
		shrink /= 2;
	return shrink;
}

// Where the pages of the latest TIFF file lie: to find page 9,000 of 10,000 anew for
// each of them would take the square of their time.
struct places {
	struct stat file;
	struct hs_buf offsets; // of uint64_t
};

static int remember_nothing(const char *param, void **state, struct hs_err *err)
{
	(void)param, (void)err;
	*state = HS_NEW(struct places);
	return 0;
}

static int find_places(struct places *places, int fd, struct hs_err *err)
{
	struct stat now;
	char damage[HS_WHY_MAX];

	if (fstat(fd, &now) < 0)
		return hs_fail_sys(err, "look at the file");
	if (places->file.st_ino == now.st_ino && places->file.st_dev == now.st_dev &&
	    places->file.st_size == now.st_size)
		return 0;
	hs_buf_done(&places->offsets);
	places->file = (struct stat){0};
	if (hs_decode_count(fd, HS_TIFF, &places->offsets, damage, err) < 0)
		return -1;
	places->file = now;
	return 0;
}

static int place_page(struct places *places, int fd, struct hs_page_ask *ask,
		      struct hs_err *err)
{
	if (ask->media != HS_TIFF || ask->frame == 0)
		return 0;
	if (find_places(places, fd, err) < 0)
		return -1;
	if (ask->frame > places->offsets.len / sizeof(ask->offset))
		return hs_fail(err, HS_DAMAGED, "page %u is gone", ask->frame);
	memcpy(&ask->offset,
	       places->offsets.data + (ask->frame - 1) * sizeof(ask->offset),
	       sizeof(ask->offset));
	return 0;
}

static int run(void *state, const struct hs_job *job, struct hs_err *err)
{
	const struct hs_screen_ask *ask = job->ask;
	HS_AUTO(hs_raster_done) struct hs_raster page = {0};
	HS_AUTO(hs_buf_done) struct hs_buf jpeg = {0};
	struct hs_page_ask what;
	struct hs_pdf_look look;
	char damage[HS_WHY_MAX];

	if (job->ask_len != sizeof(*ask) || !(ask->page.dpi > 0) || ask->width == 0 ||
	    ask->height == 0)
		return hs_fail(err, HS_USAGE, "no such job");
	what = ask->page;
	what.dpi = painted_dpi(ask);
	what.shrink = shrink_of(ask);
	if (place_page(state, job->in, &what, err) < 0 ||
	    hs_decode_page(job->in, &what, &page, NULL, &look, damage, err) < 0)
		return -1;
	if (hs_image_screen(&page, &screen, ask->quarters, &jpeg, err) < 0)
		return -1;
	return hs_fd_store(job->out, jpeg.data, jpeg.len, err);
}

#define MEMORY ((size_t)3 << 30) // bytes of address space

const struct hs_worker_kind hs_screen_image_worker = {
	.name = "screen-image",
	.run = run,
	.setup = remember_nothing,
	.jail = {.memory = MEMORY, .written = HS_SCREEN_BYTES},
};

const struct hs_worker_kind hs_screen_pdf_worker = {
	.name = "screen-pdf",
	.run = run,
	.setup = remember_nothing,
	.jail = {.memory = MEMORY,
		 .written = HS_SCREEN_BYTES,
		 .readable = hs_pdf_folders},
};
