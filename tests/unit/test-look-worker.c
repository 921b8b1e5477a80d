// test-look-worker.c - a page is looked at by a worker; what it may read in one part
// binds nothing else
// no-valgrind: the program executes itself
#include "base/auto.h"
#include "base/mem.h"
#include "craft/look.h"
#include "port/image.h"
#include "port/ocr.h"
#include "sys/file.h"
#include "sys/worker.h"
#include "unit/draw.h"
#include "unit/unit.h"

enum { WIDTH = 900, HEIGHT = 400, DPI = 300 };

static void draw_stroke(struct hs_raster *r, uint32_t x, uint32_t y, uint32_t w,
			uint32_t h)
{
	draw_bar(r, x, y, w, h, BLACK);
}

// "HILT TILL" in plain strokes.
static void draw_words(struct hs_raster *r)
{
	static const char text[] = "HILT TILL";
	uint32_t x = 100, y = 150;

	draw_page(r, WIDTH, HEIGHT, 8, WHITE);
	for (const char *p = text; *p; p++, x += *p == 'I' ? 30 : 48) {
		if (*p != ' ')
			draw_stroke(r, *p == 'T' ? x + 14 : x, y, 7, 44);
		if (*p == 'H') {
			draw_stroke(r, x + 28, y, 7, 44);
			draw_stroke(r, x, y + 19, 30, 6);
		}
		if (*p == 'T')
			draw_stroke(r, x, y, 35, 6);
		if (*p == 'L')
			draw_stroke(r, x, y + 38, 28, 6);
	}
}

static struct hs_ocr *open_model(void)
{
	HS_AUTO(hs_text_free) char *file = hs_ocr_model_file("vie");
	struct hs_err err = {0};
	struct hs_ocr *ocr;

	if (access(file, R_OK) < 0)
		skip();
	ocr = hs_ocr_later("vie", &err);
	assert_non_null(ocr);
	return ocr;
}

static char *read_all(struct hs_ocr *ocr, const struct hs_raster *r)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_err err = {0};

	assert_int_equal(hs_ocr_show(ocr, r, DPI, &err), 0);
	assert_int_equal(hs_ocr_read(ocr, NULL, HS_LAYOUT_BLOCK, &words, &err), 0);
	hs_ocr_forget(ocr);
	hs_words_text(&words, &text);
	return hs_buf_take(&text);
}

static void a_few_characters_bind_no_other_reading(void **state)
{
	HS_AUTO(hs_ocr_free) struct hs_ocr *ocr = open_model();
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_text_free) char *before = NULL;
	HS_AUTO(hs_text_free) char *after = NULL;
	struct hs_few few;
	struct hs_err err = {0};

	(void)state;
	draw_words(&r);
	before = read_all(ocr, &r);
	assert_non_null(strstr(before, "T"));
	assert_int_equal(
		hs_ocr_read_few(ocr, &r, DPI, HS_LAYOUT_LINE, "0123456789", &few, &err),
		0);
	assert_int_equal(strspn(few.text, "0123456789 "), strlen(few.text));
	assert_true(few.sure >= 0 && few.sure <= 1);
	after = read_all(ocr, &r);
	assert_string_equal(before, after);
}

// ---- the worker ----------------------------------------------------------------

static int png_of(const struct hs_raster *r)
{
	HS_AUTO(hs_buf_done) struct hs_buf png = {0};
	struct hs_err err = {0};

	assert_int_equal(hs_image_png(r, &png, &err), 0);
	return unit_file(png.data, png.len);
}

static int ask_worker(const struct hs_look_ask *ask, int in,
		      struct hs_look_answer *answer, struct hs_err *err)
{
	const struct hs_worker_terms terms = {0};
	HS_AUTO(hs_worker_free)
	struct hs_worker *w = hs_worker_start(&hs_look_image_worker, &terms, err);
	HS_AUTO(hs_fd_done) int out = unit_file("", 0);

	assert_non_null(w);
	if (hs_worker_ask(w, ask, sizeof(*ask), in, out, err) < 0)
		return -1;
	assert_int_equal(pread(out, answer, sizeof(*answer), 0), sizeof(*answer));
	return 0;
}

static void a_worker_answers_for_every_part(void **state)
{
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	struct hs_look_ask ask = {
		.page = {.media = HS_PNG, .frame = 1, .dpi = DPI},
		.count = 3,
		.regions = {{.kind = HS_LOOK_RULE, .box = {0, 0, WIDTH, HEIGHT}},
			    {.kind = HS_LOOK_STAR, .box = {0, 0, WIDTH, HEIGHT}},
			    {.kind = HS_LOOK_NUMBER, .box = {90, 140, 500, 60}}}};
	struct hs_look_answer answer;
	struct hs_err err = {0};
	HS_AUTO(hs_fd_done) int in = -1;

	(void)state;
	draw_words(&r);
	draw_bar(&r, 200, 300, 500, 3, BLACK);
	in = png_of(&r);
	assert_int_equal(ask_worker(&ask, in, &answer, &err), 0);
	assert_true(hs_look_ok(&ask, &answer));
	assert_int_equal(answer.seen[0].found, 1);
	assert_true(fabs(answer.seen[0].measure - 500) < 8);
	assert_int_equal(answer.seen[1].found, 0);
	assert_string_equal(answer.seen[2].text, ""); // it was given no model
}

static void a_worker_refuses_what_is_no_job(void **state)
{
	struct hs_look_ask ask = {.page = {.media = HS_PNG, .frame = 1, .dpi = DPI},
				  .count = HS_LOOK_REGIONS + 1};
	HS_AUTO(hs_raster_done) struct hs_raster r = {0};
	HS_AUTO(hs_fd_done) int in = -1;
	struct hs_look_answer answer;
	struct hs_err err = {0};

	(void)state;
	draw_words(&r);
	in = png_of(&r);
	assert_int_equal(ask_worker(&ask, in, &answer, &err), -1);
	assert_int_equal(err.code, HS_USAGE);
	ask.count = 1;
	ask.regions[0].kind = HS_LOOKS;
	assert_int_equal(ask_worker(&ask, in, &answer, &err), -1);
}

int main(void)
{
	static const struct hs_worker_kind *const kinds[] = {&hs_look_image_worker, NULL};
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_few_characters_bind_no_other_reading),
		cmocka_unit_test(a_worker_answers_for_every_part),
		cmocka_unit_test(a_worker_refuses_what_is_no_job),
	};

	hs_worker_main(kinds);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
