// fuzz-json.c - records: what was read is written and read again the same. The
// first byte chooses the record.
#include "base/buf.h"
#include "base/mem.h"
#include "fuzz/fuzz.h"
#include "model/document.h"
#include "model/json.h"
#include "model/record.h"

#include <stdlib.h>
#include <string.h>

static void round_trip(const struct hs_shape *shape, const char *text, size_t len)
{
	HS_AUTO(hs_buf_done) struct hs_buf first = {0};
	HS_AUTO(hs_buf_done) struct hs_buf second = {0};
	HS_AUTO(hs_text_free) char *record = hs_new(1, shape->size);
	struct hs_err err = {0};

	if (hs_json_read(shape, text, len, record, &err) < 0)
		return;
	hs_json_line(shape, record, &first);
	hs_shape_done(shape, record);
	if (hs_json_read(shape, first.data, first.len, record, &err) < 0)
		abort();
	hs_json_line(shape, record, &second);
	hs_shape_done(shape, record);
	if (first.len != second.len || memcmp(first.data, second.data, first.len) != 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct hs_shape *const shapes[] = {
		&hs_page_shape, &hs_dossier_shape, &hs_documents_shape, &hs_event_shape};

	if (size)
		round_trip(shapes[data[0] % HS_COUNT(shapes)], (const char *)data + 1,
			   size - 1);
	return 0;
}
