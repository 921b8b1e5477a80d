// import.c - see import.h
#include "work/import.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/media.h"
#include "model/safename.h"
#include "sys/file.h"
#include "sys/tree.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct hs_import {
	struct hs_import_terms terms;
	struct hs_crew *crew;
	struct hs_names sources;       // paths of files, with terms.code
	struct hs_names codes, places; // dossiers of this run, and where each came from
};

static int check_code(const char *code, struct hs_err *err)
{
	if (hs_code_unsafe(code))
		return hs_fail(
			err, HS_REFUSED,
			"'%s' cannot name a dossier: 1 to %d bytes, no '/', no '.' first",
			code, HS_CODE_MAX);
	return 0;
}

struct hs_import *hs_import_new(const struct hs_import_terms *terms, struct hs_err *err)
{
	HS_AUTO(hs_import_free) struct hs_import *import = HS_NEW(struct hs_import);
	HS_AUTO(hs_text_free) char *kept = terms->code ? hs_name_kept(terms->code) : NULL;
	HS_AUTO(hs_fd_done) int work = -1;

	if (kept && check_code(kept, err) < 0) {
		err->code = HS_USAGE;
		return NULL;
	}
	import->terms = *terms;
	import->crew = hs_crew_new(&terms->crew, err);
	import->terms.intake.crew = import->crew;
	work = import->crew ? hs_dir_make(AT_FDCWD, terms->work, err) : -1;
	return work < 0 ? NULL : HS_STEAL(import);
}

void hs_import_free(struct hs_import **import)
{
	if (!*import)
		return;
	hs_crew_free(&(*import)->crew);
	hs_names_done(&(*import)->sources);
	hs_names_done(&(*import)->codes);
	hs_names_done(&(*import)->places);
	free(*import);
	*import = NULL;
}

bool hs_import_half_jailed(const struct hs_import *import)
{
	return hs_crew_half_jailed(import->crew);
}

// Two sources of one run must not flow together under one name.
static int claim(struct hs_import *import, const char *code, const char *place,
		 struct hs_err *err)
{
	if (check_code(code, err) < 0)
		return -1;
	for (size_t i = 0; i < import->codes.count; i++) {
		if (strcmp(import->codes.list[i], code))
			continue;
		if (!strcmp(import->places.list[i], place))
			return 0;
		return hs_fail(
			err, HS_REFUSED,
			"it would become dossier '%s', as '%s' did: rename one of them",
			code, import->places.list[i]);
	}
	hs_names_add(&import->codes, code);
	hs_names_add(&import->places, place);
	return 0;
}

static void tell_left_out(struct hs_import *import, const char *folder,
			  const struct hs_names *names, const struct hs_err *why)
{
	for (size_t i = 0; i < names->count; i++) {
		HS_AUTO(hs_text_free) char *path = hs_path_join(folder, names->list[i]);

		import->terms.intake.problem(import->terms.intake.user, path, why);
	}
}

static void tell_others(struct hs_import *import, const char *folder,
			const struct hs_tree *tree)
{
	struct hs_err why = {0};

	hs_fail(&why, HS_REFUSED, "left out: a link or device is not followed");
	tell_left_out(import, folder, &tree->others, &why);
}

static int import_files(struct hs_import *import, const char *code, const char *folder,
			const struct hs_names *names, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *dossier = hs_path_join(import->terms.work, code);
	HS_AUTO(hs_names_done) struct hs_names files = {0};

	for (size_t i = 0; i < names->count; i++) {
		HS_AUTO(hs_text_free)
		char *file = folder ? hs_path_join(folder, names->list[i])
				    : hs_dup(names->list[i]);

		hs_names_add(&files, file);
	}
	return hs_intake_run(&import->terms.intake, dossier, &files, err);
}

static int import_folder(struct hs_import *import, const char *folder, const char *code,
			 const struct hs_tree *tree, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *place = realpath(folder, NULL);

	if (tree->files.count == 0)
		return hs_fail(err, HS_DAMAGED, "no files in it: nothing to import");
	if (claim(import, code, place ? place : folder, err) < 0)
		return -1;
	tell_others(import, folder, tree);
	return import_files(import, code, folder, &tree->files, err);
}

static bool holds_scans(const struct hs_tree *tree)
{
	for (size_t i = 0; i < tree->files.count; i++) {
		bool by_name;

		if (hs_media_of(tree->files.list[i], "", 0, &by_name)->picture)
			return true;
	}
	return false;
}

// The folder's own name, also for "." and "inbox/".
static char *name_of(const char *path)
{
	HS_AUTO(hs_text_free) char *real = realpath(path, NULL);
	HS_AUTO(hs_text_free) char *bare = hs_dup(path);
	size_t n = strlen(bare);

	while (n > 1 && bare[n - 1] == '/')
		bare[--n] = '\0';
	if (real &&
	    (!strcmp(hs_path_last(bare), ".") || !strcmp(hs_path_last(bare), "..")))
		return hs_name_kept(hs_path_last(real));
	return hs_name_kept(hs_path_last(bare));
}

// The folder of dossiers, where it lies below a source.
static bool is_work(const struct hs_import *import, const char *folder)
{
	struct stat a, b;

	return stat(folder, &a) == 0 && stat(import->terms.work, &b) == 0 &&
	       a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static bool is_dossier(const struct hs_tree *tree)
{
	for (size_t i = 0; i < tree->files.count; i++)
		if (!strcmp(tree->files.list[i], "dossier.json"))
			return true;
	return false;
}

// Every folder below (and this one) that holds scans; names joined by '.'.
static int import_below(struct hs_import *import, const char *folder, const char *code,
			struct hs_err *err)
{
	HS_AUTO(hs_tree_done) struct hs_tree tree = {0};
	HS_AUTO(hs_buf_done) struct hs_buf joined = {0};
	struct hs_err why = {0};

	if (is_work(import, folder))
		return 0; // what lies there has come in already
	if (hs_tree_read(folder, &tree, err) < 0)
		return -1;
	if (is_dossier(&tree))
		return hs_fail(err, HS_REFUSED, "left out: it is a dossier already");
	if (holds_scans(&tree)) {
		HS_AUTO(hs_text_free)
		char *own = *code ? hs_dup(code) : name_of(folder);

		if (import_folder(import, folder, own, &tree, &why) < 0)
			import->terms.intake.problem(import->terms.intake.user, folder,
						     &why);
	} else {
		hs_fail(&why, HS_REFUSED, "left out: its folder holds no scans");
		tell_left_out(import, folder, &tree.files, &why);
		tell_others(import, folder, &tree);
	}
	for (size_t i = 0; i < tree.folders.count; i++) {
		HS_AUTO(hs_text_free)
		char *path = hs_path_join(folder, tree.folders.list[i]);
		HS_AUTO(hs_text_free) char *kept = hs_name_kept(tree.folders.list[i]);

		joined.len = 0;
		hs_buf_addf(&joined, "%s%s%s", code, *code ? "." : "", kept);
		if (import_below(import, path, hs_buf_text(&joined), &why) < 0)
			import->terms.intake.problem(import->terms.intake.user, path,
						     &why);
	}
	return 0;
}

// With a code: the operand's files wait for hs_import_end.
static int gather(struct hs_import *import, const char *path, bool folder,
		  struct hs_err *err)
{
	HS_AUTO(hs_tree_done) struct hs_tree tree = {0};
	struct hs_err why = {0};

	if (!folder) {
		hs_names_add(&import->sources, path);
		return 0;
	}
	if (hs_tree_read(path, &tree, err) < 0)
		return -1;
	tell_others(import, path, &tree);
	hs_fail(&why, HS_REFUSED, "left out: a folder in the folder");
	tell_left_out(import, path, &tree.folders, &why);
	for (size_t i = 0; i < tree.files.count; i++) {
		HS_AUTO(hs_text_free) char *file = hs_path_join(path, tree.files.list[i]);

		hs_names_add(&import->sources, file);
	}
	return 0;
}

int hs_import_source(struct hs_import *import, const char *path, struct hs_err *err)
{
	HS_AUTO(hs_tree_done) struct hs_tree tree = {0};
	HS_AUTO(hs_text_free) char *name = NULL;
	struct hs_err why = {0};
	struct stat st;

	if (stat(path, &st) < 0)
		return hs_fail_sys(err, "open");
	if (import->terms.code)
		return gather(import, path, S_ISDIR(st.st_mode), err);
	if (!S_ISDIR(st.st_mode))
		return hs_fail(err, HS_USAGE,
			       "not a folder: single files become a dossier with --code");
	if (import->terms.below)
		return import_below(import, path, "", err);
	name = name_of(path);
	if (hs_tree_read(path, &tree, err) < 0)
		return -1;
	hs_fail(&why, HS_REFUSED,
		"left out: a folder in the folder (-r makes it a dossier of its own)");
	tell_left_out(import, path, &tree.folders, &why);
	return import_folder(import, path, name, &tree, err);
}

void hs_import_end(struct hs_import *import)
{
	const struct hs_import_terms *t = &import->terms;
	HS_AUTO(hs_text_free) char *kept = t->code ? hs_name_kept(t->code) : NULL;
	struct hs_err why = {0};
	int got;

	if (!t->code)
		return;
	got = import->sources.count == 0
		      ? hs_fail(&why, HS_DAMAGED, "no files: nothing to import")
		      : import_files(import, kept, NULL, &import->sources, &why);
	if (got < 0)
		t->intake.problem(t->intake.user, kept, &why);
}
