/*
 * import -- `tocsin charter import`: what a charter file asks to be changed, put to the charter officers.
 */
#ifndef IMPORT_H
#define IMPORT_H

#include "charter_file.h"
#include "client.h"

/*
 * Open a decision to change the charter, with one option that holds every
 * change the file (or, in place of its services, the table) asks for, and put it up; print that, and what cannot be
 * proposed yet.  The exit code: 0 put up, 1 nothing to propose, or cli_fail()'s.
 */
enum imported { A_CHARTER, A_TABLE };
int charter_import(struct arena *, struct client *, struct charter_file *, enum imported);

#endif
