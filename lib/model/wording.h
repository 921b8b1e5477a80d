// wording.h - the words of a block, one by one, with how sure the engine was of each.
//
// What a block may say is known in part: a body's name begins with words of a table
// (BAN TỔ CHỨC), so does a signer's position. A word that is one of them but for its
// marks was misread ("BẠN TỔ CHÚC"): it is put right in the field, never in the page's
// text. Where tones stand (ỦY, UỶ) stays as printed.
#pragma once

#include "model/heading.h"
#include "model/lines.h"
#include "model/terms.h"

#include <stdbool.h>

struct hs_wording {
	struct hs_list words; // of struct hs_worded
	struct hs_box box;    // round all of them; w 0: none
};

struct hs_worded {
	char *text; // owned
	double sure;
};

void hs_wording_of(const struct hs_lines *lines, const struct hs_block *block,
		   struct hs_wording *wording);
void hs_wording_done(struct hs_wording *wording);

// Puts right what names of the table say; names of one word only at the beginning. Of
// bodies and positions only words in capitals.
void hs_wording_correct(struct hs_wording *wording, const struct hs_terms *terms,
			enum hs_terms_table table);

// Names whose first word lost its beginning under a seal: ÁNH VĂN PHÒNG is CHÁNH VĂN
// PHÒNG, Ó BÍ THƯ is PHÓ BÍ THƯ.
void hs_wording_complete(struct hs_wording *wording, const struct hs_terms *terms,
			 enum hs_terms_table table);

// Without signs round its words, and without words that are only signs: names of bodies,
// places, positions have none.
void hs_wording_plain(struct hs_wording *wording);

// Takes dirt off both ends: words that were hardly read; with `capitals`, words that are
// not in capitals. True where one of them may have been a word.
bool hs_wording_tidy(struct hs_wording *wording, bool capitals);

// "V/v" of a công văn's subject is read as many things (V⁄%, V^) and then taken for dirt:
// what stands right before the line and begins with a V is put back.
void hs_wording_regarding(const struct hs_lines *lines, const struct hs_line *first,
			  struct hs_wording *wording);

// Joined by spaces, without signs at either end; a bracket round all of it is none of
// it. "" where nothing is left. Caller frees.
char *hs_wording_text(const struct hs_wording *wording);
// The mean over characters and the least of all words count alike.
double hs_wording_sure(const struct hs_wording *wording);

// The same trimming for a text of another origin; caller frees.
char *hs_trimmed(const char *text);
