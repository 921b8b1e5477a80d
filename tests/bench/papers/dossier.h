// dossier.h - which papers an invented dossier has, for make-papers.
#pragma once

#include "bench/papers/paper.h"

enum { PAPERS_MAX = 64 };

struct dossier {
	struct land land;
	struct paper papers[PAPERS_MAX];
	int count;
	bool front; // has a cover and a table of contents
	char *title;
	char *retention;
	int fonds, inventory, number;
};

// The level decides how old the papers are: what is very poor is mostly old.
void dossier_plan(struct dossier *d, uint64_t seed, int level);
void dossier_done(struct dossier *d);
