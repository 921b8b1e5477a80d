// pack-packed.c - what is told of a bundle; see pack.h
#include "base/auto.h"
#include "base/buf.h"
#include "model/json.h"
#include "model/record.h"
#include "work/pack.h"

#include <stdlib.h>
#include <string.h>

void hs_packed_done(struct hs_packed *packed)
{
	free(packed->bundle);
	free(packed->dossier);
	*packed = (struct hs_packed){0};
}

struct line {
	uint64_t format;
	char *bundle, *dossier;
	uint64_t files, bytes;
	char *sha512;
};

#define AT(member) .at = offsetof(struct line, member)

static const struct hs_field line_fields[] = {
	{"format", HS_NUMBER, AT(format), .always = true},
	{"bundle", HS_TEXT, AT(bundle), .always = true},
	{"dossier", HS_TEXT, AT(dossier), .always = true},
	{"files", HS_NUMBER, AT(files), .always = true},
	{"bytes", HS_NUMBER, AT(bytes), .always = true},
	{"sha512", HS_TEXT, AT(sha512)},
	{0},
};
static const struct hs_shape line_shape = {sizeof(struct line), line_fields};

char *hs_packed_json(const struct hs_packed *packed)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	char sum[HS_HEX_MAX];
	struct line line = {
		.format = HS_FORMAT,
		.bundle = packed->bundle,
		.dossier = packed->dossier,
		.files = packed->files,
		.bytes = packed->bytes,
		.sha512 = memcpy(sum, packed->sha512, sizeof(sum)),
	};

	hs_json_line(&line_shape, &line, &out);
	return hs_buf_take(&out);
}
