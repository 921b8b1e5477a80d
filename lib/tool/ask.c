// ask.c - see ask.h
#include "tool/ask.h"
#include "base/lang.h"
#include "tool/tool.h"

#include <stdio.h>
#include <unistd.h>

void hs_tool_ask(const char *what)
{
	int c;

	if (!isatty(STDIN_FILENO))
		return;
	hs_warn("%s", _(what));
	do
		c = getchar();
	while (c != '\n' && c != EOF);
}
