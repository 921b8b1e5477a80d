// lang.c - see lang.h
#include "base/lang.h"

#include <errno.h>
#include <libintl.h>
#include <locale.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define CATALOGUE "hoso"

// As global as the locale of a C program is; set once, at the start.
static locale_t user;

void hs_lang_begin(const char *folder, const char *locale)
{
	locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	locale_t both = utf8 ? newlocale(LC_MESSAGES_MASK, locale, utf8) : (locale_t)0;

	if (!both) {
		if (utf8)
			freelocale(utf8);
		return;
	}
	user = both;
	bindtextdomain(CATALOGUE, folder);
	bind_textdomain_codeset(CATALOGUE, "UTF-8");
}

const char *hs_lang_locale(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG", NULL};

	for (const char *const *name = names; *name; name++) {
		const char *value = getenv(*name);

		if (value && *value)
			return value;
	}
	return "C";
}

const char *hs_lang_folder(void)
{
	return bindtextdomain(CATALOGUE, NULL);
}

void hs_lang_load(void)
{
	(void)hs_lang("usage");
	(void)hs_lang_errno(ENOENT);
}

const char *hs_lang(const char *text)
{
	locale_t before;

	if (!user || !*text) // to gettext, "" is the catalogue's header
		return text;
	before = uselocale(user);
	text = dgettext(CATALOGUE, text);
	uselocale(before);
	return text;
}

const char *hs_lang_errno(int sys)
{
	const char *english = strerrordesc_np(sys);

	if (user)
		return strerror_l(sys, user);
	return english ? english : "unknown error";
}
