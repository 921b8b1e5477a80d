// hoso - the line of programs at a glance, and "hoso VERB" for hoso-VERB.
#include "base/auto.h"
#include "base/buf.h"
#include "base/lang.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/distance.h"
#include "tool/launch.h"
#include "tool/tool.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// In the order of use. What is not installed is not shown.
static const struct program {
	const char *verb;
	bool stage; // one of the line, from scans to bundle
	const char *does;
	const char *example; // what to type next
} programs[] = {
	{"run", false, "all of it, over an archive's inbox", "hoso run ROOT"},
	{"scan", true, "pages from a scanner into a dossier", NULL},
	{"import", true, "a folder of scans becomes a dossier",
	 "hoso import -o work FOLDER"},
	{"check", false, "are the pages good enough, and all there?",
	 "hoso check work/FOLDER"},
	{"ocr", true, "recognises the pages: text, and where each word stands",
	 "hoso ocr work/FOLDER"},
	{"describe", true, "finds the documents and their numbers, dates, signers",
	 "hoso describe work/FOLDER"},
	{"pdf", true, "searchable PDF/A, one a document", NULL},
	{"index", true, "adds dossiers to a full-text index",
	 "hoso index -d archive.db work/FOLDER"},
	{"pack", true, "a dossier becomes one bundle: BagIt in a ZIP",
	 "hoso pack -o bundles work/FOLDER"},
	{"search", false, "finds pages in the index",
	 "hoso search -d archive.db 'nghị quyết'"},
	{"verify", false, "reads a bundle or a dossier whole and checks every byte",
	 "hoso verify bundles/FOLDER.zip"},
	{"show", false, "what is known of a dossier or bundle", "hoso show work/FOLDER"},
	{"serve", false, "searching and reading in a browser", NULL},
	{"review", false, "doubtful values, for a person to decide",
	 "hoso review work/FOLDER"},
	{"report", false, "the office's lists, registers and statistics",
	 "hoso report contents work/FOLDER"},
	{"clean", false, "cleans pictures of pages, for people", NULL},
	{"eval", false, "how well pages were read, against a truth", NULL},
};

static char *program_of(const char *verb)
{
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};

	hs_buf_addf(&name, "hoso-%s", verb);
	return hs_buf_take(&name);
}

static bool installed(const struct program *p)
{
	HS_AUTO(hs_text_free) char *name = program_of(p->verb);

	return hs_launch_can(name);
}

static void show_line(void)
{
	const char *arrow = "";

	for (size_t i = 0; i < HS_COUNT(programs); i++) {
		if (!programs[i].stage || !installed(&programs[i]))
			continue;
		printf("%s%s", arrow, programs[i].verb);
		arrow = " → ";
	}
	puts("\n");
}

static void show_programs(void)
{
	for (size_t i = 0; i < HS_COUNT(programs); i++)
		if (installed(&programs[i]))
			printf("  %-9s %s\n", programs[i].verb, _(programs[i].does));
}

static void show_next(void)
{
	printf("\n%s:\n", _("Type next, FOLDER being one with scans in it"));
	for (size_t i = 0; i < HS_COUNT(programs); i++)
		if (programs[i].example && installed(&programs[i]))
			printf("  %s\n", programs[i].example);
}

static int show_tour(void)
{
	printf("%s: hoso VERB [%s] ...\n", _("usage"), _("options"));
	printf("%s\n\n",
	       _("Archival papers: from scans to searchable, verified bundles."));
	show_line();
	show_programs();
	show_next();
	printf("\n  -h --help     %s\n",
	       _("show this; hoso help VERB shows a program's"));
	printf("  -V --version  %s\n", _("show the version"));
	printf("%s: man hoso\n", _("more"));
	return hs_tool_flush();
}

static int show_version(void)
{
	printf("hoso %s\n", HS_VERSION);
	return hs_tool_flush();
}

static size_t far(const char *a, const char *b)
{
	uint32_t x[32], y[32];
	size_t n = 0, m = 0;

	for (; n < HS_COUNT(x) && a[n]; n++)
		x[n] = (unsigned char)a[n];
	for (; m < HS_COUNT(y) && b[m]; m++)
		y[m] = (unsigned char)b[m];
	return hs_distance(x, n, y, m);
}

// The verb that was meant, if any comes near.
static const char *nearest(const char *verb)
{
	const char *best = NULL;
	size_t least = strlen(verb); // as far as having nothing in common

	for (size_t i = 0; i < HS_COUNT(programs); i++) {
		size_t d = installed(&programs[i]) ? far(verb, programs[i].verb) : least;

		if (d < least) {
			best = programs[i].verb;
			least = d;
		}
	}
	return best;
}

static int usage(void)
{
	fprintf(stderr, "%s: hoso VERB [%s] ...\n%s: hoso --help\n", _("usage"),
		_("options"), _("more"));
	return HS_EXIT_USAGE;
}

static int unknown(const char *verb)
{
	HS_AUTO(hs_buf_done) struct hs_buf shown = {0};
	const char *meant = nearest(verb);

	hs_add_one_line(&shown, verb);
	if (meant)
		hs_warn("there is no verb '%s'; did you mean '%s'?", hs_buf_text(&shown),
			meant);
	else
		hs_warn("there is no verb '%s'", hs_buf_text(&shown));
	return usage();
}

// argv[0] is the verb; what follows are the program's own arguments.
static int become(char **argv)
{
	HS_AUTO(hs_text_free) char *name = program_of(argv[0]);
	const char *verb = argv[0];
	struct hs_err err = {0};

	if (!*verb || strchr(verb, '/'))
		return unknown(verb);
	argv[0] = name;
	hs_launch(name, argv, &err);
	if (err.code == HS_USAGE)
		return unknown(verb);
	hs_warn("%s", err.shown);
	return HS_EXIT_STOP;
}

static bool is(const char *arg, const char *letter, const char *name)
{
	return !strcmp(arg, letter) || !strcmp(arg, name);
}

int main(int argc, char **argv)
{
	static char show_help[] = "--help";

	hs_tool_begin("hoso");
	if (argc < 2 || is(argv[1], "-h", "--help"))
		return show_tour();
	if (is(argv[1], "-V", "--version"))
		return show_version();
	if (argv[1][0] == '-') {
		hs_warn("there is no option '%s'", argv[1]);
		return usage();
	}
	if (strcmp(argv[1], "help") != 0)
		return become(argv + 1);
	if (argc < 3)
		return show_tour();
	return become((char *[]){argv[2], show_help, NULL});
}
