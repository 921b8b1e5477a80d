// plate.c - see plate.h
#include "craft/plate.h"
#include "base/auto.h"
#include "base/buf.h"
#include "craft/clean.h"
#include "craft/decode.h"
#include "craft/layers.h"
#include "craft/stream.h"
#include "model/facts.h"
#include "port/image-layers.h"
#include "port/image-restore.h"
#include "sys/file.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	FILE_MAX = 1 << 30,  // bytes of a JPEG or PNG file
	ACCESS_QUALITY = 75, // of JPEG: colour at 300 dpi is some 800 KB then (2026-11)
};

// One page on its way.
struct plate {
	const struct hs_plate_ask *ask;
	int in;
	struct hs_raster page;
	struct hs_plate_facts facts;
	struct hs_buf bytes;
};

static void plate_done(struct plate *p)
{
	hs_raster_done(&p->page);
	hs_buf_done(&p->bytes);
}

// ---- as it came

static int load_file(int fd, struct hs_buf *bytes, struct hs_err *err)
{
	if (lseek(fd, 0, SEEK_SET) < 0)
		return hs_fail_sys(err, "read");
	return hs_fd_load(fd, FILE_MAX, bytes, err);
}

// Whether a stored picture of that size, turned upright, is the page.
static bool fits(const struct plate *p, const struct hs_plate_picture *picture)
{
	bool swap = p->page.orientation >= 5;

	return (swap ? picture->height : picture->width) == p->page.width &&
	       (swap ? picture->width : picture->height) == p->page.height;
}

// The file's own stream in the place of the picture, where there is such a one and the
// decoder had nothing to say against it.
static int pass_through(struct plate *p, bool *passed, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf file = {0};
	HS_AUTO(hs_buf_done) struct hs_buf data = {0};
	struct hs_plate_picture *picture = &p->facts.picture[0];
	uint32_t media = p->ask->page.media;

	*passed = false;
	if ((media != HS_JPEG && media != HS_PNG) || p->facts.damage[0])
		return 0;
	if (load_file(p->in, &file, err) < 0)
		return -1;
	*passed = media == HS_JPEG ? hs_stream_jpeg(file.data, file.len, picture)
				   : hs_stream_png(file.data, file.len, &data, picture,
						   p->facts.palette);
	*passed = *passed && fits(p, picture);
	if (!*passed)
		return 0;
	p->facts.orientation = p->page.orientation ? p->page.orientation : 1;
	if (media == HS_JPEG)
		hs_buf_add(&p->bytes, file.data, file.len);
	else
		hs_buf_add(&p->bytes, data.data, data.len);
	return 0;
}

// ---- packed anew

static int pack_black(struct plate *p, struct hs_err *err)
{
	if (hs_image_g4(&p->page, &p->bytes, err) < 0)
		return -1;
	p->facts.picture[0] = (struct hs_plate_picture){
		.coding = HS_PLATE_G4,
		.width = p->page.width,
		.height = p->page.height,
		.components = 1,
		.bits = 1,
		.bytes = p->bytes.len,
	};
	return 0;
}

static int pack_jpeg(struct plate *p, struct hs_err *err)
{
	if (hs_image_jpeg(&p->page, ACCESS_QUALITY, HS_JPEG_USUAL, &p->bytes, err) < 0)
		return -1;
	p->facts.picture[0] = (struct hs_plate_picture){
		.coding = HS_PLATE_JPEG,
		.width = p->page.width,
		.height = p->page.height,
		.components = p->page.depth == 32 ? 3 : 1,
		.bits = 8,
		.bytes = p->bytes.len,
	};
	return 0;
}

// ---- what is asked for

static int archive(struct plate *p, struct hs_err *err)
{
	bool passed;

	snprintf(p->facts.recipe, sizeof(p->facts.recipe), "none");
	p->facts.quarters = p->ask->quarters;
	if (p->page.depth == 1)
		return pack_black(p, err);
	if (pass_through(p, &passed, err) < 0)
		return -1;
	if (!passed)
		hs_stream_rows(&p->page, &p->bytes, &p->facts.picture[0]);
	return 0;
}

// Upright and clean. A page that would lose ink stays as it is.
static int restore(struct plate *p, struct hs_err *err)
{
	struct hs_clean_facts facts = {.recipe = "none"};
	struct hs_place place = {0};
	struct hs_err why = {0};

	if (p->ask->quarters &&
	    hs_image_quarter(&p->page, (int)p->ask->quarters, err) < 0)
		return -1;
	if (!p->ask->whole &&
	    hs_clean_page(&p->page, true, p->ask->measured ? &p->ask->measures : NULL,
			  &facts, &place, &why) < 0) {
		if (why.code != HS_REFUSED) {
			*err = why;
			return -1;
		}
		snprintf(facts.recipe, sizeof(facts.recipe), "none");
	}
	memcpy(p->facts.recipe, facts.recipe, sizeof(facts.recipe));
	p->facts.degrees = place.degrees;
	return 0;
}

// The file's own stream in the place of what was made of an unrestored page, if that is
// no smaller. first: the plate as it was decoded, without pixels.
static int rather_own(struct plate *p, struct plate *first, struct hs_err *err)
{
	bool passed;

	if (pass_through(first, &passed, err) < 0)
		return -1;
	if (!passed || first->bytes.len > p->bytes.len)
		return 0;
	hs_buf_done(&p->bytes);
	p->bytes = first->bytes;
	first->bytes = (struct hs_buf){0};
	p->facts = first->facts;
	snprintf(p->facts.recipe, sizeof(p->facts.recipe), "none");
	p->facts.quarters = p->ask->quarters;
	return 0;
}

static int access_copy(struct plate *p, struct hs_err *err)
{
	HS_AUTO(plate_done) struct plate first = *p;

	first.page.data = NULL;
	if (restore(p, err) < 0)
		return -1;
	if (p->page.depth == 1)
		return pack_black(p, err);
	if (pack_jpeg(p, err) < 0)
		return -1;
	return strcmp(p->facts.recipe, "none") ? 0 : rather_own(p, &first, err);
}

static void add_layer(struct plate *p, const struct hs_layer *layer,
		      enum hs_plate_coding coding)
{
	if (!layer->bytes.len)
		return;
	p->facts.picture[p->facts.pictures++] = (struct hs_plate_picture){
		.coding = coding,
		.width = layer->width,
		.height = layer->height,
		.components = layer->colour ? 3 : 1,
		.bits = coding == HS_PLATE_JPEG ? 8 : 1,
		.bytes = layer->bytes.len,
	};
	hs_buf_add(&p->bytes, layer->bytes.data, layer->bytes.len);
}

static int make_layers(struct plate *p, struct hs_err *err)
{
	const struct hs_layers_terms terms = {.dpi = p->ask->page.dpi};
	HS_AUTO(hs_layers_done) struct hs_layers layers = {0};
	bool alone;

	if (hs_layers_make(&p->page, &terms, &layers, err) < 0)
		return -1;
	alone = !layers.background.bytes.len && !layers.foreground.bytes.len;
	p->facts.pictures = 0;
	add_layer(p, &layers.background, HS_PLATE_JPEG);
	add_layer(p, &layers.foreground, HS_PLATE_JPEG);
	add_layer(p, &layers.stencil, alone ? HS_PLATE_G4 : HS_PLATE_STENCIL);
	snprintf(p->facts.recipe, sizeof(p->facts.recipe), "none");
	return 0;
}

static int small(struct plate *p, struct hs_err *err)
{
	HS_AUTO(plate_done) struct plate first = *p;

	first.page.data = NULL;
	if (p->ask->quarters &&
	    hs_image_quarter(&p->page, (int)p->ask->quarters, err) < 0)
		return -1;
	return make_layers(p, err) < 0 ? -1 : rather_own(p, &first, err);
}

static int (*const ways[HS_GRADES])(struct plate *p, struct hs_err *err) = {
	[HS_ARCHIVE] = archive,
	[HS_ACCESS] = access_copy,
	[HS_SMALL] = small,
};

static int make(struct plate *p, struct hs_err *err)
{
	const struct hs_plate_ask *ask = p->ask;
	bool swap = ask->quarters & 1;
	struct hs_pdf_look look;

	if (hs_decode_page(p->in, &ask->page, &p->page, NULL, &look, p->facts.damage,
			   err) < 0)
		return -1;
	if (p->page.width != ask->width || p->page.height != ask->height)
		return hs_fail(err, HS_DAMAGED,
			       "it has %u x %u pixels, its record says %u x %u",
			       p->page.width, p->page.height, ask->width, ask->height);
	p->facts.width = swap ? ask->height : ask->width;
	p->facts.height = swap ? ask->width : ask->height;
	p->facts.orientation = 1;
	p->facts.pictures = 1;
	return ways[ask->quality](p, err);
}

static int run(void *state, const struct hs_job *job, struct hs_err *err)
{
	HS_AUTO(plate_done) struct plate p = {.ask = job->ask, .in = job->in};

	(void)state;
	if (job->ask_len != sizeof(*p.ask) || p.ask->quality >= HS_GRADES ||
	    p.ask->quarters > 3)
		return hs_fail(err, HS_USAGE, "no such job");
	if (make(&p, err) < 0 ||
	    hs_fd_store(job->out, &p.facts, sizeof(p.facts), err) < 0)
		return -1;
	return hs_fd_store(job->out, p.bytes.data, p.bytes.len, err);
}

#define MEMORY ((size_t)3 << 30)  // bytes of address space
#define WRITTEN ((size_t)2 << 30) // bytes of one answer

const struct hs_worker_kind hs_plate_image_worker = {
	.name = "plate-image",
	.run = run,
	.keeps_memory = true,
	.jail = {.memory = MEMORY, .written = WRITTEN},
};

const struct hs_worker_kind hs_plate_pdf_worker = {
	.name = "plate-pdf",
	.run = run,
	.keeps_memory = true,
	.jail = {.memory = MEMORY, .written = WRITTEN, .readable = hs_pdf_folders},
};
