/*
 * waiters -- what goes on when a stream is ready for it, in the order that it
 * began to wait.
 */
#ifndef WAITERS_H
#define WAITERS_H

#include "base.h"

typedef void settled(void *ctx);
struct waiter { struct waiter *next; i64 stream; settled *then; void *ctx; };
struct waiters { struct waiter *first, *last; };

void waiters_add(struct waiters *, i64 stream, settled *then, void *ctx);
bool waiters_have(const struct waiters *, i64 stream);
/* Those who wait for this stream leave the list. */
struct waiters waiters_take(struct waiters *, i64 stream);
/* Let them go on; nobody is left in the list. */
void waiters_run(struct waiters *);

#endif
