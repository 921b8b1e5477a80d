// media.c - see media.h
#include "model/media.h"
#include "base/mem.h"

#include <string.h>
#include <strings.h>

enum kind {
	TIFF,
	JPEG,
	PNG,
	PDF,
	BMP,
	GIF,
	JP2,
	WEBP,
	HEIF,
	DJVU,
	TEXT,
	CSV,
	XLSX,
	DOCX,
	DOC,
	XLS,
	XML,
	JSON,
	ZIP,
	OTHER
};

static const struct hs_media_row rows[] = {
	[TIFF] = {"image/tiff", "TIFF", HS_TIFF, true},
	[JPEG] = {"image/jpeg", "JPEG", HS_JPEG, true},
	[PNG] = {"image/png", "PNG", HS_PNG, true},
	[PDF] = {"application/pdf", "PDF", HS_PDF, true},
	[BMP] = {"image/bmp", "BMP", HS_MEDIA, true},
	[GIF] = {"image/gif", "GIF", HS_MEDIA, true},
	[JP2] = {"image/jp2", "JPEG 2000", HS_MEDIA, true},
	[WEBP] = {"image/webp", "WebP", HS_MEDIA, true},
	[HEIF] = {"image/heif", "HEIF", HS_MEDIA, true},
	[DJVU] = {"image/vnd.djvu", "DjVu", HS_MEDIA, true},
	[TEXT] = {"text/plain", "text", HS_MEDIA, false},
	[CSV] = {"text/csv", "CSV", HS_MEDIA, false},
	[XLSX] = {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		  "XLSX", HS_MEDIA, false},
	[DOCX] = {"application/"
		  "vnd.openxmlformats-officedocument.wordprocessingml.document",
		  "DOCX", HS_MEDIA, false},
	[DOC] = {"application/msword", "DOC", HS_MEDIA, false},
	[XLS] = {"application/vnd.ms-excel", "XLS", HS_MEDIA, false},
	[XML] = {"application/xml", "XML", HS_MEDIA, false},
	[JSON] = {"application/json", "JSON", HS_MEDIA, false},
	[ZIP] = {"application/zip", "ZIP", HS_MEDIA, false},
	[OTHER] = {"application/octet-stream", "other", HS_MEDIA, false},
};

static const struct {
	const char *bytes;
	size_t len, at;
	enum kind kind;
} starts[] = {
	{"II*\0", 4, 0, TIFF},
	{"MM\0*", 4, 0, TIFF},
	{"II+\0", 4, 0, TIFF}, // BigTIFF
	{"MM\0+", 4, 0, TIFF},
	{"\xff\xd8\xff", 3, 0, JPEG},
	{"\x89PNG\r\n\x1a\n", 8, 0, PNG},
	{"GIF8", 4, 0, GIF},
	{"\0\0\0\x0cjP  ", 8, 0, JP2},
	{"\xff\x4f\xff\x51", 4, 0, JP2},
	{"WEBP", 4, 8, WEBP},
	{"ftypheic", 8, 4, HEIF},
	{"ftypmif1", 8, 4, HEIF},
	{"AT&TFORM", 8, 0, DJVU},
	{"\0\5\x16\7", 4, 0, OTHER}, // AppleDouble: what a Mac leaves as ._NAME
};

static const struct {
	const char *end;
	enum kind kind;
} ends[] = {
	{".tif", TIFF},  {".tiff", TIFF}, {".jpg", JPEG},  {".jpeg", JPEG},
	{".jpe", JPEG},  {".png", PNG},   {".pdf", PDF},   {".bmp", BMP},
	{".gif", GIF},   {".jp2", JP2},   {".j2k", JP2},   {".webp", WEBP},
	{".heic", HEIF}, {".heif", HEIF}, {".djvu", DJVU}, {".djv", DJVU},
	{".txt", TEXT},  {".md", TEXT},   {".csv", CSV},   {".tsv", CSV},
	{".xlsx", XLSX}, {".docx", DOCX}, {".doc", DOC},   {".xls", XLS},
	{".xml", XML},   {".json", JSON}, {".zip", ZIP},
};

// ISO 32000-1, 7.5.2 note: readers accept the header within the first 1,024
// bytes.
static bool late_pdf(const void *start, size_t len)
{
	return memmem(start, len < HS_MEDIA_PEEK ? len : HS_MEDIA_PEEK, "%PDF-", 5);
}

const struct hs_media_row *hs_media_of(const char *name, const void *start, size_t len,
				       bool *by_name)
{
	size_t n = strlen(name);

	*by_name = false;
	for (size_t i = 0; i < HS_COUNT(starts); i++)
		if (len >= starts[i].at + starts[i].len &&
		    !memcmp((const char *)start + starts[i].at, starts[i].bytes,
			    starts[i].len))
			return &rows[starts[i].kind];
	if (len >= 5 && !memcmp(start, "%PDF-", 5))
		return &rows[PDF];
	*by_name = true;
	for (size_t i = 0; i < HS_COUNT(ends); i++) {
		size_t m = strlen(ends[i].end);

		if (n < m || strcasecmp(name + n - m, ends[i].end))
			continue;
		*by_name = !(ends[i].kind == PDF && late_pdf(start, len));
		return &rows[ends[i].kind];
	}
	return &rows[OTHER];
}
