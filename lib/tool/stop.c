// stop.c - see stop.h
#include "tool/stop.h"
#include "base/mem.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t count, first;

static void told(int sig)
{
	if (!first)
		first = sig;
	count++;
}

void hs_stop_begin(void)
{
	static const int which[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction act = {.sa_handler = told};

	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < HS_COUNT(which); i++) {
		struct sigaction was;

		// nohup and shells that run us in the background have their reasons
		if (sigaction(which[i], NULL, &was) == 0 && was.sa_handler != SIG_IGN)
			sigaction(which[i], &act, NULL);
	}
}

int hs_stop_count(void)
{
	return count;
}

int hs_stop_signal(void)
{
	return first;
}
