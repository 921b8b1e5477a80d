// pack-view.c - see pack-view.h
#include "work/pack-view.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/bagtext.h"
#include "sys/path.h"

#include <stdlib.h>
#include <string.h>

#define MASTERS "masters/"

// Whose bytes nobody keeps once they are in the archive.
struct extra {
	struct hs_extras *all;
	size_t i; // of the view
	char sum[HS_HEX_MAX];
};

struct hs_extras {
	struct hs_extras_terms terms;
	struct hs_view *view;
	struct extra *list;
	size_t count;
	const struct hs_parcel_file **masters; // rising by name in the dossier
	size_t master_count;
	char *path; // what master_path gave last
};

// ---- where the masters lie

static int by_name(const void *a, const void *b)
{
	return strcmp((*(const struct hs_parcel_file *const *)a)->from->path,
		      (*(const struct hs_parcel_file *const *)b)->from->path);
}

static void find_masters(struct hs_extras *x)
{
	const struct hs_parcel_file *files = x->terms.parcel->files.items;
	size_t count = x->terms.parcel->files.count;

	x->masters = hs_new(count + 1, sizeof(*x->masters));
	for (size_t i = 0; i < count; i++)
		if (files[i].from && hs_starts(files[i].from->path, MASTERS))
			x->masters[x->master_count++] = &files[i];
	qsort(x->masters, x->master_count, sizeof(*x->masters), by_name);
}

static int named(const void *name, const void *master)
{
	return strcmp(name, (*(const struct hs_parcel_file *const *)master)->from->path +
				    strlen(MASTERS));
}

// Pages of one file follow each other, and a profile may carry a file twice: either
// will do.
static const char *master_path(void *owner, const char *file)
{
	struct hs_extras *x = owner;
	const struct hs_parcel_file *const *found =
		bsearch(file, x->masters, x->master_count, sizeof(*x->masters), named);

	if (!found)
		return NULL;
	free(x->path);
	x->path = hs_path_join("data", (*found)->path);
	return x->path;
}

// ---- the files

struct hs_extras *hs_extras_new(const struct hs_extras_terms *terms, struct hs_err *err)
{
	HS_AUTO(hs_extras_free) struct hs_extras *x = HS_NEW(struct hs_extras);

	x->terms = *terms;
	x->terms.view.dossier = terms->stock->dossier;
	x->terms.view.documents = terms->stock->documents;
	x->terms.view.master = master_path;
	x->terms.view.owner = x;
	find_masters(x);
	x->view = hs_view_new(&x->terms.view, terms->stock->folder, err);
	if (!x->view)
		return NULL;
	x->count = hs_view_count(x->view);
	x->list = hs_new(x->count, sizeof(*x->list));
	return HS_STEAL(x);
}

void hs_extras_free(struct hs_extras **extras)
{
	struct hs_extras *x = *extras;

	if (!x)
		return;
	hs_view_free(&x->view);
	free(x->list);
	free(x->masters);
	free(x->path);
	free(x);
	*extras = NULL;
}

size_t hs_extras_count(const struct hs_extras *extras)
{
	return extras ? extras->count : 0;
}

static int make(void *owner, struct hs_buf *out, struct hs_err *err)
{
	struct extra *e = owner;

	return hs_view_make(e->all->view, e->i, out, err);
}

static void seen(void *owner, const void *bytes, size_t len)
{
	struct extra *e = owner;

	hs_digest_add(e->all->terms.sum, bytes, len);
}

static int done(void *owner, struct hs_err *err)
{
	struct extra *e = owner;

	(void)err;
	hs_digest_end(e->all->terms.sum, e->sum);
	e->all->terms.done(e->all->terms.owner);
	return 0;
}

int hs_extras_add(struct hs_extras *x, struct hs_zip *zip, const char *code,
		  struct hs_err *err)
{
	for (size_t i = 0; i < hs_extras_count(x); i++) {
		struct hs_zip_item item = {
			.make = make, .seen = seen, .done = done, .owner = &x->list[i]};
		HS_AUTO(hs_text_free) char *path = NULL;

		x->list[i] = (struct extra){.all = x, .i = i};
		path = hs_path_join(code, hs_view_path(x->view, i, &item.compressed));
		item.name = path;
		if (hs_zip_add(zip, &item, err) < 0)
			return -1;
	}
	return 0;
}

void hs_extras_line(const struct hs_extras *x, size_t i, bool with_sum,
		    struct hs_buf *out)
{
	bool packed;

	hs_bag_manifest_add(out, with_sum ? x->list[i].sum : "",
			    hs_view_path(x->view, i, &packed));
}

size_t hs_extras_blank(const struct hs_extras *x)
{
	return x ? hs_view_blank(x->view) : 0;
}

bool hs_extras_half_jailed(const struct hs_extras *x)
{
	return x && hs_view_half_jailed(x->view);
}
