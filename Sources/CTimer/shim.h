/* Timers on the wall clock (timerfd_create(2)), which Swift's Glibc module leaves out. */
#pragma once
#include <sys/timerfd.h>
#include <time.h>

/* A timer on CLOCK_REALTIME; -1 and errno when there is none. */
static inline int dayline_timer_create(void) {
    return timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
}

/* Fires at a second since 1970, and is cancelled when somebody sets the clock. */
static inline int dayline_timer_set(int timer, long long seconds) {
    struct itimerspec when = {{0, 0}, {seconds, 0}};
    return timerfd_settime(
        timer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, (struct itimerspec *)0);
}
