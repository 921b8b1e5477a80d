// look.c - see look.h
#include "model/look.h"
#include "base/err.h"
#include "base/text.h"
#include "model/raster.h"

#include <string.h>

static bool within(int32_t value)
{
	return value >= 0 && value <= HS_SIDE_MAX;
}

static bool seen_ok(uint32_t kind, struct hs_look_seen *seen)
{
	double most = kind == HS_LOOK_RULE ? HS_SIDE_MAX : 1;

	seen->text[sizeof(seen->text) - 1] = '\0';
	hs_one_line(seen->text);
	return seen->found <= 1 && hs_utf8_valid(seen->text, strlen(seen->text)) &&
	       seen->sure >= 0 && seen->sure <= 1 && seen->measure >= 0 &&
	       seen->measure <= most && within(seen->box.x) && within(seen->box.y) &&
	       within(seen->box.w) && within(seen->box.h);
}

bool hs_look_ok(const struct hs_look_ask *ask, struct hs_look_answer *answer)
{
	if (answer->count != ask->count || answer->count > HS_LOOK_REGIONS)
		return false;
	for (uint32_t i = 0; i < answer->count; i++)
		if (!seen_ok(ask->regions[i].kind, &answer->seen[i]))
			return false;
	return true;
}
