// sane.c - see sane.h
#include "port/sane.h"
#include "base/auto.h"
#include "base/mem.h"

#include <errno.h>
#include <limits.h>
#include <sane/sane.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct hs_sane {
	SANE_Handle handle;
};

static enum hs_feed_state state_of(SANE_Status status)
{
	return (unsigned)status < HS_FEED_STATES ? (enum hs_feed_state)status
						 : HS_FEED_BROKEN;
}

// Readers of some backends set these back in the whole process; a signal for the
// program's group must not end the page in hand.
static void ignore_signals(void)
{
	static const int which[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};

	for (size_t i = 0; i < HS_COUNT(which); i++)
		signal(which[i], SIG_IGN);
}

static void no_password(SANE_String_Const resource, SANE_Char *user, SANE_Char *password)
{
	(void)resource;
	user[0] = password[0] = '\0';
}

int hs_sane_begin(struct hs_err *err)
{
	ignore_signals();
	return hs_feed_failed(state_of(sane_init(NULL, no_password)), err);
}

static const char *said(SANE_String_Const text)
{
	return text ? text : "";
}

int hs_sane_devices(void (*each)(void *user, const struct hs_sane_device *d), void *user,
		    struct hs_err *err)
{
	const SANE_Device **list = NULL;
	SANE_Status status = sane_get_devices(&list, SANE_FALSE);

	if (status != SANE_STATUS_GOOD)
		return hs_feed_failed(state_of(status), err);
	for (; list && *list; list++) {
		const struct hs_sane_device d = {
			said((*list)->name), said((*list)->vendor), said((*list)->model),
			said((*list)->type)};

		each(user, &d);
	}
	return 0;
}

static void first_name(void *user, const struct hs_sane_device *d)
{
	char **name = user;

	if (!*name)
		*name = hs_dup(d->name);
}

struct hs_sane *hs_sane_open(const char *name, char **name_out, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *own = name && *name ? hs_dup(name) : NULL;
	HS_AUTO(hs_sane_free) struct hs_sane *s = HS_NEW(struct hs_sane);
	SANE_Status status;

	if (!own && hs_sane_devices(first_name, &own, err) < 0)
		return NULL;
	if (!own) {
		hs_fail(err, HS_SYSTEM, "there is no scanner");
		err->sys = ENODEV;
		return NULL;
	}
	status = sane_open(own, &s->handle);
	ignore_signals();
	if (status == SANE_STATUS_INVAL) {
		hs_fail(err, HS_SYSTEM, "there is no scanner '%s'", own);
		err->sys = ENODEV;
		return NULL;
	}
	if (hs_feed_failed(state_of(status), err) < 0) {
		s->handle = NULL;
		hs_within(err, "scanner '%s'", own);
		return NULL;
	}
	if (name_out)
		*name_out = HS_STEAL(own);
	return HS_STEAL(s);
}

void hs_sane_free(struct hs_sane **s)
{
	if (*s && (*s)->handle)
		sane_close((*s)->handle);
	free(*s);
	*s = NULL;
}

// ---- options -----------------------------------------------------------------------

// What a driver says of it may be nothing.
static SANE_Constraint_Type constraint_of(const SANE_Option_Descriptor *o)
{
	return o->constraint.range ? o->constraint_type : SANE_CONSTRAINT_NONE;
}

static const SANE_Option_Descriptor *find(struct hs_sane *s, const char *name,
					  SANE_Int *at)
{
	const SANE_Option_Descriptor *o;

	for (SANE_Int i = 1; (o = sane_get_option_descriptor(s->handle, i)); i++)
		if (o->name && !strcmp(o->name, name)) {
			*at = i;
			return o;
		}
	return NULL;
}

// The buffer that a value needs: what the option says, and never less than a word.
static void *room_for(const SANE_Option_Descriptor *o, size_t more)
{
	size_t size = o->size > 0 ? (size_t)o->size : 0;

	return hs_new(1, (size > more ? size : more) + sizeof(SANE_Word));
}

static void add_number(struct hs_buf *out, SANE_Value_Type type, SANE_Word w)
{
	if (type == SANE_TYPE_FIXED)
		hs_buf_addf(out, "%.6g", SANE_UNFIX(w));
	else
		hs_buf_addf(out, "%d", w);
}

static void add_value(struct hs_sane *s, const SANE_Option_Descriptor *o, SANE_Int at,
		      struct hs_buf *out)
{
	HS_AUTO(hs_text_free) char *room = room_for(o, 0);
	SANE_Word w;

	if (!SANE_OPTION_IS_ACTIVE(o->cap) || !(o->cap & SANE_CAP_SOFT_DETECT) ||
	    o->type >= SANE_TYPE_BUTTON ||
	    sane_control_option(s->handle, at, SANE_ACTION_GET_VALUE, room, NULL))
		return;
	memcpy(&w, room, sizeof(w));
	if (o->type == SANE_TYPE_STRING)
		hs_buf_add(out, room, strlen(room));
	else if (o->type == SANE_TYPE_BOOL)
		hs_buf_addf(out, "%s", w ? "yes" : "no");
	else if ((size_t)o->size > sizeof(w))
		return; // a table
	else
		add_number(out, o->type, w);
}

static void add_allowed(const SANE_Option_Descriptor *o, struct hs_buf *out)
{
	if (o->type == SANE_TYPE_BOOL)
		hs_buf_addf(out, "yes|no");
	switch (constraint_of(o)) {
	case SANE_CONSTRAINT_RANGE:
		add_number(out, o->type, o->constraint.range->min);
		hs_buf_addf(out, "..");
		add_number(out, o->type, o->constraint.range->max);
		if (o->constraint.range->quant) {
			hs_buf_addf(out, "/");
			add_number(out, o->type, o->constraint.range->quant);
		}
		break;
	case SANE_CONSTRAINT_WORD_LIST:
		for (SANE_Word i = 1; i <= o->constraint.word_list[0]; i++) {
			hs_buf_addf(out, "%s", i > 1 ? "|" : "");
			add_number(out, o->type, o->constraint.word_list[i]);
		}
		break;
	case SANE_CONSTRAINT_STRING_LIST:
		for (size_t i = 0; o->constraint.string_list[i]; i++)
			hs_buf_addf(out, "%s%s", i ? "|" : "",
				    o->constraint.string_list[i]);
		break;
	default:
		break;
	}
}

static void show(struct hs_sane *s, const SANE_Option_Descriptor *o, SANE_Int at,
		 void (*each)(void *user, const struct hs_sane_option *o), void *user)
{
	static const char *const types[] = {"bool", "int", "fixed", "string", "button"};
	static const char *const units[] = {"", "pixel", "bit", "mm", "dpi", "%", "us"};
	HS_AUTO(hs_buf_done) struct hs_buf allowed = {0};
	HS_AUTO(hs_buf_done) struct hs_buf value = {0};
	struct hs_sane_option told = {
		.name = o->name,
		.title = said(o->title),
		.type = types[o->type],
		.unit = (size_t)o->unit < HS_COUNT(units) ? units[o->unit] : "",
		.active = SANE_OPTION_IS_ACTIVE(o->cap),
		.settable = SANE_OPTION_IS_SETTABLE(o->cap),
		.several = (o->type == SANE_TYPE_INT || o->type == SANE_TYPE_FIXED) &&
			   (size_t)o->size > sizeof(SANE_Word),
	};

	add_allowed(o, &allowed);
	add_value(s, o, at, &value);
	told.allowed = hs_buf_text(&allowed);
	told.value = hs_buf_text(&value);
	each(user, &told);
}

void hs_sane_options(struct hs_sane *s,
		     void (*each)(void *user, const struct hs_sane_option *o), void *user)
{
	const SANE_Option_Descriptor *o;

	for (SANE_Int i = 1; (o = sane_get_option_descriptor(s->handle, i)); i++)
		if (o->name && *o->name && o->type < SANE_TYPE_GROUP)
			show(s, o, i, each, user);
}

bool hs_sane_has(struct hs_sane *s, const char *name)
{
	SANE_Int at;
	const SANE_Option_Descriptor *o = find(s, name, &at);

	return o && SANE_OPTION_IS_ACTIVE(o->cap) && SANE_OPTION_IS_SETTABLE(o->cap);
}

char *hs_sane_get(struct hs_sane *s, const char *name)
{
	HS_AUTO(hs_buf_done) struct hs_buf value = {0};
	SANE_Int at;
	const SANE_Option_Descriptor *o = find(s, name, &at);

	if (o)
		add_value(s, o, at, &value);
	return value.len ? hs_buf_take(&value) : NULL;
}

double hs_sane_number(struct hs_sane *s, const char *name)
{
	HS_AUTO(hs_text_free) char *value = hs_sane_get(s, name);

	return value ? strtod(value, NULL) : 0;
}

const char *hs_sane_word(struct hs_sane *s, const char *name, size_t n)
{
	SANE_Int at;
	const SANE_Option_Descriptor *o = find(s, name, &at);

	if (!o || constraint_of(o) != SANE_CONSTRAINT_STRING_LIST)
		return NULL;
	for (size_t i = 0; o->constraint.string_list[i]; i++)
		if (i == n)
			return o->constraint.string_list[i];
	return NULL;
}

static double as_number(const SANE_Option_Descriptor *o, SANE_Word w)
{
	return o->type == SANE_TYPE_FIXED ? SANE_UNFIX(w) : w;
}

double hs_sane_most(struct hs_sane *s, const char *name)
{
	SANE_Int at;
	const SANE_Option_Descriptor *o = find(s, name, &at);
	double most = 0;

	if (!o)
		return 0;
	if (constraint_of(o) == SANE_CONSTRAINT_RANGE)
		return as_number(o, o->constraint.range->max);
	if (constraint_of(o) != SANE_CONSTRAINT_WORD_LIST)
		return 0;
	for (SANE_Word i = 1; i <= o->constraint.word_list[0]; i++) {
		double n = as_number(o, o->constraint.word_list[i]);

		most = n > most ? n : most;
	}
	return most;
}

static int read_number(const SANE_Option_Descriptor *o, const char *value, SANE_Word *w,
		       struct hs_err *err)
{
	char *end;
	double n = strtod(value, &end);
	double most = o->type == SANE_TYPE_FIXED ? 32767.9999 : (double)INT_MAX;

	if (o->type == SANE_TYPE_BOOL) {
		*w = !strcasecmp(value, "yes") || !strcasecmp(value, "true") ||
		     !strcmp(value, "1");
		if (*w || !strcasecmp(value, "no") || !strcasecmp(value, "false") ||
		    !strcmp(value, "0"))
			return 0;
		return hs_fail(err, HS_USAGE, "'%s' is neither yes nor no", value);
	}
	if (end == value || *end || !(n >= -most && n <= most))
		return hs_fail(err, HS_USAGE, "'%s' is not a number", value);
	*w = o->type == SANE_TYPE_FIXED ? SANE_FIX(n) : (SANE_Word)n;
	return 0;
}

// Puts the value as the option wants it into room.
static int encode(const SANE_Option_Descriptor *o, const char *value, char *room,
		  struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf allowed = {0};
	SANE_Word w;

	if (o->type == SANE_TYPE_STRING) {
		add_allowed(o, &allowed);
		if (o->size <= 0 || strlen(value) >= (size_t)o->size)
			return hs_fail(err, HS_USAGE, "'%.60s' is not one of %.200s",
				       value, hs_buf_text(&allowed));
		memcpy(room, value, strlen(value) + 1);
		return 0;
	}
	if (o->type == SANE_TYPE_BUTTON)
		return 0;
	if ((size_t)o->size > sizeof(w))
		return hs_fail(err, HS_USAGE, "tables of numbers cannot be set");
	if (read_number(o, value, &w, err) < 0)
		return -1;
	memcpy(room, &w, sizeof(w));
	return 0;
}

static int put(struct hs_sane *s, SANE_Int at, const SANE_Option_Descriptor *o,
	       const char *value, bool *rounded, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf allowed = {0};
	HS_AUTO(hs_text_free) char *room = room_for(o, 0);
	SANE_Int info = 0;
	SANE_Status status;

	if (encode(o, value, room, err) < 0)
		return -1;
	add_allowed(o, &allowed); // the answer may change the option
	status = sane_control_option(s->handle, at, SANE_ACTION_SET_VALUE, room, &info);
	if (status == SANE_STATUS_INVAL || status == SANE_STATUS_UNSUPPORTED)
		return hs_fail(err, HS_USAGE, "it cannot be '%.60s', only %.200s", value,
			       allowed.len ? hs_buf_text(&allowed) : "something else");
	if (hs_feed_failed(state_of(status), err) < 0)
		return -1;
	if (rounded)
		*rounded = info & SANE_INFO_INEXACT;
	return 0;
}

int hs_sane_set(struct hs_sane *s, const char *name, const char *value, bool *rounded,
		struct hs_err *err)
{
	SANE_Int at;
	const SANE_Option_Descriptor *o = find(s, name, &at);

	if (!o || o->type >= SANE_TYPE_GROUP)
		return hs_fail(err, HS_USAGE, "this scanner has no option '%s'", name);
	if (!SANE_OPTION_IS_ACTIVE(o->cap))
		return hs_fail(err, HS_USAGE,
			       "option '%s' does not apply with the others as they are",
			       name);
	if (!SANE_OPTION_IS_SETTABLE(o->cap))
		return hs_fail(err, HS_USAGE, "option '%s' can only be read", name);
	if (put(s, at, o, value, rounded, err) < 0)
		return hs_within(err, "option '%s'", name);
	return 0;
}

// ---- pages -------------------------------------------------------------------------

enum hs_feed_state hs_sane_start(struct hs_sane *s, struct hs_sane_frame *frame)
{
	SANE_Parameters p;
	SANE_Status status = sane_start(s->handle);

	ignore_signals();
	if (status == SANE_STATUS_GOOD)
		status = sane_get_parameters(s->handle, &p);
	if (status != SANE_STATUS_GOOD)
		return state_of(status);
	if (p.format > SANE_FRAME_BLUE || p.pixels_per_line <= 0 ||
	    p.bytes_per_line <= 0 || p.lines == 0 || p.lines < -1)
		return HS_FEED_UNSUPPORTED;
	*frame = (struct hs_sane_frame){
		.part = (enum hs_sane_part)p.format,
		.last = p.last_frame,
		.row = (uint32_t)p.bytes_per_line,
		.width = (uint32_t)p.pixels_per_line,
		.height = p.lines > 0 ? (uint32_t)p.lines : 0,
		.bits = (uint32_t)p.depth,
	};
	return HS_FEED_GOOD;
}

enum hs_feed_state hs_sane_read(struct hs_sane *s, void *bytes, size_t room, size_t *len)
{
	SANE_Int got = 0;
	SANE_Status status = sane_read(s->handle, bytes, (SANE_Int)room, &got);

	*len = status == SANE_STATUS_GOOD && got > 0 ? (size_t)got : 0;
	return *len > room ? HS_FEED_BROKEN : state_of(status); // a driver gone mad
}

void hs_sane_cancel(struct hs_sane *s)
{
	sane_cancel(s->handle);
	ignore_signals();
}
