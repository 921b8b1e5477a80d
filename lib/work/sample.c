// sample.c - see sample.h
#include "work/sample.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/json.h"
#include "model/sample.h"
#include "port/dossier.h"
#include "sys/digest.h"

#include <stdio.h>
#include <stdlib.h>

static int key_of(const char *code, uint32_t seed, struct hs_drawn *page,
		  struct hs_err *err)
{
	HS_AUTO(hs_digest_free) struct hs_digest *digest = hs_digest_new("sha256", err);
	HS_AUTO(hs_buf_done) struct hs_buf text = {0};
	char hex[HS_HEX_MAX];

	if (!digest)
		return -1;
	hs_buf_addf(&text, "%u|%s|%u", seed, code, page->page);
	hs_digest_add(digest, text.data, text.len);
	hs_digest_end(digest, hex);
	hex[16] = '\0';
	page->key = strtoull(hex, NULL, 16);
	return 0;
}

static int tell(const struct hs_sample_terms *terms, struct hs_folder *folder,
		const char *path, const struct hs_drawn *drawn, size_t size,
		struct hs_err *err)
{
	for (size_t i = 0; i < size; i++) {
		HS_AUTO(hs_page_done) struct hs_page page = {0};

		if (hs_folder_page(folder, drawn[i].page, &page, err) < 0)
			return -1;
		terms->drawn(terms->user, path, drawn[i].page, page.file);
	}
	return 0;
}

static int note(const struct hs_sample_terms *terms, struct hs_folder *folder,
		const struct hs_drawn *drawn, size_t size, size_t count,
		struct hs_err *err)
{
	HS_AUTO(hs_buf_done) struct hs_buf detail = {0};

	hs_buf_addf(&detail, "rate %g, seed %u: %zu of %zu pages:", terms->rate,
		    terms->seed, size, count);
	for (size_t i = 0; i < size; i++)
		hs_buf_addf(&detail, " %u", drawn[i].page);
	return hs_folder_journal(folder, "hoso-check", "sample", NULL, "done",
				 hs_buf_text(&detail), err);
}

int hs_sample(const struct hs_sample_terms *terms, const char *path, struct hs_err *err)
{
	HS_AUTO(hs_folder_free)
	struct hs_folder *folder = hs_folder_write(path, false, err);
	HS_AUTO(hs_buf_done) struct hs_buf pages = {0};
	struct hs_drawn *drawn;
	uint32_t *numbers = NULL;
	size_t count, size;
	int got = 0;

	if (!folder || hs_folder_pages(folder, &numbers, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < count && got == 0; i++) {
		struct hs_drawn page = {numbers[i], 0};

		got = key_of(hs_folder_code(folder), terms->seed, &page, err);
		hs_buf_add(&pages, &page, sizeof(page));
	}
	free(numbers);
	if (got < 0)
		return -1;
	drawn = (struct hs_drawn *)(void *)pages.data; // from malloc: aligned
	size = hs_sample_size(terms->rate, count);
	hs_sample_draw(drawn, count, size);
	if (tell(terms, folder, path, drawn, size, err) < 0)
		return -1;
	return note(terms, folder, drawn, size, count, err);
}

void hs_sample_line(const char *dossier, uint32_t page, const char *file,
		    struct hs_buf *out)
{
	hs_add_one_line(out, dossier);
	hs_buf_addf(out, "\t%u\t", page);
	hs_add_one_line(out, file);
	hs_buf_add(out, "\n", 1);
}

struct line {
	uint64_t format;
	const char *dossier;
	uint64_t page;
	const char *file;
};

#define AT(member) .at = offsetof(struct line, member), .always = true

void hs_sample_json(const char *dossier, uint32_t page, const char *file,
		    struct hs_buf *out)
{
	static const struct hs_field fields[] = {
		{"format", HS_NUMBER, AT(format)},
		{"dossier", HS_TEXT, AT(dossier)},
		{"page", HS_NUMBER, AT(page)},
		{"file", HS_TEXT, AT(file)},
		{0},
	};
	static const struct hs_shape shape = {sizeof(struct line), fields};
	const struct line line = {HS_FORMAT, dossier, page, file};

	hs_json_line(&shape, &line, out);
}
