/*
 * yaml_doc -- a file somebody wrote by hand, made into the one form we read.
 *
 * YAML is read for its comfort and not for its powers: mappings, lists and
 * scalars, comments, block texts.  Whatever makes a file mean something other
 * than it shows is refused with its line and column: anchors, aliases, tags,
 * merge keys, directives, a second document, duplicate keys, control
 * characters, and words or numbers that YAML programs do not agree upon.
 *
 *	9, -12                      a whole number, within ±(2^53-1)
 *	true, false                 a boolean
 *	nothing, ~, null            the key is absent
 *	9.8, 1200.50                the decimal "9.8", "1200.5": shortest, a string
 *	yes, Off, True, NULL        refused: write true or false, or quote it
 *	010, 1e5, 0x1F, +5, 12:30   refused: a number to some, a text to others
 *	all else, all in quotes     a string, as it stands
 *
 * So a text that looks like a number (a version 1.10) wants quotes.  Keys are
 * [a-z_][a-z0-9_]*, unquoted.  The top level is a mapping.
 *
 * Ownership: everything lives in the arena handed in; libyaml's own memory is
 * freed before a function returns.
 */
#ifndef YAML_DOC_H
#define YAML_DOC_H

#include "base.h"

enum {
	YAML_NODES = 50000,     /* keys, items and containers in one file: ten large charters */
	YAML_KEYS  = 256,       /* in one mapping: keys are names of fields, and no record has so many */
};

/*
 * What was read: `json` is canonical but for its depth (LIMIT_YAML_DEPTH, where
 * the record allows LIMIT_DEPTH; a document's RECORDs bound it further), and
 * `places` says where in the file each value stood.
 */
struct yaml_doc { str json, places; };

/* Read at most LIMIT_YAML bytes.  What is refused is MALFORMED or TOO_LARGE,
 * as "file:line:column: sentence"; of a long file name the end is shown. */
err yaml_load(struct arena *, str file, str bytes, struct yaml_doc *);

/* Where the value at a path ("rules[2].accountable", "" for the whole) stands,
 * or the nearest thing around it that is there; both count from 1, columns in
 * characters.  False if nothing was read. */
bool yaml_place(const struct yaml_doc *, str path, int *line, int *column);

/* yaml_load() in a confined child (confined.h), as what comes from outside is read;
 * or what another job makes such a document of. */
err yaml_load_confined(struct arena *, str file, str bytes, struct yaml_doc *);
err yaml_doc_confined(struct arena *, const char *job, str file, str bytes, struct yaml_doc *);
/* The child's side of it: the file's name, a zero byte, the file; out comes json, newline, places. */
err yaml_job(struct arena *, str in, str *out);

#endif
