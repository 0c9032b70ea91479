/* Questions to DNS as resolv.conf(5) has it (resolver(3)), which Swift's Glibc module leaves out. */
#pragma once
#include <arpa/nameser.h>
#include <resolv.h>
#include <string.h>

/* Asks for the records of a type (RFC 1035 §3.2.2), each server once, for so many seconds. Returns
 * the length of the whole answer, which may be more than the room that there is; -1 when nobody
 * answered, or the name has no such records. */
static inline int dayline_dns_ask(
    const char *name, int type, int seconds, unsigned char *answer, int room) {
    struct __res_state state;
    memset(&state, 0, sizeof state);
    if (res_ninit(&state) != 0) return -1;
    state.retry = 1;
    state.retrans = seconds;
    int length = res_nquery(&state, name, ns_c_in, type, answer, room);
    res_nclose(&state);
    return length;
}
