// zipmap-extra.c - see zipmap-part.h: extra fields (APPNOTE.TXT 6.3.9, 4.5)
#include "model/zipmap-part.h"

#include <string.h>

enum {
	EXTRA_ZIP64 = 0x0001,
	EXTRA_NAME = 0x7075, // Info-ZIP Unicode path
	EXTRA_AES = 0x9901,
	NAME_HEAD = 5, // version and CRC before the name in EXTRA_NAME
};

void hs_zip_extras_read(struct hs_verdict *v, const char *name, const uint8_t *p,
			size_t len, struct hs_zip_extras *x)
{
	*x = (struct hs_zip_extras){0};
	while (len >= 4) {
		size_t id = le16(p), n = le16(p + 2);

		if (n > len - 4)
			break;
		if ((id == EXTRA_ZIP64 && x->zip64) || (id == EXTRA_NAME && x->name))
			hs_verdict_fault(v, "zip: '%s': an extra field twice", name);
		if (id == EXTRA_ZIP64) {
			x->zip64 = p + 4;
			x->zip64_len = n;
		} else if (id == EXTRA_NAME) {
			x->name = p + 4;
			x->name_len = n;
		} else if (id == EXTRA_AES) {
			x->aes = true;
		}
		p += 4 + n;
		len -= 4 + n;
	}
	for (size_t i = 0; i < len; i++) // some tools align with up to 3 zeros
		if (len >= 4 || p[i]) {
			hs_verdict_fault(v, "zip: '%s': damaged extra fields", name);
			return;
		}
}

void hs_zip_widen(struct hs_verdict *v, const char *name, const struct hs_zip_extras *x,
		  size_t *used, uint64_t *value)
{
	if (*value != MAX32)
		return;
	if (!x->zip64 || x->zip64_len - *used < 8) {
		hs_verdict_fault(v, "zip: '%s': no 64-bit size where one is needed",
				 name);
		return;
	}
	*value = le64(x->zip64 + *used);
	*used += 8;
}

void hs_zip_extras_name(struct hs_verdict *v, const char *name,
			const struct hs_zip_extras *x)
{
	size_t n = strlen(name);

	if (x->name && (x->name_len < NAME_HEAD || x->name_len - NAME_HEAD != n ||
			memcmp(x->name + NAME_HEAD, name, n)))
		hs_verdict_fault(v, "zip: '%s': has another name in an extra field",
				 name);
}
