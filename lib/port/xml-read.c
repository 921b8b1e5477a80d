// xml-read.c - ALTO as hoso-ocr wrote it becomes words again; see xml.h
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "port/xml.h"

#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_MAX = 1 << 20 }; // pixels of a page

static void reader_done(xmlTextReaderPtr *reader)
{
	if (*reader)
		xmlFreeTextReader(*reader);
}

static void quiet(void *user, const char *message, xmlParserSeverities severity,
		  xmlTextReaderLocatorPtr where)
{
	(void)user, (void)message, (void)severity, (void)where;
}

struct reading {
	xmlTextReaderPtr x;
	uint32_t width, height;
	bool starts_block, starts_line;
	struct hs_words *words;
};

static char *attribute(xmlTextReaderPtr x, const char *name)
{
	xmlChar *value = xmlTextReaderGetAttribute(x, (const xmlChar *)name);
	char *copy = value ? hs_dup((const char *)value) : NULL;

	xmlFree(value);
	return copy;
}

// The locale never has a comma here: tool sets only the messages' language.
static int real(struct reading *r, const char *name, double most, double *number,
		struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *text = attribute(r->x, name);
	char *end = NULL;

	*number = text ? strtod(text, &end) : -1;
	if (!text || end == text || *end || !(*number >= 0 && *number <= most))
		return hs_fail(err, HS_DAMAGED, "line %d: %s is not a number of 0 to %g",
			       xmlTextReaderGetParserLineNumber(r->x), name, most);
	return 0;
}

static int box_of(struct reading *r, struct hs_box *box, struct hs_err *err)
{
	double x, y, w, h;

	if (real(r, "HPOS", r->width, &x, err) < 0 ||
	    real(r, "VPOS", r->height, &y, err) < 0 ||
	    real(r, "WIDTH", r->width - x, &w, err) < 0 ||
	    real(r, "HEIGHT", r->height - y, &h, err) < 0)
		return -1;
	*box = (struct hs_box){(int32_t)x, (int32_t)y, (int32_t)w, (int32_t)h};
	return 0;
}

static int take_page(struct reading *r, struct hs_err *err)
{
	double width, height;

	if (r->width)
		return hs_fail(err, HS_DAMAGED, "more than one page");
	if (real(r, "WIDTH", SIDE_MAX, &width, err) < 0 ||
	    real(r, "HEIGHT", SIDE_MAX, &height, err) < 0)
		return -1;
	if (width < 1 || height < 1)
		return hs_fail(err, HS_DAMAGED, "a page without a size");
	r->width = (uint32_t)width;
	r->height = (uint32_t)height;
	return 0;
}

static bool refers(struct reading *r, const char *to)
{
	HS_AUTO(hs_text_free) char *tags = attribute(r->x, "TAGREFS");

	return tags && hs_starts(tags, to);
}

static int take_word(struct reading *r, struct hs_err *err)
{
	HS_AUTO(hs_text_free) char *text = attribute(r->x, "CONTENT");
	struct hs_word word = {.starts_block = r->starts_block,
			       .starts_line = r->starts_line || r->starts_block,
			       .noise = refers(r, "noise"),
			       .named = refers(r, "name-")};
	double sure;

	if (!text || !*text || r->words->count == HS_WORDS_MAX)
		return hs_fail(err, HS_DAMAGED,
			       "line %d: a word without text, or too many",
			       xmlTextReaderGetParserLineNumber(r->x));
	if (box_of(r, &word.box, err) < 0 || real(r, "WC", 1, &sure, err) < 0)
		return -1;
	word.text = text;
	word.confidence = (float)sure;
	hs_words_add(r->words, &word);
	r->starts_block = r->starts_line = false;
	return 0;
}

static int take(struct reading *r, struct hs_err *err)
{
	const char *name = (const char *)xmlTextReaderConstLocalName(r->x);

	if (xmlTextReaderNodeType(r->x) == XML_READER_TYPE_DOCUMENT_TYPE)
		return hs_fail(err, HS_DAMAGED, "a document type in it");
	if (xmlTextReaderNodeType(r->x) != XML_READER_TYPE_ELEMENT)
		return 0;
	if (!strcmp(name, "Page"))
		return take_page(r, err);
	if (!r->width)
		return 0;
	r->starts_block |= !strcmp(name, "TextBlock");
	r->starts_line |= !strcmp(name, "TextLine");
	return strcmp(name, "String") ? 0 : take_word(r, err);
}

int hs_alto_read(const char *bytes, size_t len, struct hs_words *words, uint32_t *width,
		 uint32_t *height, struct hs_err *err)
{
	HS_AUTO(hs_words_done) struct hs_words found = {0};
	HS_AUTO(reader_done)
	xmlTextReaderPtr x =
		len > INT32_MAX
			? NULL
			: xmlReaderForMemory(bytes ? bytes : "", (int)len, NULL, NULL,
					     XML_PARSE_NONET | XML_PARSE_NOERROR |
						     XML_PARSE_NOWARNING);
	struct reading r = {.x = x, .words = &found};
	int more;

	if (!x)
		return hs_fail(err, HS_DAMAGED, "it is no ALTO");
	xmlTextReaderSetErrorHandler(x, quiet, NULL);
	while ((more = xmlTextReaderRead(x)) == 1)
		if (take(&r, err) < 0)
			return -1;
	if (more < 0 || !r.width)
		return hs_fail(err, HS_DAMAGED, "it is no ALTO, or broken at line %d",
			       xmlTextReaderGetParserLineNumber(x));
	*words = found;
	found = (struct hs_words){0};
	*width = r.width;
	*height = r.height;
	return 0;
}
