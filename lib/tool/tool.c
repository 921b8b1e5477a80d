// tool.c - see tool.h
#include "tool/tool.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/lang.h"
#include "base/mem.h"
#include "base/text.h"
#include "sys/conf.h"
#include "tool/launch.h"
#include "tool/names.h"
#include "tool/progress.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <locale.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_OPTS = 48, LONG_ONLY = 256 };

static bool quiet, nul_names, strict;
static unsigned jobs;
static const char *conf_path;
static char *conf_of_root;
static struct hs_conf *conf; // option values point into it
static bool some_failed, some_busy, must_stop;

static unsigned deadline = 180, memory; // seconds; MiB, 0: the worker's own limit

static const struct hs_opt crew_opts[] = {
	{0, "deadline", "SECONDS", "give up a page after that long (default: 180)",
	 .number = &deadline, .least = 1},
	{0, "memory", "MIB", "most memory of one worker (default: 3072)",
	 .number = &memory, .least = 1},
	{0},
};

static const struct hs_opt shared_opts[] = {
	{'j', "jobs", "N", "work on N pages at once (default: all processors)",
	 .number = &jobs, .least = 1},
	{'0', "null", .help = "names are ended by NUL, not by newline",
	 .flag = &nul_names},
	{0, "strict", .help = "refuse to work where a worker cannot be jailed completely",
	 .flag = &strict},
	{0, "config", "FILE", "read settings from FILE", .text = &conf_path},
	{'q', "quiet", .help = "say nothing but errors", .flag = &quiet},
	{'v', "verbose", .help = "say more", .flag = &hs_say_more},
	{'h', "help", .help = "show this help"},
	{'V', "version", .help = "show the version"},
	{0},
};

static void help_opts(const struct hs_opt *o)
{
	for (; o->name; o++) {
		char left[40];

		snprintf(left, sizeof(left), "--%s%s%s", o->name, o->arg ? "=" : "",
			 o->arg ? o->arg : "");
		printf("  %c%c %-24s %s\n", o->letter ? '-' : ' ',
		       o->letter ? o->letter : ' ', left, _(o->help));
	}
}

static void help(const struct hs_tool *tool)
{
	printf("%s: %s [%s] %s\n%s\n\n", _("usage"), tool->name, _("options"), tool->args,
	       _(tool->does));
	help_opts(tool->opts);
	if (tool->crew)
		help_opts(crew_opts);
	help_opts(shared_opts);
	if (tool->example)
		printf("\n%s: %s\n", _("example"), tool->example);
	printf("%s: man %s\n", _("more"), tool->name);
}

// All options of a program, and which of them the command line gave.
struct options {
	const struct hs_opt *all[MAX_OPTS];
	bool given[MAX_OPTS];
	int count;
};

static void collect(const struct hs_tool *tool, struct options *options)
{
	*options = (struct options){0};
	for (const struct hs_opt *t = tool->opts; t->name; t++)
		options->all[options->count++] = t;
	for (const struct hs_opt *t = crew_opts; tool->crew && t->name; t++)
		options->all[options->count++] = t;
	for (const struct hs_opt *t = shared_opts; t->name; t++)
		options->all[options->count++] = t;
}

static int option_at(const struct options *options, int c)
{
	for (int i = 0; i < options->count; i++)
		if (c == LONG_ONLY + i || (c && c == options->all[i]->letter))
			return i;
	return -1;
}

static void show_and_leave(const struct hs_tool *tool, const struct hs_opt *o)
{
	if (!strcmp(o->name, "help"))
		help(tool);
	else if (!strcmp(o->name, "version"))
		printf("%s %s\n", tool->name, HS_VERSION);
	else
		return;
	exit(hs_tool_flush());
}

// Says in the user's language what getopt_long did not like: '?' or ':'.
static void complain(int c, char **argv)
{
	const char letter[] = {'-', (char)optopt, '\0'};
	bool by_letter = optopt > 0 && optopt < LONG_ONLY;
	const char *what = by_letter ? letter : argv[optind - 1];

	if (c == ':')
		hs_warn("option '%s' needs a value", what);
	else if (optopt >= LONG_ONLY)
		hs_warn("option '%s' takes no value", what);
	else
		hs_warn("there is no option '%s'", what);
}

static int refused(const struct hs_err *err)
{
	hs_warn("%s", err->shown);
	return -1;
}

// Fills getopt_long's two tables from ours, so the three never disagree.
static int parse(const struct hs_tool *tool, struct options *options, int argc,
		 char **argv)
{
	struct option longs[MAX_OPTS + 1] = {0};
	char shorts[2 * MAX_OPTS + 2] = ":", *s = shorts + 1;
	struct hs_err err = {0};
	int c, at;

	for (int i = 0; i < options->count; i++) {
		const struct hs_opt *o = options->all[i];

		longs[i] =
			(struct option){o->name, o->arg ? required_argument : no_argument,
					NULL, LONG_ONLY + i};
		if (o->letter)
			*s++ = o->letter;
		if (o->letter && o->arg)
			*s++ = ':';
	}
	while ((c = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		at = option_at(options, c);
		if (at < 0) {
			complain(c, argv);
			return -1;
		}
		show_and_leave(tool, options->all[at]);
		if (hs_opt_store(options->all[at], optarg, "--", &err) < 0)
			return refused(&err);
		options->given[at] = true;
	}
	return 0;
}

static const char *from_environment(const struct hs_opt *o)
{
	char name[64] = "HOSO_";
	size_t n = strlen(name);

	for (const char *p = o->name; *p && n < sizeof(name) - 1; p++)
		name[n++] = *p == '-' ? '_' : (char)toupper((unsigned char)*p);
	name[n] = '\0';
	return getenv(name);
}

static bool settable(const struct hs_opt *o)
{
	return o->flag || o->text || o->number || o->texts;
}

// Whether a section is there, and, in a profile, a value.
struct wanted {
	const char *section, *key;
	const char *value;
	bool there;
};

static int look_for(void *user, const char *section, const char *key, const char *value,
		    struct hs_err *err)
{
	struct wanted *w = user;

	(void)err;
	if (strcmp(section, w->section))
		return 0;
	w->there = true;
	if (!w->value && w->key && !strcmp(key, w->key))
		w->value = value;
	return 0;
}

// What the profile says, where one is named; false: there is no such profile.
static bool from_profile(const struct hs_tool *tool, const char *section, const char *key,
			 const char **value)
{
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};
	struct wanted w = {.key = key};
	struct hs_err ignored;

	*value = NULL;
	if (!tool->profile || !*tool->profile)
		return true;
	hs_buf_addf(&name, "%s.%s", section, *tool->profile);
	w.section = hs_buf_text(&name);
	(void)!hs_conf_each(conf, look_for, &w, &ignored);
	*value = w.value;
	return w.there;
}

// What the command line left open: the environment, then hoso.conf.
static int settle(const struct hs_tool *tool, struct options *options, const char *root)
{
	const char *section =
		strchr(tool->name, '-') ? strchr(tool->name, '-') + 1 : tool->name;
	struct hs_err err = {0};
	const char *value;

	if (!conf_path)
		conf_path = getenv("HOSO_CONFIG");
	if (conf_path && !*conf_path)
		conf_path = NULL;
	if (!conf_path && root && tool->in_root) {
		conf_of_root = hs_path_join(root, "hoso.conf");
		if (access(conf_of_root, F_OK) == 0)
			conf_path = conf_of_root;
	}
	conf = hs_conf_new(conf_path, &err);
	if (!conf)
		return refused(&err);
	for (int i = 0; i < options->count; i++) {
		const struct hs_opt *o = options->all[i];

		if (options->given[i] || !settable(o) || o->text == &conf_path)
			continue;
		value = from_environment(o);
		if (value && hs_opt_store_setting(o, value, _("environment: "), &err) < 0)
			return refused(&err);
		if (value)
			continue;
		if (!from_profile(tool, section, o->name, &value)) {
			hs_warn("hoso.conf has no section [%s.%s]", section,
				*tool->profile);
			return -1;
		}
		if (!value)
			value = hs_conf_get(conf, section, o->name);
		if (value && hs_opt_store_setting(o, value, "hoso.conf: ", &err) < 0)
			return refused(&err);
	}
	return 0;
}

void hs_tool_failed(const char *path, const struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};

	hs_add_one_line(&name, path);
	hs_warn("%s: %s", hs_buf_text(&name), err->shown);
	if (err->code == HS_BUSY)
		some_busy = true;
	else
		some_failed = true;
	// A full disk fails every item that follows: say it once and stop.
	if (err->code == HS_SYSTEM && (err->sys == ENOSPC || err->sys == EDQUOT))
		must_stop = true;
}

void hs_tool_result(const char *path)
{
	hs_progress_clear();
	fputs(path, stdout);
	fputc(nul_names ? '\0' : '\n', stdout);
	fflush(stdout);
}

void hs_tool_line(const struct hs_buf *line)
{
	hs_progress_clear();
	fwrite(hs_buf_text(line), 1, line->len, stdout);
	fflush(stdout);
}

void hs_tool_crew(struct hs_crew_terms *terms)
{
	*terms = (struct hs_crew_terms){
		.count = hs_tool_jobs(),
		.deadline = deadline,
		.worker = {.memory = (size_t)memory << 20, .strict = strict, .room = -1},
	};
}

void hs_tool_half_jailed(bool so)
{
	if (so)
		hs_note("workers are not jailed completely: this kernel lacks Landlock "
			"or seccomp");
}

unsigned hs_tool_jobs(void)
{
	cpu_set_t set;

	if (jobs)
		return jobs;
	return sched_getaffinity(0, sizeof(set), &set) == 0 ? (unsigned)CPU_COUNT(&set)
							    : 1;
}

const char *hs_tool_config(void)
{
	return conf_path;
}

bool hs_tool_strict(void)
{
	return strict;
}

bool hs_tool_quiet(void)
{
	return quiet;
}

static void item(const struct hs_tool *tool, const char *path)
{
	struct hs_err err = {0};
	int got = tool->each(path, &err);

	if (got < 0)
		hs_tool_failed(path, &err);
	else if (got > 0)
		some_failed = true;
}

static int usage(const struct hs_tool *tool)
{
	fprintf(stderr, "%s: %s [%s] %s\n%s: %s --help\n", _("usage"), tool->name,
		_("options"), tool->args, _("more"), tool->name);
	return HS_EXIT_USAGE;
}

static void items_from_input(const struct hs_tool *tool)
{
	HS_AUTO(hs_name_feed_done)
	struct hs_name_feed feed = {
		.fd = STDIN_FILENO, .end = nul_names ? '\0' : '\n', .idle = tool->idle};
	struct hs_err err = {0};
	char *name;
	int got = 0;

	while (!must_stop && (got = hs_name_next(&feed, &name, &err)) > 0)
		item(tool, name);
	if (got < 0) {
		hs_warn("%s", err.shown);
		must_stop = true;
	}
}

static void items(const struct hs_tool *tool, int argc, char **argv)
{
	for (int i = optind; i < argc && !must_stop; i++)
		item(tool, argv[i]);
	if (optind == argc)
		items_from_input(tool);
}

// An error that is not one item's: its class decides the exit status.
static int stopped(const struct hs_err *err)
{
	hs_warn("%s", err->shown);
	switch (err->code) {
	case HS_USAGE:
		return HS_EXIT_USAGE;
	case HS_BUSY:
		return HS_EXIT_BUSY;
	default:
		return HS_EXIT_STOP;
	}
}

static int whole(const struct hs_tool *tool, int argc, char **argv)
{
	struct hs_err err = {0};
	int got = tool->whole(argv + optind, (size_t)(argc - optind), &err);
	int status;

	if (got >= 0)
		return got ? HS_EXIT_SOME : HS_EXIT_DONE;
	status = stopped(&err);
	return status == HS_EXIT_STOP && err.code != HS_SYSTEM ? HS_EXIT_SOME : status;
}

static bool takes_whole(const struct hs_tool *tool)
{
	return tool->whole && (!tool->as_whole || tool->as_whole());
}

static int work(const struct hs_tool *tool, int argc, char **argv)
{
	struct hs_err err = {0};

	if (tool->begin && tool->begin(&err) < 0)
		return stopped(&err);
	if (takes_whole(tool))
		return whole(tool, argc, argv);
	items(tool, argc, argv);
	return HS_EXIT_DONE;
}

static bool take_first(const struct hs_tool *tool, int argc, char **argv)
{
	if (!tool->first)
		return true;
	if (optind == argc)
		return false;
	*tool->first = argv[optind++];
	return true;
}

static bool operands_fit(const struct hs_tool *tool, int count)
{
	if (takes_whole(tool))
		return (size_t)count >= tool->least;
	return count > 0 || !isatty(STDIN_FILENO);
}

int hs_tool_flush(void)
{
	if (fflush(stdout) != EOF && !ferror(stdout))
		return HS_EXIT_DONE;
	hs_warn("cannot write the results");
	return HS_EXIT_STOP;
}

static int finish(const struct hs_tool *tool, int status)
{
	struct hs_err err = {0};
	int got = tool->end ? tool->end(&err) : 0;

	if (got < 0 && status == HS_EXIT_DONE)
		status = stopped(&err);
	some_failed = some_failed || got > 0;
	hs_progress_clear();
	hs_conf_free(&conf);
	hs_text_free(&conf_of_root);
	if (hs_tool_flush() != HS_EXIT_DONE)
		return HS_EXIT_STOP;
	if (status != HS_EXIT_DONE)
		return status;
	if (must_stop)
		return HS_EXIT_STOP;
	return some_failed ? HS_EXIT_SOME : some_busy ? HS_EXIT_BUSY : HS_EXIT_DONE;
}

int hs_tool_main(const struct hs_tool *tool, int argc, char **argv)
{
	struct options options;

	if (tool->workers)
		hs_worker_main(tool->workers);
	hs_tool_begin(tool->name);
	collect(tool, &options);
	if (parse(tool, &options, argc, argv) < 0 ||
	    settle(tool, &options, argv[optind]) < 0 || !take_first(tool, argc, argv) ||
	    !operands_fit(tool, argc - optind))
		return usage(tool);
	if (quiet)
		hs_progress_off();
	return finish(tool, work(tool, argc, argv));
}
