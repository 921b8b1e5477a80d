// fuzz-exif.c - the Exif block of hostile JPEG files.
// corpus: samples SHARED/corpus/hostile-image
#include "craft/exif.h"
#include "fuzz/fuzz.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hs_exif exif;

	hs_exif_read(data, size, &exif);
	if (exif.orientation < 1 || exif.orientation > 8)
		abort();
	return 0;
}
