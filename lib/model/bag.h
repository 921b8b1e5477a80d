// bag.h - the rules of BagIt (RFC 8493; 0.93 to 0.97 before it), as pure
// functions: who reads a bag tells what is in it, and asks for the judgement.
//
// What an older version only advised against is a warning there and a fault in
// 1.0. Paths that lead out of the bag are faults on every system, also those
// that only Windows would follow.
#pragma once

#include "base/buf.h"
#include "model/verdict.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	HS_BAG_SUMS = 6,             // algorithms that are known
	HS_BAG_TAG_MAX = 64 << 20,   // bytes of one tag file that is parsed
	HS_BAG_TAGS_MAX = 128 << 20, // bytes of all of them
};

struct hs_bag;

struct hs_bag *hs_bag_new(void);
void hs_bag_free(struct hs_bag **bag);

// The checksums' names, as in sys/digest.h.
extern const char *const hs_bag_algorithms[HS_BAG_SUMS];

// First every name in the bag, relative to its base folder, then
// hs_bag_algorithms_of: which checksums of a file the bag's manifests need, as
// bits 1 << i of hs_bag_algorithms[i].
void hs_bag_name(struct hs_bag *bag, const char *path, bool folder);
unsigned hs_bag_algorithms_of(const struct hs_bag *bag, const char *path);
// Whether the judgement needs the bytes of this file.
bool hs_bag_wants_bytes(const char *path);

// A file, once read: sums[i] is NULL where it was not needed.
void hs_bag_file(struct hs_bag *bag, const char *path, uint64_t size,
		 char *const sums[HS_BAG_SUMS]);
// The content of a tag file that is wanted; takes the bytes over.
void hs_bag_tag(struct hs_bag *bag, const char *path, struct hs_buf *bytes);

void hs_bag_judge(struct hs_bag *bag, struct hs_verdict *verdict);
// After the judgement: what bag-info.txt says under that label, NULL where it says
// nothing; caller frees.
char *hs_bag_info(struct hs_bag *bag, const char *label);
