// clock.c - a clock of the day that jumps, forwards and backwards, by up to ten years; in
// front of libc's by LD_PRELOAD. Clocks that count from the start of the machine do not.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static unsigned long long state;

static time_t jump(void)
{
	static const time_t far[] = {1, 60, 3600, 86400, 31536000, 315360000};
	const char *seed = getenv("TORTURE_SEED");

	if (!state)
		state = (seed ? strtoull(seed, NULL, 10) : 1) * 2654435761u +
			(unsigned)getpid();
	state = state * 6364136223846793005u + 1442695040888963407u;
	return far[(state >> 33) % 6] * ((state >> 50) % 2 ? 1 : -1);
}

int clock_gettime(clockid_t id, struct timespec *now)
{
	static int (*real)(clockid_t, struct timespec *);
	int got;

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
	got = real(id, now);
	if (got == 0 && id == CLOCK_REALTIME)
		now->tv_sec += jump();
	return got;
}

time_t time(time_t *out)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (out)
		*out = now.tv_sec;
	return now.tv_sec;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
	struct timespec t;

	(void)zone;
	clock_gettime(CLOCK_REALTIME, &t);
	*now = (struct timeval){t.tv_sec, t.tv_nsec / 1000};
	return 0;
}
