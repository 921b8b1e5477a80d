// clock.c - see clock.h
#include "sys/clock.h"
#include "base/mem.h"

#include <stdlib.h>
#include <time.h>

char *hs_clock_now(void)
{
	const char *fixed = getenv("SOURCE_DATE_EPOCH");
	time_t t = fixed && *fixed ? (time_t)strtoll(fixed, NULL, 10) : time(NULL);
	char text[32];
	struct tm utc;

	if (!gmtime_r(&t, &utc) ||
	    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
		return hs_dup("1970-01-01T00:00:00Z");
	return hs_dup(text);
}

uint64_t hs_clock_ms(void)
{
	struct timespec now = {0};

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}
