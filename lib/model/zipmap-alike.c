// zipmap-alike.c - see zipmap-part.h
#include "model/zipmap-part.h"
#include "model/zipmap.h"

enum {
	MADE = 0x033f,      // Unix, 6.3: what libzip 1.7 to 1.11 says of itself
	WHEN = 0x21 << 16,  // 1980-01-01 00:00
	NEEDED_STORED = 10, // APPNOTE.TXT 6.3.9, 4.4.3.2
	NEEDED_DEFLATED = 20,
	NEEDED_ZIP64 = 45,
	FLAG_UTF8 = 1 << 11,
};

#define ATTRIBUTES (0100644U << 16)

static bool is_ours(const struct hs_zip_entry *e)
{
	unsigned needed = e->method ? NEEDED_DEFLATED : NEEDED_STORED;

	return e->made == MADE && e->when == WHEN && e->internal == 0 &&
	       e->attributes == ATTRIBUTES && (e->flags & ~FLAG_UTF8) == 0 &&
	       (e->needed == needed || e->needed == NEEDED_ZIP64);
}

void hs_zip_check_alike(const struct hs_zipmap *map, struct hs_verdict *v)
{
	size_t ours = 0;

	for (size_t i = 0; i < map->count; i++)
		ours += is_ours(&map->list[i]);
	if (2 * ours <= map->count)
		return; // another program's archive
	for (size_t i = 0; i < map->count; i++)
		if (!is_ours(&map->list[i]))
			hs_verdict_fault(v,
					 "zip: '%s': another version, time or mode than "
					 "all other entries have",
					 map->list[i].name);
}
