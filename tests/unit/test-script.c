// What model/script promises: no text becomes markup or ends a script.
#include "base/auto.h"
#include "base/mem.h"
#include "model/script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void text_becomes(const char *text, const char *want)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	hs_script_text(&out, text);
	assert_string_equal(out.data, want);
}

static void json_becomes(const char *json, const char *want)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	hs_script_json(&out, json, strlen(json));
	assert_string_equal(hs_buf_text(&out), want);
}

static void a_text_ends_no_script(void **state)
{
	(void)state;
	text_becomes("</script><!--", "\"\\u003c/script>\\u003c!--\"");
	json_becomes("{\"a\":\"</script>\"}", "{\"a\":\"\\u003c/script>\"}");
}

static void line_separators_are_escaped_their_neighbours_are_not(void **state)
{
	(void)state;
	text_becomes("a\u2028b\u2029c\u2027", "\"a\\u2028b\\u2029c\u2027\"");
	json_becomes("\"a\u2028b\u2029c\u2027\u2030\"",
		     "\"a\\u2028b\\u2029c\u2027\u2030\"");
	json_becomes("\xe2\x80", "\xe2\x80");
}

static void quotes_backslashes_and_controls_are_escaped(void **state)
{
	(void)state;
	text_becomes("\"\\\n\t\x01\x7f", "\"\\\"\\\\\\n\\t\\u0001\\u007f\"");
	text_becomes("\xff", "\"\ufffd\"");
	text_becomes("", "\"\"");
}

static void json_without_such_stays_as_it_is(void **state)
{
	(void)state;
	json_becomes("", "");
	json_becomes("[1,\"Nghị quyết\"]", "[1,\"Nghị quyết\"]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_ends_no_script),
		cmocka_unit_test(line_separators_are_escaped_their_neighbours_are_not),
		cmocka_unit_test(quotes_backslashes_and_controls_are_escaped),
		cmocka_unit_test(json_without_such_stays_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
