// paper.h - a page of words set by hand, as a paper of the Party or of the State: A4 at
// 300 dpi, letters of 22 pixels, lines of 48.
#pragma once

#include "craft/forms.h"
#include "craft/papers.h"
#include "model/document.h"
#include "model/form-judge.h"
#include "unit/unit.h"

enum { WIDTH = 2480, HEIGHT = 3508, LETTER = 22, SPACE = 16, TALL = 48 };

// What a paper has; what is NULL is not there.
struct paper {
	const char *title, *motto, *issuer, *star, *number, *date, *vv, *type, *subject,
		*dashes, *dear, *authority, *position, *signer, *recipients[3], *printed;
	int32_t top, left, right, foot; // margins, pixels
	int32_t title_x, issuer_x, number_x, date_x, type_x, printed_x,
		printed_y; // middles
	int32_t date_y, number_y,
		askew; // y; pixels that the left edge wanders down the page
	double sure, dpi;
	unsigned ordinal;
	const char *says; // type for the foot
	struct hs_form_seen seen;
};

enum { MM = 12 }; // pixels, nearly

static const struct paper party = {
	.title = "ĐẢNG CỘNG SẢN VIỆT NAM",
	.issuer = "HUYỆN ỦY XUÂN TRƯỜNG",
	.star = "*",
	.number = "Số 12-NQ/HU",
	.date = "Xuân Trường, ngày 18 tháng 10 năm 2021",
	.type = "NGHỊ QUYẾT",
	.subject = "về công tác văn phòng cấp ủy",
	.authority = "T/M BAN THƯỜNG VỤ",
	.position = "BÍ THƯ",
	.signer = "Nguyễn Quang Hưởng",
	.recipients = {"- Ban Thường vụ Tỉnh ủy,", "- Các chi bộ,",
		       "- Lưu Văn phòng Huyện ủy."},
	.top = 20 * MM,
	.left = 30 * MM,
	.right = 15 * MM,
	.foot = 20 * MM,
	.title_x = 1780,
	.issuer_x = 760,
	.number_x = 760,
	.date_x = 1780,
	.type_x = 1330,
	.printed_x = WIDTH / 2,
	.printed_y = 10 * MM,
	.date_y = 410,
	.number_y = 410,
	.sure = 0.96,
	.dpi = 300,
	.ordinal = 1,
	.says = "Nghị quyết",
	.seen = {-1, -1, -1, -1, -1, -1, -1},
};

static const struct paper state = {
	.title = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
	.motto = "Độc lập - Tự do - Hạnh phúc",
	.issuer = "UBND XÃ XUÂN NGỌC",
	.number = "Số: 15/QĐ-UBND",
	.date = "Xuân Ngọc, ngày 05 tháng 02 năm 2021",
	.type = "QUYẾT ĐỊNH",
	.subject = "Về việc điều động cán bộ",
	.authority = "TM. ỦY BAN NHÂN DÂN",
	.position = "CHỦ TỊCH",
	.signer = "Nguyễn Quang Hưởng",
	.recipients = {"- Như Điều 3;", "- Công an xã;", "- Lưu: VT."},
	.top = 20 * MM,
	.left = 30 * MM,
	.right = 15 * MM,
	.foot = 20 * MM,
	.title_x = 1780,
	.issuer_x = 660,
	.number_x = 660,
	.date_x = 1780,
	.type_x = 1330,
	.printed_x = WIDTH / 2,
	.printed_y = 10 * MM,
	.date_y = 410,
	.number_y = 410,
	.sure = 0.96,
	.dpi = 300,
	.ordinal = 1,
	.says = "Quyết định",
	.seen = {-1, -1, -1, -1, -1, -1, -1},
};

// ---- setting words

static inline int32_t letters(const char *text)
{
	int32_t n = 0;

	for (; *text; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

// From x on, with spaces so wide.
static inline void set_at(struct hs_words *words, int32_t x, int32_t y, int32_t space,
			  const char *text, double sure)
{
	bool first = true;

	while (*text) {
		size_t len = strcspn(text, " ");
		char word[100];
		struct hs_word w = {.confidence = (float)sure, .known = -1, .text = word};

		snprintf(word, sizeof(word), "%.*s", (int)len, text);
		w.box = (struct hs_box){x, y, LETTER * letters(word), TALL};
		w.starts_line = first;
		hs_words_add(words, &w);
		x += w.box.w + space;
		first = false;
		text += len + (text[len] == ' ');
	}
}

static inline void set_centred(struct hs_words *words, int32_t middle, int32_t y,
			       const char *text, double sure)
{
	int32_t spaces = 0;

	if (!text)
		return;
	for (const char *c = text; *c; c++)
		spaces += *c == ' ';
	set_at(words, middle - (LETTER * (letters(text) - spaces) + SPACE * spaces) / 2,
	       y, SPACE, text, sure);
}

// From edge to edge.
static inline void set_full(struct hs_words *words, int32_t x, int32_t end, int32_t y)
{
	static const char text[] =
		"phòng Huyện ủy tiếp tục quán triệt và tổ chức thực hiện "
		"nghiêm túc các nghị quyết";
	int32_t spaces = 16, used = LETTER * (letters(text) - spaces);
	size_t before = words->count;

	set_at(words, x, y, (end - x - used) / spaces, text, 0.97);
	words->list[words->count - 1].box.w = end - words->list[words->count - 1].box.x;
	assert_int_equal(words->count - before, 17);
}

// ---- a paper, from its head to its foot

static inline int32_t left_edge(const struct paper *p, int32_t y)
{
	return p->left + p->askew * (y - HEIGHT / 2) / HEIGHT;
}

static inline void set_head(struct hs_words *w, const struct paper *p)
{
	set_centred(w, p->issuer_x, p->top, p->issuer, p->sure);
	set_centred(w, p->title_x, p->top + 2, p->title, p->sure);
	set_centred(w, p->title_x, p->top + 75, p->motto, p->sure);
	set_centred(w, p->issuer_x, p->top + 80, p->star, p->sure);
	set_centred(w, p->number_x, p->number_y, p->number, p->sure);
	set_centred(w, p->date_x, p->date_y, p->date, p->sure);
	set_centred(w, p->number_x, 490, p->vv, p->sure);
	set_centred(w, p->type_x, 560, p->type, p->sure);
	set_centred(w, p->type_x, 640, p->subject, p->sure);
	set_centred(w, p->type_x, 710, p->dashes, p->sure);
	set_centred(w, 1100, 780, p->dear, p->sure);
}

static inline void set_body(struct hs_words *w, const struct paper *p, int32_t y,
			    int32_t end)
{
	for (int32_t i = 0; y + TALL <= end; y += 76, i++) {
		int32_t x = left_edge(p, y), indent = i % 4 == 0 ? 10 * MM : 0;

		set_full(w, x + indent,
			 WIDTH - p->right + p->askew * (y - HEIGHT / 2) / HEIGHT, y);
	}
}

static inline void set_foot(struct hs_words *w, const struct paper *p, int32_t y)
{
	set_centred(w, 1820, y, p->authority, p->sure);
	set_centred(w, 1820, y + 80, p->position, p->sure);
	set_centred(w, 1820, y + 400, p->signer, p->sure);
	if (p->recipients[0])
		set_at(w, p->left, y + 5, SPACE, "Nơi nhận:", p->sure);
	for (int32_t i = 0; i < 3 && p->recipients[i]; i++)
		set_at(w, p->left, y + 65 * (i + 1), SPACE, p->recipients[i], p->sure);
}

struct set {
	struct hs_words words;
	struct hs_lines lines;
	struct hs_heading heading;
	struct hs_foot foot;
	struct hs_list remarks;
};

static struct hs_terms terms;
static struct hs_forms forms;

static inline int load_tables(void **nothing)
{
	char *data = realpath("lib/data", NULL);
	struct hs_err err = {0};

	(void)nothing;
	assert_non_null(data);
	setenv("HOSO_DATADIR", data, 1);
	setenv("HOME", "/nonexistent", 1);
	free(data);
	if (hs_papers_load(&terms, &err) == 0 && hs_forms_load(&forms, &err) == 0)
		return 0;
	fprintf(stderr, "%s\n", err.text);
	return -1;
}

static inline int free_tables(void **nothing)
{
	(void)nothing;
	hs_terms_done(&terms);
	hs_forms_done(&forms);
	return 0;
}

static inline const struct hs_form *form_named(const char *name)
{
	const struct hs_form *list = forms.list.items;

	for (size_t i = 0; i < forms.list.count; i++)
		if (!strcmp(list[i].name, name))
			return &list[i];
	fail_msg("there is no profile '%s'", name);
	return NULL;
}

static inline void set_paper(const struct paper *p, struct set *s)
{
	*s = (struct set){0};
	if (p->printed)
		set_centred(&s->words, p->printed_x, p->printed_y, p->printed, p->sure);
	if (p->ordinal == 1)
		set_head(&s->words, p);
	set_body(&s->words, p, p->ordinal == 1 ? 880 : p->top,
		 p->authority ? 2600 : HEIGHT - p->foot);
	set_foot(&s->words, p, 2700);
}

static inline void read_set(struct set *s)
{
	hs_lines_of(&s->words, WIDTH, HEIGHT, false, &s->lines);
	hs_heading_find(&s->lines, &terms, &s->heading);
	hs_foot_find(&s->lines, &terms, &s->foot);
}

static inline void judge(const struct paper *p, const char *name, struct set *s)
{
	const struct hs_form *form = form_named(name);

	if (p->ordinal == 1)
		hs_form_judge_head(form, &s->lines, &s->heading, &p->seen, 7,
				   &s->remarks);
	hs_form_judge_page(form, &s->lines, p->dpi, p->ordinal, &p->seen, 7, &s->remarks);
	hs_form_judge_foot(form, &s->lines, &s->foot, &p->seen, p->says, 7, &s->remarks);
}

static inline void set_done(struct set *s)
{
	struct hs_remark *r = s->remarks.items;

	for (size_t i = 0; i < s->remarks.count; i++)
		hs_shape_done(&hs_remark_shape, &r[i]);
	free(r);
	hs_heading_done(&s->heading);
	hs_lines_done(&s->lines);
	hs_words_done(&s->words);
}

// The names of the paper's remarks under the profile, parted by spaces, are those.
static inline void remarks_are(const struct paper *p, const char *profile,
			       const char *wanted)
{
	struct set s;
	char found[500] = "";

	set_paper(p, &s);
	read_set(&s);
	judge(p, profile, &s);
	for (size_t i = 0; i < s.remarks.count; i++) {
		const struct hs_remark *r = &((struct hs_remark *)s.remarks.items)[i];
		size_t n = strlen(found);

		assert_true(r->detail && *r->detail && r->clause && *r->clause);
		assert_int_equal(r->page, 7);
		snprintf(found + n, sizeof(found) - n, "%s%s", n ? " " : "", r->what);
	}
	set_done(&s);
	assert_string_equal(found, wanted);
}
