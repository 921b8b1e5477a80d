// auto.h - release what a block owns when the block ends (gcc and clang).
#pragma once

// HS_AUTO(fn) runs fn(&variable) when the variable leaves scope.
// Every T_done(T *) and every T_free(T **) of this project fits, and so do
// Leptonica's destroyers: HS_AUTO(pixDestroy) PIX *pix = NULL;
// The variable must be initialised where it is declared.
#define HS_AUTO(fn) __attribute__((cleanup(fn)))

// HS_STEAL(p) hands p's value on and leaves p NULL, so that its owner
// releases nothing: return HS_STEAL(zip);
#define HS_STEAL(p)                                                                      \
	__extension__({                                                                  \
		__typeof__(p) stolen_ = (p);                                             \
		(p) = NULL;                                                              \
		stolen_;                                                                 \
	})

// The same for a descriptor, which leaves -1.
#define HS_STEAL_FD(fd)                                                                  \
	__extension__({                                                                  \
		int stolen_ = (fd);                                                      \
		(fd) = -1;                                                               \
		stolen_;                                                                 \
	})
