// fuzz-mets.c - METS that somebody else may have written, in pieces of any length.
#include "base/auto.h"
#include "fuzz/fuzz.h"
#include "model/told.h"
#include "port/xml-mets.h"

#define METS "data/A/METS.xml"

static void claim(void *told, const struct hs_told_claim *claim)
{
	hs_told_claim(told, METS, claim);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HS_AUTO(hs_told_free) struct hs_told *told = hs_told_new();
	HS_AUTO(hs_mets_reader_free)
	struct hs_mets_reader *reader = hs_mets_reader_new(claim, told);
	HS_AUTO(hs_verdict_done) struct hs_verdict verdict = {.ok = true};
	size_t piece = size ? data[size - 1] + 1U : 1;
	struct hs_err err = {0};

	hs_told_name(told, METS);
	hs_told_name(told, "data/A/a b");
	while (size > 0) {
		size_t n = size < piece ? size : piece;

		if (hs_mets_reader_add(reader, data, n, &err) < 0)
			break;
		data += n;
		size -= n;
	}
	if (size == 0)
		(void)!hs_mets_reader_end(reader, &err);
	hs_told_file(told, "data/A/a b", 1, NULL);
	hs_told_judge(told, &verdict);
	return 0;
}
