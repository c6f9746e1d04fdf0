/*
 * entry -- one line of the record: a leaf, and beside it what the leaf veils.
 *
 * The leaf is canonical JSON and is hashed as it stands (laws 4 and 5); its
 * words are not in it, only their digests, so that words can be withheld or
 * erased and the record still verifies.  docs/evidence-format.md says every
 * byte.
 *
 * An entry is made once, by entry_seal(), and from then on only read: even the
 * server folds what entry_read() gives back, so that live and replayed state
 * cannot differ (law 1).
 *
 * Ownership: a sealed entry lives in the arena given; an entry that was read
 * points into the leaf and into the arena, and not into its disclosures.
 */
#ifndef ENTRY_H
#define ENTRY_H

#include "model.h"

enum { SALT = 16, SALTS_PER_ENTRY = 1 + LIMIT_VEILED };

/* Who: all are seqs of charter entries; 0 is nobody. */
struct by {
	i64 person, seat;
	i64 principal;                  /* on whose behalf */
	i64 via;                        /* credential, token, recovery set or link used */
};

struct entry {
	i64 n, stream, seq, at;         /* stream: 0 the charter, -1 the journal, else the n of a room's first entry */
	i64 charter;                    /* seq of the newest charter entry with a smaller n */
	str log;
	struct hash prev, lh;
	struct by by;
	enum event_kind kind;
	union event_fields as;
	str note_salt;                  /* 16 bytes when the signer chose the salt of `note`, else absent */
	int veiled, disclosed;          /* how many fields the kind veils; how many were read */
};

/* The bytes of an entry, as they are stored. */
struct sealed { str leaf; const str *disclosures; size_t n_disclosures; struct hash lh; };

/*
 * Make the bytes of `e` (all but lh set).  `salts` are SALTS_PER_ENTRY * SALT
 * fresh random bytes.  Refused: a value beyond its bounds, a leaf or
 * disclosure beyond LIMIT_LEAF or LIMIT_DISCLOSURE.
 */
err entry_seal(struct arena *, const struct entry *e, const u8 *salts, struct sealed *out);

/*
 * Read them back.  Refused: bytes that are not canonical, a kind or field this
 * program does not know (a record written by a newer one), a disclosure that
 * the leaf does not name.  A disclosure that is missing leaves its field absent.
 */
err entry_read(struct arena *, str leaf, const str *disclosures, size_t n, struct entry *out);

/* LH = SHA-256(0x00 || leaf). */
struct hash leaf_hash(str leaf);
/* b64u(SHA-256(ASCII D)), the digest by which a leaf names a disclosure. */
str disclosure_digest(struct arena *, str disclosure);
/* D = b64u(canonical [salt, field, value]); value is canonical JSON. */
str disclosure_make(struct arena *, const u8 salt[SALT], str field, str value);

/* The field that a disclosure is of; absent if it is none. */
str disclosure_field(struct arena *, str disclosure);

/* "charter", "journal", "room/17" and back; false if it is no stream. */
str  stream_name(struct arena *, i64 stream);
bool stream_parse(str name, i64 *stream);

/* What a passkey signs is the SHA-256 of these bytes. */
struct hash act_challenge(str act);
err act_read(struct arena *, str act, struct rec_act *out);

#endif
