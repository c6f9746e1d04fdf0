/*
 * field -- records described by data, and the one codec that serves them all.
 *
 * A field_table says what fields a struct has, where they lie and what they
 * may hold.  Events, commands, entities and documents are all such structs;
 * nothing here knows any of them by name.  What is read is canonical JSON:
 * what comes from outside is first brought to that form (json_canonical).
 *
 * The zero of a member is its absence: 0, false, an absent str, NULL.  So an
 * optional number must have a lower bound above 0 or mean nothing by 0.  A
 * name that C keeps for itself ends in an underscore here and nowhere else.
 *
 * Ownership: what is read points into the bytes read and into the arena; both
 * must live as long as the record.
 */
#ifndef FIELD_H
#define FIELD_H

#include "base.h"
#include "canon.h"

enum field_type {
	FIELD_TEXT,             /* words, veiled; UTF-8; bounds in bytes */
	FIELD_NAME,             /* a person's or a thing's name, veiled */
	FIELD_LABEL,            /* a short machine name: [A-Za-z0-9][A-Za-z0-9._:/+=@-]* */
	FIELD_CONDITION,        /* an expression over facts (condition.h), never veiled; UTF-8 */
	FIELD_VALUE,            /* a fact's value, as canonical JSON: true, 12, "9.8", "internet" */
	FIELD_DECIMAL,          /* shortest decimal text, at most six places; from outside a whole number too */
	FIELD_BYTES,            /* raw bytes; base64url outside */
	FIELD_OBJECT,           /* a canonical object, kept as its bytes (an act) */
	FIELD_MONEY, FIELD_HASH, FIELD_FLAG,
	FIELD_INT, FIELD_TIME, FIELD_DURATION, FIELD_REF,
	FIELD_REFS,             /* several refs */
	FIELD_LABELS,           /* several labels: how documents name things */
	FIELD_WORD,             /* of a closed vocabulary; an int in place, 0 is absent */
	FIELD_ONE, FIELD_LIST,  /* nested records */
};

enum field_marks {
	OPT          = 1,       /* may be absent */
	CONFIDENTIAL = 2,       /* veiled; withheld in exports, never erased */
	PERSONAL     = 4,       /* veiled, and may be erased: as TEXT and NAME are unless CONFIDENTIAL */
	MARKDOWN     = 8,       /* of an entity: how it is shown stands beside it, under its name with FIELD_SHOWN behind (markup.h) */
	SECRET       = 16,      /* of a command: a secret belongs there, and is not caught (secret.h) */
};

#define FIELD_SHOWN "_shown"

struct money { str amount, currency; };         /* decimal, ISO 4217 */
struct labels { const str *v; size_t n; };

/* Is it written like one: three capital letters? */
bool currency_ok(str);

struct word { const char *text, *doc; };
struct word_list { const char *name, *doc; const struct word *words; size_t count; };   /* words[0] is "absent" */

struct field_table;
struct field {
	const char *name, *doc;
	enum field_type type;
	int marks;
	size_t offset, offset_n;                /* of the member; of a LIST's count */
	i64 min, max;                           /* bytes of text, values of numbers, items of lists (0,0: no bound) */
	const struct word_list *words;
	const struct field_table *(*record)(void);      /* what ONE and LIST hold */
	const char *target;                     /* the kind of entry a REF names */
};

struct field_table {
	const char *name, *doc;
	size_t size;                            /* sizeof the struct */
	const struct field *fields;
	size_t count;
};

/* Where the bytes came from: what is written has happened and is not judged again (law 14); IN_PART: from outside, and not all of it yet. */
enum field_source { FROM_OUTSIDE, FROM_RECORD, IN_PART };

/* TEXT, NAME, and whatever is marked CONFIDENTIAL or PERSONAL is veiled in an entry. */
bool field_veiled(const struct field *);
bool field_absent(const struct field *, const void *rec);
/* Is its value all in its member, of field_size() bytes that point to nothing? */
bool field_in_place(const struct field *);
size_t field_size(const struct field *);
/* Take one member over from another record of the same table, or that there is none. */
void field_copy(const struct field *, void *to, const void *from);
/* The field of that name outside; NULL if there is none. */
const struct field *field_find(const struct field_table *, str name);
str  field_name(const struct field *);
/* The word or "" for none. */
const char *word_text(const struct word_list *, int);
/* The word that is written so; 0 if there is none. */
int word_find(const struct word_list *, str);
/* All of them: "vital, important, ordinary". */
str word_names(struct arena *, const struct word_list *);

/*
 * Read one canonical object into `rec` (zeroed first).  Refused, with the
 * field's path in the sentence: an unknown field, a missing one, a value of
 * the wrong type, and FROM_OUTSIDE one beyond its bounds; IN_PART fields may
 * lack, though not in a record inside this one.
 */
err field_read(struct arena *, const struct field_table *, str json, enum field_source, void *rec);
/* field_read() at the cursor, for a record inside something larger. */
err field_read_at(struct canon *, const struct field_table *, enum field_source, void *rec);
/* Read one value into its member. */
err field_read_value(struct canon *, const struct field *, enum field_source, void *rec);

/* Write the record as one canonical object; absent fields have no key. */
void field_write(struct buf *, const struct field_table *, const void *rec);
/* The members alone, comma-led if `comma`; only those with field_veiled() == false if `plain`. */
void field_write_members(struct buf *, const struct field_table *, const void *rec, bool plain, bool comma);
void field_write_value(struct buf *, const struct field *, const void *rec);

/* What is wrong with a name, or NULL: what stands in lists and under signatures is seen, and seen as it is. */
const char *field_name_wrong(str);

/* OK if every value of `rec` is within the bounds its table sets. */
err field_check(struct arena *, const struct field_table *, const void *rec);

#endif
