// separator.c - see separator.h
#include "craft/separator.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "craft/decode.h"
#include "model/patch.h"
#include "model/thumb.h"
#include "port/image.h"
#include "port/zbar.h"
#include "sys/file.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	WRITTEN = 64 << 20,
};

#define MEMORY ((size_t)3 << 30) // bytes of address space

bool hs_separator_ok(struct hs_separator *s)
{
	s->by[sizeof(s->by) - 1] = '\0';
	s->code[sizeof(s->code) - 1] = '\0';
	return s->separates <= HS_SEPARATES_DOCUMENTS && isfinite(s->ink) &&
	       s->ink >= 0 && isfinite(s->paper) &&
	       hs_utf8_valid(s->code, strlen(s->code));
}

static void read_patch(const struct hs_thumb *thumb, struct hs_separator *s)
{
	static const struct {
		enum hs_patch patch;
		enum hs_separates separates;
		const char *name;
	} known[] = {
		{HS_PATCH_T, HS_SEPARATES_DOSSIERS, "patch T"},
		{HS_PATCH_3, HS_SEPARATES_DOSSIERS, "patch 3"},
		{HS_PATCH_2, HS_SEPARATES_DOCUMENTS, "patch 2"},
	};
	enum hs_patch patch = hs_patch_find(thumb);

	for (size_t i = 0; i < HS_COUNT(known); i++)
		if (known[i].patch == patch) {
			s->separates = known[i].separates;
			snprintf(s->by, sizeof(s->by), "%s", known[i].name);
		}
}

// A code names more than a bare word or a patch does.
static void read_barcode(void *user, enum hs_barcode kind, const char *text, size_t len)
{
	static const char dossier[] = "hoso:dossier", document[] = "hoso:document";
	struct hs_separator *s = user;
	char word[HS_SEPARATOR_CODE + sizeof(dossier)];

	if (len >= sizeof(word) || memchr(text, '\0', len) || *s->code)
		return;
	memcpy(word, text, len);
	word[len] = '\0';
	if (!strcmp(word, document)) {
		s->separates = HS_SEPARATES_DOCUMENTS;
	} else if (!strcmp(word, dossier)) {
		s->separates = HS_SEPARATES_DOSSIERS;
	} else if (hs_starts(word, dossier) && word[sizeof(dossier) - 1] == ':') {
		s->separates = HS_SEPARATES_DOSSIERS;
		snprintf(s->code, sizeof(s->code), "%s", word + sizeof(dossier));
	} else {
		return;
	}
	snprintf(s->by, sizeof(s->by), "%s", kind == HS_BARCODE_QR ? "qr" : "code 128");
}

// From coarse to fine: what is averaged has less noise, and sheets have large codes.
static int read_barcodes(const struct hs_raster *raster, double dpi,
			 struct hs_separator *s, struct hs_err *err)
{
	static const double least[] = {50, 75, 100, 150};
	uint32_t last = 0;

	for (size_t i = 0; i < HS_COUNT(least) && !*s->code; i++) {
		HS_AUTO(hs_thumb_done) struct hs_thumb thumb = {0};

		if (hs_thumb_init(&thumb, raster, dpi, least[i], err) < 0)
			return -1;
		if (thumb.width == last)
			continue;
		last = thumb.width;
		if (hs_barcodes_find(thumb.levels, thumb.width, thumb.height,
				     read_barcode, s, err) < 0)
			return -1;
	}
	return 0;
}

static int look(const struct hs_raster *raster, uint32_t wanted, struct hs_separator *s,
		struct hs_err *err)
{
	HS_AUTO(hs_thumb_done) struct hs_thumb thumb = {0};
	double dpi = raster->dpi_x > 0
			     ? raster->dpi_x
			     : hs_raster_guess_dpi(raster->width, raster->height);

	*s = (struct hs_separator){0};
	if (hs_thumb_init(&thumb, raster, dpi, HS_THUMB_DPI, err) < 0)
		return -1;
	s->ink = hs_thumb_ink(&thumb);
	s->paper = thumb.paper;
	if (wanted & HS_LOOK_PATCH)
		read_patch(&thumb, s);
	return wanted & HS_LOOK_BARCODE ? read_barcodes(raster, dpi, s, err) : 0;
}

static int as_png(const struct hs_job *job, struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster raster = {0};
	HS_AUTO(hs_buf_done) struct hs_buf png = {0};
	char damage[HS_WHY_MAX];

	if (hs_decode_page(job->in, job->ask, &raster, NULL, NULL, damage, err) < 0 ||
	    hs_image_png(&raster, &png, err) < 0)
		return -1;
	return hs_fd_store(job->out, png.data, png.len, err);
}

static int run(void *state, const struct hs_job *job, struct hs_err *err)
{
	const struct hs_page_ask *ask = job->ask;
	HS_AUTO(hs_raster_done) struct hs_raster raster = {0};
	struct hs_page_facts facts;
	struct hs_separator separator;

	if (job->ask_len != sizeof(*ask))
		return hs_fail(err, HS_USAGE, "no such job");
	if (!ask->frame)
		return hs_decode_image_worker.run(state, job, err);
	if (ask->existing & HS_LOOK_PNG)
		return as_png(job, err);
	if (hs_decode_facts(job->in, ask, &raster, &facts, err) < 0 ||
	    look(&raster, ask->existing, &separator, err) < 0 ||
	    hs_fd_store(job->out, &facts, sizeof(facts), err) < 0)
		return -1;
	return hs_fd_store(job->out, &separator, sizeof(separator), err);
}

// Its own group: a batch that is told to stop still wants its last pages looked at.
static int set_up(const char *param, void **state, struct hs_err *err)
{
	(void)param, (void)state, (void)err;
	(void)setpgid(0, 0);
	return 0;
}

const struct hs_worker_kind hs_separator_worker = {
	.name = "sheet",
	.run = run,
	.setup = set_up,
	.jail = {.memory = MEMORY, .written = WRITTEN},
};
