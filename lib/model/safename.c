// safename.c - see safename.h
#include "model/safename.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { NAME_MAX_BYTES = 4096 };

static bool slash(char c)
{
	return c == '/' || c == '\\';
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char *bad_part(const char *part, size_t len)
{
	if (len == 0)
		return "an empty part in its name";
	if (len == 1 && part[0] == '.')
		return "a '.' part in its name";
	if (len == 2 && part[0] == '.' && part[1] == '.')
		return "a '..' part in its name";
	return NULL;
}

const char *hs_name_unsafe(const char *path)
{
	const char *part = path, *why;

	if (!*path)
		return "an empty name";
	if (strlen(path) > NAME_MAX_BYTES)
		return "a name of more than 4096 bytes";
	if (slash(*path))
		return "an absolute name";
	if (letter(path[0]) && path[1] == ':' && (slash(path[2]) || !path[2]))
		return "a drive letter in its name";
	for (const char *p = path;; p++) {
		if (*p && !slash(*p))
			continue;
		if (!*p && p == part)
			return NULL; // the '/' of a folder
		why = bad_part(part, (size_t)(p - part));
		if (why || !*p)
			return why;
		part = p + 1;
	}
}

const char *hs_name_odd(const char *path)
{
	for (const char *p = path; *p; p++)
		if (((unsigned char)*p < ' ' && *p != '\n') || *p == 0x7f)
			return "a control character in its name";
	return strchr(path, '\\') ? "a '\\' in its name, which Windows takes for a folder"
				  : NULL;
}

const char *hs_code_unsafe(const char *code)
{
	const char *why = hs_name_unsafe(code);

	if (why)
		return why;
	if (strchr(code, '/'))
		return "a '/' in it";
	return !*code || *code == '.' || strlen(code) > HS_CODE_MAX ? "no name for a file"
								    : NULL;
}
