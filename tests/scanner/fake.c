// fake.c - a SANE backend for tests: a feeder whose sheets are named in fake.conf in
// SANE_CONFIG_DIR, a line each: a grey PGM file, or jam, open, busy, crash, hang, empty.
// Each line is used once; the place is kept in the file fake.at beside it.
#include <sane/sane.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static FILE *page;
static int width, height;
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
	static const SANE_Device *all[] = {&one, NULL};

	(void)local;
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

static char source[32] = "ADF Front";
static SANE_Word dpi = 100;

const SANE_Option_Descriptor *sane_fake_get_option_descriptor(SANE_Handle handle,
							      SANE_Int i)
{
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

	(void)handle;
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
		*(SANE_Word *)value = dpi;
	return SANE_STATUS_GOOD;
}

SANE_Status sane_fake_get_parameters(SANE_Handle handle, SANE_Parameters *p)
{
	(void)handle;
	*p = (SANE_Parameters){SANE_FRAME_GRAY, SANE_TRUE, width, width, height, 8};
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
