// json.c - see json.h; the only door to jansson.
#include "model/json.h"
#include "base/auto.h"
#include "base/mem.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	DIGITS = 15, // of any number: what a double surely keeps
};

static void value_done(json_t **value)
{
	json_decref(*value);
}

static json_t *to_json(const struct hs_shape *shape, const void *record);

// jansson refuses what is not UTF-8; such text is shown with '?' instead.
static json_t *text_value(const char *text)
{
	json_t *value = json_string(text);
	HS_AUTO(hs_text_free) char *shown = NULL;

	if (value)
		return value;
	shown = hs_dup(text);
	for (char *p = shown; *p; p++)
		if (*p & 0x80)
			*p = '?';
	return json_string(shown);
}

// Our own numbers are measures: six digits. (Those of members that we do not
// know are written as they were read.)
static double six_digits(double x)
{
	char text[32];

	snprintf(text, sizeof(text), "%.6g", x);
	return strtod(text, NULL);
}

// A whole number is written as one: 300, not 300.0.
static json_t *real_value(double x)
{
	const double exact = 1e15; // whole numbers below have a place in both
	double kept = six_digits(x);
	json_int_t whole = kept > -exact && kept < exact ? (json_int_t)kept : 0;

	return (double)whole == kept ? json_integer(whole) : json_real(kept);
}

static json_t *list_value(const struct hs_field *f, const struct hs_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->count; i++) {
		const char *item = list->items;
		json_t *value;

		if (f->kind == HS_TEXTS)
			value = text_value(((char *const *)list->items)[i]);
		else if (f->kind == HS_REALS)
			value = real_value(((const double *)list->items)[i]);
		else
			value = to_json(f->of, item + i * f->of->size);
		json_array_append_new(array, value);
	}
	return array;
}

// NULL where there is nothing to write.
static json_t *field_value(const struct hs_field *f, const void *at)
{
	switch (f->kind) {
	case HS_TEXT: {
		const char *text = *(char *const *)at;

		return text ? text_value(text) : f->always ? json_string("") : NULL;
	}
	case HS_NUMBER: {
		uint64_t n = *(const uint64_t *)at;

		return n || f->always ? json_integer((json_int_t)n) : NULL;
	}
	case HS_REAL: {
		double x = *(const double *)at;

		return x < 0 || x > 0 || f->always ? real_value(x) : NULL;
	}
	case HS_FLAG:
		return *(const bool *)at || f->always ? json_boolean(*(const bool *)at)
						      : NULL;
	case HS_PART: {
		const void *part = *(void *const *)at;

		return part ? to_json(f->of, part) : NULL;
	}
	case HS_LIST:
	case HS_TEXTS:
	case HS_REALS: {
		const struct hs_list *list = at;

		return list->count || f->always ? list_value(f, list) : NULL;
	}
	case HS_REST:
		break;
	}
	return NULL;
}

static json_t *to_json(const struct hs_shape *shape, const void *record)
{
	json_t *object = json_object();

	for (const struct hs_field *f = shape->fields; f->name; f++) {
		const void *at = (const char *)record + f->at;
		const char *rest = f->kind == HS_REST ? *(char *const *)at : NULL;
		HS_AUTO(value_done)
		json_t *kept = rest ? json_loads(rest, 0, NULL) : NULL;
		json_t *value = field_value(f, at);

		if (value)
			json_object_set_new(object, f->name, value);
		if (kept)
			json_object_update_missing(object, kept);
	}
	return object;
}

// Takes the value over.
static void add_value(struct hs_buf *out, json_t *value)
{
	HS_AUTO(hs_text_free)
	char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY |
					       JSON_REAL_PRECISION(DIGITS));

	hs_buf_addf(out, "%s", text ? text : "null");
	json_decref(value);
}

static void add_key(struct hs_buf *out, const char *name, size_t start)
{
	hs_buf_addf(out, "%s", out->len > start ? "," : "");
	add_value(out, text_value(name));
	hs_buf_addf(out, ":");
}

// One record after the other: jansson's own form of thousands takes ten times the room.
static void add_records(struct hs_buf *out, const struct hs_field *f,
			const struct hs_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		hs_buf_addf(out, "%s", i ? "," : "[");
		add_value(out,
			  to_json(f->of, (const char *)list->items + i * f->of->size));
	}
	hs_buf_addf(out, "]");
}

static void add_rest(struct hs_buf *out, const char *rest, size_t start)
{
	HS_AUTO(value_done) json_t *kept = rest ? json_loads(rest, 0, NULL) : NULL;
	const char *name;
	json_t *value;

	json_object_foreach(kept, name, value)
	{
		add_key(out, name, start);
		add_value(out, json_incref(value));
	}
}

void hs_json_line(const struct hs_shape *shape, const void *record, struct hs_buf *out)
{
	size_t start = out->len + 1;

	hs_buf_addf(out, "{");
	for (const struct hs_field *f = shape->fields; f->name; f++) {
		const void *at = (const char *)record + f->at;
		bool records =
			f->kind == HS_LIST && ((const struct hs_list *)at)->count > 0;
		json_t *value = records ? NULL : field_value(f, at);

		if (f->kind == HS_REST)
			add_rest(out, *(char *const *)at, start);
		if (records || value)
			add_key(out, f->name, start);
		if (records)
			add_records(out, f, at);
		else if (value)
			add_value(out, value);
	}
	hs_buf_addf(out, "}\n");
}

void hs_json_pretty(const struct hs_shape *shape, const void *record, struct hs_buf *out)
{
	HS_AUTO(value_done) json_t *object = to_json(shape, record);
	HS_AUTO(hs_text_free)
	char *text = json_dumps(object, JSON_INDENT(1) | JSON_REAL_PRECISION(DIGITS));

	hs_buf_addf(out, "%s\n", text ? text : "{}");
}

static int from_json(const struct hs_shape *shape, json_t *object, void *record,
		     struct hs_err *err);

static int read_item(const struct hs_field *f, struct hs_list *list, json_t *value,
		     struct hs_err *err)
{
	switch (f->kind) {
	case HS_TEXTS:
		if (!json_is_string(value))
			return hs_fail(err, HS_DAMAGED, "'%s' is not a list of texts",
				       f->name);
		*(char **)hs_list_add(list, sizeof(char *)) =
			hs_dup(json_string_value(value));
		return 0;
	case HS_REALS:
		if (!json_is_number(value))
			return hs_fail(err, HS_DAMAGED, "'%s' is not a list of numbers",
				       f->name);
		*(double *)hs_list_add(list, sizeof(double)) = json_number_value(value);
		return 0;
	default:
		return from_json(f->of, value, hs_list_add(list, f->of->size), err);
	}
}

static int read_list(const struct hs_field *f, void *at, json_t *value,
		     struct hs_err *err)
{
	if (!json_is_array(value))
		return hs_fail(err, HS_DAMAGED, "'%s' is not a list", f->name);
	for (size_t i = 0; i < json_array_size(value); i++) {
		if (read_item(f, at, json_array_get(value, i), err) < 0)
			return hs_within(err, "'%s' %zu", f->name, i + 1);
		json_array_set_new(value, i, json_null()); // its memory is of use now
	}
	return 0;
}

static int read_field(const struct hs_field *f, void *at, json_t *value,
		      struct hs_err *err)
{
	switch (f->kind) {
	case HS_TEXT:
		if (!json_is_string(value))
			return hs_fail(err, HS_DAMAGED, "'%s' is not a text", f->name);
		free(*(char **)at);
		*(char **)at = hs_dup(json_string_value(value));
		return 0;
	case HS_NUMBER:
		if (!json_is_integer(value) || json_integer_value(value) < 0)
			return hs_fail(err, HS_DAMAGED, "'%s' is not a whole number",
				       f->name);
		*(uint64_t *)at = (uint64_t)json_integer_value(value);
		return 0;
	case HS_REAL:
		if (!json_is_number(value))
			return hs_fail(err, HS_DAMAGED, "'%s' is not a number", f->name);
		*(double *)at = json_number_value(value);
		return 0;
	case HS_FLAG:
		if (!json_is_boolean(value))
			return hs_fail(err, HS_DAMAGED, "'%s' is not true or false",
				       f->name);
		*(bool *)at = json_is_true(value);
		return 0;
	case HS_PART:
		*(void **)at = hs_new(1, f->of->size);
		if (from_json(f->of, value, *(void **)at, err) < 0)
			return hs_within(err, "'%s'", f->name);
		return 0;
	default:
		return read_list(f, at, value, err);
	}
}

static int from_json(const struct hs_shape *shape, json_t *object, void *record,
		     struct hs_err *err)
{
	if (!json_is_object(object))
		return hs_fail(err, HS_DAMAGED, "not a JSON object");
	for (const struct hs_field *f = shape->fields; f->name; f++) {
		void *at = (char *)record + f->at;
		json_t *value =
			f->kind == HS_REST ? NULL : json_object_get(object, f->name);

		if (json_is_null(value))
			value = NULL; // said to be absent
		if (!value && f->always)
			return hs_fail(err, HS_DAMAGED, "'%s' is missing", f->name);
		if (value && read_field(f, at, value, err) < 0)
			return -1;
		if (f->kind != HS_REST)
			json_object_del(object, f->name);
		else if (json_object_size(object))
			*(char **)at = json_dumps(object, JSON_COMPACT);
	}
	return 0;
}

int hs_json_read(const struct hs_shape *shape, const char *text, size_t len, void *record,
		 struct hs_err *err)
{
	json_error_t why;
	HS_AUTO(value_done)
	json_t *object = json_loadb(text, len, JSON_REJECT_DUPLICATES, &why);

	if (!object)
		return hs_fail(err, HS_DAMAGED, "not JSON: line %d: %s", why.line,
			       why.text);
	if (from_json(shape, object, record, err) == 0)
		return 0;
	hs_shape_done(shape, record);
	return -1;
}
