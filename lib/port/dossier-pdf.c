// dossier-pdf.c - see dossier-pdf.h
#include "port/dossier-pdf.h"
#include "base/auto.h"
#include "base/buf.h"
#include "model/json.h"
#include "sys/draft.h"
#include "sys/file.h"
#include "sys/path.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RECORD "pdf.json"
#define FOLDER "pdf"

int hs_folder_copies(struct hs_folder *f, struct hs_copies *copies, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	int dir = hs_folder_fd(f);

	copies->format = HS_FORMAT;
	if (faccessat(dir, RECORD, F_OK, AT_SYMLINK_NOFOLLOW) < 0)
		return 0;
	if (hs_file_load(dir, RECORD, HS_RECORD_MAX, &text, err) < 0)
		return -1;
	*copies = (struct hs_copies){0};
	if (hs_json_read(&hs_copies_shape, text.data, text.len, copies, err) < 0)
		return hs_within(err, "'%s'", RECORD);
	if (copies->format != HS_FORMAT)
		return hs_fail(err, HS_DAMAGED,
			       "'%s' has format %llu, this program knows %d", RECORD,
			       (unsigned long long)copies->format, HS_FORMAT);
	return 0;
}

int hs_folder_store_copies(struct hs_folder *f, const struct hs_copies *copies,
			   struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	int dir = hs_folder_fd(f);

	hs_json_pretty(&hs_copies_shape, copies, &text);
	return hs_file_store(dir, dir, RECORD, text.data, text.len, err);
}

int hs_folder_pdfs(struct hs_folder *f, struct hs_err *err)
{
	struct stat st;

	if (fstatat(hs_folder_fd(f), FOLDER, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISLNK(st.st_mode))
		return hs_fail(err, HS_REFUSED,
			       "its folder '%s' is a link: PDFs are written into the "
			       "dossier itself",
			       FOLDER);
	return hs_dir_make(hs_folder_fd(f), FOLDER, err);
}

static int open_pdfs(struct hs_folder *f)
{
	return openat(hs_folder_fd(f), FOLDER,
		      O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

bool hs_folder_holds_pdf(struct hs_folder *f, const char *name)
{
	HS_AUTO(hs_fd_done) int dir = open_pdfs(f);
	struct stat st;

	return dir >= 0 && fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

bool hs_folder_has_pdf(struct hs_folder *f, const char *name, uint64_t bytes)
{
	HS_AUTO(hs_fd_done) int dir = open_pdfs(f);
	struct stat st;

	return dir >= 0 && fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISREG(st.st_mode) && (uint64_t)st.st_size == bytes;
}

int hs_folder_drop_pdf(struct hs_folder *f, const char *name, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int dir = hs_folder_pdfs(f, err);

	if (dir < 0)
		return -1;
	if (strchr(name, '/'))
		return hs_fail(err, HS_DAMAGED, "'%s' is no name of a PDF", name);
	if (unlinkat(dir, name, 0) < 0 && errno != ENOENT)
		return hs_fail_sys(err, "remove '%s'", name);
	return fsync(dir) < 0 ? hs_fail_sys(err, "remove '%s'", name) : 0;
}
