// fake.c - a SANE backend for tests: a feeder whose sheets are named in fake.conf in
// SANE_CONFIG_DIR, a line each: a grey PGM file, or jam, open, busy, crash, hang, empty.
// Each line is used once; the place is kept in the file fake.at beside it. Words for a
// driver gone mad: see `follies`. With a file fake.mad beside it, its names and options
// are mad, too.
#include <sane/sane.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static FILE *page;
static int width, height;
static const char *folly = "";
static long left;

static void path_of(char *path, size_t size, const char *name)
{
	const char *folder = getenv("SANE_CONFIG_DIR");

	snprintf(path, size, "%s/%s", folder ? folder : ".", name);
}

static bool next_line(char *line, int size)
{
	char path[4096];
	FILE *f;
	int at = 0;
	bool ok = true;

	path_of(path, sizeof(path), "fake.at");
	if ((f = fopen(path, "r"))) {
		if (fscanf(f, "%d", &at) != 1)
			at = 0;
		fclose(f);
	}
	if ((f = fopen(path, "w"))) {
		fprintf(f, "%d\n", at + 1);
		fclose(f);
	}
	path_of(path, sizeof(path), "fake.conf");
	if (!(f = fopen(path, "r")))
		return false;
	for (int i = 0; ok && i <= at; i++)
		ok = fgets(line, size, f);
	fclose(f);
	if (ok)
		line[strcspn(line, "\n")] = '\0';
	return ok;
}

static bool is_mad(void)
{
	char path[4096];

	path_of(path, sizeof(path), "fake.mad");
	return access(path, F_OK) == 0;
}

SANE_Status sane_fake_init(SANE_Int *version, SANE_Auth_Callback authorize)
{
	(void)authorize;
	if (version)
		*version = SANE_VERSION_CODE(1, 0, 0);
	return SANE_STATUS_GOOD;
}

void sane_fake_exit(void)
{
}

SANE_Status sane_fake_get_devices(const SANE_Device ***list, SANE_Bool local)
{
	static const SANE_Device one = {"feeder", "Nobody", "Fake", "sheetfed scanner"};
	static const SANE_Device mad = {"feeder\n\033[31m\xff", NULL,
					"\x9b"
					"31m\t\xc3",
					"line\r\nend"};
	static const SANE_Device *all[] = {&one, NULL, NULL};

	(void)local;
	if (is_mad())
		all[1] = &mad;
	*list = all;
	return SANE_STATUS_GOOD;
}

SANE_Status sane_fake_open(SANE_String_Const name, SANE_Handle *handle)
{
	(void)name;
	*handle = &page;
	return SANE_STATUS_GOOD;
}

void sane_fake_close(SANE_Handle handle)
{
	(void)handle;
}

static const struct {
	const char *word;
	SANE_Parameters p;
} follies[] = {
	{"wide", {SANE_FRAME_GRAY, SANE_TRUE, 2147483647, 2147483647, 10, 8}},
	{"row", {SANE_FRAME_GRAY, SANE_TRUE, 2147483647, 100, 10, 8}},
	{"short", {SANE_FRAME_RGB, SANE_TRUE, 10, 100, 10, 16}},
	{"minus", {SANE_FRAME_GRAY, SANE_TRUE, -1, -1, -7, 8}},
	{"bits", {SANE_FRAME_GRAY, SANE_TRUE, 100, 100, 10, 3}},
	{"kind", {99, SANE_TRUE, 100, 100, 10, 8}},
	{"frames", {SANE_FRAME_GRAY, SANE_FALSE, 100, 100, 10, 8}},
	{"flood", {SANE_FRAME_GRAY, SANE_TRUE, 0, 0, 0, 0}},    // more than there is room
	{"endless", {SANE_FRAME_GRAY, SANE_TRUE, 9, 9, 10, 8}}, // rows
	{"nothing", {SANE_FRAME_GRAY, SANE_TRUE, 0, 0, 0, 0}},  // and no end
	{"half", {SANE_FRAME_GRAY, SANE_TRUE, 100, 100, 10, 8}}, // of a row, and the end
};

static char source[32] = "ADF Front";
static SANE_Word dpi = 100;

static const SANE_String_Const sources[] = {"ADF Front", "ADF Duplex", NULL};
static const SANE_Range range = {50, 600, 1};
static const SANE_Option_Descriptor all[] = {
	{"",
	 "",
	 "",
	 SANE_TYPE_INT,
	 SANE_UNIT_NONE,
	 sizeof(SANE_Word),
	 SANE_CAP_SOFT_DETECT,
	 SANE_CONSTRAINT_NONE,
	 {NULL}},
	{"source",
	 "Source",
	 "",
	 SANE_TYPE_STRING,
	 SANE_UNIT_NONE,
	 sizeof(source),
	 SANE_CAP_SOFT_DETECT | SANE_CAP_SOFT_SELECT,
	 SANE_CONSTRAINT_STRING_LIST,
	 {.string_list = sources}},
	{"resolution",
	 "Resolution",
	 "",
	 SANE_TYPE_INT,
	 SANE_UNIT_DPI,
	 sizeof(SANE_Word),
	 SANE_CAP_SOFT_DETECT | SANE_CAP_SOFT_SELECT,
	 SANE_CONSTRAINT_RANGE,
	 {.range = &range}},
};

static const SANE_Option_Descriptor odd[] = {
	{NULL, NULL, NULL, SANE_TYPE_INT, SANE_UNIT_NONE, 4, 5, 0, {NULL}},
	{"name\n\xff\033",
	 "\033[2J",
	 NULL,
	 SANE_TYPE_STRING,
	 99,
	 40,
	 5,
	 SANE_CONSTRAINT_NONE,
	 {NULL}},
	{"minus", "", "", SANE_TYPE_STRING, 0, -5, 5, SANE_CONSTRAINT_NONE, {NULL}},
	{"type", "", "", 77, 0, 4, 5, SANE_CONSTRAINT_NONE, {NULL}},
	{"none", "", "", SANE_TYPE_INT, 0, 4, 5, SANE_CONSTRAINT_RANGE, {NULL}},
	{"list", "", "", SANE_TYPE_INT, 0, 4, 5, SANE_CONSTRAINT_WORD_LIST, {NULL}},
	{"words", "", "", SANE_TYPE_STRING, 0, 4, 5, SANE_CONSTRAINT_STRING_LIST, {NULL}},
};

const SANE_Option_Descriptor *sane_fake_get_option_descriptor(SANE_Handle handle,
							      SANE_Int i)
{
	(void)handle;
	if (is_mad() && i >= 3 && i < 10)
		return &odd[i - 3];
	return i >= 0 && i < 3 ? &all[i] : NULL;
}

SANE_Status sane_fake_control_option(SANE_Handle handle, SANE_Int i, SANE_Action action,
				     void *value, SANE_Int *info)
{
	(void)handle;
	if (info)
		*info = 0;
	if (i == 0)
		*(SANE_Word *)value = 3;
	else if (i == 1 && action == SANE_ACTION_SET_VALUE)
		snprintf(source, sizeof(source), "%s", (char *)value);
	else if (i == 1)
		memcpy(value, source, sizeof(source));
	else if (i == 2 && action == SANE_ACTION_SET_VALUE)
		dpi = *(SANE_Word *)value;
	else if (i == 2)
		*(SANE_Word *)value = is_mad() ? 2000000000 : dpi;
	else if (i == 4 && action == SANE_ACTION_GET_VALUE)
		memcpy(value, "a\ndevice=b\xff", 12);
	else
		return SANE_STATUS_INVAL;
	return SANE_STATUS_GOOD;
}

SANE_Status sane_fake_get_parameters(SANE_Handle handle, SANE_Parameters *p)
{
	(void)handle;
	*p = (SANE_Parameters){SANE_FRAME_GRAY, SANE_TRUE, width, width, height, 8};
	for (size_t i = 0; i < sizeof(follies) / sizeof(*follies); i++)
		if (!strcmp(folly, follies[i].word) && follies[i].p.bytes_per_line)
			*p = follies[i].p;
	return SANE_STATUS_GOOD;
}

SANE_Status sane_fake_start(SANE_Handle handle)
{
	static const struct {
		const char *word;
		SANE_Status status;
	} words[] = {{"jam", SANE_STATUS_JAMMED},
		     {"open", SANE_STATUS_COVER_OPEN},
		     {"busy", SANE_STATUS_DEVICE_BUSY},
		     {"empty", SANE_STATUS_NO_DOCS}};
	char line[4096];

	(void)handle;
	if (!next_line(line, sizeof(line)))
		return SANE_STATUS_NO_DOCS;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(line, words[i].word))
			return words[i].status;
	if (!strcmp(line, "crash"))
		raise(SIGSEGV);
	while (!strcmp(line, "hang"))
		pause();
	folly = "";
	for (size_t i = 0; i < sizeof(follies) / sizeof(*follies); i++)
		if (!strcmp(line, follies[i].word)) {
			folly = follies[i].word;
			width = height = 10;
			left = 50;
			return SANE_STATUS_GOOD;
		}
	if (page)
		fclose(page);
	page = fopen(line, "r");
	if (!page || fscanf(page, "P5 %d %d %*d", &width, &height) != 2)
		return SANE_STATUS_IO_ERROR;
	(void)fgetc(page);
	left = (long)width * height;
	return SANE_STATUS_GOOD;
}

SANE_Status sane_fake_read(SANE_Handle handle, SANE_Byte *bytes, SANE_Int room,
			   SANE_Int *len)
{
	(void)handle;
	if (*folly) {
		bool ends = strcmp(folly, "endless") && strcmp(folly, "nothing");

		*len = !strcmp(folly, "flood")     ? 2147483647
		       : !strcmp(folly, "nothing") ? 0
		       : ends && left < room       ? (SANE_Int)left
						   : room;
		memset(bytes, 0x55, (size_t)(*len < room ? *len : room));
		left -= ends ? *len : 0;
		return *len || !ends ? SANE_STATUS_GOOD : SANE_STATUS_EOF;
	}
	*len = (SANE_Int)fread(bytes, 1, (size_t)(room < left ? room : left), page);
	left -= *len;
	return *len ? SANE_STATUS_GOOD : SANE_STATUS_EOF;
}

void sane_fake_cancel(SANE_Handle handle)
{
	(void)handle;
}

SANE_Status sane_fake_set_io_mode(SANE_Handle handle, SANE_Bool non_blocking)
{
	(void)handle;
	return non_blocking ? SANE_STATUS_UNSUPPORTED : SANE_STATUS_GOOD;
}

SANE_Status sane_fake_get_select_fd(SANE_Handle handle, SANE_Int *fd)
{
	(void)handle, (void)fd;
	return SANE_STATUS_UNSUPPORTED;
}
