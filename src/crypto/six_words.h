/*
 * six_words -- a key as two people compare it by voice.
 *
 * SHA-256 of the COSE key, read as a big-endian number and written in base
 * 7776; its last six digits, the most significant of them first, each said as
 * a word of EFF's large list (abacus is 0, zoom is 7775): 77 bits.
 *
 * Ownership: the words live in the arena.
 */
#ifndef SIX_WORDS_H
#define SIX_WORDS_H

#include "base.h"

str six_words(struct arena *, str cose);        /* "uncut scoreless showplace skype handling possibly" */

#endif
