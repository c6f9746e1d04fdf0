/*
 * note -- a text signed by keys that have names (C2SP signed-note).
 *
 * A note is the text, ending in a newline; an empty line; and signature lines
 * "— name base64(key id ‖ signature)".  Ed25519 (type 0x01) is the one kind
 * written and checked here; lines by other keys are passed over, as the
 * standard asks, but must be well-formed.
 *
 * Ownership: what is read are views into the bytes given.
 */
#ifndef NOTE_H
#define NOTE_H

#include "ed25519.h"

enum {
	NOTE_MAX       = 1 << 20,       /* bytes of a note: room for a hundred signatures of any kind known */
	NOTE_LINES_MAX = 100,           /* signature lines; the standard asks for at least 16 */
	NOTE_NAME_MAX  = 255,           /* bytes of a key's name: what a cosigner's may have */
};

/* Who signs: the verifier key "name+id+key".  The id follows from the rest. */
struct note_key {
	str name;
	u32 id;
	struct ed25519_public public;
};

/* May a key be called so: not empty nor too long, UTF-8, without spaces, control characters and '+'? */
bool note_is_name(str);
/* note_is_name(name) must hold. */
struct note_key note_key_of(str name, struct ed25519_public);
err note_key_parse(struct arena *, str vkey, struct note_key *);
str note_key_text(struct arena *, const struct note_key *);

/* The text with one signature; the text is UTF-8, ends in a newline and has no
 * other control characters. */
str note_sign(struct arena *, str text, const struct note_key *, const struct ed25519_secret *);

struct note {
	str text;                       /* what was signed, with its last newline */
	str line;                       /* the key's signature line, with its newline */
};

/* The note as signed by this key.  MALFORMED: it is no note.  DAMAGED: the key
 * has not signed it, or a signature in its name is wrong. */
err note_open(struct arena *, str bytes, const struct note_key *, struct note *);

#endif
