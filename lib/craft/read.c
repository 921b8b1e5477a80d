// read.c - see read.h
#include "craft/read.h"
#include "base/auto.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vi.h"
#include "craft/decode.h"
#include "craft/reading.h"
#include "model/facts.h"
#include "model/words.h"
#include "sys/file.h"

#include <stdbool.h>
#include <string.h>

// What a worker needs to read pages. param is "LANGUAGE", or "LANGUAGE plain".
static int load_models(const char *param, void **state, struct hs_err *err)
{
	static struct hs_reader reader; // as long as the worker lives
	HS_AUTO(hs_text_free) char *language = hs_dup(param);
	char *how = strchr(language, ' ');
	const char *larger, *letters;

	if (how)
		*how = '\0';
	reader = (struct hs_reader){.plain = how != NULL};
	larger = reader.plain ? NULL : hs_ocr_larger(language);
	letters = reader.plain ? NULL : hs_ocr_letters(language);
	reader.ocr = hs_ocr_new(language, err);
	if (!reader.ocr || (letters && !(reader.letters = hs_ocr_later(letters, err))))
		return -1;
	if (larger && !(reader.larger = hs_ocr_new(larger, err)))
		return -1;
	*state = &reader;
	return 0;
}

// Text in a legacy encoding (TCVN3, VNI: DOMAIN 5) comes out as Latin letters
// that Vietnamese does not write. Such a layer is worth less than recognition.
static bool plausible(const struct hs_words *words)
{
	size_t odd = 0, letters = 0;

	for (size_t i = 0; i < words->count; i++) {
		const char *p = words->list[i].text, *end = p + strlen(p);

		while (p < end) {
			uint32_t c = hs_utf8_next(&p, end);

			letters += hs_letter_case(c) != 0;
			odd += c == 0xfffd ||
			       (c >= 0xa1 && c <= 0xff && !hs_vi_writable(c)) ||
			       (c >= 0xe000 && c <= 0xf8ff);
		}
	}
	return letters > 0 && odd * 50 < letters;
}

// Whether the file's own text stands in for recognition; then words hold it.
static int own_text(struct hs_pdf *pdf, const struct hs_page_ask *ask,
		    const struct hs_pdf_look *look, const struct hs_raster *raster,
		    struct hs_words *words, struct hs_err *err)
{
	bool keep = ask->existing == HS_TEXT_KEEP;

	if (!look->has_text || ask->existing == HS_TEXT_REDO ||
	    (!keep && !look->visible_text))
		return 0;
	if (hs_pdf_text(pdf, ask->frame, raster->dpi_x, raster->width, raster->height,
			words, err) < 0)
		return -1;
	if (words->count && (keep || plausible(words)))
		return 1;
	hs_words_done(words);
	return 0;
}

static int run(void *state, const struct hs_job *job, struct hs_err *err)
{
	const struct hs_page_ask *ask = job->ask;
	HS_AUTO(hs_raster_done) struct hs_raster raster = {0};
	HS_AUTO(hs_words_done) struct hs_words words = {0};
	HS_AUTO(hs_pdf_free) struct hs_pdf *pdf = NULL;
	HS_AUTO(hs_buf_done) struct hs_buf out = {0};
	struct hs_read_facts facts = {0};
	struct hs_pdf_look look = {0};
	char damage[HS_WHY_MAX];
	int own;

	if (job->ask_len != sizeof(*ask))
		return hs_fail(err, HS_USAGE, "no such job");
	if (hs_decode_page(job->in, ask, &raster, &pdf, &look, damage, err) < 0)
		return -1;
	own = own_text(pdf, ask, &look, &raster, &words, err);
	hs_pdf_free(&pdf); // recognition needs the memory
	if (own < 0 ||
	    (!own && hs_reading(state, &raster, ask->dpi, &words, &facts, err) < 0))
		return -1;
	hs_buf_add(&out, &facts, sizeof(facts));
	hs_words_write(&words, &out);
	return hs_fd_store(job->out, out.data, out.len, err);
}

#define MEMORY ((size_t)3 << 30) // bytes of address space

const struct hs_worker_kind hs_read_image_worker = {
	.name = "read-image",
	.run = run,
	.setup = load_models,
	.jail = {.memory = MEMORY, .written = HS_WORDS_BYTES},
};

const struct hs_worker_kind hs_read_pdf_worker = {
	.name = "read-pdf",
	.run = run,
	.setup = load_models,
	.jail = {.memory = MEMORY, .written = HS_WORDS_BYTES, .readable = hs_pdf_folders},
};
