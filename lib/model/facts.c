// facts.c - see facts.h
#include "model/facts.h"
#include "base/err.h"
#include "model/raster.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static void one_line(char *text, size_t size)
{
	text[size - 1] = '\0';
	hs_one_line(text);
}

bool hs_scan_facts_ok(struct hs_scan_facts *facts)
{
	one_line(facts->damage, sizeof(facts->damage));
	return true;
}

static bool dpi_ok(double dpi)
{
	return isfinite(dpi) && dpi >= 0 && dpi <= 100000;
}

bool hs_page_facts_ok(struct hs_page_facts *facts)
{
	one_line(facts->damage, sizeof(facts->damage));
	one_line(facts->pixels, sizeof(facts->pixels));
	return facts->width > 0 && facts->width <= HS_SIDE_MAX && facts->height > 0 &&
	       facts->height <= HS_SIDE_MAX && facts->orientation >= 1 &&
	       facts->orientation <= 8 && dpi_ok(facts->dpi_x) && dpi_ok(facts->dpi_y) &&
	       strspn(facts->pixels, "0123456789abcdef") == HS_SHA256_HEX;
}

bool hs_read_facts_ok(struct hs_read_facts *facts)
{
	one_line(facts->recipe, sizeof(facts->recipe));
	return hs_measures_ok(&facts->measures) && facts->again <= facts->lines;
}

bool hs_clean_facts_ok(struct hs_clean_facts *facts)
{
	one_line(facts->recipe, sizeof(facts->recipe));
	one_line(facts->damage, sizeof(facts->damage));
	return hs_measures_ok(&facts->measures) && facts->lost >= 0 && facts->lost <= 1;
}

bool hs_clean_end_ok(struct hs_clean_end *end)
{
	one_line(end->damage, sizeof(end->damage));
	return end->pages > 0;
}

static bool side_ok(uint32_t side)
{
	return side > 0 && side <= HS_SIDE_MAX;
}

static bool picture_ok(const struct hs_plate_picture *p)
{
	return p->coding <= HS_PLATE_STENCIL && side_ok(p->width) && side_ok(p->height) &&
	       (p->components == 1 || p->components == 3) &&
	       (p->bits == 1 || p->bits == 2 || p->bits == 4 || p->bits == 8) &&
	       p->colours <= HS_PLATE_COLOURS && (!p->colours || p->components == 1) &&
	       p->bytes > 0;
}

bool hs_plate_facts_ok(struct hs_plate_facts *facts, uint64_t len)
{
	const double degrees_most = 45;
	uint64_t left = len - sizeof(*facts);

	one_line(facts->recipe, sizeof(facts->recipe));
	one_line(facts->damage, sizeof(facts->damage));
	if (len < sizeof(*facts) || !side_ok(facts->width) || !side_ok(facts->height) ||
	    !(fabs(facts->degrees) <= degrees_most) || facts->orientation < 1 ||
	    facts->orientation > 8 || facts->quarters > 3 || facts->pictures < 1 ||
	    facts->pictures > HS_PLATE_PICTURES ||
	    facts->picture[0].coding == HS_PLATE_STENCIL)
		return false;
	for (uint32_t i = 0; i < facts->pictures; i++) {
		const struct hs_plate_picture *p = &facts->picture[i];

		if (!picture_ok(p) || p->bytes > left || (i > 0 && p->colours))
			return false;
		left -= p->bytes;
	}
	return left == 0;
}
