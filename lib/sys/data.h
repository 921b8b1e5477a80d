// data.h - the tables that come with the programs (lib/data), and the user's own.
//
// Looked for, in this order: the user's ~/.config/hoso, the machine's /etc/hoso,
// then what was installed or built with this program: $HOSO_DATADIR; what lies beside
// it (in the folder where it was built, or where it was installed to, even if that was
// moved); else PREFIX/share/hoso.
#pragma once

#include "base/err.h"
#include "sys/path.h"

// The path of the first FOLDER/NAME there is, e.g. "quality", "insurance.ini";
// caller frees. NULL with HS_USAGE where there is none.
HS_CHECKED char *hs_data_find(const char *folder, const char *name, struct hs_err *err);

// All of them, ours first, so that a user's rows come after ours. -1 of `take` ends it.
typedef int hs_data_fn(void *user, const char *path, struct hs_err *err);
HS_CHECKED int hs_data_each(const char *folder, const char *name, hs_data_fn *take,
			    void *user, struct hs_err *err);

// The names of all files of the folder that end so (".ini"), wherever they lie, each
// once, in natural order; hs_data_find tells which file counts.
HS_CHECKED int hs_data_names(const char *folder, const char *ending,
			     struct hs_names *names, struct hs_err *err);
