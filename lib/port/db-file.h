// db-file.h - part of db: the index as a file. What kind it is, who may write
// to it, and how a new one takes its name.
#pragma once

#include "base/err.h"
#include "port/db-sql.h"

#include <stdbool.h>
#include <stddef.h>

// What is in such a file.
struct hs_db_make {
	int version;        // another one's file is refused
	const char *tables; // CREATE statements
	const char *const *questions;
	size_t count;
	const char *settle; // statements before a draft is published
};

struct hs_db_file {
	struct hs_sql *sql;
	const struct hs_db_make *make;
	char *path;   // absolute
	char *draft;  // path-draft, as long as it is one
	int fd;       // the file at path; under flock(2) while we write to it
	int draft_fd; // under flock(2) as long as it is open
};

// As hs_db_read, _write, _draft and _publish (port/db.h) say; file is zeroed
// before and must be done whatever they return.
HS_CHECKED int hs_db_file_read(struct hs_db_file *file, const char *path,
			       const struct hs_db_make *make, struct hs_err *err);
HS_CHECKED int hs_db_file_write(struct hs_db_file *file, const char *path, bool create,
				const struct hs_db_make *make, struct hs_err *err);
HS_CHECKED int hs_db_file_draft(struct hs_db_file *file, const char *path,
				const struct hs_db_make *make, struct hs_err *err);
HS_CHECKED int hs_db_file_publish(struct hs_db_file *file, struct hs_err *err);
void hs_db_file_done(struct hs_db_file *file);

// A transaction for one writer; HS_BUSY where another does not end in time.
HS_CHECKED int hs_db_file_begin(struct hs_db_file *file, struct hs_err *err);
HS_CHECKED int hs_db_file_commit(struct hs_db_file *file, struct hs_err *err);
void hs_db_file_undo(struct hs_db_file *file);
