// Prints what ICU says about days, one a line: `<day number> <year> <month>[L] <day>`.
//
//   g++ -O2 -o icu-days icu-days.cpp $(pkg-config --cflags --libs icu-i18n)
//   icu-days hebrew 1900 2100        every day of the Gregorian years 1900 ... 2100
//   icu-days chinese 1900 2100 first only the first day of each month
//   icu-days hebrew 1900 2100 sum    only the number that CalendarConversionTests has for all days
//
// Day numbers count from 1970-01-01. Months are numbered as RFC 7529 numbers them: the leap month
// of a Hebrew year is 5L, of a Chinese one what it follows. Chinese and Korean years are numbered
// by the Gregorian year that they begin in, those of the Creation by their era, all others as ICU's
// extended year.
#include <unicode/calendar.h>
#include <unicode/gregocal.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    UErrorCode status = U_ZERO_ERROR;
    const std::string name = argv[1];
    const bool isLunisolar = name == "chinese" || name == "dangi";
    const bool firstOnly = argc > 4 && !strcmp(argv[4], "first");
    const bool sumOnly = argc > 4 && !strcmp(argv[4], "sum");
    uint64_t sum = 14695981039346656037u;
    const icu::Locale locale(("en_US@calendar=" + name).c_str());
    icu::TimeZone *utc = icu::TimeZone::createTimeZone("UTC");
    std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(*utc, locale, status));
    icu::GregorianCalendar gregorian(*utc, status);
    // Noon, so that no zone of a calendar's own moves the day.
    gregorian.clear();
    gregorian.set(atoi(argv[2]), 0, 1, 12, 0);
    const long first = long(floor(gregorian.getTime(status) / 86400000));
    gregorian.set(atoi(argv[3]), 11, 31, 12, 0);
    const long last = long(floor(gregorian.getTime(status) / 86400000));
    for (long day = first; day <= last && U_SUCCESS(status); day++) {
        calendar->setTime(day * 86400000.0 + 43200000.0, status);
        int year = calendar->get(UCAL_EXTENDED_YEAR, status);
        int month = calendar->get(UCAL_MONTH, status) + 1;
        bool isLeap = false;
        if (isLunisolar) {
            isLeap = calendar->get(UCAL_IS_LEAP_MONTH, status) != 0;
            year -= name == "chinese" ? 2637 : 2333;
        } else if (name == "hebrew" && month > 5) {
            isLeap = month == 6;
            month -= 1;
        } else if (name == "ethiopic-amete-alem") {
            year = calendar->get(UCAL_YEAR, status);
        }
        const int monthDay = calendar->get(UCAL_DATE, status);
        for (int value : {year, month * 2 + isLeap, monthDay}) {
            sum = (sum ^ uint64_t(value)) * 1099511628211u;
        }
        if (sumOnly || (firstOnly && monthDay != 1)) continue;
        printf("%ld %d %d%s %d\n", day, year, month, isLeap ? "L" : "", monthDay);
    }
    if (sumOnly) printf("%s 0x%016llX\n", argv[1], (unsigned long long)sum);
    delete utc;
    return U_SUCCESS(status) ? 0 : 1;
}
