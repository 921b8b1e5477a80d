// measures.c - see measures.h
#include "model/measures.h"
#include "base/mem.h"

#include <math.h>

static const struct hs_field fields[] = {
	{"dpi", HS_REAL, .at = offsetof(struct hs_measures, dpi), .always = true},
	{"colour", HS_REAL, .at = offsetof(struct hs_measures, colour), .always = true},
	{"red", HS_REAL, .at = offsetof(struct hs_measures, red), .always = true},
	{"paper", HS_REAL, .at = offsetof(struct hs_measures, paper), .always = true},
	{"unevenness", HS_REAL, .at = offsetof(struct hs_measures, unevenness),
	 .always = true},
	{"contrast", HS_REAL, .at = offsetof(struct hs_measures, contrast),
	 .always = true},
	{"faint", HS_REAL, .at = offsetof(struct hs_measures, faint), .always = true},
	{"noise", HS_REAL, .at = offsetof(struct hs_measures, noise), .always = true},
	{"border", HS_REAL, .at = offsetof(struct hs_measures, border), .always = true},
	{"skew", HS_REAL, .at = offsetof(struct hs_measures, skew), .always = true},
	{0},
};
const struct hs_shape hs_measures_shape = {sizeof(struct hs_measures), fields};

bool hs_measures_ok(const struct hs_measures *m)
{
	const struct {
		double value, least, most;
	} bounds[] = {
		{m->dpi, 1, 100000},    {m->colour, 0, 1},   {m->red, 0, 1},
		{m->paper, 0, 255},     {m->contrast, 0, 1}, {m->unevenness, 0, 1},
		{m->faint, 0, 1000000}, {m->noise, 0, 255},  {m->border, 0, 1},
		{m->skew, -45, 45},
	};

	for (size_t i = 0; i < HS_COUNT(bounds); i++)
		if (!(bounds[i].value >= bounds[i].least &&
		      bounds[i].value <= bounds[i].most))
			return false;
	return true;
}
