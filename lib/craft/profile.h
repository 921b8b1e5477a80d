// profile.h - a quality profile by its name, or by the path of its file.
#pragma once

#include "base/err.h"
#include "model/quality.h"

// "insurance" is quality/insurance.ini where lib/sys/data.h looks for tables; a
// name with a '/' or that ends in .ini is a path. What the profile named by its
// "base" asks for holds where it says nothing itself. HS_USAGE says what is wrong,
// and in which file.
HS_CHECKED int hs_profile_load(const char *name, struct hs_profile *profile,
			       struct hs_err *err);
