/*
 * yaml_scalar -- what a word without quotes means (the table in yaml_doc.h).
 *
 * Ownership: the value is a view of what was given.
 */
#ifndef YAML_SCALAR_H
#define YAML_SCALAR_H

#include "base.h"

enum scalar {
	SCALAR_ABSENT,          /* nothing stands here */
	SCALAR_WORD,            /* a whole number or a boolean, as JSON spells it too */
	SCALAR_STRING,
	SCALAR_BOOLEAN_LIKE,    /* the last three are refused */
	SCALAR_NUMBER_LIKE,
	SCALAR_TOO_GREAT,
};

enum scalar yaml_scalar(str plain, str *value);

#endif
