// forms.h - the layout profiles (model/form.h) from their files.
#pragma once

#include "base/err.h"
#include "model/form.h"

// layouts/*.ini as they come with the programs; files of /etc/hoso/layouts and the
// user's own ~/.config/hoso/layouts are added, or stand instead of those of the same
// name. HS_USAGE says which file is wrong, or that none holds for any paper at any time
// (none.ini).
HS_CHECKED int hs_forms_load(struct hs_forms *forms, struct hs_err *err);
