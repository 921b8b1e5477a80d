// say.c - see say.h
#include "tool/say.h"
#include "base/auto.h"
#include "base/lang.h"
#include "base/mem.h"
#include "tool/launch.h"
#include "tool/progress.h"

#include <fcntl.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

bool hs_say_more;

static const char *tool_name = "hoso";

HS_PRINTF(1, 0) static void say(const char *fmt, va_list ap)
{
	fflush(stdout);
	hs_progress_clear();
	fprintf(stderr, "%s: ", tool_name);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
}

void hs_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(_(fmt), ap);
	va_end(ap);
}

void hs_note(const char *fmt, ...)
{
	va_list ap;

	if (!hs_say_more)
		return;
	va_start(ap, fmt);
	say(_(fmt), ap);
	va_end(ap);
}

// Catalogues are where the environment says; else, for programs in the folder
// where they were built, beside it; else where make install puts them.
static void speak(void)
{
	HS_AUTO(hs_text_free) char *ours = hs_launch_beside("../locale/vi");
	HS_AUTO(hs_text_free) char *built = hs_launch_beside("../locale");
	const char *folder = getenv("HOSO_LOCALEDIR");

	if (!folder)
		folder = *ours == '/' && access(ours, F_OK) == 0 ? built : HS_LOCALEDIR;
	hs_lang_begin(folder, hs_lang_locale());
}

// Whoever started us may have closed some of these; what is opened next must not
// take their place, or messages would end in a master. Opened the wrong way
// round, so that using them still fails.
static void hold_standard_files(void)
{
	static const int how[] = {O_WRONLY, O_RDONLY, O_RDONLY};

	for (int fd = 0; fd < (int)HS_COUNT(how); fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)!open("/dev/null", how[fd]); // gets the lowest: fd
}

void hs_tool_begin(const char *name)
{
	hold_standard_files();
	tool_name = name;
	setlocale(LC_CTYPE, "C.UTF-8");
	speak();
}
