/* rows -- what comes with a signed act, in the command that gives it and in its entry.  No include guard. */
#define SIGNED BYTES(client_data, 2, 4096, "As the browser gave it; absent in a demonstration.", OPT) BYTES(auth_data, 37, 1024, "As the authenticator gave it.", OPT) BYTES(signature, 8, 1024, "As the authenticator gave it.", OPT)
