// bagtext.c - see bagtext.h
#include "model/bagtext.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define VERSION_LABEL "BagIt-Version: "
#define ENCODING_LABEL "Tag-File-Character-Encoding: "
#define MARK "\xef\xbb\xbf"

// ---- writing

void hs_bag_manifest_add(struct hs_buf *out, const char *sum, const char *path)
{
	hs_buf_addf(out, "%s  ", sum);
	for (; *path; path++)
		if (*path == '%' || *path == '\n' || *path == '\r')
			hs_buf_addf(out, "%%%02X", (unsigned char)*path);
		else
			hs_buf_add(out, path, 1);
	hs_buf_add(out, "\n", 1);
}

void hs_bag_info_add(struct hs_buf *out, const char *label, const char *value)
{
	hs_buf_addf(out, "%s: ", label);
	for (; *value; value++)
		hs_buf_add(out, (unsigned char)*value < ' ' ? " " : value, 1);
	hs_buf_add(out, "\n", 1);
}

// ---- lines

char *hs_bag_next_line(char **at)
{
	char *line = *at;
	size_t n = strcspn(line, "\r\n");

	if (!*line)
		return NULL;
	*at = line + n;
	if (line[n] == '\r' && line[n + 1] == '\n')
		++*at;
	if (line[n])
		++*at;
	line[n] = '\0';
	return line;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t';
}

static char *skip_blanks(char *p)
{
	while (blank(*p))
		p++;
	return p;
}

// ---- bagit.txt

static bool known(const struct hs_bag_version *v)
{
	return (v->major == 0 && v->minor >= 93 && v->minor <= 97) ||
	       (v->major == 1 && v->minor == 0);
}

static bool digits(const char *text, const char **end)
{
	*end = text + strspn(text, "0123456789");
	return *end != text && *end - text <= 3;
}

static bool read_version(const char *line, struct hs_bag_version *v)
{
	const char *dot, *end;

	if (!hs_starts(line, VERSION_LABEL))
		return false;
	line += strlen(VERSION_LABEL);
	if (!digits(line, &dot) || *dot != '.' || !digits(dot + 1, &end) || *end)
		return false;
	v->major = (unsigned)strtoul(line, NULL, 10);
	v->minor = (unsigned)strtoul(dot + 1, NULL, 10);
	return true;
}

static bool read_encoding(const char *line, struct hs_bag_version *v)
{
	size_t n;

	if (!hs_starts(line, ENCODING_LABEL))
		return false;
	line += strlen(ENCODING_LABEL);
	n = strlen(line);
	if (n == 0 || n >= sizeof(v->encoding) || strcspn(line, " \t") != n)
		return false;
	memcpy(v->encoding, line, n + 1);
	return true;
}

bool hs_bag_declared(const char *bytes, size_t len, struct hs_bag_version *version,
		     struct hs_verdict *verdict)
{
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	struct hs_bag_version v = {0};
	char *at, *first, *second;

	hs_buf_add(&text, bytes, len);
	at = text.data;
	first = hs_bag_next_line(&at);
	second = hs_bag_next_line(&at);
	if (memchr(bytes, 0, len) || hs_starts(text.data, MARK))
		hs_verdict_fault(verdict, "'bagit.txt': a byte-order mark or NUL in it");
	else if (!first || !read_version(first, &v))
		hs_verdict_fault(verdict, "'bagit.txt': its first line is not "
					  "'" VERSION_LABEL "M.N'");
	else if (!known(&v))
		hs_verdict_fault(verdict, "'bagit.txt': BagIt %u.%u is not known",
				 v.major, v.minor);
	else if (!second || !read_encoding(second, &v))
		hs_verdict_fault(verdict, "'bagit.txt': its second line is not "
					  "'" ENCODING_LABEL "…'");
	else if (*at)
		hs_verdict_fault(verdict, "'bagit.txt': more than two lines");
	else {
		*version = v;
		return true;
	}
	return false;
}

// ---- encodings

static bool from_bytes(const uint8_t *p, size_t len, uint8_t limit, struct hs_buf *text)
{
	for (size_t i = 0; i < len; i++) {
		if (p[i] > limit || p[i] == 0)
			return false;
		hs_utf8_add(text, p[i]);
	}
	return true;
}

static bool from_utf8(const char *bytes, size_t len, struct hs_buf *text)
{
	size_t mark = len >= 3 && !memcmp(bytes, MARK, 3) ? 3 : 0;

	if (!hs_utf8_valid(bytes, len) || memchr(bytes, 0, len))
		return false;
	hs_buf_add(text, bytes + mark, len - mark);
	return true;
}

static uint32_t unit(const uint8_t *p, bool big)
{
	return big ? (uint32_t)(p[0] << 8 | p[1]) : (uint32_t)(p[1] << 8 | p[0]);
}

// RFC 2781: big-endian where nothing says otherwise.
static bool from_utf16(const uint8_t *p, size_t len, bool big, struct hs_buf *text)
{
	const uint8_t *end = p + len;

	if (len % 2)
		return false;
	while (p < end) {
		uint32_t c = unit(p, big);

		p += 2;
		if (c >= 0xd800 && c < 0xdc00 && p < end) {
			uint32_t low = unit(p, big);

			if (low < 0xdc00 || low > 0xdfff)
				return false;
			c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
			p += 2;
		}
		if (c == 0 || (c >= 0xd800 && c <= 0xdfff))
			return false;
		hs_utf8_add(text, c);
	}
	return true;
}

bool hs_bag_decode(const char *bytes, size_t len, const char *encoding,
		   struct hs_buf *text)
{
	const uint8_t *p = (const uint8_t *)bytes;
	bool little = len >= 2 && p[0] == 0xff && p[1] == 0xfe;
	bool marked = little || (len >= 2 && p[0] == 0xfe && p[1] == 0xff);
	size_t skip = marked ? 2 : 0;

	hs_buf_add(text, "", 0);
	if (!strcasecmp(encoding, "UTF-8"))
		return from_utf8(bytes, len, text);
	if (!strcasecmp(encoding, "ISO-8859-1"))
		return from_bytes(p, len, 0xff, text);
	if (!strcasecmp(encoding, "US-ASCII"))
		return from_bytes(p, len, 0x7f, text);
	if (!strcasecmp(encoding, "UTF-16"))
		return from_utf16(p + skip, len - skip, !little, text);
	if (!strcasecmp(encoding, "UTF-16BE"))
		return from_utf16(p, len, true, text);
	if (!strcasecmp(encoding, "UTF-16LE"))
		return from_utf16(p, len, false, text);
	return false;
}

// ---- manifests

// %0A and %0D in every version, %25 since 1.0; nothing else is decoded.
static void decode_path(char *path, const struct hs_bag_version *version)
{
	char *out = path;

	for (char *p = path; *p; p++) {
		if (!strncasecmp(p, "%0A", 3))
			*out++ = '\n';
		else if (!strncasecmp(p, "%0D", 3))
			*out++ = '\r';
		else if (version->major >= 1 && !strncmp(p, "%25", 3))
			*out++ = '%';
		else {
			*out++ = *p;
			continue;
		}
		p += 2;
	}
	*out = '\0';
}

bool hs_bag_line(char *text, const struct hs_bag_version *version,
		 struct hs_bag_line *line)
{
	size_t n = strspn(text, "0123456789abcdefABCDEF");
	char *path = skip_blanks(text + n);

	if (n == 0 || !blank(text[n]) || !*path)
		return false;
	*line = (struct hs_bag_line){.sum = text};
	text[n] = '\0';
	for (char *p = text; *p; p++)
		*p = *p >= 'A' && *p <= 'F' ? (char)(*p + 'a' - 'A') : *p;
	if (*path == '*') {
		line->odd = "a '*' before its path, as md5sum writes it";
		path++;
	}
	while (hs_starts(path, "./")) {
		line->odd = "a path that begins with './'";
		path += 2;
	}
	decode_path(path, version);
	line->path = path;
	return *path;
}

// ---- bag-info.txt

static void trim_end(char *text)
{
	size_t n = strlen(text);

	while (n && blank(text[n - 1]))
		text[--n] = '\0';
}

bool hs_bag_next_info(char **at, struct hs_bag_info *info, size_t *bad)
{
	char *line, *colon;

	for (;;) {
		line = hs_bag_next_line(at);
		if (!line)
			return false;
		colon = strchr(line, ':');
		if (colon && colon != line && !blank(*line))
			break;
		*bad += *skip_blanks(line) != '\0';
	}
	*colon = '\0';
	trim_end(line);
	info->label = line;
	info->value.len = 0;
	colon = skip_blanks(colon + 1);
	hs_buf_add(&info->value, colon, strlen(colon));
	while (blank(**at)) {
		line = skip_blanks(hs_bag_next_line(at));
		hs_buf_addf(&info->value, " %s", line);
	}
	return true;
}
