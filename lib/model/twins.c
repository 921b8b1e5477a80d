// twins.c - see twins.h
#include "model/twins.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static int by_key(const void *a, const void *b)
{
	const struct hs_twin *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	return order ? order : strcmp(x->name, y->name);
}

// NFC, small letters, no '/' at the end.
static char *key_of(const char *name)
{
	char *key = hs_nfc(name);
	size_t n;

	if (!key)
		key = hs_dup(name);
	n = strlen(key);
	if (n && key[n - 1] == '/')
		key[n - 1] = '\0';
	for (char *p = key; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 'a' - 'A');
	return key;
}

static void compare(const char *a, const char *b, struct hs_verdict *verdict)
{
	HS_AUTO(hs_text_free) char *x = hs_nfc(a);
	HS_AUTO(hs_text_free) char *y = hs_nfc(b);

	if (!strcmp(a, b))
		hs_verdict_fault(verdict, "zip: '%s': twice", a);
	else if (x && y && !strcmp(x, y))
		hs_verdict_fault(verdict,
				 "zip: '%s': twice, its letters composed and apart", a);
	else
		hs_verdict_warn(verdict,
				"zip: '%s' and '%s' are one where case does not count", a,
				b);
}

static bool is_below(const char *name, const char *above)
{
	size_t n = strlen(above);

	return !strncmp(name, above, n) && name[n] == '/';
}

// The first of those with the key; NULL where there is none.
static const struct hs_twin *find(const struct hs_twin *names, size_t count,
				  const char *key)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(names[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && !strcmp(names[low].key, key) ? &names[low] : NULL;
}

static void check_above(const struct hs_twin *names, size_t count,
			const struct hs_twin *one, struct hs_verdict *verdict)
{
	HS_AUTO(hs_text_free) char *above = hs_dup(one->key);
	char *slash;

	while ((slash = strrchr(above, '/'))) {
		const struct hs_twin *k;

		*slash = '\0';
		k = find(names, count, above);
		for (; k && k < names + count && !strcmp(k->key, above); k++)
			if (!k->folder && is_below(one->name, k->name))
				hs_verdict_fault(verdict, "zip: '%s': below a file",
						 one->name);
	}
}

void hs_twins_check(struct hs_twin *names, size_t count, struct hs_verdict *verdict)
{
	for (size_t i = 0; i < count; i++)
		names[i].key = key_of(names[i].name);
	qsort(names, count, sizeof(*names), by_key);
	for (size_t i = 0; i + 1 < count; i++)
		if (!strcmp(names[i].key, names[i + 1].key))
			compare(names[i].name, names[i + 1].name, verdict);
	for (size_t i = 0; i < count; i++)
		check_above(names, count, &names[i], verdict);
	for (size_t i = 0; i < count; i++)
		hs_text_free(&names[i].key);
}
