// srgb.c - see srgb.h
#include "model/srgb.h"
#include "base/auto.h"
#include "base/mem.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { CURVE = 1024, HEADER = 128, TAGS = 9, ROW = 12 };

static void add_zeros(struct hs_buf *out, size_t count)
{
	while (count-- > 0)
		hs_buf_add(out, "", 1);
}

static void add_xyz(struct hs_buf *out, const uint32_t xyz[3])
{
	hs_buf_add(out, "XYZ \0\0\0\0", 8);
	for (int i = 0; i < 3; i++)
		hs_buf_add32(out, xyz[i]);
}

static void describe(struct hs_buf *out)
{
	static const char name[] = "sRGB IEC61966-2.1, as hoso writes it";

	hs_buf_add(out, "desc\0\0\0\0", 8);
	hs_buf_add32(out, sizeof(name));
	hs_buf_add(out, name, sizeof(name));
	add_zeros(out, 4 + 4 + 2 + 1 + 67); // no name in Unicode or in a script
}

static void copyright(struct hs_buf *out)
{
	static const char text[] = "No rights are claimed.";

	hs_buf_add(out, "text\0\0\0\0", 8);
	hs_buf_add(out, text, sizeof(text));
}

// White D65; the primaries as seen under D50, in 1/65536.
static void white(struct hs_buf *out)
{
	add_xyz(out, (const uint32_t[]){0xf351, 0x10000, 0x116cc});
}

static void red(struct hs_buf *out)
{
	add_xyz(out, (const uint32_t[]){0x6fa2, 0x38f5, 0x0390});
}

static void green(struct hs_buf *out)
{
	add_xyz(out, (const uint32_t[]){0x6299, 0xb785, 0x18da});
}

static void blue(struct hs_buf *out)
{
	add_xyz(out, (const uint32_t[]){0x24a0, 0x0f84, 0xb6cf});
}

static void curve(struct hs_buf *out)
{
	hs_buf_add(out, "curv\0\0\0\0", 8);
	hs_buf_add32(out, CURVE);
	for (int i = 0; i < CURVE; i++) {
		double v = (double)i / (CURVE - 1);

		v = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
		hs_buf_add16(out, (unsigned)(v * 65535 + 0.5));
	}
}

static const struct {
	const char *tag;
	void (*write)(struct hs_buf *out); // NULL: the same as the one before
} tags[TAGS] = {
	{"desc", describe}, {"cprt", copyright}, {"wtpt", white},
	{"rXYZ", red},      {"gXYZ", green},     {"bXYZ", blue},
	{"rTRC", curve},    {"gTRC", NULL},      {"bTRC", NULL},
};

static void header(struct hs_buf *out, size_t size)
{
	static const uint16_t made[] = {2026, 1, 1, 0, 0, 0}; // of the format, no clock
	static const uint32_t illuminant[] = {0xf6d6, 0x10000, 0xd32d};

	hs_buf_add32(out, (uint32_t)size);
	hs_buf_add32(out, 0);
	hs_buf_add32(out, 0x02100000);
	hs_buf_add(out, "mntrRGB XYZ ", 12);
	for (size_t i = 0; i < HS_COUNT(made); i++)
		hs_buf_add16(out, made[i]);
	hs_buf_add(out, "acsp", 4);
	add_zeros(out, 28);
	for (size_t i = 0; i < HS_COUNT(illuminant); i++)
		hs_buf_add32(out, illuminant[i]);
	add_zeros(out, 48);
}

void hs_srgb_profile(struct hs_buf *out)
{
	HS_AUTO(hs_buf_done) struct hs_buf body = {0};
	HS_AUTO(hs_buf_done) struct hs_buf table = {0};
	const size_t start = HEADER + 4 + TAGS * ROW;
	size_t at = 0, len = 0;

	hs_buf_add32(&table, TAGS);
	for (int i = 0; i < TAGS; i++) {
		if (tags[i].write) {
			at = body.len;
			tags[i].write(&body);
			len = body.len - at;
			add_zeros(&body, -len % 4);
		}
		hs_buf_add(&table, tags[i].tag, 4);
		hs_buf_add32(&table, (uint32_t)(start + at));
		hs_buf_add32(&table, (uint32_t)len);
	}
	header(out, start + body.len);
	hs_buf_add(out, table.data, table.len);
	hs_buf_add(out, body.data, body.len);
}
