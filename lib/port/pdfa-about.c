// pdfa-about.c - see pdfa-part.h
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "port/pdfa-part.h"
#include "port/pdfa.h"

#include <stdlib.h>
#include <string.h>

enum { STRING_MAX = 16000 }; // characters; PDF 1.4, appendix C: 65,535 bytes

// What XML 1.0 has no way to say, and who reads a title no use for.
static bool kept(uint32_t c)
{
	return c >= 0x20 && c != 0x7f && !(c >= 0x80 && c < 0xa0) &&
	       !(c >= 0xd800 && c < 0xe000) && c != 0xfffe && c != 0xffff;
}

static char *clean(const char *text)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	const char *at = text ? text : "", *end = at + strlen(at);

	for (size_t n = 0; at < end && n < STRING_MAX; n++) {
		uint32_t c = hs_utf8_next(&at, end);

		hs_utf8_add(&out, kept(c) ? c : ' ');
	}
	return out.len ? hs_buf_take(&out) : NULL;
}

// What Info has no place for of its own.
static char *join(const char *a, const char *b)
{
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};

	if (!a && !b)
		return NULL;
	hs_buf_addf(&out, "%s%s%s", a ? a : "", a && b ? "; " : "", b ? b : "");
	return hs_buf_take(&out);
}

void hs_pdfa_texts_keep(const struct hs_pdfa_about *about, struct hs_pdfa_texts *texts)
{
	*texts = (struct hs_pdfa_texts){
		.unicode = about->level == HS_PDFA_2U,
		.title = clean(about->title),
		.issuer = clean(about->issuer),
		.subject = clean(about->subject),
		.number = clean(about->number),
		.date = clean(about->date),
		.producer = clean(about->producer),
	};
	texts->keywords = join(texts->number, texts->date);
}

void hs_pdfa_texts_done(struct hs_pdfa_texts *texts)
{
	char **all[] = {&texts->title, &texts->issuer,   &texts->subject, &texts->number,
			&texts->date,  &texts->producer, &texts->keywords};

	for (size_t i = 0; i < HS_COUNT(all); i++)
		hs_text_free(all[i]);
	*texts = (struct hs_pdfa_texts){0};
}

void hs_pdfa_string(const char *text, struct hs_buf *out)
{
	const char *end = text + strlen(text);

	hs_buf_addf(out, "<FEFF");
	while (text < end) {
		uint32_t c = hs_utf8_next(&text, end);

		if (c < 0x10000)
			hs_buf_addf(out, "%04X", (unsigned)c);
		else
			hs_buf_addf(out, "%04X%04X",
				    (unsigned)(0xd800 + ((c - 0x10000) >> 10)),
				    (unsigned)(0xdc00 + ((c - 0x10000) & 0x3ff)));
	}
	hs_buf_addf(out, ">");
}

void hs_pdfa_info(const struct hs_pdfa_texts *t, struct hs_buf *out)
{
	const struct {
		const char *key, *text;
	} rows[] = {
		{"Title", t->title},      {"Author", t->issuer},
		{"Subject", t->subject},  {"Keywords", t->keywords},
		{"Creator", t->producer}, {"Producer", t->producer},
	};

	hs_buf_addf(out, "<<");
	for (size_t i = 0; i < HS_COUNT(rows); i++) {
		if (!rows[i].text)
			continue;
		hs_buf_addf(out, " /%s ", rows[i].key);
		hs_pdfa_string(rows[i].text, out);
	}
	hs_buf_addf(out, " >>");
}

static void escape(const char *text, struct hs_buf *out)
{
	for (; *text; text++)
		switch (*text) {
		case '&':
			hs_buf_addf(out, "&amp;");
			break;
		case '<':
			hs_buf_addf(out, "&lt;");
			break;
		case '>':
			hs_buf_addf(out, "&gt;");
			break;
		default:
			hs_buf_add(out, text, 1);
		}
}

// A property: a list of one, or (no list) plain text.
static void property(struct hs_buf *out, const char *name, const char *list,
		     const char *text)
{
	if (!text)
		return;
	hs_buf_addf(out, "<%s>", name);
	if (list)
		hs_buf_addf(out, "<rdf:%s><rdf:li%s>", list,
			    !strcmp(list, "Alt") ? " xml:lang=\"x-default\"" : "");
	escape(text, out);
	if (list)
		hs_buf_addf(out, "</rdf:li></rdf:%s>", list);
	hs_buf_addf(out, "</%s>\n", name);
}

// Each schema is a description of its own: older readers of XMP know no other way.
void hs_pdfa_xmp(const struct hs_pdfa_texts *t, struct hs_buf *out)
{
	static const char next[] = "</rdf:Description>\n<rdf:Description rdf:about=\"\"";
	bool first = !t->unicode;

	hs_buf_addf(out, "<?xpacket begin=\"\xef\xbb\xbf\" "
			 "id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
			 "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
			 "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
			 "<rdf:Description rdf:about=\"\" "
			 "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n");
	hs_buf_addf(out,
		    "<pdfaid:part>%s</pdfaid:part>\n"
		    "<pdfaid:conformance>%s</pdfaid:conformance>\n"
		    "%s xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n",
		    first ? "1" : "2", first ? "B" : "U", next);
	property(out, "dc:title", "Alt", t->title);
	property(out, "dc:creator", "Seq", t->issuer);
	property(out, "dc:publisher", "Bag", t->issuer);
	property(out, "dc:description", "Alt", t->subject);
	property(out, "dc:identifier", NULL, t->number);
	property(out, "dc:date", "Seq", t->date);
	hs_buf_addf(out, "%s xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n", next);
	property(out, "xmp:CreatorTool", NULL, t->producer);
	hs_buf_addf(out, "%s xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n", next);
	property(out, "pdf:Producer", NULL, t->producer);
	property(out, "pdf:Keywords", NULL, t->keywords);
	hs_buf_addf(out, "</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n"
			 "<?xpacket end=\"w\"?>");
}
