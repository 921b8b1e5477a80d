// bare-ocr MODEL IMAGE ... - recognition through the C API and nothing else: the
// floor that hoso-ocr is measured against (scripts/bench). Model loaded once; the
// pictures are decoded first, outside the time. Prints seconds of processor time
// for recognition and text.
#include <allheaders.h>
#include <stdio.h>
#include <tesseract/capi.h>
#include <time.h>

static double cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	TessBaseAPI *api = TessBaseAPICreate();
	double spent = 0;

	setMsgSeverity(L_SEVERITY_NONE);
	if (argc < 3 || TessBaseAPIInit2(api, NULL, argv[1], OEM_LSTM_ONLY) != 0)
		return 2;
	TessBaseAPISetVariable(api, "debug_file", "/dev/null");
	TessBaseAPISetPageSegMode(api, PSM_AUTO);
	for (int i = 2; i < argc; i++) {
		PIX *pix = pixRead(argv[i]);
		double start = cpu();
		char *text;

		if (!pix)
			return 1;
		TessBaseAPISetImage2(api, pix);
		text = TessBaseAPIGetUTF8Text(api);
		spent += cpu() - start;
		TessDeleteText(text);
		TessBaseAPIClear(api);
		pixDestroy(&pix);
	}
	printf("%.2f\n", spent);
	TessBaseAPIEnd(api);
	TessBaseAPIDelete(api);
	return 0;
}
