// What base/syllable promises: what can be a syllable of Vietnamese.
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/syllable.h"
#include "base/text.h"

#include "unit/unit.h"

#include <utf8proc.h>

static bool ok(const char *text)
{
	return hs_syllable_ok(text, text + strlen(text));
}

// Each word between spaces, in NFC and in NFD.
static void each_is(bool wanted, const char *words)
{
	HS_AUTO(hs_text_free) char *copy = hs_dup(words);
	char *rest = copy;

	for (char *word; (word = strsep(&rest, " "));) {
		HS_AUTO(hs_text_free)
		char *nfd = (char *)utf8proc_NFD((const utf8proc_uint8_t *)word);

		if (ok(word) != wanted || ok(nfd) != wanted)
			fail_msg("'%s'", word);
	}
}

static void words_of_party_papers_are_syllables(void **state)
{
	(void)state;
	each_is(true, "Nghị quyết của Ban Chấp hành Đảng bộ huyện khoá mười nghiêng "
		      "HUYỆN UỶ người khuỷu ngoằn ngoèo khuya yêu thuở hươu luật");
}

static void gi_and_qu_eat_a_vowel(void **state)
{
	(void)state;
	each_is(true, "gì gìn giết giếng già giường quốc quý quỳnh quyền qua quơ");
	each_is(false, "gii giyên quua qa quo quưa");
}

static void the_vowel_decides_how_the_onset_is_spelled(void **state)
{
	(void)state;
	each_is(true, "kẻ cá ghế gà nghe ngà kỷ");
	each_is(false, "cẻ kă ghà ngê nghà ge qí cy");
}

static void a_stop_takes_two_tones(void **state)
{
	(void)state;
	each_is(true, "các việc sách nghiệp tốt một");
	each_is(false, "cac việc, viêc sach nghiêp tồt mổt cãp");
}

static void the_tone_stands_where_it_stood_or_stands(void **state)
{
	(void)state;
	each_is(true, "hòa hoà thúy thuý khỏe khoẻ qúy quý của thuở ứa");
	each_is(false, "tíên đựơc toàń cuả hàò maí ngừơi");
}

static void i_and_y_vary_where_names_do(void **state)
{
	(void)state;
	each_is(true, "lý lí mỹ mĩ kỹ kĩ y Vỹ Thy");
	each_is(false, "bý chỳ iêu byên nghỳ");
}

static void loans_and_places_are_taken_in(void **state)
{
	(void)state;
	each_is(true, "boa buýt xoong moóc pin Kạn Đắk Lắk Pa");
}

static void what_is_misread_is_none(void **state)
{
	static const char zero[] = "ba\0n";

	(void)state;
	each_is(false, "quyềt nghj đảnq huyên. thirc ủv tlnh bưởc1 ơng ăo uôp Z w");
	assert_false(ok(""));
	assert_false(ok("nghiêngnghiêng"));
	assert_false(hs_syllable_ok(zero, zero + 4));
	assert_false(ok("ba\xff"));
}

static void eth_counts_as_dd(void **state)
{
	(void)state;
	each_is(true, "Ðảng ðồng");
}

static void share_is(const char *text, double wanted)
{
	double got = hs_syllable_share(text);

	if (got < wanted - 1e-9 || got > wanted + 1e-9)
		fail_msg("'%s': %g, not %g", text, got, wanted);
}

static void signs_and_digits_do_not_disturb(void **state)
{
	(void)state;
	share_is("quyết,", 1);
	share_is("(Đảng", 1);
	share_is("ngày 05/3/1987.", 1);
	share_is("qưyêt,", 0);
	share_is("ban-xyzt", 3 / 7.0);
}

static void what_says_nothing_is_left_out(void **state)
{
	static const char *const texts[] = {
		"",   "05/3/1987", "UBND", "HĐND", "12-NQ/BTV", "QĐ-TW", "BCHTƯ",
		"b)", "Đ/c",       "TTr",  "CTr",  "QĐi",       "III.",  "5kg",
	};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(texts); i++)
		share_is(texts[i], HS_SYLLABLE_NONE);
	share_is("UBND huyện", 1);
}

static void nobody_mixes_capitals_like_that(void **state)
{
	(void)state;
	share_is("Việt", 1);
	share_is("VIỆT", 1);
	share_is("VIệT", 0);
	share_is("tUyến", 0);
}

// How many tones onset, vowels and final take, on that vowel.
static size_t tones_on(int at, const char *onset, const char *const v[3],
		       const char *final)
{
	static const char *const tones[] = {"\u0301", "",       "\u0300",
					    "\u0309", "\u0303", "\u0323"};
	size_t count = 0;

	for (size_t t = 0; t < HS_COUNT(tones); t++) {
		char text[64];

		snprintf(text, sizeof(text), "%s%s%s%s%s%s%s%s", onset, v[0],
			 at == 0 ? tones[t] : "", v[1], at == 1 ? tones[t] : "", v[2],
			 at == 2 ? tones[t] : "", final);
		count += ok(text);
		if (count == 0) // sắc is with every syllable, so there is none
			break;
	}
	return count;
}

// Where a tone may stand on either of two vowels, it counts once.
static size_t tones_of(const char *onset, const char *const v[3], const char *final)
{
	size_t best = 0;

	for (int at = 0; at < 3 && *v[at]; at++) {
		size_t count = tones_on(at, onset, v, final);

		best = count > best ? count : best;
	}
	return best;
}

static size_t count_of_onset(const char *onset)
{
	static const char *const v[] = {"",  "a", "ă", "â", "e", "ê", "i",
					"o", "ô", "ơ", "u", "ư", "y"};
	static const char *const finals[] = {"",  "c",  "ch", "k", "m",
					     "n", "ng", "nh", "p", "t"};
	size_t count = 0;

	for (size_t i = 1; i < HS_COUNT(v); i++)
		for (size_t j = 0; j < HS_COUNT(v); j++)
			for (size_t k = 0; k < (j ? HS_COUNT(v) : 1); k++)
				for (size_t f = 0; f < HS_COUNT(finals); f++)
					count += tones_of(
						onset,
						(const char *const[]){v[i], v[j], v[k]},
						finals[f]);
	return count;
}

// About 7,000 are in use. Many more would mean that everything passes.
static void there_are_not_too_many(void **state)
{
	static const char *const onsets[] = {
		"",   "b",  "c", "ch", "d", "đ",  "g",   "gh", "h",
		"k",  "kh", "l", "m",  "n", "ng", "ngh", "nh", "p",
		"ph", "q",  "r", "s",  "t", "th", "tr",  "v",  "x",
	};
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < HS_COUNT(onsets); i++)
		count += count_of_onset(onsets[i]);
	if (count < 9000 || count > 15000)
		fail_msg("%zu", count);
	print_message("%zu syllables\n", count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_party_papers_are_syllables),
		cmocka_unit_test(gi_and_qu_eat_a_vowel),
		cmocka_unit_test(the_vowel_decides_how_the_onset_is_spelled),
		cmocka_unit_test(a_stop_takes_two_tones),
		cmocka_unit_test(the_tone_stands_where_it_stood_or_stands),
		cmocka_unit_test(i_and_y_vary_where_names_do),
		cmocka_unit_test(loans_and_places_are_taken_in),
		cmocka_unit_test(what_is_misread_is_none),
		cmocka_unit_test(eth_counts_as_dd),
		cmocka_unit_test(signs_and_digits_do_not_disturb),
		cmocka_unit_test(what_says_nothing_is_left_out),
		cmocka_unit_test(nobody_mixes_capitals_like_that),
		cmocka_unit_test(there_are_not_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
