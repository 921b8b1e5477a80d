// sheets.c - see sheets.h
#include "work/sheets.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/text.h"
#include "craft/separator.h"
#include "model/safename.h"
#include "port/sheets.h"
#include "sys/draft.h"
#include "sys/file.h"
#include "sys/path.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

static int add_code(struct hs_sheets *sheets, const char *code, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf payload = {0};
	struct hs_sheet_text sheet = {
		.patch = HS_PATCH_T,
		.title = code,
		.below = "hoso: hồ sơ mới - new dossier",
	};

	if (hs_code_unsafe(code) || !hs_utf8_valid(code, strlen(code)) ||
	    strlen(code) >= HS_SEPARATOR_CODE)
		return hs_fail(
			err, HS_USAGE,
			"'%s' cannot name a dossier: 1 to %d bytes, no '/', no '.' "
			"first",
			code, HS_SEPARATOR_CODE - 1);
	hs_buf_addf(&payload, "hoso:dossier:%s", code);
	sheet.payload = hs_buf_text(&payload);
	return hs_sheets_add(sheets, &sheet, err);
}

static int add_plain(struct hs_sheets *sheets, struct hs_err *err)
{
	static const struct hs_sheet_text plain[] = {
		{HS_PATCH_T, "hoso:dossier", "Hồ sơ mới", "hoso: new dossier"},
		{HS_PATCH_2, "hoso:document", "Văn bản mới", "hoso: new document"},
	};

	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
		if (hs_sheets_add(sheets, &plain[i], err) < 0)
			return -1;
	return 0;
}

int hs_sheets_make(const char *path, char *const *codes, size_t count, struct hs_err *err)
{
	HS_AUTO(hs_sheets_free) struct hs_sheets *sheets = hs_sheets_new(err);
	HS_AUTO(hs_buf_done) struct hs_buf pdf = {0};
	char *folder = strndup(path, (size_t)(hs_path_last(path) - path));
	HS_AUTO(hs_fd_done) int dir = hs_dir_open(AT_FDCWD, *folder ? folder : ".", err);

	free(folder);
	if (!sheets || dir < 0 || (count == 0 && add_plain(sheets, err) < 0))
		return -1;
	for (size_t i = 0; i < count; i++)
		if (add_code(sheets, codes[i], err) < 0)
			return -1;
	if (hs_sheets_close(sheets, &pdf, err) < 0)
		return -1;
	return hs_file_store(dir, dir, hs_path_last(path), pdf.data, pdf.len, err);
}
