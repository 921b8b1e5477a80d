// lang.h - the user's language, for messages and nothing else.
//
// The process itself stays in the C locale: what third-party libraries say can
// end in a record on disk, and so can a number. Only the look-up of a message is
// made in the user's locale. Until hs_lang_begin was called, that is English.
#pragma once

// folder: of the catalogues (FOLDER/vi/LC_MESSAGES/hoso.mo). locale: its name, as
// of hs_lang_locale; one that this system does not have leaves English.
void hs_lang_begin(const char *folder, const char *locale);

// The locale that the environment names for messages; "C" if none.
const char *hs_lang_locale(void);
// The folder given to hs_lang_begin.
const char *hs_lang_folder(void);
// Reads the catalogues now: afterwards they are needed no more (the jail).
void hs_lang_load(void);

// The text, or format, in the user's language; itself where there is none.
__attribute__((format_arg(1))) const char *hs_lang(const char *text);
#define _(text) hs_lang(text)
// What an errno means.
const char *hs_lang_errno(int sys);
