/*
 * language -- the tag of a language, such as en or de-CH (BCP 47).
 *
 * Its shape is checked, as RFC 5646 §2.1 has it; whether anybody speaks it is
 * not, for the registry of subtags grows every year.
 *
 * Ownership: nothing is kept.
 */
#ifndef LANGUAGE_H
#define LANGUAGE_H

#include "base.h"

enum { LANGUAGE_MOST = 35 };    /* characters: what RFC 5646 §4.4.1 says suffices for every tag in use */

/* language ["-" script] ["-" region] *("-" variant) *("-" extension) ["-x" private], of LANGUAGE_MOST characters at most; those
 * that were registered whole before (i-klingon) are not taken. */
bool language_ok(str);

#endif
