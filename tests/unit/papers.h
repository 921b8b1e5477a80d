// papers.h - what tests of papers share: terms from small tables.
#pragma once

#include "base/auto.h"
#include "base/mem.h"
#include "model/terms.h"
#include "unit/tables.h"
#include "unit/unit.h"

// Caller ends it with hs_terms_done.
static inline void papers_terms(struct hs_terms *terms)
{
	for (int t = 0; t < HS_T_TABLES; t++) {
		struct hs_err err = {0};

		assert_int_equal(hs_terms_add(terms, (enum hs_terms_table)t,
					      papers_tables[t], &err),
				 0);
	}
}

// For a group's setup and teardown: tests reach the terms by *state.
static inline int papers_enter(void **state)
{
	struct hs_terms *terms = HS_NEW(struct hs_terms);

	papers_terms(terms);
	*state = terms;
	return 0;
}

static inline int papers_leave(void **state)
{
	hs_terms_done(*state);
	free(*state);
	return 0;
}
