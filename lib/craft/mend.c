// mend.c - see mend.h
#include "craft/mend.h"
#include "base/auto.h"
#include "base/mem.h"
#include "sys/file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool hs_mend_has_master(struct hs_folder *folder, const struct hs_file *file)
{
	struct hs_err ignored;
	HS_AUTO(hs_fd_done) int fd = hs_folder_open_master(folder, file->name, &ignored);
	struct stat st;

	return fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	       (uint64_t)st.st_size == file->size;
}

static bool pages_missing(struct hs_folder *folder, uint32_t first, uint64_t count)
{
	for (uint32_t n = first; n < first + count; n++)
		if (!hs_folder_has_part(folder, HS_PAGES, n))
			return true;
	return false;
}

static int medium(struct hs_folder *folder, const struct hs_file *file,
		  enum hs_media *media, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int fd = hs_folder_open_master(folder, file->name, err);
	char start[HS_MEDIA_PEEK];
	ssize_t n = fd < 0 ? -1 : pread(fd, start, sizeof(start), 0);
	bool by_name;

	if (n < 0)
		return fd < 0 ? -1 : hs_fail_sys(err, "read '%s'", file->name);
	*media = hs_media_of(file->name, start, (size_t)n, &by_name)->reader;
	return *media < HS_MEDIA ? 0 : hs_fail(err, HS_DAMAGED, "its master is no scan");
}

static void scan_free(struct hs_scan *scan)
{
	hs_scan_done(scan);
}

// Makes the missing records of one file.
static int remake(struct hs_survey *survey, const struct hs_file *file, uint32_t first,
		  struct hs_err *why, struct hs_err *err)
{
	HS_AUTO(scan_free)
	struct hs_scan scan = {
		.name = file->name, .sha256 = file->sha256, .first = first};
	struct hs_scan *const one = &scan;

	if (medium(survey->folder, file, &scan.media, why) < 0)
		return 0;
	if (hs_survey_count(survey, &one, 1, err) < 0)
		return -1;
	if (scan.why.code)
		*why = scan.why;
	else if (scan.frames != file->pages)
		hs_fail(why, HS_DAMAGED, "its master has %u pages, %llu are recorded",
			scan.frames, (unsigned long long)file->pages);
	return why->code ? 0 : hs_survey_pages(survey, &one, 1, err);
}

int hs_mend(struct hs_survey *survey, const struct hs_dossier *dossier,
	    hs_mend_fn *problem, void *user, struct hs_err *err)
{
	const struct hs_file *files = dossier->files.items;
	uint32_t first = 1;

	for (size_t i = 0; i < dossier->files.count; i++) {
		struct hs_err why = {0};

		if (!hs_mend_has_master(survey->folder, &files[i]))
			hs_fail(&why, HS_DAMAGED,
				"its master is gone or cut off: give its source again");
		else if (pages_missing(survey->folder, first, files[i].pages) &&
			 remake(survey, &files[i], first, &why, err) < 0)
			return -1;
		if (why.code)
			problem(user, &files[i], &why);
		first += (uint32_t)files[i].pages;
	}
	return 0;
}
