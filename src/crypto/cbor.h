/*
 * cbor -- what an authenticator encodes, read in CTAP2's canonical form alone.
 *
 * Canonical (CTAP 2.1 §8): every length and number in its shortest form,
 * nothing of indefinite length, no tags, map keys ascending and each once, at
 * most four levels deep; floats, which no authenticator has a use for, are
 * refused too.
 *
 * Each function takes one item from the front of *in and says whether it was
 * there; if not, *in is no longer of use.
 *
 * Ownership: what is given back is a view of the input.
 */
#ifndef CBOR_H
#define CBOR_H

#include "base.h"

bool cbor_int(str *in, i64 *out);
bool cbor_bytes(str *in, str *out);
bool cbor_text(str *in, str *out);
bool cbor_word(str *in, str word);              /* exactly this text, as a map's key */
bool cbor_array(str *in, u64 *n);            /* its head; n items follow */
bool cbor_map(str *in, u64 *n);              /* its head; n keys with their values follow */
bool cbor_item(str *in, str *whole);            /* any item, checked to its depths */

#endif
