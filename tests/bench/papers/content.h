// content.h - what a paper says, block by block, for make-papers.
#pragma once

#include "bench/papers/paper.h"

enum block_kind {
	BLOCK_TEXT,
	BLOCK_HEAD,   // bold, at the indent
	BLOCK_CENTRE, // bold capitals in the middle
	BLOCK_GROUND, // a ground of a decision: of the State in italics
};

struct block {
	enum block_kind kind;
	char *text; // the caller frees
};

struct content {
	struct paper *paper;
	struct chance *chance;
	bool attached; // the body of the attachment
	int said;      // blocks so far
	int grounds, part, item, article;
};

// There is always more to say.
struct block content_next(struct content *c);
// The last words.
struct block content_end(struct content *c);
