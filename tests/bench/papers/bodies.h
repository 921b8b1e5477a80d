// bodies.h - who issues papers, and what kinds of them: tables of make-papers.
#pragma once

#include <stddef.h>

enum form {
	FORM_SECTIONS, // I, 1, paragraphs
	FORM_ARTICLES, // Điều 1
	FORM_LETTER,   // công văn: no type line, the subject under the number
	FORM_MINUTES,
	FORM_LIST,
	FORM_INVITATION,
};

// Classes of bodies: C committee, O office or committee's committee, K cell, G congress,
// S State.
struct kind {
	const char *name, *symbol; // Nghị quyết, NQ
	const char *subject;       // in phrases.c
	enum form form;
	const char *classes;
	int weight; // how often
	int bare;   // per cent of papers without a number
};

struct body {
	char class;
	const char *parent, *issuer; // lines as printed; parent may be NULL
	const char *code;            // HU; State: UBND
	const char *place;           // of the date line
	const char *called;          // in a table of contents
	const char *committee;       // {cap}
	const char *territory;       // {dia}
	const char *heads;           // "authority;position|...", authority may be empty
	int from, to;                // years
	const char *only;   // " NQ BC ": no other kinds; NULL: those of its class
	const char *letter; // State: second half of a letter's symbol
	int weight;
};

extern const struct kind bodies_kinds[];
extern const struct body bodies_table[];
extern const size_t bodies_kind_count, bodies_count;

const struct kind *bodies_kind(const char *symbol);
