/* The same work as Sources/work, done by libical: one line each, NAME<TAB>MEDIAN<TAB>LEAST in
   nanoseconds per unit. Rules and start are those of BenchmarkRule.swift.

   cc -O2 libical.c -lical -o libical && ./libical ROUNDS FILE.ics */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct {
    const char *name, *text;
    int instances, rounds; /* 0: only sought */
    int jumps;             /* fewer where each takes milliseconds */
} rules[] = {
    {"daily", "FREQ=DAILY", 10000, 1, 100},
    {"weekly", "FREQ=WEEKLY;BYDAY=MO,WE,FR", 10000, 1, 100},
    {"monthly", "FREQ=MONTHLY;BYDAY=2TU", 5000, 2, 100},
    {"yearly", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", 500, 20, 100},
    {"setpos", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", 5000, 2, 100},
    {"count", "FREQ=DAILY;INTERVAL=3;COUNT=20000", 0, 0, 2},
};
enum { RULES = sizeof rules / sizeof rules[0], MOST_ROUNDS = 1000 };

static double times[MOST_ROUNDS];
static long checksum;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

static int ascending(const void *one, const void *other) {
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

static void report(const char *work, const char *name, int rounds) {
    qsort(times, rounds, sizeof times[0], ascending);
    printf("%s%s\t%.2f\t%.2f\n", work, name, times[rounds / 2], times[0]);
    fflush(stdout);
}

static struct icaltimetype start_time(void) { return icaltime_from_string("19970902T090000"); }

static void expand(int index, icaltimezone *zone) {
    struct icalrecurrencetype rule = icalrecurrencetype_from_string(rules[index].text);
    for (int round = 0; round < rules[index].rounds; round++) {
        icalrecur_iterator *walk = icalrecur_iterator_new(rule, start_time());
        for (int count = 0; count < rules[index].instances; count++) {
            struct icaltimetype time = icalrecur_iterator_next(walk);
            checksum += zone ? icaltime_as_timet_with_zone(time, zone) : time.day;
        }
        icalrecur_iterator_free(walk);
    }
}

/* The first instance 50 years after the start; where libical refuses to jump (COUNT) it walks. */
static void jump(int index, const struct icalrecurrencetype *parsed) {
    struct icalrecurrencetype rule =
        parsed ? *parsed : icalrecurrencetype_from_string(rules[index].text);
    struct icaltimetype later = icaltime_from_string("20470902T090000");
    icalrecur_iterator *walk = icalrecur_iterator_new(rule, start_time());
    icalrecur_iterator_set_start(walk, later);
    struct icaltimetype time = icalrecur_iterator_next(walk);
    while (!icaltime_is_null_time(time) && icaltime_compare(time, later) < 0)
        time = icalrecur_iterator_next(walk);
    checksum += time.day;
    icalrecur_iterator_free(walk);
}

static void time_expansions(int rounds, const char *work, icaltimezone *zone) {
    for (int index = 0; index < RULES; index++) {
        if (rules[index].rounds == 0) continue;
        for (int round = 0; round < rounds; round++) {
            double begin = now();
            expand(index, zone);
            times[round] = (now() - begin) / (rules[index].rounds * rules[index].instances);
        }
        report(work, rules[index].name, rounds);
    }
}

static void time_jumps(int rounds, const char *work, int from_text) {
    for (int index = 0; index < RULES; index++) {
        struct icalrecurrencetype rule = icalrecurrencetype_from_string(rules[index].text);
        for (int round = 0; round < rounds; round++) {
            double begin = now();
            for (int count = 0; count < rules[index].jumps; count++) jump(index, from_text ? NULL : &rule);
            times[round] = (now() - begin) / rules[index].jumps;
        }
        report(work, rules[index].name, rounds);
    }
}

static void time_parsing(int rounds, const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) { perror(path); exit(1); }
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc(size + 1);
    if (fread(text, 1, size, file) != (size_t)size) { perror(path); exit(1); }
    text[size] = 0;
    fclose(file);
    for (int round = 0; round < rounds; round++) {
        double begin = now();
        icalcomponent *calendar = icalparser_parse_string(text);
        times[round] = (now() - begin) / size;
        if (!calendar) { fprintf(stderr, "libical reads nothing in %s\n", path); exit(1); }
        checksum += icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT);
        icalcomponent_free(calendar);
    }
    report("parse", "", rounds);
    free(text);
}

int main(int count, char **arguments) {
    if (count != 3) { fprintf(stderr, "usage: libical ROUNDS FILE.ics\n"); return 2; }
    int rounds = atoi(arguments[1]);
    if (rounds < 1 || rounds > MOST_ROUNDS) rounds = 5;
    set_zone_directory("/usr/share/zoneinfo");
    icaltimezone *zone = icaltimezone_get_builtin_timezone("America/New_York");
    if (!zone) { fprintf(stderr, "libical has no America/New_York\n"); return 1; }
    time_expansions(rounds, "expand-", NULL);
    time_expansions(rounds, "zoned-", zone);
    time_jumps(rounds, "jump-", 0);
    time_jumps(rounds, "text-", 1);
    time_parsing(rounds < 5 ? rounds : 5, arguments[2]);
    return checksum == 0;
}
