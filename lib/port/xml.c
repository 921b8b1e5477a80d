// xml.c - see xml.h
#include "port/xml.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"

#include <libxml/xmlwriter.h>
#include <stdlib.h>
#include <string.h>

#define NAMESPACE "http://www.loc.gov/standards/alto/ns-v4#"
#define SCHEMA NAMESPACE " http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
#define NOISE_TAG "noise"  // what words that are noise refer to
#define NAME_TAG "name-%u" // and words of a name that was taken from a page

// libxml2's name for the same bytes.
static const xmlChar *utf8(const char *text)
{
	return (const xmlChar *)text;
}

static void writer_done(xmlTextWriterPtr *writer)
{
	if (*writer)
		xmlFreeTextWriter(*writer);
}

static void buffer_done(xmlBufferPtr *buffer)
{
	if (*buffer)
		xmlBufferFree(*buffer);
}

static void start(xmlTextWriterPtr x, const char *name)
{
	xmlTextWriterStartElement(x, utf8(name));
}

static void end(xmlTextWriterPtr x)
{
	xmlTextWriterEndElement(x);
}

static char *allowed(const char *text);

static void text_in(xmlTextWriterPtr x, const char *name, const char *text)
{
	HS_AUTO(hs_text_free) char *content = allowed(text);

	xmlTextWriterWriteElement(x, utf8(name), utf8(content));
}

static void attribute(xmlTextWriterPtr x, const char *name, const char *text)
{
	xmlTextWriterWriteAttribute(x, utf8(name), utf8(text));
}

static void number(xmlTextWriterPtr x, const char *name, int64_t n)
{
	xmlTextWriterWriteFormatAttribute(x, utf8(name), "%lld", (long long)n);
}

static void box(xmlTextWriterPtr x, const struct hs_box *b)
{
	number(x, "HPOS", b->x);
	number(x, "VPOS", b->y);
	number(x, "WIDTH", b->w);
	number(x, "HEIGHT", b->h);
}

// The box around words [from, to).
static struct hs_box around(const struct hs_words *words, size_t from, size_t to)
{
	struct hs_box all = words->list[from].box;

	for (size_t i = from + 1; i < to; i++) {
		const struct hs_box *b = &words->list[i].box;
		int32_t right = all.x + all.w > b->x + b->w ? all.x + all.w : b->x + b->w;
		int32_t low = all.y + all.h > b->y + b->h ? all.y + all.h : b->y + b->h;

		all.x = all.x < b->x ? all.x : b->x;
		all.y = all.y < b->y ? all.y : b->y;
		all.w = right - all.x;
		all.h = low - all.y;
	}
	return all;
}

// Characters that XML 1.0 cannot hold come from no page; '?' stands for them.
static char *allowed(const char *text)
{
	HS_AUTO(hs_buf_done) struct hs_buf safe = {0};
	const char *p = text, *last = text + strlen(text);

	while (p < last) {
		uint32_t c = hs_utf8_next(&p, last);
		bool ok = c >= ' ' && !(c >= 0xd800 && c <= 0xdfff) && c != 0xfffe &&
			  c != 0xffff;

		hs_utf8_add(&safe, ok ? c : '?');
	}
	return hs_buf_take(&safe);
}

static void write_word(xmlTextWriterPtr x, const struct hs_word *word)
{
	HS_AUTO(hs_text_free) char *content = allowed(word->text);

	start(x, "String");
	attribute(x, "CONTENT", content);
	box(x, &word->box);
	xmlTextWriterWriteFormatAttribute(x, utf8("WC"), "%.4f",
					  (double)word->confidence);
	if (word->noise)
		attribute(x, "TAGREFS", NOISE_TAG);
	else if (word->named)
		xmlTextWriterWriteFormatAttribute(x, utf8("TAGREFS"), NAME_TAG,
						  word->named);
	end(x);
}

// The space between two words of a line, where there is one.
static void write_space(xmlTextWriterPtr x, const struct hs_box *left,
			const struct hs_box *right)
{
	int32_t gap = right->x - (left->x + left->w);

	start(x, "SP");
	if (gap > 0) {
		number(x, "HPOS", left->x + left->w);
		number(x, "VPOS", left->y);
		number(x, "WIDTH", gap);
	}
	end(x);
}

static size_t run_end(const struct hs_words *words, size_t from, bool blocks)
{
	size_t i = from + 1;

	while (i < words->count && !words->list[i].starts_block &&
	       (blocks || !words->list[i].starts_line))
		i++;
	return i;
}

static void write_line(xmlTextWriterPtr x, const struct hs_words *words, size_t from,
		       size_t to)
{
	struct hs_box all = around(words, from, to);

	start(x, "TextLine");
	box(x, &all);
	for (size_t i = from; i < to; i++) {
		if (i > from)
			write_space(x, &words->list[i - 1].box, &words->list[i].box);
		write_word(x, &words->list[i]);
	}
	end(x);
}

static void write_blocks(xmlTextWriterPtr x, const struct hs_words *words)
{
	size_t next, n = 0;

	for (size_t i = 0; i < words->count; i = next) {
		struct hs_box all;

		next = run_end(words, i, true);
		all = around(words, i, next);
		start(x, "TextBlock");
		xmlTextWriterWriteFormatAttribute(x, utf8("ID"), "b%zu", ++n);
		box(x, &all);
		for (size_t line = i; line < next;) {
			size_t line_end = run_end(words, line, false);

			write_line(x, words, line, line_end);
			line = line_end;
		}
		end(x);
	}
}

static void write_description(xmlTextWriterPtr x, const struct hs_alto *alto,
			      const struct hs_words *words)
{
	start(x, "Description");
	text_in(x, "MeasurementUnit", "pixel");
	start(x, "sourceImageInformation");
	text_in(x, "fileName", alto->file);
	end(x);
	start(x, "Processing");
	attribute(x, "ID", "p1");
	text_in(x, "processingCategory", "contentGeneration");
	text_in(x, "processingStepDescription",
		words->own_text ? "text layer of the file" : "recognition");
	if (!words->own_text)
		text_in(x, "processingStepSettings", alto->model);
	start(x, "processingSoftware");
	text_in(x, "softwareName", words->own_text ? "hoso" : alto->engine);
	text_in(x, "softwareVersion", HS_VERSION);
	end(x);
	end(x);
	end(x);
}

static void write_noise_tag(xmlTextWriterPtr x)
{
	start(x, "OtherTag");
	attribute(x, "ID", NOISE_TAG);
	attribute(x, "LABEL", "noise");
	attribute(x, "DESCRIPTION", "read from a seal, pen strokes or dirt: no text");
	end(x);
}

static void write_name_tag(xmlTextWriterPtr x, uint32_t page)
{
	start(x, "OtherTag");
	xmlTextWriterWriteFormatAttribute(x, utf8("ID"), NAME_TAG, page);
	xmlTextWriterWriteFormatAttribute(x, utf8("LABEL"), "name from page %u", page);
	attribute(x, "DESCRIPTION",
		  "name of a signer, taken from that page of the dossier: not read here");
	end(x);
}

// Whether a word is the first of those taken from its page.
static bool first_named(const struct hs_words *words, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (words->list[i].named == words->list[at].named)
			return false;
	return words->list[at].named != 0;
}

// Only what is referred to: most pages have neither noise nor such names.
static void write_tags(xmlTextWriterPtr x, const struct hs_words *words)
{
	bool noise = hs_words_text_count(words) < words->count, any = noise;

	for (size_t i = 0; i < words->count && !any; i++)
		any = words->list[i].named != 0;
	if (!any)
		return;
	start(x, "Tags");
	if (noise)
		write_noise_tag(x);
	for (size_t i = 0; i < words->count; i++)
		if (first_named(words, i))
			write_name_tag(x, words->list[i].named);
	end(x);
}

static void write_layout(xmlTextWriterPtr x, const struct hs_alto *alto,
			 const struct hs_words *words)
{
	struct hs_box page = {0, 0, (int32_t)alto->width, (int32_t)alto->height};

	start(x, "Layout");
	start(x, "Page");
	xmlTextWriterWriteFormatAttribute(x, utf8("ID"), "page%u", alto->page);
	number(x, "PHYSICAL_IMG_NR", alto->page);
	number(x, "WIDTH", alto->width);
	number(x, "HEIGHT", alto->height);
	xmlTextWriterWriteFormatAttribute(x, utf8("PC"), "%.4f",
					  hs_words_confidence(words));
	if (alto->language)
		attribute(x, "LANG", alto->language);
	start(x, "PrintSpace");
	box(x, &page);
	write_blocks(x, words);
	end(x);
	end(x);
	end(x);
}

int hs_alto_write(const struct hs_alto *alto, const struct hs_words *words,
		  struct hs_buf *out, struct hs_err *err)
{
	HS_AUTO(buffer_done) xmlBufferPtr bytes = xmlBufferCreate();
	HS_AUTO(writer_done)
	xmlTextWriterPtr x = bytes ? xmlNewTextWriterMemory(bytes, 0) : NULL;
	int ended;

	if (!x)
		return hs_fail(err, HS_ENGINE, "no memory for ALTO");
	xmlTextWriterSetIndent(x, 1);
	xmlTextWriterStartDocument(x, NULL, "UTF-8", NULL);
	start(x, "alto");
	attribute(x, "xmlns", NAMESPACE);
	attribute(x, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
	attribute(x, "xsi:schemaLocation", SCHEMA);
	attribute(x, "SCHEMAVERSION", "4.4");
	write_description(x, alto, words);
	write_tags(x, words);
	write_layout(x, alto, words);
	ended = xmlTextWriterEndDocument(x);
	xmlTextWriterFlush(x);
	if (ended < 0)
		return hs_fail(err, HS_ENGINE, "libxml2 cannot write ALTO");
	hs_buf_add(out, xmlBufferContent(bytes), (size_t)xmlBufferLength(bytes));
	return 0;
}
