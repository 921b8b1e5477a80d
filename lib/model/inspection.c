// inspection.c - see inspection.h
#include "model/inspection.h"

#include <math.h>

static bool sane(double x)
{
	const double most = 1e9;

	return x >= -most && x <= most;
}

bool hs_inspection_ok(const struct hs_inspection *in)
{
	for (int i = 0; i < HS_RULES; i++)
		if (!isnan(in->measures.value[i]) && !sane(in->measures.value[i]))
			return false;
	return sane(in->width_mm) && in->width_mm >= 0 && sane(in->height_mm) &&
	       in->height_mm >= 0 && sane(in->sheet_at) && in->bits >= 1 &&
	       in->bits <= 24 && in->edge_side <= 3 && in->dark_lost <= 1 &&
	       in->turned <= 3 && in->sheet_across <= 1 && in->number <= 9999 &&
	       in->number_sure <= 100 && hs_likeness_ok(&in->likeness);
}
