// fuzz-tiff.c - port/tiff over hostile files: directories, then pages.
// corpus: samples SHARED/corpus/hostile-image/libtiff
#include "base/buf.h"
#include "fuzz/fuzz.h"
#include "port/image.h"
#include "port/tiff.h"

#include <stdbool.h>
#include <string.h>
#include <tiffio.h>
#include <unistd.h>

static int no_words(TIFF *t, void *user, const char *module, const char *fmt, va_list ap)
{
	(void)t, (void)user, (void)module, (void)fmt, (void)ap;
	return 1;
}

// Sizes as the tags say, before any memory is spent on them.
static bool too_large(int fd, uint64_t offset)
{
	TIFFOpenOptions *opts = TIFFOpenOptionsAlloc();
	uint32_t width = 0, height = 0;
	TIFF *t;

	TIFFOpenOptionsSetErrorHandlerExtR(opts, no_words, NULL);
	TIFFOpenOptionsSetWarningHandlerExtR(opts, no_words, NULL);
	lseek(fd, 0, SEEK_SET);
	t = TIFFFdOpenExt(dup(fd), "input", "rm", opts);
	TIFFOpenOptionsFree(opts);
	if (t && TIFFSetSubDirectory(t, offset)) {
		TIFFGetField(t, TIFFTAG_IMAGEWIDTH, &width);
		TIFFGetField(t, TIFFTAG_IMAGELENGTH, &height);
	}
	if (t)
		TIFFClose(t);
	return fuzz_too_large(width, height);
}

static void read_page(struct hs_tiff *tiff, uint64_t offset)
{
	HS_AUTO(hs_raster_done) struct hs_raster raster = {0};
	struct hs_err err = {0};
	char damage[200];

	if (hs_tiff_page(tiff, offset, &raster, damage, sizeof(damage), &err) == 0)
		(void)!hs_image_upright(&raster, &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HS_AUTO(hs_fd_done) int fd = fuzz_file(data, size);
	struct hs_err err = {0};
	HS_AUTO(hs_tiff_free)
	struct hs_tiff *tiff = fd < 0 ? NULL : hs_tiff_open(fd, &err);
	HS_AUTO(hs_buf_done) struct hs_buf offsets = {0};
	char damage[200];

	if (!tiff || hs_tiff_pages(tiff, &offsets, damage, sizeof(damage), &err) < 0)
		return 0;
	for (size_t i = 0; i < FUZZ_PAGES_MAX && i < offsets.len / sizeof(uint64_t);
	     i++) {
		uint64_t offset;

		memcpy(&offset, offsets.data + i * sizeof(offset), sizeof(offset));
		if (!too_large(fd, offset))
			read_page(tiff, offset);
	}
	return 0;
}
