// verdict.c - see verdict.h
#include "model/verdict.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>

enum { LINE = 1000 };

#define AT(member) .at = offsetof(struct hs_verdict, member)

static const struct hs_field fields[] = {
	{"format", HS_NUMBER, AT(format), .always = true},
	{"path", HS_TEXT, AT(path), .always = true},
	{"ok", HS_FLAG, AT(ok), .always = true},
	{"what", HS_TEXT, AT(what)},
	{"files", HS_NUMBER, AT(files), .always = true},
	{"bytes", HS_NUMBER, AT(bytes), .always = true},
	{"faults", HS_TEXTS, AT(faults), .always = true},
	{"warnings", HS_TEXTS, AT(warnings), .always = true},
	{"more_faults", HS_NUMBER, AT(more_faults)},
	{"more_warnings", HS_NUMBER, AT(more_warnings)},
	{"sha512", HS_TEXT, AT(sha512)},
	{"signature", HS_TEXT, AT(signature)},
	{"signer", HS_TEXT, AT(signer)},
	{"stamp", HS_TEXT, AT(stamp)},
	{0},
};
const struct hs_shape hs_verdict_shape = {sizeof(struct hs_verdict), fields};

void hs_verdict_done(struct hs_verdict *verdict)
{
	hs_shape_done(&hs_verdict_shape, verdict);
}

HS_PRINTF(3, 0)
static void add(struct hs_list *texts, uint64_t *more, const char *fmt, va_list ap)
{
	char line[LINE];

	if (texts->count == HS_VERDICT_TEXTS) {
		++*more;
		return;
	}
	if (vsnprintf(line, sizeof(line), fmt, ap) < 0)
		line[0] = '\0';
	hs_one_line(line);
	*(char **)hs_list_add(texts, sizeof(char *)) = hs_dup(line);
}

void hs_verdict_fault(struct hs_verdict *verdict, const char *fmt, ...)
{
	va_list ap;

	verdict->ok = false;
	va_start(ap, fmt);
	add(&verdict->faults, &verdict->more_faults, fmt, ap);
	va_end(ap);
}

void hs_verdict_warn(struct hs_verdict *verdict, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(&verdict->warnings, &verdict->more_warnings, fmt, ap);
	va_end(ap);
}

void hs_verdict_rule(struct hs_verdict *verdict, bool fault, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	verdict->ok = verdict->ok && !fault;
	if (fault)
		add(&verdict->faults, &verdict->more_faults, fmt, ap);
	else
		add(&verdict->warnings, &verdict->more_warnings, fmt, ap);
	va_end(ap);
}
