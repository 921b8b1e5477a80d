// listing.c - see listing.h
#include "craft/listing.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "sys/data.h"
#include "sys/file.h"

#include <fcntl.h>

#define REPORT "report"
#define PACKAGE "package"

enum { TABLE_MAX = 1 << 20 };

// *path: for what is said of it later.
static int load(const char *folder, const char *name, char **path, struct hs_buf *text,
		struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int fd = -1;

	*path = hs_data_find(folder, name, err);
	if (!*path)
		return -1;
	fd = open(*path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return hs_fail_sys(err, "open '%s'", *path);
	return hs_fd_load(fd, TABLE_MAX, text, err) < 0 ? hs_within(err, "'%s'", *path)
							: 0;
}

int hs_listing_columns(const char *list, const struct hs_shape *rows,
		       struct hs_columns *columns, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	HS_AUTO(hs_text_free) char *path = NULL;

	hs_buf_addf(&name, "%s.tsv", list);
	if (load(REPORT, hs_buf_text(&name), &path, &text, err) < 0)
		return -1;
	if (hs_columns_read(hs_buf_text(&text), rows, columns, err) < 0)
		return hs_within(err, "'%s'", path);
	return 0;
}

static int add_table(const char *name,
		     int (*read)(const char *, struct hs_tenures *, struct hs_err *),
		     struct hs_tenures *terms, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	HS_AUTO(hs_text_free) char *path = NULL;

	if (load(REPORT, name, &path, &text, err) < 0)
		return -1;
	if (read(hs_buf_text(&text), terms, err) < 0)
		return hs_within(err, "'%s'", path);
	return 0;
}

int hs_listing_terms(struct hs_tenures *terms, struct hs_err *err)
{
	if (add_table("levels.tsv", hs_levels_read, terms, err) < 0)
		return -1;
	return add_table("terms.tsv", hs_tenures_read, terms, err);
}

int hs_listing_codes(const char *name, struct hs_codes *codes, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	HS_AUTO(hs_text_free) char *path = NULL;

	if (load(PACKAGE, name, &path, &text, err) < 0)
		return -1;
	if (hs_codes_read(hs_buf_text(&text), codes, err) < 0)
		return hs_within(err, "'%s'", path);
	return 0;
}
