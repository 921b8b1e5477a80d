// pdfa-font.c - see pdfa-part.h; ISO 32000-1, 9.7 (composite fonts), 9.10.3 (ToUnicode).
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/blankfont.h"
#include "port/pdfa-part.h"
#include "sys/deflate.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

enum { NEAR_END = 0xd800, FAR_END = 0xe000, UNKNOWN = 0xfffd, RANGES = 100 };

#define NAME "HosoBlank"

unsigned hs_pdfa_letter(struct hs_pdfa_letters *letters, uint32_t character)
{
	// PDF/A-2u, 6.2.11.7.2, forbids that a letter stands for these.
	if (character == 0 || character == 0xfeff || character == 0xfffe ||
	    character == 0xffff || (character >= NEAR_END && character < FAR_END))
		return UNKNOWN;
	if (character < HS_PDFA_CIDS)
		return character;
	for (uint32_t i = 0; i < letters->count; i++)
		if (letters->far[i] == character)
			return NEAR_END + i;
	if (letters->count == HS_COUNT(letters->far))
		return UNKNOWN;
	letters->far[letters->count] = character;
	return NEAR_END + letters->count++;
}

// A range may not go beyond its first byte, and there are a hundred at most in one
// list (Adobe technical note 5014, 5411).
static void add_near(struct hs_buf *out)
{
	unsigned rows = 0;

	for (unsigned high = 0; high < 0x100; high++) {
		unsigned first = high ? 0 : 1, last = high < 0xff ? 0xff : 0xfd;

		if (high << 8 >= NEAR_END && high << 8 < FAR_END)
			continue;
		if (rows % RANGES == 0)
			hs_buf_addf(out, "%u beginbfrange\n", rows < 200 ? RANGES : 48);
		hs_buf_addf(out, "<%02X%02X> <%02X%02X> <%02X%02X>\n", high, first, high,
			    last, high, first);
		if (++rows % RANGES == 0 || rows == 248)
			hs_buf_addf(out, "endbfrange\n");
	}
}

static void add_far(const struct hs_pdfa_letters *letters, struct hs_buf *out)
{
	for (uint32_t i = 0; i < letters->count; i++) {
		uint32_t c = letters->far[i] - 0x10000;
		uint32_t left = letters->count - i;

		if (i % RANGES == 0)
			hs_buf_addf(out, "%u beginbfchar\n",
				    (unsigned)(left < RANGES ? left : RANGES));
		hs_buf_addf(out, "<%04X> <%04X%04X>\n", (unsigned)(NEAR_END + i),
			    (unsigned)(0xd800 + (c >> 10)),
			    (unsigned)(0xdc00 + (c & 0x3ff)));
		if ((i + 1) % RANGES == 0 || left == 1)
			hs_buf_addf(out, "endbfchar\n");
	}
}

static void to_unicode(const struct hs_pdfa_letters *letters, struct hs_buf *out)
{
	hs_buf_addf(out,
		    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
		    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) "
		    "/Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n"
		    "/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\n"
		    "endcodespacerange\n");
	add_near(out);
	add_far(letters, out);
	hs_buf_addf(out, "endcmap\nCMapName currentdict /CMap defineresource pop\n"
			 "end\nend\n");
}

static int packed(struct hs_objects *o, uint32_t number, const char *dict,
		  const struct hs_buf *bytes, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf small = {0};
	HS_AUTO(hs_buf_done) struct hs_buf all = {0};

	hs_deflate(bytes->data, bytes->len, &small);
	hs_buf_addf(&all, "/Filter /FlateDecode%s", dict);
	return hs_objects_stream(o, number, all.data, small.data, small.len, err);
}

static int put_file(struct hs_objects *o, uint32_t number, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf font = {0};
	HS_AUTO(hs_buf_done) struct hs_buf dict = {0};

	hs_blank_font(&font);
	hs_buf_addf(&dict, " /Length1 %zu", font.len);
	return packed(o, number, dict.data, &font, err);
}

// Every number is that one glyph.
static int put_glyphs(struct hs_objects *o, uint32_t number, struct hs_err *err)
{
	static const uint8_t glyph[] = {0, HS_BLANK_GLYPH};
	HS_AUTO(hs_buf_done) struct hs_buf map = {0};

	for (int i = 0; i < HS_PDFA_CIDS; i++)
		hs_buf_add(&map, glyph, sizeof(glyph));
	return packed(o, number, "", &map, err);
}

static int put_letters(struct hs_objects *o, uint32_t number,
		       const struct hs_pdfa_letters *letters, struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf map = {0};

	to_unicode(letters, &map);
	return packed(o, number, "", &map, err);
}

// What all of them share.
struct shared {
	uint32_t file, glyphs, unicode;
};

static int put_font(struct hs_objects *o, uint32_t number, unsigned height,
		    const struct shared *shared, struct hs_err *err)
{
	uint32_t cid = hs_objects_new(o), about = hs_objects_new(o);
	unsigned top = HS_BLANK_EM * height / HS_PDFA_HEIGHTS;
	HS_AUTO(hs_buf_done) struct hs_buf font = {0};
	HS_AUTO(hs_buf_done) struct hs_buf under = {0};
	HS_AUTO(hs_buf_done) struct hs_buf descriptor = {0};

	hs_buf_addf(&font,
		    "<< /Type /Font /Subtype /Type0 /BaseFont /" NAME "%u"
		    " /Encoding /Identity-H /DescendantFonts [%" PRIu32
		    " 0 R] /ToUnicode %" PRIu32 " 0 R >>",
		    height, cid, shared->unicode);
	hs_buf_addf(&under,
		    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /" NAME "%u"
		    " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
		    "/Supplement 0 >> /DW %d /CIDToGIDMap %" PRIu32
		    " 0 R /FontDescriptor %" PRIu32 " 0 R >>",
		    height, HS_BLANK_WIDTH, shared->glyphs, about);
	hs_buf_addf(&descriptor,
		    "<< /Type /FontDescriptor /FontName /" NAME "%u"
		    " /Flags 5 /FontBBox [0 0 %d %u] /ItalicAngle 0 /Ascent %u "
		    "/Descent -1 /CapHeight %u /StemV 80 /FontFile2 %" PRIu32 " 0 R >>",
		    height, HS_BLANK_WIDTH, top, top, top, shared->file);
	if (hs_objects_put(o, number, font.data, err) < 0 ||
	    hs_objects_put(o, cid, under.data, err) < 0)
		return -1;
	return hs_objects_put(o, about, descriptor.data, err);
}

int hs_pdfa_fonts(struct hs_objects *o, const uint32_t numbers[HS_PDFA_FONTS + 1],
		  const struct hs_pdfa_letters *letters, struct hs_err *err)
{
	const struct shared shared = {hs_objects_new(o), hs_objects_new(o),
				      hs_objects_new(o)};

	for (unsigned i = 1; i <= HS_PDFA_FONTS; i++)
		if (numbers[i] && put_font(o, numbers[i], i, &shared, err) < 0)
			return -1;
	if (put_file(o, shared.file, err) < 0 || put_glyphs(o, shared.glyphs, err) < 0)
		return -1;
	return put_letters(o, shared.unicode, letters, err);
}
