/*
 * share -- how much one person may bring into a room, so that the others can still write.
 *
 * What there is a bound for, and whom it leaves out, is declared in share.def.
 */
#ifndef SHARE_H
#define SHARE_H

#include "core.h"

enum share {
	SHARE_none,
#define SHARE(name, ...) SHARE_##name,
#include "share.def"
};

/* May whoever acts bring so many more, within what `of` names?  TOO_LARGE: how many there are, of what, and who still may. */
err need_share(const struct scene *, enum share, i64 of, size_t more);
/* Of everything that an outcome would add. */
err need_shares(const struct scene *, const struct outcome *);

#endif
