// test-secrecy.c - which dossiers must not be touched
#include "base/auto.h"
#include "base/mem.h"
#include "model/json.h"
#include "model/secrecy.h"
#include "unit/unit.h"

// marks: of a document each, from page 1 on, two pages each; ends with NULL.
static int allows_all(const char *mark, const char *approval, const char *const *marks,
		      bool secret, struct hs_err *err)
{
	HS_AUTO(hs_dossier_done)
	struct hs_dossier d = {
		.secrecy = mark ? hs_dup(mark) : NULL,
		.approval = approval ? hs_dup(approval) : NULL,
	};
	HS_AUTO(hs_documents_done) struct hs_documents documents = {0};

	for (uint32_t page = 1; *marks; marks++, page += 2) {
		struct hs_document *made =
			hs_list_add(&documents.documents, sizeof(*made));

		hs_pages_set(&made->pages, page, page + 1);
		made->fields[HS_F_SECRECY] = hs_value_new(*marks, HS_FROM_OCR, HS_REVIEW);
	}
	*err = (struct hs_err){0};
	return hs_secrecy_allows(&d, &documents, secret, err);
}

static enum hs_code allows(const char *mark, const char *approval)
{
	struct hs_err err;

	(void)!allows_all(mark, approval, (const char *[]){NULL}, false, &err);
	return err.code;
}

static void secrets_need_an_approval_and_top_secrets_never_get_one(void **state)
{
	(void)state;
	assert_int_equal(allows(NULL, NULL), HS_OK);
	assert_int_equal(allows("", NULL), HS_OK);
	assert_int_equal(allows("Không", NULL), HS_OK);
	assert_int_equal(allows("MẬT", NULL), HS_REFUSED);
	assert_int_equal(allows("MẬT", ""), HS_REFUSED);
	assert_int_equal(allows("MẬT", "12-QĐ"), HS_OK);
	assert_int_equal(allows("tối  mật", NULL), HS_REFUSED);
	assert_int_equal(allows("Ma\xcc\xa3\xcc\x82t", NULL), HS_REFUSED); // NFD
	assert_int_equal(allows("TUYỆT MẬT", "12-QĐ"), HS_REFUSED);
	assert_int_equal(allows("tuyet mat", "12-QĐ"), HS_REFUSED);
	assert_int_equal(allows("Độ mật: Tuyệt mật", "12-QĐ"), HS_REFUSED);
	assert_int_equal(allows("secret", NULL), HS_REFUSED);
	assert_int_equal(allows("***", NULL), HS_REFUSED);
}

static void a_mark_on_one_document_counts(void **state)
{
	struct hs_err err;

	(void)state;
	assert_int_equal(
		allows_all(NULL, NULL, (const char *[]){"", "MẬT", NULL}, false, &err),
		-1);
	assert_int_equal(err.code, HS_REFUSED);
	assert_non_null(strstr(err.text, "the document on page 3 is marked MẬT"));
	assert_non_null(strstr(err.text, "hoso-review --approve"));
	assert_int_equal(
		allows_all(NULL, "1", (const char *[]){"", "MẬT", NULL}, false, &err), 0);
	assert_int_equal(allows_all(NULL, NULL, (const char *[]){"", NULL}, false, &err),
			 0);
}

static void the_setting_lets_secrets_through_but_no_top_secrets(void **state)
{
	struct hs_err err;

	(void)state;
	assert_int_equal(
		allows_all("Mật", NULL, (const char *[]){"Tối mật", NULL}, true, &err),
		0);
	assert_int_equal(allows_all(NULL, "1", (const char *[]){"Mật", "TUYỆT MẬT", NULL},
				    true, &err),
			 -1);
	assert_non_null(strstr(err.text, "page 3 is marked TUYỆT MẬT"));
}

static void the_setting_has_two_words(void **state)
{
	struct hs_err err = {0};
	bool secret = true;

	(void)state;
	assert_int_equal(hs_secrecy_setting(NULL, &secret, &err), 0);
	assert_false(secret);
	assert_int_equal(hs_secrecy_setting("allow", &secret, &err), 0);
	assert_true(secret);
	assert_int_equal(hs_secrecy_setting("refuse", &secret, &err), 0);
	assert_false(secret);
	assert_int_equal(hs_secrecy_setting("yes", &secret, &err), -1);
	assert_int_equal(err.code, HS_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(secrets_need_an_approval_and_top_secrets_never_get_one),
		cmocka_unit_test(a_mark_on_one_document_counts),
		cmocka_unit_test(the_setting_lets_secrets_through_but_no_top_secrets),
		cmocka_unit_test(the_setting_has_two_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
