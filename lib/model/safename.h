// safename.h - which names in somebody's archive are names, and which are traps.
#pragma once

// Why no archive may hold this path (relative, parts joined by '/', a '/' at the
// end for a folder); NULL where it may. A '\' counts as '/' here, because
// Windows thinks so: a\..\..\b is no better than a/../../b.
const char *hs_name_unsafe(const char *path);

// Why it can be no dossier's code, which is the name of files, too; NULL where it can.
const char *hs_code_unsafe(const char *code);
enum { HS_CODE_MAX = 200 }; // bytes

// What is odd about it without harm: control characters, a '\' inside a part;
// NULL where nothing is. (Names as they come may hold both.)
const char *hs_name_odd(const char *path);
