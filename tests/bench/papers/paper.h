// paper.h - one invented paper: all that stands on it but its body, for make-papers.
#pragma once

#include "bench/papers/bodies.h"
#include "bench/papers/words.h"

enum era {
	ERA_OLD,   // before 1976: Đảng Lao động Việt Nam, typed, no fixed layout
	ERA_TYPED, // to 1996: typed
	ERA_1997,
	ERA_2004,
	ERA_2018,
	ERA_2026,
	ERA_STATE,
	ERA_COUNT,
};

// Where the dossier's papers come from.
struct land {
	char *province, *district, *quarter, *commune[4];
};

enum { SAYS = 18 };

struct paper {
	const struct kind *kind;
	const struct body *body;
	enum era era;
	int year, month, day;
	int number;       // 0: has none
	bool handwritten; // number and day are written by hand
	bool month_too;   // and the month
	bool late_tones;
	char *title;           // right or, of old, left: lines; the first is bold
	char *parent, *issuer; // lines; parent may be NULL
	char *label;           // "Số ", "Số: "
	char *digits;          // "05"
	char *joint;           // "-", " - ", "/"
	char *symbol;          // "NQ/HU"
	char *place;           // NULL: the date stands alone
	int date_form;         // 0: in words; '/' or '-' between numbers
	char *type;            // as in the truth: Nghị quyết
	char *subject;         // as printed
	char *addressees;      // Kính gửi: lines; NULL: none
	char *authority, *position, *signer; // authority may be NULL
	char *recipients;                    // lines, NULL: none
	char *secrecy, *urgency;             // NULL: none
	char *called;                        // the issuer in a table of contents
	int length;                          // pages of the paper itself that are wanted
	int attachment;                      // 0: none, 1: phụ lục, 2: a quy chế
	int attachment_length;
	char *attachment_title; // lines
	char *gap;  // what the contents note: Khuyết số 140; NULL: nothing
	char *gone; // the same for programs: "140 141"

	struct say say[SAYS]; // for phrases
	char *owned[SAYS];

	// What laying it out found: pages, from 1 within the dossier's papers.
	int first, last, attachment_first;
};

// Set when it comes: kind, body, era, year, number, length, attachment and
// attachment_length; month where it is given.
void paper_compose(struct paper *p, const struct land *land, struct chance *c);
void paper_done(struct paper *p);

// "18/10/2021", "18 tháng 10 năm 2021" in the form that the paper uses; "2021-10-18".
// Caller frees.
char *paper_short_date(const struct paper *p);
char *paper_iso_date(const struct paper *p);
// "127-QĐ/TW"; "" where it has no number. Caller frees.
char *paper_symbol(const struct paper *p);
