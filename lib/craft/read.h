// read.h - a page becomes words: decode, restore, recognise, in one hand-over.
// Runs in workers; hoso-ocr starts them.
#pragma once

#include "sys/worker.h"

// Answer struct hs_page_ask (frame > 0) with struct hs_read_facts (all zero where
// the file's own text was kept) and, behind it, words (model/words.h). Their
// param is the model, e.g. "vie"; "vie plain" reads pages as they come.
extern const struct hs_worker_kind hs_read_image_worker, hs_read_pdf_worker;

// Version of the steps between pixels and words: a part of a page's key, so
// that a change here has every page read again.
#define HS_READ_VERSION "6"
