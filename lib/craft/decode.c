// decode.c - see decode.h
#include "craft/decode.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "craft/exif.h"
#include "port/image.h"
#include "port/qpdf.h"
#include "port/tiff.h"
#include "sys/digest.h"
#include "sys/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FILE_MAX = 1 << 30 }; // bytes of a JPEG or PNG file

static int load_file(int fd, struct hs_buf *bytes, struct hs_err *err)
{
	if (lseek(fd, 0, SEEK_SET) < 0)
		return hs_fail_sys(err, "read");
	return hs_fd_load(fd, FILE_MAX, bytes, err);
}

static int count_tiff(int fd, struct hs_buf *offsets, char *damage, struct hs_err *err)
{
	HS_AUTO(hs_tiff_free) struct hs_tiff *tiff = hs_tiff_open(fd, err);

	return tiff ? hs_tiff_pages(tiff, offsets, damage, HS_WHY_MAX, err) : -1;
}

static int count_one(int fd, struct hs_buf *offsets, char *damage, struct hs_err *err)
{
	uint64_t start = 0;

	(void)fd, (void)err;
	damage[0] = '\0';
	hs_buf_add(offsets, &start, sizeof(start));
	return 0;
}

static int count_pdf(int fd, struct hs_buf *offsets, char *damage, struct hs_err *err)
{
	HS_AUTO(hs_pdf_free) struct hs_pdf *pdf = hs_pdf_open(fd, err);
	uint64_t none = 0;

	damage[0] = '\0';
	if (!pdf)
		return -1;
	for (uint32_t i = 0; i < hs_pdf_pages(pdf); i++)
		hs_buf_add(offsets, &none, sizeof(none));
	return 0;
}

static int page_of_tiff(int fd, const struct hs_page_ask *ask, struct hs_raster *raster,
			char *damage, struct hs_err *err)
{
	HS_AUTO(hs_tiff_free) struct hs_tiff *tiff = hs_tiff_open(fd, err);
	HS_AUTO(hs_buf_done) struct hs_buf offsets = {0};
	uint64_t offset = ask->offset;

	if (!tiff)
		return -1;
	if (!offset) {
		if (hs_tiff_pages(tiff, &offsets, damage, HS_WHY_MAX, err) < 0)
			return -1;
		if (ask->frame > offsets.len / sizeof(offset))
			return hs_fail(err, HS_DAMAGED, "page %u is gone", ask->frame);
		memcpy(&offset, offsets.data + (ask->frame - 1) * sizeof(offset),
		       sizeof(offset));
	}
	return hs_tiff_page(tiff, offset, raster, damage, HS_WHY_MAX, err);
}

static int page_of_jpeg(int fd, const struct hs_page_ask *ask, struct hs_raster *raster,
			char *damage, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	struct hs_exif exif;

	if (load_file(fd, &bytes, err) < 0 ||
	    hs_image_read_small(bytes.data, bytes.len, ask->shrink ? ask->shrink : 1,
				raster, damage, HS_WHY_MAX, err) < 0)
		return -1;
	hs_exif_read(bytes.data, bytes.len, &exif);
	raster->orientation = exif.orientation;
	if (exif.dpi_x > 0 && exif.dpi_y > 0 && raster->dpi_x <= 1) {
		raster->dpi_x = exif.dpi_x;
		raster->dpi_y = exif.dpi_y;
	}
	return 0;
}

static int page_of_png(int fd, const struct hs_page_ask *ask, struct hs_raster *raster,
		       char *damage, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};

	(void)ask;
	if (load_file(fd, &bytes, err) < 0)
		return -1;
	return hs_image_read(HS_IMAGE_PNG, bytes.data, bytes.len, raster, damage,
			     HS_WHY_MAX, err);
}

static const struct {
	int (*count)(int fd, struct hs_buf *offsets, char *damage, struct hs_err *err);
	int (*page)(int fd, const struct hs_page_ask *ask, struct hs_raster *raster,
		    char *damage, struct hs_err *err);
} readers[HS_MEDIA] = {
	[HS_TIFF] = {count_tiff, page_of_tiff},
	[HS_JPEG] = {count_one, page_of_jpeg},
	[HS_PNG] = {count_one, page_of_png},
	[HS_PDF] = {count_pdf, NULL}, // its page needs more: hs_decode_page
};

// The largest picture of a page; the file is looked at where it lies.
static double best_dpi(int fd, struct hs_pdf *pdf, uint32_t page)
{
	off_t len = lseek(fd, 0, SEEK_END);
	void *bytes = len > 0 ? mmap(NULL, (size_t)len, PROT_READ, MAP_PRIVATE, fd, 0)
			      : MAP_FAILED;
	double width = 0, height = 0;

	if (bytes != MAP_FAILED) {
		hs_qpdf_largest(bytes, (size_t)len, page, &width, &height);
		munmap(bytes, (size_t)len);
	}
	return hs_pdf_dpi(pdf, page, width, height);
}

static int page_of_pdf(int fd, const struct hs_page_ask *ask, struct hs_raster *raster,
		       struct hs_pdf **out, struct hs_pdf_look *look, struct hs_err *err)
{
	HS_AUTO(hs_pdf_free) struct hs_pdf *pdf = hs_pdf_open(fd, err);
	double dpi = ask->dpi;

	if (!pdf)
		return -1;
	if (dpi <= 0)
		dpi = best_dpi(fd, pdf, ask->frame);
	if (hs_pdf_render(pdf, ask->frame, dpi, raster, look, err) < 0)
		return -1;
	if (out)
		*out = HS_STEAL(pdf);
	return 0;
}

// Resolutions that no scanner has are no resolutions (1 pixel a unit: JFIF
// without units; 0).
static void forget_odd_dpi(struct hs_raster *raster)
{
	const double least = 20, most = 10000;

	if (!(raster->dpi_x >= least && raster->dpi_x <= most && raster->dpi_y >= least &&
	      raster->dpi_y <= most))
		raster->dpi_x = raster->dpi_y = 0;
}

int hs_decode_page(int fd, const struct hs_page_ask *ask, struct hs_raster *raster,
		   struct hs_pdf **pdf, struct hs_pdf_look *look, char *damage,
		   struct hs_err *err)
{
	damage[0] = '\0';
	if (ask->media >= HS_MEDIA || ask->frame == 0)
		return hs_fail(err, HS_USAGE, "no such page");
	if (ask->media == HS_PDF)
		return page_of_pdf(fd, ask, raster, pdf, look, err);
	if (readers[ask->media].page(fd, ask, raster, damage, err) < 0)
		return -1;
	forget_odd_dpi(raster);
	return hs_image_upright(raster, err);
}

// The fingerprint of the decoded page (hoso-formats(5)): sha256 of a line
// "width height depth\n" and the rows' bytes.
static int fingerprint(const struct hs_raster *raster, char hex[HS_HEX_MAX],
		       struct hs_err *err)
{
	HS_AUTO(hs_digest_free) struct hs_digest *digest = hs_digest_new("sha256", err);
	size_t n = hs_raster_row_bytes(raster);
	HS_AUTO(hs_text_free) char *row = hs_new(n, 1);
	char head[64];
	int len;

	if (!digest)
		return -1;
	len = snprintf(head, sizeof(head), "%u %u %u\n", raster->width, raster->height,
		       raster->depth);
	hs_digest_add(digest, head, (size_t)len);
	for (uint32_t y = 0; y < raster->height; y++) {
		hs_raster_row(raster, y, (uint8_t *)row);
		hs_digest_add(digest, row, n);
	}
	hs_digest_end(digest, hex);
	return 0;
}

int hs_decode_facts(int fd, const struct hs_page_ask *ask, struct hs_raster *raster,
		    struct hs_page_facts *facts, struct hs_err *err)
{
	char hex[HS_HEX_MAX];

	*facts = (struct hs_page_facts){0};
	if (hs_decode_page(fd, ask, raster, NULL, NULL, facts->damage, err) < 0 ||
	    fingerprint(raster, hex, err) < 0)
		return -1;
	facts->width = raster->width;
	facts->height = raster->height;
	facts->orientation = raster->orientation;
	facts->dpi_x = raster->dpi_x;
	facts->dpi_y = raster->dpi_y;
	memcpy(facts->pixels, hex, sizeof(facts->pixels));
	return 0;
}

static int tell_page(const struct hs_job *job, const struct hs_page_ask *ask,
		     struct hs_err *err)
{
	HS_AUTO(hs_raster_done) struct hs_raster raster = {0};
	struct hs_page_facts facts;

	if (hs_decode_facts(job->in, ask, &raster, &facts, err) < 0)
		return -1;
	return hs_fd_store(job->out, &facts, sizeof(facts), err);
}

int hs_decode_count(int fd, enum hs_media media, struct hs_buf *offsets, char *damage,
		    struct hs_err *err)
{
	if (media >= HS_MEDIA)
		return hs_fail(err, HS_USAGE, "no such medium");
	return readers[media].count(fd, offsets, damage, err);
}

static int tell_scan(const struct hs_job *job, const struct hs_page_ask *ask,
		     struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf offsets = {0};
	struct hs_scan_facts facts = {0};

	if (hs_decode_count(job->in, ask->media, &offsets, facts.damage, err) < 0)
		return -1;
	facts.frames = (uint32_t)(offsets.len / sizeof(uint64_t));
	if (hs_fd_store(job->out, &facts, sizeof(facts), err) < 0)
		return -1;
	return hs_fd_store(job->out, offsets.data, offsets.len, err);
}

static int tell(void *state, const struct hs_job *job, struct hs_err *err)
{
	const struct hs_page_ask *ask = job->ask;

	(void)state;
	if (job->ask_len != sizeof(*ask))
		return hs_fail(err, HS_USAGE, "no such job");
	return ask->frame ? tell_page(job, ask, err) : tell_scan(job, ask, err);
}

#define MEMORY ((size_t)3 << 30) // bytes of address space

enum { WRITTEN = 64 << 20 }; // bytes of one answer

const struct hs_worker_kind hs_decode_image_worker = {
	.name = "image",
	.run = tell,
	.jail = {.memory = MEMORY, .written = WRITTEN},
};

const struct hs_worker_kind hs_decode_pdf_worker = {
	.name = "pdf",
	.run = tell,
	.jail = {.memory = MEMORY, .written = WRITTEN, .readable = hs_pdf_folders},
};
