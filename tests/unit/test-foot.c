// test-foot.c - the foot of a paper: who signed it, as what, who receives it
#include "base/buf.h"
#include "model/foot.h"
#include "unit/page.h"
#include "unit/papers.h"

static void block_is(const struct hs_block *block, const char *wanted)
{
	HS_AUTO(hs_buf_done) struct hs_buf all = {0};

	for (size_t i = 0; i < block->count; i++)
		hs_buf_addf(&all, "%s%s", i ? "|" : "", block->lines[i]->text);
	assert_string_equal(hs_buf_text(&all), wanted);
}

static void signer_is(const struct hs_foot *foot, const char *wanted)
{
	if (!wanted) {
		assert_null(foot->signer);
		return;
	}
	assert_non_null(foot->signer);
	assert_string_equal(foot->signer->text, wanted);
}

// A sheet whose foot has the receivers at the left.
static void receivers(struct page *page)
{
	page_body(page, 1600, 5);
	page_left(page, 2000, "Nơi nhận:");
	page_left(page, 2060, "- Các chi bộ,");
	page_left(page, 2120, "- Lưu Văn phòng.");
}

static void a_paper_of_the_party_ends_with_a_foot(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	struct hs_foot foot;

	receivers(&page);
	page_right(&page, 2000, "T/M BAN THƯỜNG VỤ");
	page_right(&page, 2060, "BÍ THƯ");
	page_right(&page, 2400, "Nguyễn Văn An");
	page_read(&page);
	hs_foot_find(&page.lines, *state, &foot);
	assert_true(foot.score >= HS_FOOT);
	block_is(&foot.authority, "T/M BAN THƯỜNG VỤ");
	block_is(&foot.position, "BÍ THƯ");
	signer_is(&foot, "Nguyễn Văn An");
	block_is(&foot.recipients, "- Các chi bộ,|- Lưu Văn phòng.");
}

static void the_state_writes_its_authority_with_a_dot(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	struct hs_foot foot;

	receivers(&page);
	page_right(&page, 2000, "TM. ỦY BAN NHÂN DÂN");
	page_right(&page, 2060, "KT. CHỦ TỊCH");
	page_right(&page, 2120, "PHÓ CHỦ TỊCH");
	page_right(&page, 2400, "Trần Thị Bình");
	page_read(&page);
	hs_foot_find(&page.lines, *state, &foot);
	block_is(&foot.authority, "TM. ỦY BAN NHÂN DÂN|KT. CHỦ TỊCH");
	block_is(&foot.position, "PHÓ CHỦ TỊCH");
	signer_is(&foot, "Trần Thị Bình");
}

static void an_authority_goes_on_in_its_next_line(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	struct hs_foot foot;

	page_body(&page, 1600, 5);
	page_right(&page, 2000, "T/M BAN CHẤP HÀNH");
	page_right(&page, 2060, "ĐẢNG BỘ HUYỆN");
	page_right(&page, 2120, "PHÓ BÍ THƯ");
	page_right(&page, 2180, "THƯỜNG TRỰC");
	page_read(&page);
	hs_foot_find(&page.lines, *state, &foot);
	block_is(&foot.authority, "T/M BAN CHẤP HÀNH|ĐẢNG BỘ HUYỆN");
	block_is(&foot.position, "PHÓ BÍ THƯ|THƯỜNG TRỰC");
	signer_is(&foot, NULL);
}

static void an_authority_is_known_though_misread(void **state)
{
	static const char *const list[] = {
		"T/M BAN THƯỜNG VỤ", "TM BAN THƯỜNG VỤ",  "TIM BAN THƯỜNG VỤ",
		"T⁄M BAN THƯỜNG VỤ", "T/L BAN THƯỜNG VỤ", "K/T BÍ THƯ",
	};

	for (size_t i = 0; i < HS_COUNT(list); i++) {
		HS_AUTO(page_done) struct page page = {0};
		struct hs_foot foot;

		page_body(&page, 1600, 5);
		page_right(&page, 2000, list[i]);
		page_read(&page);
		hs_foot_find(&page.lines, *state, &foot);
		block_is(&foot.authority, list[i]);
	}
}

static void a_position_may_stand_alone(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	struct hs_foot foot;

	page_body(&page, 1600, 5);
	page_right(&page, 2000, "CHÁNH VĂN PHÒNG");
	page_right(&page, 2300, "Nguyễn Văn An");
	page_read(&page);
	hs_foot_find(&page.lines, *state, &foot);
	block_is(&foot.authority, "");
	block_is(&foot.position, "CHÁNH VĂN PHÒNG");
	signer_is(&foot, "Nguyễn Văn An");
	assert_true(foot.score >= HS_FOOT);
}

static void of_two_signatures_the_right_one_counts(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	struct hs_foot foot;

	page_body(&page, 1600, 5);
	page_put(&page, 400, 2000, 'l', "THƯ KÝ");
	page_put(&page, 1700, 2000, '-', "CHỦ TỊCH");
	page_put(&page, 400, 2300, 'l', "Trần Thị Bình");
	page_put(&page, 1650, 2300, '-', "Nguyễn Văn An");
	page_read(&page);
	hs_foot_find(&page.lines, *state, &foot);
	block_is(&foot.position, "CHỦ TỊCH");
	signer_is(&foot, "Nguyễn Văn An");
}

static void the_last_signature_of_a_page_counts(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	struct hs_foot foot;

	page_right(&page, 200, "CHỦ TỊCH");
	page_right(&page, 400, "Trần Thị Bình");
	page_body(&page, 1600, 5);
	page_right(&page, 2000, "BÍ THƯ");
	page_right(&page, 2300, "Nguyễn Văn An");
	page_read(&page);
	hs_foot_find(&page.lines, *state, &foot);
	block_is(&foot.position, "BÍ THƯ");
	signer_is(&foot, "Nguyễn Văn An");
}

static void a_name_in_the_list_of_receivers_is_no_signer(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	struct hs_foot foot;

	receivers(&page);
	page_left(&page, 2180, "- Đồng chí Trần Thị Bình");
	page_left(&page, 2240, "Trần Thị Bình");
	page_right(&page, 2000, "BÍ THƯ");
	page_read(&page);
	hs_foot_find(&page.lines, *state, &foot);
	signer_is(&foot, NULL);
}

static void what_stands_at_the_right_is_no_receiver(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	struct hs_foot foot;

	receivers(&page);
	page_right(&page, 2080, "- Ông An");
	page_left(&page, 2500, "ở cuối trang");
	page_read(&page);
	hs_foot_find(&page.lines, *state, &foot);
	block_is(&foot.recipients, "- Các chi bộ,|- Lưu Văn phòng.");
}

static void a_page_without_a_foot_has_none(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	HS_AUTO(page_done) struct page empty = {0};
	struct hs_foot foot;

	page_body(&page, 200, 30);
	page_right(&page, 2100, "Bí thư chi bộ đã nhắc");
	page_right(&page, 2150, "Kt. quả đã đạt");
	page_right(&page, 2200, "TÌNH HÌNH CHUNG");
	page_read(&page);
	hs_foot_find(&page.lines, *state, &foot);
	assert_true(foot.score < HS_FOOT);
	block_is(&foot.authority, "");
	block_is(&foot.position, "");
	page_read(&empty);
	hs_foot_find(&empty.lines, *state, &foot);
	assert_true(foot.score < 0.001);
}

static void a_text_has_its_foot_in_one_column(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	struct hs_foot foot;

	page_of_text(&page,
		     "phải thực hiện.\n\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nNguyễn Văn An\n\n"
		     "Nơi nhận:\n- Các chi bộ,\n- Lưu.\n");
	hs_foot_find(&page.lines, *state, &foot);
	block_is(&foot.authority, "T/M BAN THƯỜNG VỤ");
	block_is(&foot.position, "BÍ THƯ");
	signer_is(&foot, "Nguyễn Văn An");
	block_is(&foot.recipients, "- Các chi bộ,|- Lưu.");
}

static void in_a_text_a_signature_ends_the_receivers(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	struct hs_foot foot;

	page_of_text(&page,
		     "Nơi nhận:\n- Các chi bộ,\n- Lưu.\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\n");
	hs_foot_find(&page.lines, *state, &foot);
	block_is(&foot.recipients, "- Các chi bộ,|- Lưu.");
	block_is(&foot.authority, "T/M BAN THƯỜNG VỤ");
}

static void old_papers_have_their_date_at_the_foot(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	struct hs_foot foot;

	page_body(&page, 1600, 5);
	page_right(&page, 2000, "Nam Định, ngày 5 tháng 12 năm 1960");
	page_right(&page, 2080, "BÍ THƯ");
	page_read(&page);
	hs_foot_find(&page.lines, *state, &foot);
	assert_non_null(foot.date_line);
	assert_int_equal(foot.date.year.value, 1960);
}

static void a_date_within_the_last_sentence_is_not_the_foots(void **state)
{
	HS_AUTO(page_done) struct page page = {0};
	struct hs_foot foot;

	page_body(&page, 1600, 5);
	page_right(&page, 1900, "từ ngày 5 tháng 12 năm 1960 trở đi");
	page_right(&page, 2080, "BÍ THƯ");
	page_read(&page);
	hs_foot_find(&page.lines, *state, &foot);
	assert_null(foot.date_line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_paper_of_the_party_ends_with_a_foot),
		cmocka_unit_test(the_state_writes_its_authority_with_a_dot),
		cmocka_unit_test(an_authority_goes_on_in_its_next_line),
		cmocka_unit_test(an_authority_is_known_though_misread),
		cmocka_unit_test(a_position_may_stand_alone),
		cmocka_unit_test(of_two_signatures_the_right_one_counts),
		cmocka_unit_test(the_last_signature_of_a_page_counts),
		cmocka_unit_test(a_name_in_the_list_of_receivers_is_no_signer),
		cmocka_unit_test(what_stands_at_the_right_is_no_receiver),
		cmocka_unit_test(a_page_without_a_foot_has_none),
		cmocka_unit_test(a_text_has_its_foot_in_one_column),
		cmocka_unit_test(in_a_text_a_signature_ends_the_receivers),
		cmocka_unit_test(old_papers_have_their_date_at_the_foot),
		cmocka_unit_test(a_date_within_the_last_sentence_is_not_the_foots),
	};

	return cmocka_run_group_tests(tests, papers_enter, papers_leave);
}
