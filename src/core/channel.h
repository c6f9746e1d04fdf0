/*
 * channel -- what letting somebody into a room, and taking them out, has to do
 * with its channels.
 *
 * For access.c and channel.c alone.
 */
#ifndef CHANNEL_H
#define CHANNEL_H

#include "authority.h"

/* What they see has changed by that entry.  (One who is not in the room has nothing to see.) */
void access_changed(struct room *, i64 person, const struct entry *);
/* Take somebody out of a channel; true if they had been in it. */
bool channel_drop(struct channel *, i64 person);
/* They are joined to those channels of the command that they are not in yet. */
err  join_channels(const struct scene *, const struct cmd_add_member *, struct outcome *);

#endif
