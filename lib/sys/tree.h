// tree.h - what lies in the folders that somebody gave us.
#pragma once

#include "base/err.h"
#include "sys/path.h"

struct hs_tree {
	struct hs_names files;   // names of regular files in the folder
	struct hs_names folders; // names of folders in it
	struct hs_names others;  // links, devices, pipes, sockets: never followed or read
};

// Lists one folder, natural order.
HS_CHECKED int hs_tree_read(const char *path, struct hs_tree *tree, struct hs_err *err);
void hs_tree_done(struct hs_tree *tree);
