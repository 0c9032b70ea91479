-- PUTs new events of half an hour, one after the other, none of which overlaps another.
-- URL of the calendar and credentials come from the environment; FIRST numbers the first event.
local path = os.getenv("CALENDAR_PATH")
local first = tonumber(os.getenv("FIRST") or "0")
local threads = 0

function setup(thread)
    thread:set("id", threads)
    threads = threads + 1
end

function init(args)
    wrk.headers["Authorization"] = os.getenv("AUTHORIZATION")
    wrk.headers["Content-Type"] = "text/calendar; charset=utf-8"
    wrk.headers["If-None-Match"] = "*"
    count = 0
    failures = 0
end

function request()
    local number = first + id * 10000000 + count
    count = count + 1
    local start = 1735689600 + number * 1800 -- 2025-01-01, on and on
    local body = table.concat({
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dayline//Benchmark//EN", "BEGIN:VEVENT",
        "UID:put-" .. number .. "@bench", "DTSTAMP:20260101T000000Z",
        "DTSTART:" .. os.date("!%Y%m%dT%H%M%SZ", start), "DURATION:PT30M",
        "SUMMARY:Event " .. number, "LOCATION:Room " .. number % 40,
        "DESCRIPTION:What is to be talked about\\, and by whom.",
        "END:VEVENT", "END:VCALENDAR", ""}, "\r\n")
    return wrk.format("PUT", path .. "put-" .. number .. ".ics", nil, body)
end

function done(summary, latency, requests)
    io.write(string.format("rate\t%.0f\nfailed\t%d\np50_ms\t%.2f\np99_ms\t%.2f\nmax_ms\t%.2f\n",
        (summary.requests - summary.errors.status) / summary.duration * 1e6,
        summary.errors.status + summary.errors.read + summary.errors.timeout,
        latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
