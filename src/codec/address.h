/*
 * address -- where people are reached outside: mail addresses and telephone
 * numbers, as they are typed.
 */
#ifndef ADDRESS_H
#define ADDRESS_H

#include "base.h"

/* A plain address, name@host.example, of ASCII: RFC 5321's Mailbox, without quoted words and literal addresses. */
bool is_mail_address(str);

/* Digits, with a plus before them and spaces, hyphens, slashes, dots and parentheses between them at most. */
bool is_telephone(str);

#endif
