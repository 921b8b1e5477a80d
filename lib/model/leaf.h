// leaf.h - one page of a dossier, as far as it says where papers begin and what they are.
#pragma once

#include "model/document.h"
#include "model/second.h"
#include "model/terms.h"
#include "model/words.h"

#include <stdbool.h>
#include <stdint.h>

enum hs_leaf_kind {
	HS_LEAF_PLAIN,      // goes on with what the page before has
	HS_LEAF_FIRST,      // a paper begins
	HS_LEAF_ATTACHMENT, // a phụ lục begins, or what is issued with the paper before
	HS_LEAF_COVER,      // bìa
	HS_LEAF_CLOSING,    // chứng từ kết thúc
	HS_LEAF_CONTENTS,   // mục lục văn bản
	HS_LEAF_EMPTY,      // no text
	HS_LEAF_SHEET,      // a separator sheet that was kept
};

struct hs_leaf {
	uint32_t page;
	enum hs_leaf_kind kind;
	double score;     // of its head (model/heading.h)
	double foot;      // of its foot (model/foot.h)
	unsigned printed; // its own number; 0: none
	bool unread;      // it has a framed stamp that nobody could read
	bool state;       // its head is one of the State
	char *title;      // of an attachment; owned
	struct hs_document head,
		tail;            // fields of its head, even of a poor one; of its foot
	struct hs_second second; // what of the head is worth another look
	struct hs_cover *cover;  // of a cover; owned
	struct hs_list rows;     // of struct hs_row: of any table that may be contents
	// Set by who reads the pages: what file it is from.
	char *file; // owned
	uint64_t frame, frames;
	bool begins, within; // a person says that a paper begins here, or goes on
	bool parted;         // a separator sheet stood before it
	bool blank;          // and there is nothing on it: it may be that sheet's back
};

// What a page is known by. text is its text/NNNN.txt, which tells the cells of tables;
// the words must be those of its ALTO.
struct hs_leaf_source {
	const struct hs_words *words;
	uint32_t width, height; // pixels
	double dpi;
	const char *text;
	bool plain; // words made from a text (model/lines.h)
};

void hs_leaf_read(const struct hs_leaf_source *source, const struct hs_terms *terms,
		  uint32_t page, struct hs_leaf *leaf);
void hs_leaf_done(struct hs_leaf *leaf);
