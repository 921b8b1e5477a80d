// intake-json.c - see intake.h
#include "craft/intake.h"
#include "model/json.h"

#include <stddef.h>

#define AT(member) .at = offsetof(struct hs_taken_in, member), .always = true

void hs_taken_in_json(const struct hs_taken_in *result, struct hs_buf *out)
{
	static const struct hs_field fields[] = {
		{"format", HS_NUMBER, AT(format)},
		{"dossier", HS_TEXT, AT(dossier)},
		{"code", HS_TEXT, AT(code)},
		{"files", HS_NUMBER, AT(files)},
		{"new_files", HS_NUMBER, AT(new_files)},
		{"pages", HS_NUMBER, AT(pages)},
		{"new_pages", HS_NUMBER, AT(new_pages)},
		{"problems", HS_NUMBER, AT(problems)},
		{0},
	};
	static const struct hs_shape shape = {sizeof(struct hs_taken_in), fields};

	hs_json_line(&shape, result, out);
}
