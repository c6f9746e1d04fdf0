/*
 * emit -- what the parts of tools/emit*.c share: the blocks of the .def files, walked alike, and how a word of them is printed.
 */
#ifndef EMIT_H
#define EMIT_H

#include <stdio.h>

#include "model.h"

/* The tables in their order; NULL after the last. */
const struct field_table *event_at(size_t);
const struct field_table *command_at(size_t);

/* The four kinds of blocks. */
enum { SECTIONS = 4 };
struct section { const char *name, *one, *doc; const struct field_table *(*at)(size_t); };
extern const struct section sections[SECTIONS];

/* A doc as the inside of a JSON or TypeScript string. */
void put_escaped(const char *);
/* An error's code, as problem details carry it. */
void put_code(enum err_kind);
void put_name(const struct field *);

/* Veiled, and its words may be erased. */
bool is_personal(const struct field *);

/* Each prints one file; 0. */
int emit_typescript(void);
int emit_story(void);
int emit_personal(void);
int emit_commands(void);
int emit_calls(void);
int emit_openapi(void);
int emit_events(void);
int emit_shares(void);
int emit_conf(void);

#endif
