// replay.c - runs a fuzz target over files, where there is no libFuzzer.
#include "base/auto.h"
#include "base/buf.h"
#include "sys/file.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		HS_AUTO(hs_fd_done) int fd = open(argv[i], O_RDONLY | O_CLOEXEC);
		HS_AUTO(hs_buf_done) struct hs_buf bytes = {0};
		struct hs_err err = {0};

		if (fd < 0 || hs_fd_load(fd, 64 << 20, &bytes, &err) < 0)
			return 1;
		LLVMFuzzerTestOneInput((const uint8_t *)hs_buf_text(&bytes), bytes.len);
	}
	printf("%s: %d inputs replayed\n", argv[0], argc - 1);
	return 0;
}
