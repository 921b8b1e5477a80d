// fuzz-bag.c - somebody's tag files and records: manifests, bag-info, fetch, JSON.
// corpus: SHARED/corpus/hostile-zip/bagit-conformance
#include "base/auto.h"
#include "base/mem.h"
#include "model/bag.h"
#include "model/bagtext.h"
#include "model/census.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void tag(struct hs_bag *bag, const char *name, const void *bytes, size_t len)
{
	HS_AUTO(hs_buf_done) struct hs_buf own = {0};

	hs_buf_add(&own, bytes, len);
	hs_bag_tag(bag, name, &own);
}

// The input as every tag file at once, under each version and encoding.
static void judge(const char *declaration, const uint8_t *data, size_t size)
{
	static const char *const names[] = {
		"data/a",
		"data/b c",
		"data/N\xc3\xba\xc3\xb1",
		"manifest-md5.txt",
		"tagmanifest-md5.txt",
		"bag-info.txt",
		"fetch.txt",
		"bagit.txt",
	};
	char sum[] = "d41d8cd98f00b204e9800998ecf8427e";
	char *sums[HS_BAG_SUMS] = {[HS_BAG_SUMS - 1] = sum};
	HS_AUTO(hs_bag_free) struct hs_bag *bag = hs_bag_new();
	HS_AUTO(hs_verdict_done) struct hs_verdict verdict = {.ok = true};

	for (size_t i = 0; i < HS_COUNT(names); i++) {
		hs_bag_name(bag, names[i], false);
		hs_bag_file(bag, names[i], size, sums);
		if (!hs_bag_wants_bytes(names[i]))
			continue;
		if (!strcmp(names[i], "bagit.txt"))
			tag(bag, names[i], declaration, strlen(declaration));
		else
			tag(bag, names[i], data, size);
	}
	hs_bag_judge(bag, &verdict);
	if (verdict.ok != (verdict.faults.count == 0))
		abort();
}

static void take_census(const uint8_t *data, size_t size)
{
	static const char *const records[] = {
		"dossier.json",
		"documents.json",
		"pages/0001.json",
		"pages/0002.json",
	};
	HS_AUTO(hs_census_free) struct hs_census *census = hs_census_new();
	HS_AUTO(hs_verdict_done) struct hs_verdict verdict = {.ok = true};

	hs_census_file(census, "masters/a", size, NULL);
	hs_census_file(census, "text/0001.txt", size, NULL);
	for (size_t i = 0; i < HS_COUNT(records); i++)
		hs_census_record(census, records[i], (const char *)data, size, &verdict);
	hs_census_judge(census, &verdict);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const declarations[] = {
		"BagIt-Version: 0.93\nTag-File-Character-Encoding: ISO-8859-1\n",
		"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-16\n",
		"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n",
		HS_BAG_DECLARATION,
	};
	HS_AUTO(hs_verdict_done) struct hs_verdict verdict = {.ok = true};
	struct hs_bag_version version;

	(void)hs_bag_declared((const char *)data, size, &version, &verdict);
	for (size_t i = 0; i < HS_COUNT(declarations); i++)
		judge(declarations[i], data, size);
	take_census(data, size);
	return 0;
}
