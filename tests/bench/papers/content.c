// content.c - see content.h
#include "bench/papers/content.h"
#include "base/auto.h"
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK(k, ...)                                                                    \
	__extension__({                                                                  \
		struct hs_buf printed_ = {0};                                            \
		hs_buf_addf(&printed_, __VA_ARGS__);                                     \
		(struct block){k, hs_buf_take(&printed_)};                               \
	})

static char *fill(struct content *c, const char *template)
{
	HS_AUTO(hs_text_free)
	char *text = words_fill(c->chance, c->paper->say, template);
	HS_AUTO(hs_text_free)
	char *tones = c->paper->late_tones ? words_late_tones(text) : hs_dup(text);

	return words_first_capital(tones);
}

static char *sentences(struct content *c, int count)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	for (int i = 0; i < count; i++) {
		HS_AUTO(hs_text_free) char *one = fill(c, "{sentence}");

		hs_buf_addf(&out, "%s%s", i ? " " : "", one);
	}
	return hs_buf_take(&out);
}

static struct block paragraph(struct content *c)
{
	return (struct block){BLOCK_TEXT, sentences(c, chance_between(c->chance, 1, 4))};
}

static struct block simple(struct content *c, const char *template)
{
	return (struct block){BLOCK_TEXT, fill(c, template)};
}

// ---- forms --------------------------------------------------------------------

static struct block sections(struct content *c)
{
	static const char *const roman[] = {"I", "II", "III", "IV",
					    "V", "VI", "VII", "VIII"};
	HS_AUTO(hs_text_free) char *text = NULL;

	if (c->said == 0)
		return simple(c, "{intro}");
	if (c->said % 5 == 1 && (c->paper->length > 1 || c->part)) {
		text = fill(c, "{head1}");
		c->item = 0;
		return BLOCK(BLOCK_HEAD, "%s. %s", roman[c->part++ % 8], text);
	}
	if (c->said % 2 == 0) {
		text = fill(c, chance_in(c->chance, 35) ? "{head2}"
							: "{sentence} {sentence}");
		return BLOCK(strlen(text) < 60 ? BLOCK_HEAD : BLOCK_TEXT, "%d. %s",
			     ++c->item, text);
	}
	if (chance_in(c->chance, 25)) {
		text = sentences(c, 1);
		return BLOCK(BLOCK_TEXT, "- %s", text);
	}
	return paragraph(c);
}

static struct block decided(struct content *c)
{
	const struct paper *p = c->paper;

	c->grounds = -1;
	if (p->era == ERA_STATE)
		return BLOCK(BLOCK_CENTRE, "QUYẾT ĐỊNH:");
	if (p->body->class == 'C')
		return BLOCK(BLOCK_CENTRE, "BAN THƯỜNG VỤ QUYẾT ĐỊNH");
	return BLOCK(BLOCK_CENTRE, "%s QUYẾT ĐỊNH",
		     strchr(p->issuer, '\n') ? "BAN CÁN SỰ ĐẢNG" : p->issuer);
}

static struct block article(struct content *c, const char *template)
{
	HS_AUTO(hs_text_free) char *text = fill(c, template);

	return BLOCK(BLOCK_TEXT, "Điều %d. %s", ++c->article, text);
}

static struct block articles(struct content *c)
{
	bool state = c->paper->era == ERA_STATE;

	if (strcmp(c->paper->kind->symbol, "QĐ") != 0)
		return c->said == 0 ? simple(c, "{intro}") : article(c, "{clause}");
	if (c->grounds >= 0 && c->grounds < 3) {
		HS_AUTO(hs_text_free)
		char *text = fill(c, state ? "{ground-state}" : "{ground}");

		c->grounds++;
		return BLOCK(BLOCK_GROUND, "%s%s%s", state ? "" : "- ", text,
			     c->grounds < 3 ? ";" : ",");
	}
	if (c->grounds > 0)
		return decided(c);
	return article(c, "{article}");
}

static struct block letter(struct content *c)
{
	HS_AUTO(hs_text_free) char *text = NULL;

	if (c->said == 0)
		return simple(c, "{letter}");
	text = sentences(c, chance_between(c->chance, 1, 3));
	return BLOCK(BLOCK_TEXT, "%d. %s", ++c->item, text);
}

static struct block minutes(struct content *c)
{
	static const char opening[] =
		"Vào hồi {n:7-14} giờ {z:0-45} phút, tại hội trường cơ quan, đã tiến "
		"hành hội "
		"nghị. Tổng số {n:15-45} đồng chí, vắng {n:0-3} đồng chí có lý do.";

	if (c->said == 1) {
		HS_AUTO(hs_text_free) char *clerk = words_person(c->chance);

		return BLOCK(BLOCK_TEXT, "Chủ tọa: đồng chí %s. Thư ký: đồng chí %s.",
			     c->paper->signer, clerk);
	}
	if (c->said == 0)
		return simple(c, opening);
	if (c->said == 2)
		return BLOCK(BLOCK_CENTRE, "NỘI DUNG");
	return simple(c, "{minute}");
}

static struct block invitation(struct content *c)
{
	static const char *const lines[] = {
		"{body} tổ chức hội nghị để bàn về {work}.",
		"Thành phần: Ban Thường vụ, đại diện {unit}, {unit}.",
		"Thời gian: {n:7-14} giờ {z:0-45}, ngày {daytext2}.",
		"Địa điểm: Hội trường {n:1-4}, trụ sở cơ quan {body}.",
		"{invite}",
	};

	if (c->said >= (int)HS_COUNT(lines))
		return simple(c, "{sentence}");
	return simple(c, lines[c->said]);
}

static struct block attached(struct content *c)
{
	static const char *const chapters[] = {"QUY ĐỊNH CHUNG", "NỘI DUNG CỤ THỂ",
					       "TỔ CHỨC THỰC HIỆN"};

	if (c->paper->attachment != 2)
		return paragraph(c);
	if (c->said % 4 == 0 && c->part < 3) {
		const char *name = chapters[c->part++];

		return BLOCK(BLOCK_CENTRE, "Chương %s. %s",
			     c->part == 1   ? "I"
			     : c->part == 2 ? "II"
					    : "III",
			     name);
	}
	return article(c, "{clause}");
}

struct block content_next(struct content *c)
{
	static struct block (*const forms[])(struct content *) = {
		[FORM_SECTIONS] = sections, [FORM_ARTICLES] = articles,
		[FORM_LETTER] = letter,     [FORM_MINUTES] = minutes,
		[FORM_LIST] = sections,     [FORM_INVITATION] = invitation,
	};
	struct block block = c->attached ? attached(c) : forms[c->paper->kind->form](c);

	c->said++;
	return block;
}

struct block content_end(struct content *c)
{
	static const char *const last[] = {
		[FORM_SECTIONS] = "{end}",
		[FORM_ARTICLES] = "{article-end}",
		[FORM_LETTER] = "{letter-end}",
		[FORM_MINUTES] = "{minutes-end}",
		[FORM_LIST] = "Danh sách này gồm có {n:9-30} trường hợp.",
		[FORM_INVITATION] = "{invite}",
	};
	enum form form = c->attached ? FORM_LIST : c->paper->kind->form;
	HS_AUTO(hs_text_free) char *text = fill(c, last[form]);
	size_t len = strlen(text);

	if (len && text[len - 1] == '.')
		text[len - 1] = '\0';
	if (form == FORM_ARTICLES && !c->attached)
		return BLOCK(BLOCK_TEXT, "Điều %d. %s.", ++c->article, text);
	return BLOCK(BLOCK_TEXT, "%s%s", text, chance_in(c->chance, 60) ? "./." : ".");
}
