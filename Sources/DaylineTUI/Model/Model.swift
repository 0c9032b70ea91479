import Core

/// The whole state of the interface. Views draw it; `update` changes it; nothing else does.
struct Model: Hashable, Sendable {
    var size: Size
    var language = Language.english
    var weekStart = Weekday.monday
    /// The zone in which everything is shown.
    var zone: Zone
    /// The current instant, and its wall clock in the display zone.
    var nowInstant: Instant
    var now: LocalDateTime

    var view = ViewKind.month
    /// The selected day.
    var cursor: CivilDate
    /// Minutes after midnight of the cursor in the time grids: 0 ..< 1440, in half hours.
    var cursorMinute = 9 * 60
    /// The selected event; it may be gone from `instances`.
    var selection: InstanceKey?
    /// The first day of the agenda.
    var agendaStart: CivilDate

    var focus = Focus.grid
    /// Whether the user wants the sidebar; the view leaves it out when there is no room.
    var wantsSidebar = true
    /// The calendar that the sidebar's cursor is on, counted from 0.
    var sidebarRow = 0
    var calendars: [CalendarItem] = []

    /// Instances of the visible calendars in `loaded`, sorted by start.
    var instances: [Instance] = []
    /// The days that `instances` covers; nil before the first answer.
    var loaded: Range<CivilDate>?
    /// Whether each of `instances` shares time with another one.
    var overlapping: [Bool] = []

    var sync = SyncState()

    /// What lies over the grid, the top last. Empty while browsing.
    var layers: [Layer] = []
    var pending = PendingKeys()
    var message: Message?
    /// Search for the next or previous event beyond the loaded days.
    var seek: Seek?
    /// The names a zone field completes; empty until they were asked for.
    var zoneNames: [String] = []
    /// The last search, offered again.
    var lastSearch = ""
    /// The calendar that the last new event went to.
    var lastCalendar: CalendarID?
    /// An event to select as soon as it is loaded.
    var wanted: WantedSelection?

    init(size: Size, now: LocalDateTime, nowInstant: Instant, zone: Zone) {
        self.size = size
        self.now = now
        self.nowInstant = nowInstant
        self.zone = zone
        self.cursor = now.date
        self.agendaStart = now.date
    }

    var today: CivilDate { now.date }
    var zoneID: TimeZoneID { zone.id }
    var strings: any Strings { language.strings }

    /// Which keys count now.
    var context: KeyContext {
        layers.last?.context ?? (focus == .sidebar ? .sidebar : .grid)
    }
}

/// An event to select as soon as it is loaded: by its object, where that is known, and its start.
struct WantedSelection: Hashable, Sendable {
    var object: ObjectID?
    var start: LocalDateTime
}

/// A search for the next or previous event beyond the loaded days.
struct Seek: Hashable, Sendable {
    var isForward: Bool
    /// Windows still to be loaded before giving up.
    var remaining: Int
}
