// test-pdfa.c - PDFs as we write them: objects where the table says, pictures upright,
// words on their boxes, texts alike in both places
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "model/blankfont.h"
#include "model/srgb.h"
#include "port/pdfa-part.h"
#include "port/pdfa.h"
#include "unit/unit.h"

#include <inttypes.h>
#include <zlib.h>

static const char jpeg[] = "no JPEG, but it is not looked into";

static struct hs_words words_of(const char *text, struct hs_box box)
{
	struct hs_words words = {0};
	struct hs_word word = {
		.box = box,
		.confidence = 1,
		.starts_line = true,
		.starts_block = true,
		.text = hs_dup(text),
	};

	hs_words_add(&words, &word);
	hs_text_free(&word.text);
	return words;
}

// A page of 100 x 200 pixels at 72 dpi, its picture in the file "in".
struct made {
	struct hs_pdfa_about about;
	struct hs_pdfa_page page;
	struct hs_place place;
	struct hs_words words;
	int pages;
};

static struct made begin(void)
{
	struct made m = {
		.about = {.title = "Nghị quyết <1> & \"2\"", .producer = "test"},
		.place = {.w = 100, .h = 200, .page_w = 100, .page_h = 200},
		.words = words_of("Đảng", (struct hs_box){10, 20, 30, 12}),
		.pages = 1,
	};

	unit_put("in", jpeg);
	m.page = (struct hs_pdfa_page){
		.label = 7,
		.width = 100,
		.height = 200,
		.orientation = 1,
		.pictures = 1,
		.from = -1,
	};
	m.page.picture[0] = (struct hs_pdfa_picture){
		.coding = HS_PDFA_JPEG,
		.width = 100,
		.height = 200,
		.components = 3,
		.bits = 8,
		.len = sizeof(jpeg) - 1,
	};
	return m;
}

// The file, written; the caller frees.
static struct hs_buf made(struct made *m)
{
	int out = open("a.pdf", O_RDWR | O_CREAT | O_TRUNC, 0600),
	    in = open("in", O_RDONLY);
	struct hs_err err = {0};
	HS_AUTO(hs_pdfa_free) struct hs_pdfa *pdf = hs_pdfa_new(out, &m->about, &err);
	struct hs_buf file = {0};
	uint64_t bytes = 0;
	char part[4096];
	ssize_t n;

	assert_non_null(pdf);
	m->page.from = in;
	m->page.words = &m->words;
	m->page.place = &m->place;
	for (int i = 0; i < m->pages; i++, m->page.label++)
		if (hs_pdfa_add(pdf, &m->page, &err) < 0)
			fail_msg("%s", err.text);
	if (hs_pdfa_close(pdf, &bytes, &err) < 0)
		fail_msg("%s", err.text);
	lseek(out, 0, SEEK_SET);
	while ((n = read(out, part, sizeof(part))) > 0)
		hs_buf_add(&file, part, (size_t)n);
	assert_int_equal(file.len, bytes);
	close(in);
	close(out);
	hs_words_done(&m->words);
	return file;
}

static const char *find(const struct hs_buf *file, const char *text)
{
	return memmem(file->data, file->len, text, strlen(text));
}

static void has(const struct hs_buf *file, const char *text)
{
	if (!find(file, text))
		fail_msg("no '%s'", text);
}

// What the page draws, inflated.
static void draws(const struct hs_buf *file, const char *wanted)
{
	const char *at = find(file, "/Filter /FlateDecode /Length");
	char text[4096];
	uLongf len = sizeof(text) - 1;

	assert_non_null(at);
	at = strstr(at, "stream\n") + 7;
	assert_int_equal(uncompress((Bytef *)text, &len, (const Bytef *)at,
				    (uLong)(file->data + file->len - at)),
			 Z_OK);
	text[len] = '\0';
	if (!strstr(text, wanted))
		fail_msg("'%s' in:\n%s", wanted, text);
}

static void every_object_is_where_the_table_says(void **state)
{
	struct made m = begin();
	HS_AUTO(hs_buf_done) struct hs_buf file = {0};
	const char *at;
	unsigned count;

	(void)state;
	m.pages = 600; // three nodes
	file = made(&m);
	at = find(&file, "\nxref\n0 ");
	assert_int_equal(sscanf(at, "\nxref\n0 %u", &count), 1);
	assert_in_range(count, 1800, 1900);
	at = strstr(at + 8, "\n") + 1;
	for (unsigned i = 1; i < count; i++) {
		char head[40];
		size_t place;

		assert_int_equal(sscanf(at + 20 * i, "%zu 00000 n ", &place), 1);
		snprintf(head, sizeof(head), "%u 0 obj\n", i);
		if (strncmp(file.data + place, head, strlen(head)) != 0)
			fail_msg("object %u is not at %zu", i, place);
	}
	has(&file, "/Type /Pages /Count 600 ");
	has(&file, "/Count 88 "); // 600 - 2 * 256
}

static void a_word_fills_its_box(void **state)
{
	struct made m = begin();
	HS_AUTO(hs_buf_done) struct hs_buf file = {0};

	(void)state;
	file = made(&m);
	// Four letters, 30 points: 7.5 each; half a size is 6; the foot is at 200 - 32.
	draws(&file, "/F24 12.00 Tf 125.00 Tz 1 0 0 1 10.00 168.00 Tm "
		     "<01101EA3006E00670020> Tj");
	draws(&file,
	      "q 100.000 0.000 0.000 200.000 0.000 0.000 cm\n/I0 Do\nQ\nBT 3 Tr\n");
}

static void noise_is_left_out(void **state)
{
	struct made m = begin();
	HS_AUTO(hs_buf_done) struct hs_buf file = {0};

	(void)state;
	m.words.list[0].noise = true;
	file = made(&m);
	draws(&file, "BT 3 Tr\nET\n");
}

static void a_turned_picture_is_drawn_upright(void **state)
{
	static const struct {
		uint32_t orientation, quarters;
		const char *wanted;
	} cases[] = {
		{2, 0, "q -100.000 0.000 0.000 200.000 100.000 0.000 cm"},
		{3, 0, "q -100.000 0.000 0.000 -200.000 100.000 200.000 cm"},
		{6, 0, "q 0.000 -200.000 100.000 0.000 0.000 200.000 cm"},
		{8, 0, "q 0.000 200.000 -100.000 0.000 100.000 0.000 cm"},
		{1, 1, "q 0.000 -200.000 100.000 0.000 0.000 200.000 cm"},
		{6, 3, "q 100.000 0.000 0.000 200.000 0.000 0.000 cm"},
		{5, 1, "q -100.000 0.000 0.000 200.000 100.000 0.000 cm"},
	};

	(void)state;
	for (size_t i = 0; i < HS_COUNT(cases); i++) {
		struct made m = begin();
		HS_AUTO(hs_buf_done) struct hs_buf file = {0};

		m.page.orientation = cases[i].orientation;
		m.page.quarters = cases[i].quarters;
		file = made(&m);
		draws(&file, cases[i].wanted);
	}
}

static void what_it_is_about_stands_in_both_places(void **state)
{
	struct made m = begin();
	HS_AUTO(hs_buf_done) struct hs_buf file = {0};

	(void)state;
	m.about.number = "12-NQ/HU";
	m.about.date = "2009-12-02";
	m.about.issuer = "HUYỆN\x01ỦY"; // no control character gets through
	file = made(&m);
	has(&file, "<rdf:li xml:lang=\"x-default\">Nghị quyết &lt;1&gt; &amp; \"2\"<");
	has(&file, "/Title <FEFF004E006700681ECB00200071");
	has(&file, "<rdf:li>HUYỆN ỦY</rdf:li>");
	has(&file, "/Author <FEFF004800550059");
	has(&file, "<pdf:Keywords>12-NQ/HU; 2009-12-02</pdf:Keywords>");
	has(&file, "/Keywords <FEFF00310032002D004E");
	has(&file, "/Nums [ 0 << /S /D /St 7 >> ]");
	assert_null(find(&file, "/CreationDate"));
}

static void a_level_says_its_name(void **state)
{
	struct made m = begin();
	HS_AUTO(hs_buf_done) struct hs_buf file = {0};

	(void)state;
	m.about.level = HS_PDFA_2U;
	file = made(&m);
	has(&file, "%PDF-1.7\n");
	has(&file, "<pdfaid:part>2</pdfaid:part>");
	has(&file, "<pdfaid:conformance>U</pdfaid:conformance>");
}

static void the_same_pages_give_the_same_bytes(void **state)
{
	struct made m = begin(), n = begin();
	HS_AUTO(hs_buf_done) struct hs_buf a = made(&m);
	HS_AUTO(hs_buf_done) struct hs_buf b = {0};

	(void)state;
	assert_int_equal(setenv("TZ", "Asia/Ho_Chi_Minh", 1), 0);
	b = made(&n);
	assert_int_equal(a.len, b.len);
	assert_memory_equal(a.data, b.data, a.len);
}

static void letters_beyond_the_first_plane_have_numbers(void **state)
{
	struct hs_pdfa_letters letters = {0};

	(void)state;
	assert_int_equal(hs_pdfa_letter(&letters, 0x1ea3), 0x1ea3);
	assert_int_equal(hs_pdfa_letter(&letters, 0x1f600), 0xd800);
	assert_int_equal(hs_pdfa_letter(&letters, 0x20000), 0xd801);
	assert_int_equal(hs_pdfa_letter(&letters, 0x1f600), 0xd800);
	assert_int_equal(hs_pdfa_letter(&letters, 0), 0xfffd);
	assert_int_equal(hs_pdfa_letter(&letters, 0xdc00), 0xfffd);
}

static void a_page_of_odd_size_is_refused(void **state)
{
	struct made m = begin();
	struct hs_err err = {0};
	int out = open("a.pdf", O_RDWR | O_CREAT, 0600);
	HS_AUTO(hs_pdfa_free) struct hs_pdfa *pdf = hs_pdfa_new(out, &m.about, &err);

	(void)state;
	m.page.width = 14401;
	assert_int_equal(hs_pdfa_add(pdf, &m.page, &err), -1);
	assert_int_equal(err.code, HS_LIMIT);
	hs_words_done(&m.words);
	close(out);
}

// Big-endian.
static uint32_t at32(const struct hs_buf *buf, size_t at)
{
	uint32_t value = 0;

	for (size_t i = 0; i < 4; i++)
		value = value << 8 | (uint8_t)buf->data[at + i];
	return value;
}

static void the_font_adds_up(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf font = {0};
	uint32_t all = 0;

	(void)state;
	hs_blank_font(&font);
	assert_int_equal(font.len % 4, 0);
	for (size_t i = 0; i < font.len; i += 4)
		all += at32(&font, i);
	assert_int_equal(all, 0xb1b0afba); // OpenType: head, checksumAdjustment
}

static void the_profile_is_as_long_as_it_says(void **state)
{
	HS_AUTO(hs_buf_done) struct hs_buf profile = {0};

	(void)state;
	hs_srgb_profile(&profile);
	assert_int_equal(at32(&profile, 0), profile.len);
	assert_memory_equal(profile.data + 36, "acsp", 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(every_object_is_where_the_table_says),
		IN_FOLDER(a_word_fills_its_box),
		IN_FOLDER(noise_is_left_out),
		IN_FOLDER(a_turned_picture_is_drawn_upright),
		IN_FOLDER(what_it_is_about_stands_in_both_places),
		IN_FOLDER(a_level_says_its_name),
		IN_FOLDER(the_same_pages_give_the_same_bytes),
		cmocka_unit_test(letters_beyond_the_first_plane_have_numbers),
		IN_FOLDER(a_page_of_odd_size_is_refused),
		cmocka_unit_test(the_font_adds_up),
		cmocka_unit_test(the_profile_is_as_long_as_it_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
