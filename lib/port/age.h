// age.h - encryption of whole files, by the program age (https://age-encryption.org/v1,
// C2SP age). It is run with pipes: no plain byte is in a file.
//
// age gets no terminal: it can never ask for a passphrase, and a key that needs one is an
// error. While one of these is open, SIGPIPE is ignored in this process: a write to an
// age that ended fails instead, and hs_age_end says why it did.
#pragma once

#include "base/err.h"
#include "sys/path.h"

#include <stdbool.h>

struct hs_age; // one running age

// Each recipient is one (age1…, ssh-…) or the path of a file of them. HS_SYSTEM where
// there is no age; HS_USAGE with age's own words where it does not take them.
HS_CHECKED int hs_age_try(const struct hs_names *recipients, struct hs_err *err);

// Encrypts what is written to hs_age_fd into out (borrowed).
HS_CHECKED struct hs_age *hs_age_encrypt(const struct hs_names *recipients, int out,
					 struct hs_err *err);
// Decrypts in (borrowed, from where it stands); the text is read from hs_age_fd. It is
// only to be believed once hs_age_end has found nothing wrong.
HS_CHECKED struct hs_age *hs_age_decrypt(const char *identity, int in,
					 struct hs_err *err);

int hs_age_fd(const struct hs_age *age); // borrowed
int hs_age_take_fd(struct hs_age *age);  // the caller's from now on

// Closes what is still open and waits for its end. HS_SYSTEM (a full disk, as ENOSPC),
// HS_USAGE (the identity is not the one), HS_DAMAGED (anything else), with age's words.
HS_CHECKED int hs_age_end(struct hs_age *age, struct hs_err *err);
void hs_age_free(struct hs_age **age); // kills it if it still runs

// Whether a file begins as age's do. Reads at its start, not from where it stands.
bool hs_age_is(int fd);
