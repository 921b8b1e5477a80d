// xml-mets.c - see xml-mets.h
#include "port/xml-mets.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#define METS "http://www.loc.gov/METS/"
#define XLINK "http://www.w3.org/1999/xlink"

enum {
	PIECE = 1 << 20, // bytes handed to libxml2 at once
	MEMBERS = 5,     // of an attribute in libxml2's SAX2
};

struct hs_mets_reader {
	xmlParserCtxtPtr parser;
	xmlSAXHandler sax;
	void (*each)(void *owner, const struct hs_told_claim *claim);
	void *owner;
	size_t elements;
	bool refused; // a document type
	// Of the file element that is open; its place stands in an element within.
	char *size, *checksum, *kind;
	bool in_file;
};

static void forget_file(struct hs_mets_reader *r)
{
	hs_text_free(&r->size);
	hs_text_free(&r->checksum);
	hs_text_free(&r->kind);
	r->in_file = false;
}

// The attribute's value; caller frees. NULL: there is none.
static char *value(const xmlChar **list, int count, const char *space, const char *name)
{
	for (int i = 0; i < count; i++, list += MEMBERS) {
		const char *its = (const char *)list[2];
		struct hs_buf text = {0};

		if (strcmp((const char *)list[0], name) != 0 ||
		    (its ? !space || strcmp(its, space) != 0 : space != NULL))
			continue;
		hs_buf_add(&text, list[3], (size_t)(list[4] - list[3]));
		return hs_buf_take(&text);
	}
	return NULL;
}

static void begin_file(struct hs_mets_reader *r, const xmlChar **list, int count)
{
	forget_file(r);
	r->size = value(list, count, NULL, "SIZE");
	r->checksum = value(list, count, NULL, "CHECKSUM");
	r->kind = value(list, count, NULL, "CHECKSUMTYPE");
	r->in_file = true;
}

static void tell(struct hs_mets_reader *r, const xmlChar **list, int count, bool pointer)
{
	HS_AUTO(hs_text_free) char *href = value(list, count, XLINK, "href");
	const struct hs_told_claim claim = {
		.href = href,
		.size = r->size,
		.checksum = r->checksum,
		.kind = r->kind,
		.pointer = pointer,
	};

	r->each(r->owner, &claim);
}

static void start(void *user, const xmlChar *name, const xmlChar *prefix,
		  const xmlChar *space, int spaces, const xmlChar **others, int count,
		  int defaulted, const xmlChar **list)
{
	struct hs_mets_reader *r = user;
	const char *what = (const char *)name;

	(void)prefix, (void)spaces, (void)others, (void)defaulted;
	if (!space || strcmp((const char *)space, METS) != 0)
		return;
	r->elements++;
	if (!strcmp(what, "file")) {
		begin_file(r, list, count);
	} else if (!strcmp(what, "FLocat") && r->in_file) {
		tell(r, list, count, false);
	} else if (!strcmp(what, "mdRef")) {
		begin_file(r, list, count);
		tell(r, list, count, false);
		forget_file(r);
	} else if (!strcmp(what, "mptr")) {
		tell(r, list, count, true);
	}
}

static void end(void *user, const xmlChar *name, const xmlChar *prefix,
		const xmlChar *space)
{
	(void)prefix;
	if (space && !strcmp((const char *)space, METS) &&
	    !strcmp((const char *)name, "file"))
		forget_file(user);
}

static void refuse(void *user, const xmlChar *name, const xmlChar *external,
		   const xmlChar *system)
{
	struct hs_mets_reader *r = user;

	(void)name, (void)external, (void)system;
	r->refused = true;
	xmlStopParser(r->parser);
}

static void quiet(void *user, xmlErrorPtr error)
{
	(void)user, (void)error;
}

struct hs_mets_reader *hs_mets_reader_new(void (*each)(void *owner,
						       const struct hs_told_claim *claim),
					  void *owner)
{
	struct hs_mets_reader *r = HS_NEW(struct hs_mets_reader);

	r->each = each;
	r->owner = owner;
	r->sax.initialized = XML_SAX2_MAGIC;
	r->sax.startElementNs = start;
	r->sax.endElementNs = end;
	r->sax.internalSubset = refuse;
	r->sax.serror = quiet;
	r->parser = xmlCreatePushParserCtxt(&r->sax, r, NULL, 0, NULL);
	if (r->parser)
		xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | XML_PARSE_NOERROR |
						     XML_PARSE_NOWARNING);
	return r;
}

void hs_mets_reader_free(struct hs_mets_reader **reader)
{
	struct hs_mets_reader *r = *reader;

	if (!r)
		return;
	if (r->parser)
		xmlFreeParserCtxt(r->parser);
	forget_file(r);
	free(r);
	*reader = NULL;
}

static int parse(struct hs_mets_reader *r, const char *bytes, size_t len, bool last,
		 struct hs_err *err)
{
	if (!r->parser)
		return hs_fail(err, HS_ENGINE, "no memory to read XML");
	if (xmlParseChunk(r->parser, bytes, (int)len, last) == 0 && !r->refused)
		return 0;
	if (r->refused)
		return hs_fail(err, HS_DAMAGED, "a document type in it");
	return hs_fail(err, HS_DAMAGED, "not XML from line %d on",
		       xmlSAX2GetLineNumber(r->parser));
}

int hs_mets_reader_add(struct hs_mets_reader *reader, const void *bytes, size_t len,
		       struct hs_err *err)
{
	const char *at = bytes;

	while (len > 0) {
		size_t n = len < PIECE ? len : PIECE;

		if (parse(reader, at, n, false, err) < 0)
			return -1;
		at += n;
		len -= n;
	}
	return 0;
}

int hs_mets_reader_end(struct hs_mets_reader *reader, struct hs_err *err)
{
	if (parse(reader, "", 0, true, err) < 0)
		return -1;
	if (!reader->elements)
		return hs_fail(err, HS_DAMAGED, "it is no METS");
	return 0;
}
