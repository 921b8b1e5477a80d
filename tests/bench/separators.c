// separators - what hoso-scan's eyes see on pages: one line a file (TIFF, PNG, JPEG):
// name, what it parts (0 nothing, 1 dossiers, 2 documents), by which mark, code.
// separators patch|qr|both FILE ...
#include "base/auto.h"
#include "craft/separator.h"
#include "sys/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int look(const char *path, uint32_t what)
{
	const char *dot = strrchr(path, '.');
	const struct hs_page_ask ask = {
		.media = dot && !strcmp(dot, ".png")   ? HS_PNG
			 : dot && !strcmp(dot, ".jpg") ? HS_JPEG
						       : HS_TIFF,
		.frame = 1,
		.existing = what,
	};
	HS_AUTO(hs_fd_done) int in = open(path, O_RDONLY | O_CLOEXEC);
	HS_AUTO(hs_fd_done) int out = memfd_create("answer", MFD_CLOEXEC);
	const struct hs_job job = {
		.ask = &ask, .ask_len = sizeof(ask), .in = in, .out = out, .room = -1};
	struct hs_separator s = {0};
	struct hs_err err = {0};

	if (in < 0 || out < 0 || hs_separator_worker.run(NULL, &job, &err) < 0 ||
	    pread(out, &s, sizeof(s), sizeof(struct hs_page_facts)) != sizeof(s)) {
		printf("%s\tfailed\t%s\t\n", path, err.text);
		return 1;
	}
	printf("%s\t%u\t%s\t%s\n", path, s.separates, s.by, s.code);
	return 0;
}

int main(int argc, char **argv)
{
	uint32_t what = 0;
	int bad = 0;

	if (argc < 2)
		return 2;
	if (strcmp(argv[1], "qr") != 0)
		what |= HS_LOOK_PATCH;
	if (strcmp(argv[1], "patch") != 0)
		what |= HS_LOOK_BARCODE;
	for (int i = 2; i < argc; i++)
		bad |= look(argv[i], what);
	return bad;
}
