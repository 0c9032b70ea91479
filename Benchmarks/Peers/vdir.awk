# Splits a calendar of the generator into a vdir, one file for each UID, as khal reads it:
#   awk -v folder=DIR -f vdir.awk calendar.ics
# The lines before the first event (VERSION and zones) go into every file.
BEGIN { RS = "\r\n"; ORS = "\r\n" }
/^BEGIN:VEVENT/ { inEvent = 1; event = ""; uid = "" }
!started && !inEvent { header = header $0 ORS; next }
inEvent { started = 1; event = event $0 ORS }
/^UID:/ { uid = substr($0, 5) }
/^END:VEVENT/ {
    inEvent = 0
    if (uid != current) { finish(); current = uid; content = "" }
    content = content event
}
END { finish() }
function finish(    file) {
    if (current == "") return
    file = current
    sub(/@.*/, "", file)
    file = folder "/" file ".ics"
    printf "%s%sEND:VCALENDAR\r\n", header, content >file
    close(file)
}
