// test-media.c - what kind of file it is; what workers say of it
#include "model/facts.h"
#include "model/media.h"
#include "unit/unit.h"

#include <math.h>

static void is(const char *name, const char *start, size_t len, const char *type,
	       bool by_name)
{
	bool got;

	assert_string_equal(hs_media_of(name, start, len, &got)->type, type);
	assert_int_equal(got, by_name);
}

static void content_counts_before_the_name(void **state)
{
	(void)state;
	is("a.txt", "II*\0", 4, "image/tiff", false);
	is("a.jpg", "MM\0+", 4, "image/tiff", false);
	is("a.pdf", "\xff\xd8\xff\xe0", 4, "image/jpeg", false);
	is("a", "\x89PNG\r\n\x1a\n", 8, "image/png", false);
	is("a", "%PDF-1.7", 8, "application/pdf", false);
	is("a", "RIFF\1\2\3\4WEBP", 12, "image/webp", false);
}

static void without_known_content_the_name_counts(void **state)
{
	(void)state;
	is("a.TIF", "hello", 5, "image/tiff", true);
	is("a.tar.Jpeg", "", 0, "image/jpeg", true);
	is("b.xlsx", "PK\3\4", 4,
	   "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", true);
	is("noname", "hello", 5, "application/octet-stream", true);
	is("tif", "hello", 5, "application/octet-stream", true);
}

static void a_pdf_may_begin_late(void **state)
{
	(void)state;
	is("a.pdf", "junk junk\n%PDF-1.4", 18, "application/pdf", false);
	is("a.txt", "about %PDF-1.4", 14, "text/plain", true);
}

static void a_start_that_is_cut_is_none(void **state)
{
	(void)state;
	is("a", "II*", 3, "application/octet-stream", true);
	is("a", "", 0, "application/octet-stream", true);
}

static void pictures_that_are_not_read_are_told_from_attachments(void **state)
{
	bool by_name;

	(void)state;
	assert_true(hs_media_of("a.bmp", "BM", 2, &by_name)->picture);
	assert_int_equal(hs_media_of("a.bmp", "BM", 2, &by_name)->reader, HS_MEDIA);
	assert_false(hs_media_of("a.docx", "PK", 2, &by_name)->picture);
}

static struct hs_page_facts good(void)
{
	struct hs_page_facts f = {
		.width = 1, .height = 1, .orientation = 1, .dpi_x = 300, .dpi_y = 300};

	memset(f.pixels, 'a', HS_SHA256_HEX);
	return f;
}

static void facts_in_bounds_are_believed(void **state)
{
	struct hs_page_facts f = good();

	(void)state;
	assert_true(hs_page_facts_ok(&f));
}

static void facts_out_of_bounds_are_not(void **state)
{
	struct hs_page_facts f[9];

	(void)state;
	for (int i = 0; i < 9; i++)
		f[i] = good();
	f[0].width = 0;
	f[1].height = UINT32_MAX;
	f[2].orientation = 9;
	f[3].orientation = 0;
	f[4].dpi_x = -1;
	f[5].dpi_y = NAN;
	f[6].dpi_x = INFINITY;
	f[7].pixels[3] = 'G';
	f[8].pixels[HS_SHA256_HEX - 1] = '\0';
	for (int i = 0; i < 9; i++)
		if (hs_page_facts_ok(&f[i]))
			fail_msg("believed: %d", i);
}

static void texts_of_a_worker_are_ended_and_one_line(void **state)
{
	struct hs_page_facts f = good();

	(void)state;
	memset(f.damage, '\n', sizeof(f.damage));
	memset(f.pixels, 'a', sizeof(f.pixels));
	assert_true(hs_page_facts_ok(&f));
	assert_int_equal(strlen(f.damage), sizeof(f.damage) - 1);
	assert_null(strchr(f.damage, '\n'));
	assert_int_equal(strlen(f.pixels), HS_SHA256_HEX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(content_counts_before_the_name),
		cmocka_unit_test(without_known_content_the_name_counts),
		cmocka_unit_test(a_pdf_may_begin_late),
		cmocka_unit_test(a_start_that_is_cut_is_none),
		cmocka_unit_test(pictures_that_are_not_read_are_told_from_attachments),
		cmocka_unit_test(facts_in_bounds_are_believed),
		cmocka_unit_test(facts_out_of_bounds_are_not),
		cmocka_unit_test(texts_of_a_worker_are_ended_and_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
