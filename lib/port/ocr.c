// ocr.c - see ocr.h
#include "port/ocr.h"
#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vi.h"
#include "sys/file.h"
#include "sys/path.h"

#include <allheaders.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <tesseract/capi.h>
#include <unistd.h>

enum {
	SIDE_MAX = 32767,      // tesseract keeps coordinates in 16 bits
	MODEL_MAX = 100 << 20, // bytes
};

struct hs_ocr {
	TessBaseAPI *api;
	int width, height; // of the picture shown, pixels
	void *model;       // hs_ocr_later: its file, mapped
	size_t model_len;
	char *language;
};

static void set_up(struct hs_ocr *ocr)
{
	TessBaseAPISetVariable(ocr->api, "debug_file", "/dev/null");
	TessBaseAPISetPageSegMode(ocr->api, PSM_AUTO);
}

struct hs_ocr *hs_ocr_new(const char *language, struct hs_err *err)
{
	HS_AUTO(hs_ocr_free) struct hs_ocr *ocr = HS_NEW(struct hs_ocr);

	setMsgSeverity(L_SEVERITY_NONE);
	ocr->api = TessBaseAPICreate();
	if (TessBaseAPIInit2(ocr->api, NULL, language, OEM_LSTM_ONLY) != 0) {
		hs_fail(err, HS_ENGINE, "tesseract cannot load the model '%s'", language);
		return NULL;
	}
	set_up(ocr);
	return HS_STEAL(ocr);
}

struct hs_ocr *hs_ocr_later(const char *language, struct hs_err *err)
{
	HS_AUTO(hs_ocr_free) struct hs_ocr *ocr = HS_NEW(struct hs_ocr);
	HS_AUTO(hs_text_free) char *path = hs_ocr_model_file(language);
	HS_AUTO(hs_fd_done) int fd = open(path, O_RDONLY | O_CLOEXEC);
	off_t len = fd < 0 ? -1 : lseek(fd, 0, SEEK_END);
	void *bytes = len > 0 && len <= MODEL_MAX
			      ? mmap(NULL, (size_t)len, PROT_READ, MAP_PRIVATE, fd, 0)
			      : MAP_FAILED;

	if (bytes == MAP_FAILED) {
		hs_fail(err, HS_ENGINE, "cannot open the model '%s' (%s)", language,
			path);
		return NULL;
	}
	setMsgSeverity(L_SEVERITY_NONE);
	ocr->model = bytes;
	ocr->model_len = (size_t)len;
	ocr->language = hs_dup(language);
	return HS_STEAL(ocr);
}

static int load(struct hs_ocr *ocr, struct hs_err *err)
{
	ocr->api = TessBaseAPICreate();
	if (TessBaseAPIInit5(ocr->api, ocr->model, (int)ocr->model_len, ocr->language,
			     OEM_LSTM_ONLY, NULL, 0, NULL, NULL, 0, false) != 0)
		return hs_fail(err, HS_ENGINE, "tesseract cannot load the model '%s'",
			       ocr->language);
	set_up(ocr);
	return 0;
}

void hs_ocr_unload(struct hs_ocr *ocr)
{
	if (!ocr->model || !ocr->api)
		return;
	TessBaseAPIEnd(ocr->api);
	TessBaseAPIDelete(ocr->api);
	ocr->api = NULL;
	madvise(ocr->model, ocr->model_len, MADV_DONTNEED); // read again when needed
}

void hs_ocr_free(struct hs_ocr **ocr)
{
	if (!*ocr)
		return;
	if ((*ocr)->api) {
		TessBaseAPIEnd((*ocr)->api);
		TessBaseAPIDelete((*ocr)->api);
	}
	if ((*ocr)->model)
		munmap((*ocr)->model, (*ocr)->model_len);
	free((*ocr)->language);
	free(*ocr);
	*ocr = NULL;
}

char *hs_ocr_engine(void)
{
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};

	hs_buf_addf(&name, "tesseract %s", TessVersion());
	return hs_buf_take(&name);
}

char *hs_ocr_model_file(const char *language)
{
	static const char *const places[] = {"/usr/share/tesseract-ocr/5/tessdata",
					     "/usr/share/tessdata"};
	const char *given = getenv("TESSDATA_PREFIX");
	HS_AUTO(hs_buf_done) struct hs_buf name = {0};
	char *path;

	hs_buf_addf(&name, "%s.traineddata", language);
	if (given && *given)
		return hs_path_join(given, hs_buf_text(&name));
	path = hs_path_join(places[0], hs_buf_text(&name));
	if (access(path, R_OK) == 0)
		return path;
	free(path);
	return hs_path_join(places[1], hs_buf_text(&name));
}

static void clamp(struct hs_box *box, int left, int top, int right, int bottom, int width,
		  int height)
{
	left = left < 0 ? 0 : left;
	top = top < 0 ? 0 : top;
	right = right > width ? width : right;
	bottom = bottom > height ? height : bottom;
	*box = (struct hs_box){left, top, right - left, bottom - top};
}

// The other model of a table's row, where it is installed.
struct pair {
	const char *language, *other;
};

static const char *other(const struct pair *known, size_t count, const char *language)
{
	for (size_t i = 0; i < count; i++) {
		HS_AUTO(hs_text_free) char *path = NULL;

		if (strcmp(known[i].language, language))
			continue;
		path = hs_ocr_model_file(known[i].other);
		return access(path, R_OK) == 0 ? known[i].other : NULL;
	}
	return NULL;
}

const char *hs_ocr_larger(const char *language)
{
	static const struct pair known[] = {
		{"vie", "Vietnamese"}, // Debian: tesseract-ocr-script-viet
	};

	return other(known, HS_COUNT(known), language);
}

const char *hs_ocr_letters(const char *language)
{
	static const struct pair known[] = {
		{"vie", "eng"}, // Debian: tesseract-ocr-eng
	};

	return other(known, HS_COUNT(known), language);
}

// How much of a word the model's own list of syllables has.
static float known(TessBaseAPI *api, const char *text)
{
	const char *at = text, *end = text + strlen(text);
	struct hs_vi_token token;
	double letters = 0, good = 0;

	while (hs_vi_next(NULL, &at, end, &token)) {
		HS_AUTO(hs_text_free) char *small = hs_vi_small(token.start, token.end);
		double n = (double)(token.end - token.start);

		if (!*small)
			continue;
		letters += n;
		good += TessBaseAPIIsValidWord(api, small) ? n : 0;
	}
	return letters > 0 ? (float)(good / letters) : -1;
}

// What the engine calls a word may hold spaces or nothing.
static void add_word(TessBaseAPI *api, struct hs_words *words, struct hs_word *word,
		     const char *text)
{
	HS_AUTO(hs_text_free) char *nfc = hs_nfc(text);
	char *rest = nfc, *part;

	while (rest && (part = strsep(&rest, " \t\r\n"))) {
		if (!*part)
			continue;
		hs_one_line(part);
		word->text = part;
		word->known = known(api, part);
		hs_words_add(words, word);
		word->starts_line = word->starts_block = false;
	}
}

static void read_words(TessBaseAPI *api, TessResultIterator *it, int width, int height,
		       struct hs_words *words)
{
	const TessPageIterator *at = TessResultIteratorGetPageIteratorConst(it);
	struct hs_word word = {0};

	do {
		int left, top, right, bottom;
		char *text = TessResultIteratorGetUTF8Text(it, RIL_WORD);

		word.starts_block |= TessPageIteratorIsAtBeginningOf(at, RIL_BLOCK);
		word.starts_line |= TessPageIteratorIsAtBeginningOf(at, RIL_TEXTLINE);
		word.confidence = TessResultIteratorConfidence(it, RIL_WORD) / 100;
		word.confidence = word.confidence < 0 ? 0 : word.confidence;
		word.confidence = word.confidence > 1 ? 1 : word.confidence;
		if (text && TessPageIteratorBoundingBox(at, RIL_WORD, &left, &top, &right,
							&bottom)) {
			clamp(&word.box, left, top, right, bottom, width, height);
			if (word.box.w > 0 && word.box.h > 0)
				add_word(api, words, &word, text);
		}
		TessDeleteText(text);
	} while (TessResultIteratorNext(it, RIL_WORD));
}

int hs_ocr_show(struct hs_ocr *ocr, const struct hs_raster *raster, double dpi,
		struct hs_err *err)
{
	int resolution = (int)(dpi + 0.5);
	PIX *pix;

	if (!ocr->api && load(ocr, err) < 0)
		return -1;
	if (raster->width > SIDE_MAX || raster->height > SIDE_MAX)
		return hs_fail(
			err, HS_LIMIT,
			"a page of %u x %u pixels: the engine reads up to %d a side",
			raster->width, raster->height, SIDE_MAX);
	pix = pixCreateHeader((l_int32)raster->width, (l_int32)raster->height,
			      (l_int32)raster->depth);
	if (!pix)
		return hs_fail(err, HS_ENGINE, "no memory for the picture");
	pixSetData(pix, raster->data);
	pixSetSpp(pix, raster->depth == 32 ? 3 : 1);
	pixSetResolution(pix, resolution, resolution);
	TessBaseAPISetImage2(ocr->api, pix);
	TessBaseAPISetSourceResolution(ocr->api, resolution);
	pixSetData(pix, NULL);
	pixDestroy(&pix);
	ocr->width = (int)raster->width;
	ocr->height = (int)raster->height;
	return 0;
}

void hs_ocr_forget(struct hs_ocr *ocr)
{
	TessBaseAPIClear(ocr->api);
	ocr->width = ocr->height = 0;
}

static const TessPageSegMode modes[] = {
	[HS_LAYOUT_PAGE] = PSM_AUTO,
	[HS_LAYOUT_BLOCK] = PSM_SINGLE_BLOCK,
	[HS_LAYOUT_LINE] = PSM_SINGLE_LINE,
	[HS_LAYOUT_STRIP] = PSM_RAW_LINE,
};

int hs_ocr_read(struct hs_ocr *ocr, const struct hs_box *part, enum hs_layout layout,
		struct hs_words *words, struct hs_err *err)
{
	TessResultIterator *it;

	TessBaseAPISetPageSegMode(ocr->api, modes[layout]);
	// This also forgets what was read in the last part.
	if (part)
		TessBaseAPISetRectangle(ocr->api, part->x, part->y, part->w, part->h);
	// What was learnt on one page must not colour the next: the same page
	// gives the same text whatever came before it.
	TessBaseAPIClearAdaptiveClassifier(ocr->api);
	if (TessBaseAPIRecognize(ocr->api, NULL) != 0)
		return hs_fail(err, HS_ENGINE, "tesseract failed on the page");
	it = TessBaseAPIGetIterator(ocr->api);
	if (it)
		read_words(ocr->api, it, ocr->width, ocr->height, words);
	TessResultIteratorDelete(it);
	return 0;
}

// "- 12 -", "12", "12." are numbers of up to four digits.
static uint32_t number_in(const char *text)
{
	uint32_t number = 0;
	size_t digits;

	text += strspn(text, " -.\n");
	digits = strspn(text, "0123456789");
	for (size_t i = 0; i < digits && digits <= 4; i++)
		number = 10 * number + (uint32_t)(text[i] - '0');
	text += digits;
	return text[strspn(text, " -.\n")] || digits > 4 || *(text - digits) == '0'
		       ? 0
		       : number;
}

static void read_number(struct hs_ocr *ocr, TessPageSegMode mode, uint32_t *number,
			uint32_t *sure)
{
	char *text;
	int mean;

	TessBaseAPISetPageSegMode(ocr->api, mode);
	// This also forgets what was read in another mode.
	TessBaseAPISetRectangle(ocr->api, 0, 0, ocr->width, ocr->height);
	text = TessBaseAPIGetUTF8Text(ocr->api);
	mean = TessBaseAPIMeanTextConf(ocr->api);
	*number = text && mean > 0 ? number_in(text) : 0;
	*sure = *number == 0 ? 0 : mean > 100 ? 100 : (uint32_t)mean;
	TessDeleteText(text);
}

void hs_ocr_number(struct hs_ocr *ocr, const struct hs_raster *raster, double dpi,
		   uint32_t *number, uint32_t *sure)
{
	// A line of one digit is taken for none now and then: then it is a letter.
	static const TessPageSegMode tries[] = {PSM_SINGLE_LINE, PSM_SINGLE_WORD,
						PSM_SINGLE_CHAR};
	struct hs_err ignored;

	*number = *sure = 0;
	if (hs_ocr_show(ocr, raster, dpi, &ignored) < 0)
		return;
	TessBaseAPISetVariable(ocr->api, "tessedit_char_whitelist", "0123456789-.");
	for (size_t i = 0; i < HS_COUNT(tries) && *number == 0; i++)
		read_number(ocr, tries[i], number, sure);
	TessBaseAPISetVariable(ocr->api, "tessedit_char_whitelist", "");
	hs_ocr_forget(ocr);
}

// ---- a few characters --------------------------------------------------------

// Adds what the engine takes for one character; false: there is no room for it.
static bool add_mark(struct hs_few *few, const char *nfc, bool starts_word,
		     struct hs_few_mark mark)
{
	size_t len = strlen(few->text), more = strlen(nfc);
	bool space = starts_word && len > 0;

	if (few->count == HS_FEW_MAX || len + more + space >= HS_FEW_MAX)
		return false;
	if (space)
		few->text[len++] = ' ';
	memcpy(few->text + len, nfc, more + 1);
	mark.at = (uint8_t)len;
	mark.sure = mark.sure < 0 ? 0 : mark.sure > 1 ? 1 : mark.sure;
	few->sure = mark.sure < few->sure ? mark.sure : few->sure;
	few->marks[few->count++] = mark;
	return true;
}

static void read_marks(TessResultIterator *it, struct hs_few *few)
{
	const TessPageIterator *at = TessResultIteratorGetPageIteratorConst(it);
	bool room = true;

	few->sure = 1;
	do {
		char *text = TessResultIteratorGetUTF8Text(it, RIL_SYMBOL);
		HS_AUTO(hs_text_free) char *nfc = text ? hs_nfc(text) : NULL;
		struct hs_few_mark mark = {
			.sure = TessResultIteratorConfidence(it, RIL_SYMBOL) / 100};
		int top, low;

		TessDeleteText(text);
		if (nfc && *nfc && !strpbrk(nfc, " \t\r\n") &&
		    TessPageIteratorBoundingBox(at, RIL_SYMBOL, &mark.left, &top,
						&mark.right, &low))
			room = add_mark(few, nfc,
					TessPageIteratorIsAtBeginningOf(at, RIL_WORD),
					mark);
	} while (room && TessResultIteratorNext(it, RIL_SYMBOL));
	if (few->count == 0)
		few->sure = 0;
}

int hs_ocr_read_few(struct hs_ocr *ocr, const struct hs_raster *raster, double dpi,
		    enum hs_layout layout, const char *allowed, struct hs_few *few,
		    struct hs_err *err)
{
	TessResultIterator *it;
	int got;

	*few = (struct hs_few){.count = 0};
	if (hs_ocr_show(ocr, raster, dpi, err) < 0)
		return -1;
	TessBaseAPISetPageSegMode(ocr->api, modes[layout]);
	TessBaseAPISetVariable(ocr->api, "tessedit_char_whitelist", allowed);
	TessBaseAPIClearAdaptiveClassifier(ocr->api);
	got = TessBaseAPIRecognize(ocr->api, NULL);
	it = got == 0 ? TessBaseAPIGetIterator(ocr->api) : NULL;
	if (it)
		read_marks(it, few);
	TessResultIteratorDelete(it);
	TessBaseAPISetVariable(ocr->api, "tessedit_char_whitelist", "");
	hs_ocr_forget(ocr);
	return got == 0 ? 0 : hs_fail(err, HS_ENGINE, "tesseract failed on a line");
}
