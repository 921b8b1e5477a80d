// test-xml.c - ALTO: what becomes of words that are noise
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/words.h"
#include "port/xml.h"
#include "unit/unit.h"

static const struct hs_alto about = {
	.file = "a.png",
	.page = 1,
	.width = 100,
	.height = 200,
	.engine = "tesseract",
	.model = "vie",
};

static void add(struct hs_words *words, const char *text, float confidence, bool noise)
{
	struct hs_word w = {
		.box = {10, 20, 30, 40},
		.confidence = confidence,
		.starts_block = noise || words->count == 0,
		.starts_line = noise || words->count == 0,
		.noise = noise,
		.text = (char *)(uintptr_t)text,
	};

	hs_words_add(words, &w);
}

static char *alto(const struct hs_words *words)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	struct hs_err err = {0};

	assert_int_equal(hs_alto_write(&about, words, &out, &err), 0);
	return hs_buf_take(&out);
}

// The element that holds this text, up to its end.
static void element(const char *all, const char *text, char *out, size_t size)
{
	const char *at = strstr(all, text), *end;

	assert_non_null(at);
	while (*at != '<')
		at--;
	end = strchr(at, '>');
	assert_non_null(end);
	snprintf(out, size, "%.*s", (int)(end - at), at);
}

static void noise_is_kept_and_marked(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	HS_AUTO(hs_text_free) char *got = NULL;
	char word[300], noise[300];

	(void)state;
	add(&words, "text", 1, false);
	add(&words, "~~", 0.1F, true);
	got = alto(&words);
	element(got, "CONTENT=\"text\"", word, sizeof(word));
	element(got, "CONTENT=\"~~\"", noise, sizeof(noise));
	assert_null(strstr(word, "TAGREFS"));
	assert_non_null(strstr(noise, "TAGREFS=\"noise\""));
}

static void the_tag_stands_where_the_schema_has_it(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	HS_AUTO(hs_text_free) char *got = NULL;
	const char *description, *tag, *layout;

	(void)state;
	add(&words, "~~", 0.1F, true);
	got = alto(&words);
	description = strstr(got, "</Description>");
	tag = strstr(got, "<OtherTag ID=\"noise\" LABEL=\"noise\"");
	layout = strstr(got, "<Layout>");
	assert_true(description && description < tag && tag < layout);
}

static void a_page_without_noise_has_no_tags(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	HS_AUTO(hs_text_free) char *got = NULL;

	(void)state;
	add(&words, "text", 1, false);
	got = alto(&words);
	assert_null(strstr(got, "Tags"));
	assert_null(strstr(got, "TAGREFS"));
}

static void a_name_tells_the_page_that_it_is_from(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	HS_AUTO(hs_text_free) char *got = NULL;
	const char *tag;
	char word[300];

	(void)state;
	add(&words, "Anh", 0.4F, false);
	add(&words, "Minh", 0.4F, false);
	words.list[0].named = words.list[1].named = 12;
	got = alto(&words);
	element(got, "CONTENT=\"Minh\"", word, sizeof(word));
	assert_non_null(strstr(word, "TAGREFS=\"name-12\""));
	tag = strstr(got, "<OtherTag ID=\"name-12\" LABEL=\"name from page 12\"");
	assert_non_null(tag);
	assert_null(strstr(tag + 1, "<OtherTag")); // once
}

static void the_confidence_of_the_page_leaves_noise_out(void **state)
{
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	HS_AUTO(hs_text_free) char *got = NULL;

	(void)state;
	add(&words, "text", 0.75F, false);
	add(&words, "~~~~~~~~", 0, true);
	got = alto(&words);
	assert_non_null(strstr(got, "PC=\"0.7500\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(noise_is_kept_and_marked),
		cmocka_unit_test(the_tag_stands_where_the_schema_has_it),
		cmocka_unit_test(a_page_without_noise_has_no_tags),
		cmocka_unit_test(a_name_tells_the_page_that_it_is_from),
		cmocka_unit_test(the_confidence_of_the_page_leaves_noise_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
