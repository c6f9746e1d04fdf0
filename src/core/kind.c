/* kind -- what is so of the standard kinds of decision, whatever a rule says. */
#include "authority.h"

static const unsigned char marks[] = {
	[standard_kind_none]        = MAY_DEFAULT,      /* a charter's own are known by their measures alone */
	[KIND_CHANGE_CHARTER]       = OF_CHARTER | BY_KEYS,
	[KIND_ERASE_WORDS]          = OF_CHARTER | BY_KEYS | TAKES_TWO,
	[KIND_CONTAIN]              = MAY_DEFAULT | MAY_LACK,
	[KIND_PARTIAL_SHUTDOWN]     = MAY_DEFAULT | STOPS,
	[KIND_FULL_SHUTDOWN]        = ASKS_LEAVE | STOPS | TAKES_TWO,
	[KIND_DETERMINATION]        = ASKS_LEAVE,
	[KIND_STATEMENT]            = ASKS_LEAVE,
	[KIND_ACTIVATE_CONTINUITY]  = MAY_DEFAULT,
	[KIND_PAY]                  = ASKS_LEAVE | BY_KEYS | TAKES_TWO,
	[KIND_SANCTIONS_CLEARANCE]  = ASKS_LEAVE | BY_KEYS,
	[KIND_ACCEPT_RISK]          = ASKS_LEAVE | TAKES_TWO,
	[KIND_ACT_AGAINST]          = TAKES_TWO,
};

str
kind_at_large(str kind)
{
	return str_starts(kind, STR("statement_to_")) ? STR("statement") : kind;
}

bool
kind_is(str kind, enum kind_mark mark)
{
	size_t k = (size_t)word_find(&standard_kind_words, kind_at_large(kind));

	return k < countof(marks) && (marks[k] & mark);
}
