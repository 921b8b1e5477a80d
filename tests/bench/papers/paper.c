// paper.c - see paper.h
#include "bench/papers/paper.h"
#include "base/auto.h"
#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PRINT(...)                                                                       \
	__extension__({                                                                  \
		struct hs_buf printed_ = {0};                                            \
		hs_buf_addf(&printed_, __VA_ARGS__);                                     \
		hs_buf_take(&printed_);                                                  \
	})

// ---- what phrases may say -----------------------------------------------------

static void say(struct paper *p, const char *name, char *text)
{
	int i = 0;

	while (p->say[i].name)
		i++;
	if (i >= SAYS - 1)
		abort();
	p->owned[i] = text;
	p->say[i] = (struct say){name, text};
}

static void say_all(struct paper *p, const struct land *land, struct chance *c)
{
	const char *commune = land->commune[p->year % 4];

	say(p, "tinh", hs_dup(land->province));
	say(p, "huyen", hs_dup(land->district));
	say(p, "huyen2", hs_dup(land->quarter));
	say(p, "xa", hs_dup(commune));
	say(p, "TINH", words_capitals(land->province));
	say(p, "HUYEN", words_capitals(land->district));
	say(p, "HUYEN2", words_capitals(land->quarter));
	say(p, "XA", words_capitals(commune));
	say(p, "nam", PRINT("%d", p->year));
	say(p, "nam0", PRINT("%d", p->year - chance_below(c, 2)));
	say(p, "nam5", PRINT("%d", p->year + 5));
	say(p, "nam10", PRINT("%d", p->year + 10));
	say(p, "cap", hs_dup(p->body->committee));
	say(p, "dia", hs_dup(p->body->territory));
	say(p, "body", words_fill(c, p->say, p->body->called));
}

// ---- the parts ----------------------------------------------------------------

static char *fill(struct paper *p, struct chance *c, const char *template)
{
	HS_AUTO(hs_text_free) char *text = words_fill(c, p->say, template);

	return p->late_tones ? words_late_tones(text) : HS_STEAL(text);
}

static void head(struct paper *p, struct chance *c)
{
	static const char state[] =
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc";

	if (p->era == ERA_OLD)
		p->title = fill(p, c, "ĐẢNG LAO ĐỘNG VIỆT NAM");
	else
		p->title = fill(p, c,
				p->era == ERA_STATE ? state : "ĐẢNG CỘNG SẢN VIỆT NAM");
	p->issuer = fill(p, c, p->body->issuer);
	// Of old the title stood where the parent's name is now.
	if (p->body->parent && (p->era != ERA_OLD || p->body->class == 'O'))
		p->parent = fill(p, c, p->body->parent);
	if (!p->date_form || p->era > ERA_TYPED)
		p->place = fill(p, c, p->body->place);
	p->called = fill(p, c, p->body->called);
}

static char *state_symbol(const struct paper *p, struct chance *c)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	HS_AUTO(hs_text_free)
	char *letters = hs_dup(p->body->letter ? p->body->letter : "VP");
	char *at = letters;

	if (p->kind->form == FORM_LETTER) {
		for (int n = chance_below(c, 3); n > 0 && strchr(at, '|'); n--)
			at = strchr(at, '|') + 1;
		at[strcspn(at, "|")] = '\0';
		hs_buf_addf(&out, "%s-%s", p->body->code, at);
		return hs_buf_take(&out);
	}
	if (!strcmp(p->kind->symbol, "QĐ") && p->year > 1998 && chance_in(c, 25))
		hs_buf_addf(&out, "%d/", p->year);
	hs_buf_addf(&out, "%s-%s", p->kind->symbol, p->body->code);
	return hs_buf_take(&out);
}

static char *party_symbol(const struct paper *p, struct chance *c)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	bool rule = !strcmp(p->kind->symbol, "QĐi") && chance_in(c, 50);

	hs_buf_addf(&out, "%s/%s", rule ? "QĐ" : p->kind->symbol, p->body->code);
	return hs_buf_take(&out);
}

static void number(struct paper *p, struct chance *c)
{
	static const char *const old_joints[] = {"-", " ", "/", " - ", "-"};
	bool state = p->era == ERA_STATE;

	if (!p->number)
		return;
	p->label = hs_dup(state || chance_in(c, p->era <= ERA_TYPED ? 50 : 12) ? "Số: "
									       : "Số ");
	p->digits = PRINT("%0*d", chance_in(c, 85) ? 2 : 1, p->number);
	p->symbol = state ? state_symbol(p, c) : party_symbol(p, c);
	if (p->era == ERA_OLD)
		p->joint = hs_dup(PICK(c, old_joints));
	else
		p->joint = hs_dup(state ? "/" : chance_in(c, 12) ? " - " : "-");
	if (state && strchr(p->symbol, '/') == NULL && chance_in(c, 8))
		hs_text_set(&p->joint, " /");
}

static void subject(struct paper *p, struct chance *c)
{
	HS_AUTO(hs_text_free) char *text = NULL;
	HS_AUTO(hs_buf_done) struct hs_buf whole = {0};
	bool rules = p->attachment == 2;

	if (rules) {
		text = fill(p, c, "{s:QĐ-rules}");
	} else {
		HS_AUTO(hs_buf_done) struct hs_buf slot = {0};

		hs_buf_addf(&slot, "{%s}", p->kind->subject);
		text = fill(p, c, hs_buf_text(&slot));
	}
	if (p->kind->form == FORM_LETTER) {
		hs_buf_addf(&whole, "%s%s", chance_in(c, 85) ? "V/v " : "v/v ", text);
	} else if (!strcmp(p->kind->symbol, "NQ") && p->body->class == 'C' &&
		   chance_in(c, 35)) {
		HS_AUTO(hs_text_free) char *big = fill(p, c, "{s:NQ-big}");

		hs_buf_addf(&whole, "%s\n%s", big, text);
	} else if (p->kind->form == FORM_ARTICLES && p->era <= ERA_1997 &&
		   !strncmp(text, "về việc ", strlen("về việc ")) && chance_in(c, 40)) {
		hs_buf_addf(&whole, "V/v %s", text + strlen("về việc "));
	} else {
		hs_buf_addf(&whole, "%s", text);
	}
	p->subject = hs_buf_take(&whole);
}

// "authority;position|...": one of them.
static void authority(struct paper *p, struct chance *c)
{
	const char *at = p->body->heads, *end;
	int n = 1;
	char *both;

	for (const char *s = at; *s; s++)
		n += *s == '|';
	for (n = chance_below(c, n); n > 0; n--)
		at = strchr(at, '|') + 1;
	end = at + strcspn(at, "|");
	both = strndup(at, (size_t)(end - at));
	at = strchr(both, ';');
	p->position = fill(p, c, at + 1);
	both[at - both] = '\0';
	if (both[0]) {
		p->authority = fill(p, c, both);
		if (p->era != ERA_STATE && p->authority[1] == '/' && chance_in(c, 10)) {
			// Typists who write TM. as in State papers.
			char *dots = PRINT("%c%c. %s", p->authority[0], p->authority[2],
					   p->authority + 4);

			free(p->authority);
			p->authority = dots;
		}
	}
	free(both);
}

static bool has_line(const char *lines, const char *line)
{
	size_t len = strlen(line);

	for (const char *at = lines; at && (at = strstr(at, line)); at += len)
		if ((at == lines || at[-1] == '\n') && (!at[len] || at[len] == '\n'))
			return true;
	return false;
}

static char *lines_of(struct paper *p, struct chance *c, const char *slot, int count,
		      const char *last)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	for (int i = 0; i < count; i++) {
		HS_AUTO(hs_text_free) char *line = fill(p, c, slot);

		if (out.len && has_line(hs_buf_text(&out), line))
			continue;
		hs_buf_addf(&out, "%s%s", out.len ? "\n" : "", line);
	}
	if (last) {
		HS_AUTO(hs_text_free) char *line = fill(p, c, last);

		hs_buf_addf(&out, "%s%s", out.len ? "\n" : "", line);
	}
	return hs_buf_take(&out);
}

static void foot(struct paper *p, struct chance *c)
{
	bool request = !strcmp(p->kind->symbol, "TTr");

	authority(p, c);
	p->signer = fill(p, c, "{person}");
	if (p->kind->form == FORM_MINUTES) {
		hs_text_set(&p->authority, NULL);
		hs_text_set(&p->position, chance_in(c, 50) ? "CHỦ TỌA" : "CHỦ TRÌ");
	} else {
		p->recipients =
			lines_of(p, c, "{recipient}", chance_between(c, 2, 6), "{keep}");
	}
	if (p->kind->form == FORM_LETTER || request)
		p->addressees = lines_of(p, c, "{to}", chance_in(c, 60) ? 1 : 3, NULL);
}

static void stamps(struct paper *p, struct chance *c)
{
	if (p->year < 1960)
		return;
	if (chance_in(c, 10))
		p->secrecy = hs_dup(chance_in(c, 75) ? "Mật" : "Tối mật");
	if (chance_in(c, 10))
		p->urgency = hs_dup(chance_in(c, 50)   ? "Khẩn"
				    : chance_in(c, 50) ? "Hỏa tốc"
						       : "Thượng khẩn");
}

static void attachment(struct paper *p, struct chance *c)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	HS_AUTO(hs_text_free) char *text = NULL;
	HS_AUTO(hs_text_free) char *date = paper_short_date(p);
	HS_AUTO(hs_text_free) char *symbol = paper_symbol(p);

	if (!p->attachment)
		return;
	text = fill(p, c, p->attachment == 2 ? "{s:QC}" : "{s:PL}");
	if (p->attachment == 2)
		hs_buf_addf(&out,
			    "QUY CHẾ\n%s\n(Ban hành kèm theo Quyết định số %s ngày %s)",
			    text, symbol, date);
	else if (*symbol && chance_in(c, 60))
		hs_buf_addf(&out, "PHỤ LỤC%s\n%s\n(Kèm theo %s số %s ngày %s)",
			    chance_in(c, 30) ? " I" : "", text, p->type, symbol, date);
	else
		hs_buf_addf(&out, "PHỤ LỤC\n%s", text);
	p->attachment_title = hs_buf_take(&out);
}

void paper_compose(struct paper *p, const struct land *land, struct chance *c)
{
	p->late_tones = chance_in(c, p->era <= ERA_TYPED ? 25 : 40);
	if (!p->month)
		p->month = chance_between(c, p->era == ERA_2026 ? 2 : 1, 12);
	p->day = chance_between(c, 1, 28);
	p->handwritten = p->number && p->year >= 1990 && chance_in(c, 18);
	p->month_too = p->handwritten && chance_in(c, 35);
	if (!p->handwritten && chance_in(c, p->era <= ERA_TYPED ? 15 : 6))
		p->date_form = chance_in(c, 50) ? '-' : '/';
	say_all(p, land, c);
	head(p, c);
	number(p, c);
	p->type = hs_dup(p->kind->name);
	subject(p, c);
	foot(p, c);
	stamps(p, c);
	attachment(p, c);
}

void paper_done(struct paper *p)
{
	char **texts[] = {&p->title,    &p->parent,  &p->issuer,           &p->label,
			  &p->digits,   &p->joint,   &p->symbol,           &p->place,
			  &p->type,     &p->subject, &p->addressees,       &p->authority,
			  &p->position, &p->signer,  &p->recipients,       &p->secrecy,
			  &p->urgency,  &p->called,  &p->attachment_title, &p->gap,
			  &p->gone};

	for (size_t i = 0; i < HS_COUNT(texts); i++)
		hs_text_free(texts[i]);
	for (int i = 0; i < SAYS; i++)
		free(p->owned[i]);
}

char *paper_short_date(const struct paper *p)
{
	return PRINT("%02d/%0*d/%d", p->day, p->month < 3 ? 2 : 1, p->month, p->year);
}

char *paper_iso_date(const struct paper *p)
{
	return PRINT("%d-%02d-%02d", p->year, p->month, p->day);
}

char *paper_symbol(const struct paper *p)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	if (p->number)
		hs_buf_addf(&out, "%s%s%s", p->digits, p->joint, p->symbol);
	return hs_buf_take(&out);
}
