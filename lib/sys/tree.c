// tree.c - see tree.h
#include "sys/tree.h"
#include "base/auto.h"
#include "sys/file.h"

#include <fcntl.h>
#include <sys/stat.h>

void hs_tree_done(struct hs_tree *tree)
{
	hs_names_done(&tree->files);
	hs_names_done(&tree->folders);
	hs_names_done(&tree->others);
}

int hs_tree_read(const char *path, struct hs_tree *tree, struct hs_err *err)
{
	HS_AUTO(hs_fd_done) int dir = hs_dir_open(AT_FDCWD, path, err);
	HS_AUTO(hs_names_done) struct hs_names names = {0};
	struct stat st;

	*tree = (struct hs_tree){0};
	if (dir < 0 || hs_names_read(dir, &names, err) < 0)
		return -1;
	for (size_t i = 0; i < names.count; i++) {
		if (fstatat(dir, names.list[i], &st, AT_SYMLINK_NOFOLLOW) < 0)
			return hs_fail_sys(err, "look at '%s'", names.list[i]);
		hs_names_add(S_ISREG(st.st_mode)   ? &tree->files
			     : S_ISDIR(st.st_mode) ? &tree->folders
						   : &tree->others,
			     names.list[i]);
	}
	return 0;
}
