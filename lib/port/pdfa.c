// pdfa.c - see pdfa.h
#include "port/pdfa.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/srgb.h"
#include "port/pdfa-part.h"
#include "sys/deflate.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { KIDS = 256 }; // pages below one node; an array holds 8,191 at most

// Points: what PDF 1.4 lets a page be (appendix C).
static const double side_least = 3, side_most = 14400;

struct hs_pdfa {
	struct hs_objects objects;
	struct hs_pdfa_texts texts;
	struct hs_pdfa_letters letters;
	uint32_t fonts[HS_PDFA_FONTS + 1]; // their numbers, by height; 0: not wanted
	uint32_t root;
	uint32_t *pages, *nodes; // their numbers; of nodes one for KIDS pages
	size_t count;
	struct hs_buf labels; // of a number tree
	uint32_t label;       // of the page before
};

struct hs_pdfa *hs_pdfa_new(int fd, const struct hs_pdfa_about *about, struct hs_err *err)
{
	HS_AUTO(hs_pdfa_free) struct hs_pdfa *pdf = HS_NEW(struct hs_pdfa);

	hs_pdfa_texts_keep(about, &pdf->texts);
	if (hs_objects_begin(&pdf->objects, fd,
			     about->level == HS_PDFA_1B ? "1.4" : "1.7", err) < 0)
		return NULL;
	pdf->root = hs_objects_new(&pdf->objects);
	return HS_STEAL(pdf);
}

void hs_pdfa_free(struct hs_pdfa **pdf)
{
	if (!*pdf)
		return;
	hs_objects_done(&(*pdf)->objects);
	hs_pdfa_texts_done(&(*pdf)->texts);
	hs_buf_done(&(*pdf)->labels);
	free((*pdf)->pages);
	free((*pdf)->nodes);
	free(*pdf);
	*pdf = NULL;
}

// ---- pictures ------------------------------------------------------------------

struct point {
	double x, y;
};

static struct point quarter(struct point p)
{
	return (struct point){p.y, 1 - p.x};
}

// Where a point of the picture as it is stored lies upright; both are one wide and one
// high, and y goes up.
static struct point upright(const struct hs_pdfa_page *page, struct point p)
{
	static const struct {
		uint32_t quarters;
		bool mirror;
	} turns[9] = {
		[2] = {0, true},  [3] = {2, false}, [4] = {2, true}, [5] = {1, true},
		[6] = {1, false}, [7] = {3, true},  [8] = {3, false}};
	uint32_t how = page->orientation <= 8 ? page->orientation : 1;

	for (uint32_t i = 0; i < turns[how].quarters; i++)
		p = quarter(p);
	if (turns[how].mirror)
		p.x = 1 - p.x;
	for (uint32_t i = 0; i < (page->quarters & 3); i++)
		p = quarter(p);
	return p;
}

static void draw_pictures(const struct hs_pdfa_page *page, struct hs_buf *out)
{
	struct point o = upright(page, (struct point){0, 0});
	struct point x = upright(page, (struct point){1, 0});
	struct point y = upright(page, (struct point){0, 1});

	hs_buf_addf(out, "q %.3f %.3f %.3f %.3f %.3f %.3f cm\n",
		    (x.x - o.x) * page->width, (x.y - o.y) * page->height,
		    (y.x - o.x) * page->width, (y.y - o.y) * page->height,
		    o.x * page->width, o.y * page->height);
	for (size_t i = 0; i < page->pictures; i++)
		if (page->picture[i].coding != HS_PDFA_STENCIL)
			hs_buf_addf(out, "/I%zu Do\n", i);
	hs_buf_addf(out, "Q\n");
}

static void add_colours(const struct hs_pdfa_picture *p, struct hs_buf *dict)
{
	if (!p->colours) {
		hs_buf_addf(dict, " /ColorSpace /Device%s",
			    p->components == 3 ? "RGB" : "Gray");
		return;
	}
	hs_buf_addf(dict, " /ColorSpace [/Indexed /DeviceRGB %" PRIu32 " <",
		    p->colours - 1);
	for (uint32_t i = 0; i < 3 * p->colours; i++)
		hs_buf_addf(dict, "%02X", p->palette[i]);
	hs_buf_addf(dict, ">]");
}

static void add_filter(const struct hs_pdfa_picture *p, struct hs_buf *dict)
{
	switch (p->coding) {
	case HS_PDFA_JPEG:
		hs_buf_addf(dict, " /Filter /DCTDecode");
		return;
	case HS_PDFA_FLATE:
		hs_buf_addf(dict,
			    " /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors "
			    "%" PRIu32 " /BitsPerComponent %" PRIu32 " /Columns %" PRIu32
			    " >>",
			    p->components, p->bits, p->width);
		return;
	default:
		hs_buf_addf(dict,
			    " /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns "
			    "%" PRIu32 " /Rows %" PRIu32 " >>",
			    p->width, p->height);
	}
}

static int put_picture(struct hs_pdfa *pdf, const struct hs_pdfa_page *page, size_t n,
		       const uint32_t *numbers, struct hs_err *err)
{
	const struct hs_pdfa_picture *p = &page->picture[n];
	HS_AUTO(hs_buf_done) struct hs_buf dict = {0};

	hs_buf_addf(&dict,
		    "/Type /XObject /Subtype /Image /Width %" PRIu32 " /Height %" PRIu32
		    " /BitsPerComponent %" PRIu32,
		    p->width, p->height, p->bits);
	if (p->coding == HS_PDFA_STENCIL)
		hs_buf_addf(&dict, " /ImageMask true");
	else
		add_colours(p, &dict);
	if (n + 1 < page->pictures && p[1].coding == HS_PDFA_STENCIL)
		hs_buf_addf(&dict, " /Mask %" PRIu32 " 0 R", numbers[n + 1]);
	add_filter(p, &dict);
	return hs_objects_copy(&pdf->objects, numbers[n], dict.data, page->from, p->at,
			       p->len, err);
}

// ---- words ---------------------------------------------------------------------

static unsigned add_letters(struct hs_pdfa *pdf, const char *text, struct hs_buf *out)
{
	const char *end = text + strlen(text);
	unsigned count = 0;

	while (text < end) {
		uint32_t c = hs_utf8_next(&text, end);

		hs_buf_addf(out, "%04X", hs_pdfa_letter(&pdf->letters, c));
		count++;
	}
	return count;
}

// A page's text while it is made.
struct text {
	struct hs_pdfa *pdf;
	const struct hs_pdfa_page *page;
	struct hs_buf content;
	bool used[HS_PDFA_FONTS + 1]; // fonts
};

static void text_done(struct text *text)
{
	hs_buf_done(&text->content);
}

// The font for a box of that height in a line of that size, and its size: exactly such
// that the box is filled, unless the letters would differ too much from their
// neighbours'. Letters that are narrower than a tenth of the size are taken for doubled
// ones; a letter is `width` wide. All of it in pixels.
static unsigned choose_font(double height, double width, double line, double *size)
{
	const double alike = 0.04, near = 1.5; // poppler takes 0.05 for another size
	const double narrow = 9, of = line < narrow * width ? line : narrow * width;
	double parts = height / of * HS_PDFA_HEIGHTS;
	unsigned n = parts < 1               ? 1
		     : parts > HS_PDFA_FONTS ? HS_PDFA_FONTS
					     : (unsigned)(parts + 0.5);
	double off = fabs(height - of * n / HS_PDFA_HEIGHTS);

	*size = height * HS_PDFA_HEIGHTS / n;
	if ((fabs(*size - of) > alike * of && off < near) || *size > narrow * width)
		*size = of;
	return n;
}

// How much either of two words gives way where so little is between them that poppler
// (0.15 of the size) would make them one: less than two pixels.
static double give_way(const struct hs_span *left, const struct hs_span *right,
		       double line)
{
	const double apart = 0.16, most = 1.75;
	double gap = right->x - left->x - left->w, lack = (apart * line - gap) / 2;

	if (gap < 0 || lack <= 0 || left->w < 4 * most || right->w < 4 * most)
		return 0;
	return lack < most ? lack : most;
}

static void add_word(struct text *text, size_t n, double line, bool first, bool last)
{
	const struct hs_pdfa_page *page = text->page;
	const struct hs_word *word = &page->words->list[n];
	const double across = page->width / page->place->w;
	const double down = page->height / page->place->h;
	HS_AUTO(hs_buf_done) struct hs_buf letters = {0};
	unsigned count = add_letters(text->pdf, word->text, &letters), font;
	struct hs_span span, next;
	double size, left = 0, right = 0;

	if (!count)
		return;
	hs_place_span(page->place, &word->box, &span);
	if (!first) {
		hs_place_span(page->place, &word[-1].box, &next);
		left = give_way(&next, &span, line);
	}
	if (!last) {
		hs_place_span(page->place, &word[1].box, &next);
		right = give_way(&span, &next, line);
	}
	font = choose_font(span.h, span.w / count, line, &size);
	text->used[font] = true;
	hs_buf_addf(&text->content,
		    "/F%u %.2f Tf %.2f Tz 1 0 0 1 %.2f %.2f Tm <%s0020> Tj\n", font,
		    size * down,
		    100 * (span.w - left - right) * across / (count * size * down / 2),
		    (span.x + left) * across, page->height - (span.y + span.h) * down,
		    letters.data);
}

static int rising(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

// The height that three of four words stay below: dirt and seals read as words are
// taller than any.
static double usual(const struct hs_pdfa_page *page, size_t from, size_t to)
{
	double *heights = hs_new(to - from, sizeof(*heights)), height;

	for (size_t i = from; i < to; i++) {
		struct hs_span span;

		hs_place_span(page->place, &page->words->list[i].box, &span);
		heights[i - from] = span.h;
	}
	qsort(heights, to - from, sizeof(*heights), rising);
	height = heights[(to - from) * 3 / 4];
	free(heights);
	return height > 1 ? height : 1;
}

// Where the line that begins at i ends.
static size_t next_line(const struct hs_words *words, size_t i)
{
	while (++i < words->count && !words->list[i].starts_line &&
	       !words->list[i].starts_block && !words->list[i].noise)
		;
	return i;
}

static size_t next_block(const struct hs_words *words, size_t i)
{
	while (++i < words->count && !words->list[i].starts_block &&
	       !words->list[i].noise)
		;
	return i;
}

// Lines of a block get the same size, but those that are clearly of another.
static void add_block(struct text *text, size_t from, size_t to)
{
	const double smaller = 0.75, larger = 1.33;
	const struct hs_pdfa_page *page = text->page;
	double block = usual(page, from, to);

	while (from < to) {
		size_t end = next_line(page->words, from);
		double line = usual(page, from, end);

		if (line > smaller * block && line < larger * block)
			line = block;
		for (size_t i = from; i < end; i++)
			add_word(text, i, line, i == from, i + 1 == end);
		from = end;
	}
}

static void add_words(struct text *text)
{
	const struct hs_words *words = text->page->words;

	hs_buf_addf(&text->content, "BT 3 Tr\n");
	for (size_t i = 0; i < words->count;) {
		size_t end = next_block(words, i);

		if (!words->list[i].noise)
			add_block(text, i, end);
		i = end;
	}
	hs_buf_addf(&text->content, "ET\n");
}

// ---- pages ---------------------------------------------------------------------

static int put_content(struct hs_pdfa *pdf, const struct hs_buf *content, uint32_t number,
		       struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf small = {0};

	hs_deflate(content->data, content->len, &small);
	return hs_objects_stream(&pdf->objects, number, "/Filter /FlateDecode",
				 small.data, small.len, err);
}

static void add_fonts(const struct text *text, struct hs_buf *dict)
{
	struct hs_pdfa *pdf = text->pdf;

	hs_buf_addf(dict, "/Font <<");
	for (unsigned i = 1; i <= HS_PDFA_FONTS; i++) {
		if (!text->used[i])
			continue;
		if (!pdf->fonts[i])
			pdf->fonts[i] = hs_objects_new(&pdf->objects);
		hs_buf_addf(dict, " /F%u %" PRIu32 " 0 R", i, pdf->fonts[i]);
	}
	hs_buf_addf(dict, " >>");
}

static int put_page(struct hs_pdfa *pdf, const struct text *text, uint32_t number,
		    const uint32_t *pictures, struct hs_err *err)
{
	const struct hs_pdfa_page *page = text->page;
	uint32_t content = hs_objects_new(&pdf->objects);
	HS_AUTO(hs_buf_done) struct hs_buf dict = {0};

	hs_buf_addf(
		&dict,
		"<< /Type /Page /Parent %" PRIu32
		" 0 R /MediaBox [0 0 %.3f %.3f] /Contents %" PRIu32 " 0 R /Resources << ",
		pdf->nodes[(pdf->count - 1) / KIDS], page->width, page->height, content);
	add_fonts(text, &dict);
	hs_buf_addf(&dict, " /XObject <<");
	for (size_t i = 0; i < page->pictures; i++)
		if (page->picture[i].coding != HS_PDFA_STENCIL)
			hs_buf_addf(&dict, " /I%zu %" PRIu32 " 0 R", i, pictures[i]);
	hs_buf_addf(&dict, " >> >> >>");
	if (hs_objects_put(&pdf->objects, number, dict.data, err) < 0)
		return -1;
	return put_content(pdf, &text->content, content, err);
}

// A number for the page, and a node for the first of KIDS.
static uint32_t count_page(struct hs_pdfa *pdf)
{
	size_t n = pdf->count++;

	if ((n & (n - 1)) == 0)
		pdf->pages = hs_grow(pdf->pages, n ? 2 * n : 1, sizeof(*pdf->pages));
	if (n % KIDS == 0) {
		pdf->nodes = hs_grow(pdf->nodes, n / KIDS + 1, sizeof(*pdf->nodes));
		pdf->nodes[n / KIDS] = hs_objects_new(&pdf->objects);
	}
	return pdf->pages[n] = hs_objects_new(&pdf->objects);
}

static void label(struct hs_pdfa *pdf, uint32_t number)
{
	if (pdf->count == 1 || number != pdf->label + 1)
		hs_buf_addf(&pdf->labels, " %zu << /S /D /St %" PRIu32 " >>",
			    pdf->count - 1, number);
	pdf->label = number;
}

static bool side_ok(double points)
{
	return points >= side_least && points <= side_most;
}

int hs_pdfa_add(struct hs_pdfa *pdf, const struct hs_pdfa_page *page, struct hs_err *err)
{
	uint32_t number, pictures[HS_PDFA_PICTURES];
	HS_AUTO(text_done) struct text text = {.pdf = pdf, .page = page};

	if (!side_ok(page->width) || !side_ok(page->height))
		return hs_fail(err, HS_LIMIT, "a page of %.0f x %.0f points", page->width,
			       page->height);
	number = count_page(pdf);
	label(pdf, page->label);
	for (size_t i = 0; i < page->pictures; i++)
		pictures[i] = hs_objects_new(&pdf->objects);
	for (size_t i = 0; i < page->pictures; i++)
		if (put_picture(pdf, page, i, pictures, err) < 0)
			return -1;
	draw_pictures(page, &text.content);
	add_words(&text);
	return put_page(pdf, &text, number, pictures, err);
}

// ---- what holds them together ----------------------------------------------------

static int put_nodes(struct hs_pdfa *pdf, uint32_t top, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf all = {0};

	hs_buf_addf(&all, "<< /Type /Pages /Count %zu /Kids [", pdf->count);
	for (size_t first = 0; first < pdf->count; first += KIDS) {
		size_t end = first + KIDS < pdf->count ? first + KIDS : pdf->count;
		uint32_t number = pdf->nodes[first / KIDS];
		HS_AUTO(hs_buf_done) struct hs_buf node = {0};

		hs_buf_addf(&all, " %" PRIu32 " 0 R", number);
		hs_buf_addf(&node,
			    "<< /Type /Pages /Parent %" PRIu32 " 0 R /Count %zu /Kids [",
			    top, end - first);
		for (size_t i = first; i < end; i++)
			hs_buf_addf(&node, " %" PRIu32 " 0 R", pdf->pages[i]);
		hs_buf_addf(&node, " ] >>");
		if (hs_objects_put(&pdf->objects, number, node.data, err) < 0)
			return -1;
	}
	hs_buf_addf(&all, " ] >>");
	return hs_objects_put(&pdf->objects, top, all.data, err);
}

static int put_outline(struct hs_pdfa *pdf, uint32_t outline, struct hs_err *err)
{
	uint32_t item = hs_objects_new(&pdf->objects);
	HS_AUTO(hs_buf_done) struct hs_buf top = {0};
	HS_AUTO(hs_buf_done) struct hs_buf dict = {0};

	hs_buf_addf(&top,
		    "<< /Type /Outlines /First %" PRIu32 " 0 R /Last %" PRIu32
		    " 0 R /Count 1 >>",
		    item, item);
	hs_buf_addf(&dict,
		    "<< /Parent %" PRIu32 " 0 R /Dest [%" PRIu32 " 0 R /Fit] /Title ",
		    outline, pdf->pages[0]);
	hs_pdfa_string(pdf->texts.title ? pdf->texts.title : "-", &dict);
	hs_buf_addf(&dict, " >>");
	if (hs_objects_put(&pdf->objects, outline, top.data, err) < 0)
		return -1;
	return hs_objects_put(&pdf->objects, item, dict.data, err);
}

static int put_profile(struct hs_pdfa *pdf, uint32_t number, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf profile = {0};
	HS_AUTO(hs_buf_done) struct hs_buf small = {0};

	hs_srgb_profile(&profile);
	hs_deflate(profile.data, profile.len, &small);
	return hs_objects_stream(&pdf->objects, number, "/N 3 /Filter /FlateDecode",
				 small.data, small.len, err);
}

// Not compressed: PDF/A-1, 6.7.2, wants it found by who knows nothing of PDF.
static int put_metadata(struct hs_pdfa *pdf, uint32_t number, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf xmp = {0};

	hs_pdfa_xmp(&pdf->texts, &xmp);
	return hs_objects_stream(&pdf->objects, number, "/Type /Metadata /Subtype /XML",
				 xmp.data, xmp.len, err);
}

static int put_info(struct hs_pdfa *pdf, uint32_t number, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf info = {0};

	hs_pdfa_info(&pdf->texts, &info);
	return hs_objects_put(&pdf->objects, number, info.data, err);
}

static int put_root(struct hs_pdfa *pdf, uint32_t pages, uint32_t outline,
		    struct hs_err *err)
{
	uint32_t profile = hs_objects_new(&pdf->objects);
	uint32_t metadata = hs_objects_new(&pdf->objects);
	HS_AUTO(hs_buf_done) struct hs_buf root = {0};

	hs_buf_addf(
		&root,
		"<< /Type /Catalog /Pages %" PRIu32 " 0 R /Outlines %" PRIu32
		" 0 R /PageMode /UseOutlines /PageLabels << /Nums [%s ] >> /Lang (vi) "
		"/Metadata %" PRIu32 " 0 R /ViewerPreferences << /DisplayDocTitle "
		"true >> /OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 "
		"/OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB "
		"IEC61966-2.1) /DestOutputProfile %" PRIu32 " 0 R >>] >>",
		pages, outline, hs_buf_text(&pdf->labels), metadata, profile);
	if (hs_objects_put(&pdf->objects, pdf->root, root.data, err) < 0 ||
	    put_metadata(pdf, metadata, err) < 0)
		return -1;
	return put_profile(pdf, profile, err);
}

int hs_pdfa_close(struct hs_pdfa *pdf, uint64_t *bytes, struct hs_err *err)
{
	uint32_t pages = hs_objects_new(&pdf->objects);
	uint32_t outline = hs_objects_new(&pdf->objects);
	uint32_t info = hs_objects_new(&pdf->objects);

	if (pdf->count == 0)
		return hs_fail(err, HS_USAGE, "a PDF file without a page");
	if (put_nodes(pdf, pages, err) < 0 || put_outline(pdf, outline, err) < 0 ||
	    put_info(pdf, info, err) < 0 || put_root(pdf, pages, outline, err) < 0 ||
	    hs_pdfa_fonts(&pdf->objects, pdf->fonts, &pdf->letters, err) < 0 ||
	    hs_objects_end(&pdf->objects, pdf->root, info, err) < 0)
		return -1;
	*bytes = pdf->objects.at;
	return 0;
}
