/*
 * terminal -- text from a record or from elsewhere, made safe to print on a terminal.
 *
 * Control and bidirectional characters would let it write over what stands
 * there, or stand there otherwise than it is; they become \xNN, byte for byte.
 */
#ifndef TERMINAL_H
#define TERMINAL_H

#include "base.h"

str terminal_text(struct arena *, str);

/* How many bytes from `i` make such a character; 0 if none begins there. */
size_t terminal_unsafe(str, size_t i);

#endif
