// ocr-lines.c - no PNG round trip inside tesseract.
//
// libtesseract packs every line of text as PNG and unpacks it again before it
// is read (ImageData::SetPixInternal): an eighth of all time goes to zlib.
// A program that exports this function instead of leptonica's hands the pixels
// on as they are; leptonica's reader knows that format. Same text, byte for
// byte. Linked where the Makefile says so (PNG_LINES=1 leaves it out).
#include <allheaders.h>

l_ok pixWriteMem(l_uint8 **bytes, size_t *size, PIX *pix, l_int32 format)
{
	l_uint32 *data = NULL;

	(void)format;
	if (pixSerializeToMemory(pix, &data, size))
		return 1;
	*bytes = (l_uint8 *)data;
	return 0;
}
