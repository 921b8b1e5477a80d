// mem.c - see mem.h
#include "base/mem.h"
#include "base/fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void out_of_memory(void)
{
	fputs("out of memory\n", stderr);
	exit(3);
}

void *hs_new(size_t count, size_t size)
{
	void *p = hs_fault("alloc") ? NULL : calloc(count ? count : 1, size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *hs_grow(void *old, size_t count, size_t size)
{
	void *p = hs_fault("alloc") ? NULL : reallocarray(old, count, size);

	if (!p)
		out_of_memory();
	return p;
}

char *hs_dup(const char *text)
{
	size_t n = strlen(text) + 1;

	return memcpy(hs_new(n, 1), text, n);
}

void hs_text_free(char **text)
{
	free(*text);
	*text = NULL;
}

void hs_text_set(char **text, const char *to)
{
	char *copy = to ? hs_dup(to) : NULL;

	free(*text);
	*text = copy;
}

void *hs_alloc(size_t count, size_t size, size_t limit, struct hs_err *err)
{
	size_t total;
	void *p;

	if (__builtin_mul_overflow(count, size, &total) || total > limit) {
		hs_fail(err, HS_LIMIT, "%zu x %zu bytes exceed the limit of %zu", count,
			size, limit);
		return NULL;
	}
	p = hs_fault("alloc") ? NULL : calloc(count ? count : 1, size ? size : 1);
	if (!p) // what asked for it was too large, whoever set the limit
		hs_fail(err, HS_LIMIT, "no memory for %zu bytes", total);
	return p;
}
