#ifndef DAYLINE_CNCURSES_SHIM_H
#define DAYLINE_CNCURSES_SHIM_H

// ncursesw for Swift. What Swift cannot import (macros, mutable globals, variadics) and what must
// not be Swift (a signal handler may only do what is async-signal-safe) is here as static inline
// functions; everything else is called by its own name.

#define NCURSES_WIDECHAR 1
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#include <langinfo.h>
#include <locale.h>
#include <malloc.h>
#include <ncurses.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// Bits of `dayline_put`, because the A_ constants are macros with casts.
enum {
    DAYLINE_BOLD = 1,
    DAYLINE_DIM = 2,
    DAYLINE_ITALIC = 4,
    DAYLINE_UNDERLINE = 8,
    DAYLINE_REVERSE = 16
};

// term.h would bring macros named `lines`, `columns` and the like.
extern int setupterm(const char *term, int descriptor, int *error);

// Whether terminfo knows the terminal and how to clear it and to move its cursor. newterm takes
// one that can do neither ("dumb"), and scatters pieces of the screen over it.
static inline int dayline_can_draw(void) {
    int error = 0;
    if (setupterm(NULL, STDOUT_FILENO, &error) == ERR) return 0;
    const char *move_to = tigetstr("cup");
    const char *clear_all = tigetstr("clear");
    return move_to != NULL && move_to != (const char *)-1 && clear_all != NULL
        && clear_all != (const char *)-1;
}

// `stdscr`, `stdin` and `stdout` are globals that Swift 6 will not touch. newterm, unlike initscr,
// returns when the terminal is unknown.
static inline int dayline_start(int escape_delay) {
    if (!dayline_can_draw()) return ERR;
    if (newterm(NULL, stdout, stdin) == NULL) return ERR;
    set_escdelay(escape_delay);
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    intrflush(stdscr, FALSE);
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    return OK;
}

static inline int dayline_rows(void) { return getmaxy(stdscr); }
static inline int dayline_columns(void) { return getmaxx(stdscr); }
static inline int dayline_colors(void) { return COLORS; }
static inline int dayline_pairs(void) { return COLOR_PAIRS; }

// Whether colour numbers are 0xRRGGBB (terminfo extension "RGB").
static inline int dayline_is_direct(void) {
    return COLORS >= 0x1000000 && (tigetflag("RGB") > 0 || tigetnum("RGB") > 0);
}

// Whether the C library turns bytes into wide characters as UTF-8.
static inline int dayline_is_utf8(void) {
    const char *codeset = nl_langinfo(CODESET);
    return codeset != NULL && (strcmp(codeset, "UTF-8") == 0 || strcmp(codeset, "utf8") == 0);
}

// setcchar wants a wchar_t string, and the pair through `opts` when it may exceed a short.
static inline void dayline_put(
    int row, int column, const uint32_t *scalars, int count, int bits, int pair) {
    wchar_t text[CCHARW_MAX + 1];
    int length = count < CCHARW_MAX ? count : CCHARW_MAX;
    for (int i = 0; i < length; i++) text[i] = (wchar_t)scalars[i];
    text[length] = L'\0';
    attr_t attributes = A_NORMAL;
    if (bits & DAYLINE_BOLD) attributes |= A_BOLD;
    if (bits & DAYLINE_DIM) attributes |= A_DIM;
    if (bits & DAYLINE_ITALIC) attributes |= A_ITALIC;
    if (bits & DAYLINE_UNDERLINE) attributes |= A_UNDERLINE;
    if (bits & DAYLINE_REVERSE) attributes |= A_REVERSE;
    cchar_t cell;
    if (setcchar(&cell, text, attributes, (short)(pair > 32767 ? 32767 : pair), &pair) == OK)
        mvadd_wch(row, column, &cell);  // ERR in the last cell of the screen, yet written
}

// wchar.h hides it from Swift unless the whole module is built for X/Open.
static inline int dayline_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

static inline void dayline_write(const char *text, size_t length) {
    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, text, length);
        if (written <= 0) return;
        text += written;
        length -= (size_t)written;
    }
}

// refresh between the marks of synchronized output: a terminal that knows them (mode 2026) shows
// the whole screen at once; the others ignore them.
static inline void dayline_refresh(void) {
    dayline_write("\033[?2026h", 8);
    refresh();
    dayline_write("\033[?2026l", 8);
}

static inline void dayline_cursor(int row, int column) { move(row, column); }
static inline int dayline_clear(void) { return clearok(curscr, TRUE); }
static inline int dayline_read(uint32_t *character) {
    wint_t wide = 0;
    int kind = get_wch(&wide);
    *character = (uint32_t)wide;
    return kind;
}

// One key code for each sequence that brackets a paste.
enum { DAYLINE_PASTE_BEGIN = 0x2000, DAYLINE_PASTE_END = 0x2001 };

static inline void dayline_mouse_on(void) {
    mouseinterval(0);  // a press is reported at once; double presses are told by the caller
    mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
}

// 1: press, 2: wheel up, 3: wheel down, 0: nothing of interest.
static inline int dayline_mouse(int *row, int *column) {
    MEVENT event;
    if (getmouse(&event) != OK) return 0;
    *row = event.y;
    *column = event.x;
    if (event.bstate & BUTTON1_PRESSED) return 1;
    if (event.bstate & BUTTON4_PRESSED) return 2;
    if (event.bstate & BUTTON5_PRESSED) return 3;
    return 0;
}

// Modes that ncurses does not know: bracketed paste; explicit direction (ECMA-48 BDSM), so that
// a terminal which reorders right-to-left text leaves the columns as they were drawn.
#define DAYLINE_MODES_ON "\033[?2004h\033[8l"
#define DAYLINE_MODES_OFF "\033[?2004l\033[8h"

// What a signal handler needs, made before the first signal can come.
struct dayline_restore {
    volatile sig_atomic_t is_active;
    size_t length;
    char text[512];
    struct termios modes;
    struct sigaction old[NSIG];
};

// Static inside a function, because Swift emits no globals of a header. Each Swift file that calls
// the functions below would get its own: only Terminal.swift may.
static inline struct dayline_restore *dayline_saved(void) {
    static struct dayline_restore restore;
    return &restore;
}

static inline void dayline_append(const char *text) {
    struct dayline_restore *restore = dayline_saved();
    while (text != NULL && *text != '\0' && restore->length < sizeof restore->text) {
        if (text[0] == '$' && text[1] == '<') {  // terminfo padding: not for today's terminals
            const char *end = strchr(text, '>');
            if (end == NULL) return;
            text = end + 1;
            continue;
        }
        restore->text[restore->length++] = *text++;
    }
}

static inline void dayline_append_capability(const char *name) {
    const char *text = tigetstr(name);
    if (text != NULL && text != (const char *)-1) dayline_append(text);
}

// Only async-signal-safe calls: signal, write, tcsetattr, sigaction, raise.
static void dayline_signal(int number) {
    struct dayline_restore *restore = dayline_saved();
    if (restore->is_active) {
        restore->is_active = 0;
        signal(SIGTTOU, SIG_IGN);  // in the background tcsetattr would stop the process
        dayline_write(restore->text, restore->length);
        tcsetattr(STDIN_FILENO, TCSANOW, &restore->modes);
    }
    sigaction(number, &restore->old[number], NULL);
    raise(number);  // delivered when this handler returns, to whoever was there before
}

static void dayline_continued(int number) {
    (void)number;
    if (dayline_saved()->is_active)
        dayline_write(DAYLINE_MODES_ON, sizeof DAYLINE_MODES_ON - 1);
}

static inline void dayline_handle(int number, void (*handler)(int), int flags) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigfillset(&action.sa_mask);
    sigaction(number, &action, &dayline_saved()->old[number]);
}

// Months of events then go back to the system as soon as they are let go. Left to itself the C
// library keeps blocks of any size it has once seen freed, and small ones settle between them.
static inline void dayline_return_memory(void) {
#ifdef M_MMAP_THRESHOLD
    mallopt(M_MMAP_THRESHOLD, 256 * 1024);
#endif
}

// Before `dayline_start`: the terminal as it was found.
static inline void dayline_save_modes(void) {
    tcgetattr(STDIN_FILENO, &dayline_saved()->modes);
}

// After `dayline_start`: every way out leads through the restore sequence.
static inline void dayline_guard(void) {
    static char stack[32768];  // a crash by stack overflow needs another stack
    stack_t alternate;
    memset(&alternate, 0, sizeof alternate);
    alternate.ss_sp = stack;
    alternate.ss_size = sizeof stack;
    sigaltstack(&alternate, NULL);
    dayline_saved()->length = 0;
    dayline_append(DAYLINE_MODES_OFF "\033[?1006;1000l");
    dayline_append_capability("sgr0");
    dayline_append_capability("op");
    dayline_append_capability("oc");
    dayline_append_capability("rmkx");
    dayline_append_capability("rmcup");
    dayline_append_capability("cnorm");
    dayline_saved()->is_active = 1;
    static const int deadly[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGILL, SIGTRAP,
                                 SIGABRT, SIGBUS, SIGFPE, SIGSEGV};
    for (size_t i = 0; i < sizeof deadly / sizeof deadly[0]; i++)
        dayline_handle(deadly[i], dayline_signal, SA_ONSTACK);
    for (size_t i = 0; i < 3; i++) {  // ncurses' own handlers for these run exit(): not ours
        struct sigaction *old = &dayline_saved()->old[deadly[i]];
        if (old->sa_handler != SIG_IGN) old->sa_handler = SIG_DFL;
    }
    dayline_handle(SIGCONT, dayline_continued, SA_RESTART | SA_ONSTACK);
    dayline_write(DAYLINE_MODES_ON, sizeof DAYLINE_MODES_ON - 1);
}

// The normal way out, and the way into a stop: leaves the modes that ncurses does not know.
static inline void dayline_leave(void) {
    dayline_write(DAYLINE_MODES_OFF, sizeof DAYLINE_MODES_OFF - 1);
    endwin();
}

static inline void dayline_end_guard(void) { dayline_saved()->is_active = 0; }

// After a stop: the handlers are still there, the terminal is ours again.
static inline void dayline_guard_again(void) {
    dayline_saved()->is_active = 1;
    dayline_write(DAYLINE_MODES_ON, sizeof DAYLINE_MODES_ON - 1);
}

#endif
