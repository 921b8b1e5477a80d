// schema.c - see schema.h
#include "model/schema.h"

#include <stdbool.h>

enum { DEEP = 12 }; // shapes in shapes; none refers to itself

static void type_of(const struct hs_field *f, int depth, struct hs_buf *out);

static void object(const struct hs_shape *shape, int depth, struct hs_buf *out)
{
	const char *between = "";

	hs_buf_addf(out, "\"type\": \"object\", \"properties\": {");
	for (const struct hs_field *f = shape->fields; depth < DEEP && f->name; f++) {
		if (f->kind == HS_REST)
			continue;
		hs_buf_addf(out, "%s\n%*s\"%s\": {", between, depth, "", f->name);
		type_of(f, depth + 1, out);
		hs_buf_addf(out, "}");
		between = ",";
	}
	hs_buf_addf(out, "}, \"required\": [");
	between = "";
	for (const struct hs_field *f = shape->fields; f->name; f++)
		if (f->always && f->kind != HS_REST) {
			hs_buf_addf(out, "%s\"%s\"", between, f->name);
			between = ", ";
		}
	hs_buf_addf(out, "]");
}

static void type_of(const struct hs_field *f, int depth, struct hs_buf *out)
{
	static const char *const simple[] = {
		[HS_TEXT] = "\"type\": \"string\"",
		[HS_NUMBER] = "\"type\": \"integer\", \"minimum\": 0",
		[HS_REAL] = "\"type\": \"number\"",
		[HS_FLAG] = "\"type\": \"boolean\"",
		[HS_TEXTS] = "\"type\": \"array\", \"items\": {\"type\": \"string\"}",
		[HS_REALS] = "\"type\": \"array\", \"items\": {\"type\": \"number\"}",
	};

	if (f->kind == HS_PART) {
		object(f->of, depth, out);
	} else if (f->kind == HS_LIST) {
		hs_buf_addf(out, "\"type\": \"array\", \"items\": {");
		object(f->of, depth, out);
		hs_buf_addf(out, "}");
	} else {
		hs_buf_addf(out, "%s", simple[f->kind]);
	}
}

void hs_schema_write(const struct hs_shape *shape, const char *title, struct hs_buf *out)
{
	hs_buf_addf(out,
		    "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
		    "\"title\": \"%s\",\n",
		    title);
	object(shape, 1, out);
	hs_buf_addf(out, "}\n");
}
