// papers.c - see papers.h
#include "craft/papers.h"
#include "base/auto.h"
#include "base/buf.h"
#include "sys/data.h"
#include "sys/file.h"

#include <fcntl.h>

enum { FILE_MAX = 1 << 20 };

struct taking {
	struct hs_terms *terms;
	enum hs_terms_table table;
};

static int take(void *user, const char *path, struct hs_err *err)
{
	struct taking *t = user;
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};

	HS_AUTO(hs_fd_done) int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return hs_fail_sys(err, "open '%s'", path);
	if (hs_fd_load(fd, FILE_MAX, &text, err) < 0 ||
	    hs_terms_add(t->terms, t->table, hs_buf_text(&text), err) < 0) {
		err->code = HS_USAGE;
		return hs_within(err, "'%s'", path);
	}
	return 0;
}

int hs_papers_load(struct hs_terms *terms, struct hs_err *err)
{
	for (int t = 0; t < HS_T_TABLES; t++) {
		struct taking taking = {terms, (enum hs_terms_table)t};

		if (hs_data_each("papers", hs_terms_file(taking.table), take, &taking,
				 err) < 0)
			return -1;
	}
	return 0;
}
