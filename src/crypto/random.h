/*
 * random -- fresh bytes nobody can guess, from the kernel.
 */
#ifndef RANDOM_H
#define RANDOM_H

#include "base.h"

void random_bytes(void *to, size_t n);

#endif
