// pdf.c - see pdf.h
#include "port/pdf.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"

#include <cairo.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poppler.h>
#include <stdlib.h>
#include <string.h>

enum {
	PICTURES_MAX = 4, // largest ones whose pixels are counted
	POINTS_AN_INCH = 72,
};

#define SCAN_SHARE 0.6 // of the page, covered by one picture

const char *const hs_pdf_folders[] = {
	"/usr/share/fonts",       "/usr/local/share/fonts",
	"/usr/share/texmf/fonts", "/etc/fonts",
	"/usr/share/fontconfig",  "/var/cache/fontconfig",
	"/usr/share/poppler",     NULL,
};

struct hs_pdf {
	PopplerDocument *document;
};

static void object_done(void *object)
{
	if (*(void **)object)
		g_object_unref(*(void **)object);
}

static void gerror_done(GError **error)
{
	g_clear_error(error);
}

struct hs_pdf *hs_pdf_open(int fd, struct hs_err *err)
{
	HS_AUTO(hs_pdf_free) struct hs_pdf *pdf = HS_NEW(struct hs_pdf);
	HS_AUTO(gerror_done) GError *why = NULL;
	int own = fcntl(fd, F_DUPFD_CLOEXEC, 0); // poppler closes what it is given

	if (own < 0) {
		hs_fail_sys(err, "open PDF");
		return NULL;
	}
	pdf->document = poppler_document_new_from_fd(own, NULL, &why);
	if (!pdf->document) {
		if (why && g_error_matches(why, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
			hs_fail(err, HS_REFUSED, "encrypted: it needs a password");
		else
			hs_fail(err, HS_DAMAGED, "a damaged PDF: %s",
				why ? why->message : "cannot be opened");
		return NULL;
	}
	if (hs_pdf_pages(pdf) == 0) {
		hs_fail(err, HS_DAMAGED, "a PDF without a page");
		return NULL;
	}
	return HS_STEAL(pdf);
}

void hs_pdf_free(struct hs_pdf **pdf)
{
	if (!*pdf)
		return;
	object_done(&(*pdf)->document);
	free(*pdf);
	*pdf = NULL;
}

uint32_t hs_pdf_pages(const struct hs_pdf *pdf)
{
	int n = poppler_document_get_n_pages(pdf->document);

	return n > 0 ? (uint32_t)n : 0;
}

static PopplerPage *get_page(struct hs_pdf *pdf, uint32_t number, struct hs_err *err)
{
	PopplerPage *page =
		number >= 1 && number <= hs_pdf_pages(pdf)
			? poppler_document_get_page(pdf->document, (int)number - 1)
			: NULL;

	if (!page)
		hs_fail(err, HS_DAMAGED, "page %u cannot be read", number);
	return page;
}

static double area_of(const PopplerRectangle *r)
{
	return fabs(r->x2 - r->x1) * fabs(r->y2 - r->y1);
}

static int by_area(const void *a, const void *b)
{
	double x = area_of(&((const PopplerImageMapping *)a)->area);
	double y = area_of(&((const PopplerImageMapping *)b)->area);

	return (x < y) - (x > y);
}

static void mapping_done(GList **list)
{
	if (*list)
		poppler_page_free_image_mapping(*list);
}

// Pixels over inches, also where the picture lies on its side.
static double over_area(double w, double h, const PopplerRectangle *area)
{
	double across = fabs(area->x2 - area->x1) / POINTS_AN_INCH;
	double down = fabs(area->y2 - area->y1) / POINTS_AN_INCH;

	if (w <= 0 || h <= 0 || across <= 0 || down <= 0)
		return 0;
	return fabs(w / across - h / down) <= w / across / 10 ? w / across : w / down;
}

static double picture_dpi(PopplerPage *page, const PopplerImageMapping *map,
			  double *pixels)
{
	cairo_surface_t *picture = poppler_page_get_image(page, map->image_id);
	double w, h;

	*pixels = 0;
	if (!picture)
		return 0;
	w = cairo_image_surface_get_width(picture);
	h = cairo_image_surface_get_height(picture);
	cairo_surface_destroy(picture);
	*pixels = w * h;
	return over_area(w, h, &map->area);
}

// A picture's true resolution is seldom whole (2481 pixels on 8.27 inches).
static double tidy(double dpi)
{
	return dpi <= 0               ? HS_PDF_DPI
	       : dpi < HS_PDF_DPI_MIN ? HS_PDF_DPI_MIN
	       : dpi > HS_PDF_DPI_MAX ? HS_PDF_DPI_MAX
				      : round(dpi);
}

double hs_pdf_dpi(struct hs_pdf *pdf, uint32_t number, double width, double height)
{
	struct hs_err ignored;
	HS_AUTO(object_done) PopplerPage *page = get_page(pdf, number, &ignored);
	HS_AUTO(mapping_done)
	GList *list = page ? poppler_page_get_image_mapping(page) : NULL;
	double best = 0, most = 0;
	int n = 0;

	list = g_list_sort(list, by_area);
	for (GList *at = list; at && n < PICTURES_MAX; at = at->next, n++) {
		double pixels = 0, dpi = picture_dpi(page, at->data, &pixels);

		if (pixels > most) {
			most = pixels;
			best = dpi;
		}
	}
	if (list && width * height > most)
		best = over_area(width, height,
				 &((PopplerImageMapping *)list->data)->area);
	return tidy(best);
}

static bool covered_by_picture(PopplerPage *page, double page_area)
{
	HS_AUTO(mapping_done) GList *list = poppler_page_get_image_mapping(page);

	list = g_list_sort(list, by_area);
	return list && area_of(&((PopplerImageMapping *)list->data)->area) >
			       page_area * SCAN_SHARE;
}

// How often text was drawn: once for a string, and never for invisible text
// (rendering mode 3). A picture drawn over it starts the second count anew.
struct drawn {
	size_t strings, since_picture;
};

static void saw_text(cairo_surface_t *observer, cairo_surface_t *target, void *data)
{
	struct drawn *drawn = data;

	(void)observer, (void)target;
	drawn->strings++;
	drawn->since_picture++;
}

static void saw_picture(cairo_surface_t *observer, cairo_surface_t *target, void *data)
{
	(void)observer, (void)target;
	((struct drawn *)data)->since_picture = 0;
}

static void surface_done(cairo_surface_t **surface)
{
	if (*surface)
		cairo_surface_destroy(*surface);
}

static void context_done(cairo_t **cr)
{
	if (*cr)
		cairo_destroy(*cr);
}

// Draws the page on white.
static int draw(PopplerPage *page, cairo_surface_t *onto, double scale,
		struct drawn *drawn, struct hs_err *err)
{
	HS_AUTO(surface_done)
	cairo_surface_t *seen =
		cairo_surface_create_observer(onto, CAIRO_SURFACE_OBSERVER_NORMAL);
	HS_AUTO(context_done) cairo_t *cr = cairo_create(seen);

	cairo_surface_observer_add_glyphs_callback(seen, saw_text, drawn);
	cairo_surface_observer_add_paint_callback(seen, saw_picture, drawn);
	cairo_surface_observer_add_mask_callback(seen, saw_picture, drawn);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, scale, scale);
	poppler_page_render(page, cr);
	if (cairo_status(cr) != CAIRO_STATUS_SUCCESS)
		return hs_fail(err, HS_ENGINE, "cannot be drawn: %s",
			       cairo_status_to_string(cairo_status(cr)));
	cairo_surface_flush(onto);
	return 0;
}

static bool is_grey(const uint8_t *pixels, size_t stride, uint32_t width, uint32_t height)
{
	for (uint32_t y = 0; y < height; y++) {
		const uint32_t *row =
			(const uint32_t *)(const void *)(pixels + y * stride);

		for (uint32_t x = 0; x < width; x++) {
			uint32_t v = row[x];

			if ((v >> 16 & 255) != (v >> 8 & 255) ||
			    (v >> 8 & 255) != (v & 255))
				return false;
		}
	}
	return true;
}

static int to_raster(cairo_surface_t *surface, struct hs_raster *raster,
		     struct hs_err *err)
{
	const uint8_t *pixels = cairo_image_surface_get_data(surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);
	uint32_t width = (uint32_t)cairo_image_surface_get_width(surface);
	uint32_t height = (uint32_t)cairo_image_surface_get_height(surface);
	bool grey = is_grey(pixels, stride, width, height);

	if (hs_raster_init(raster, width, height, grey ? 8 : 32, err) < 0)
		return -1;
	for (uint32_t y = 0; y < height; y++) {
		const uint32_t *row =
			(const uint32_t *)(const void *)(pixels + y * stride);
		uint32_t *to = raster->data + (size_t)y * raster->wpl;

		for (uint32_t x = 0; x < width; x++)
			if (grey)
				to[x / 4] |= (row[x] & 255) << (24 - 8 * (x % 4));
			else
				to[x] = row[x] << 8;
	}
	return 0;
}

static size_t text_characters(PopplerPage *page)
{
	char *text = poppler_page_get_text(page);
	size_t n = 0;

	for (const char *p = text ? text : ""; *p; p++)
		n += (unsigned char)*p > ' ' && (*p & 0xc0) != 0x80;
	g_free(text);
	return n;
}

// A stray string (a stamped page number) over a hidden layer is not the text.
static void judge_text(PopplerPage *page, const struct drawn *drawn, bool scan,
		       struct hs_pdf_look *look)
{
	const size_t string_max = 40; // characters that one string accounts for
	size_t characters = text_characters(page);
	size_t strings = scan ? drawn->since_picture : drawn->strings;

	look->has_text = characters > 0;
	look->visible_text = characters > 0 && strings * string_max >= characters;
	look->scan = scan;
}

int hs_pdf_render(struct hs_pdf *pdf, uint32_t number, double dpi,
		  struct hs_raster *raster, struct hs_pdf_look *look, struct hs_err *err)
{
	HS_AUTO(object_done) PopplerPage *page = get_page(pdf, number, err);
	HS_AUTO(surface_done) cairo_surface_t *surface = NULL;
	double wide, high, width, height;
	struct drawn drawn = {0};

	if (!page)
		return -1;
	poppler_page_get_size(page, &wide, &high);
	width = ceil(wide * dpi / POINTS_AN_INCH - 0.01);
	height = ceil(high * dpi / POINTS_AN_INCH - 0.01);
	if (!(width >= 1 && height >= 1 && width * height * 4 <= HS_RASTER_MAX))
		return hs_fail(err, HS_LIMIT, "a page of %.0f x %.0f pixels", width,
			       height);
	surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
	if (draw(page, surface, dpi / POINTS_AN_INCH, &drawn, err) < 0 ||
	    to_raster(surface, raster, err) < 0)
		return -1;
	raster->dpi_x = raster->dpi_y = dpi;
	if (look)
		judge_text(page, &drawn, covered_by_picture(page, wide * high), look);
	return 0;
}

// Grows a box by a character's rectangle, in pixels.
static void cover(struct hs_box *box, const PopplerRectangle *r, double scale,
		  uint32_t width, uint32_t height)
{
	double x1 = fmax(0, fmin(r->x1, r->x2) * scale);
	double y1 = fmax(0, fmin(r->y1, r->y2) * scale);
	double x2 = fmin(width, fmax(r->x1, r->x2) * scale);
	double y2 = fmin(height, fmax(r->y1, r->y2) * scale);
	int32_t right = box->w ? box->x + box->w : 0, low = box->h ? box->y + box->h : 0;

	if (!(x2 > x1 && y2 > y1))
		return; // off the page
	if (!box->w || x1 < box->x)
		box->x = (int32_t)x1;
	if (!box->h || y1 < box->y)
		box->y = (int32_t)y1;
	right = right > (int32_t)ceil(x2) ? right : (int32_t)ceil(x2);
	low = low > (int32_t)ceil(y2) ? low : (int32_t)ceil(y2);
	box->w = right - box->x;
	box->h = low - box->y;
}

static void close_word(struct hs_words *words, struct hs_word *word, struct hs_buf *text)
{
	HS_AUTO(hs_text_free) char *nfc = text->len ? hs_nfc(hs_buf_text(text)) : NULL;

	if (nfc && word->box.w > 0 && word->box.h > 0) {
		hs_one_line(nfc); // odd fonts give DEL
		word->text = nfc;
		hs_words_add(words, word);
		word->starts_line = word->starts_block = false;
	}
	word->box = (struct hs_box){0};
	text->len = 0;
}

int hs_pdf_text(struct hs_pdf *pdf, uint32_t number, double dpi, uint32_t width,
		uint32_t height, struct hs_words *words, struct hs_err *err)
{
	HS_AUTO(object_done) PopplerPage *page = get_page(pdf, number, err);
	HS_AUTO(hs_buf_done) struct hs_buf word_text = {0};
	struct hs_word word = {
		.confidence = 1, .starts_block = true, .starts_line = true};
	PopplerRectangle *boxes = NULL;
	const char *p, *end;
	unsigned count = 0;
	char *text;

	if (!page)
		return -1;
	text = poppler_page_get_text(page);
	poppler_page_get_text_layout(page, &boxes, &count);
	p = text ? text : "";
	end = p + strlen(p);
	for (unsigned n = 0; n < count && p < end; n++) { // one box a character
		uint32_t c = hs_utf8_next(&p, end);

		if (c <= ' ' || c == 0xa0) {
			close_word(words, &word, &word_text);
			word.starts_line |= c == '\n';
			continue;
		}
		hs_utf8_add(&word_text, c);
		cover(&word.box, &boxes[n], dpi / POINTS_AN_INCH, width, height);
	}
	close_word(words, &word, &word_text);
	words->own_text = true;
	g_free(boxes);
	g_free(text);
	return 0;
}
