// fuzz-qpdf.c - port/qpdf over hostile files: the largest picture of a page.
// corpus: samples SHARED/corpus/hostile-pdf
#include "fuzz/fuzz.h"
#include "port/qpdf.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (uint32_t page = 0; page <= FUZZ_PAGES_MAX; page++) {
		double width = -1, height = -1;

		hs_qpdf_largest(data, size, page, &width, &height);
		if (!(width >= 0 && height >= 0))
			abort();
	}
	return 0;
}
