// evaluate-fields.c - see evaluate-fields.h
#include "work/evaluate-fields.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/json.h"
#include "sys/file.h"
#include "sys/path.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define RECORD "documents.json"

enum { RECORD_MAX = 256 << 20 }; // bytes: a hundred thousand documents

// The record's own path: that of a folder is what lies in it.
static char *record_of(const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return hs_path_join(path, RECORD);
	return hs_dup(path);
}

static int load(const char *path, struct hs_documents *documents, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
	HS_AUTO(hs_text_free) char *record = record_of(path);
	HS_AUTO(hs_fd_done) int fd = open(record, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return hs_fail_sys(err, "open '%s'", record);
	if (hs_fd_load(fd, RECORD_MAX, &bytes, err) < 0 ||
	    hs_json_read(&hs_documents_shape, hs_buf_text(&bytes), bytes.len, documents,
			 err) < 0)
		return hs_within(err, "'%s'", record);
	return 0;
}

int hs_evaluate_fields(const char *truth, const char *hypothesis,
		       struct hs_field_scores *scores, struct hs_err *err)
{
	HS_AUTO(hs_documents_done) struct hs_documents a = {0};
	HS_AUTO(hs_documents_done) struct hs_documents b = {0};

	if (load(truth, &a, err) < 0 || load(hypothesis, &b, err) < 0)
		return -1;
	hs_field_scores_make(&a, &b, scores);
	return 0;
}
