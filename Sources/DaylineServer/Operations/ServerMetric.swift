/// Every metric of the server, by its name. What counts them uses the names; a test compares.
enum ServerMetric: String, Hashable, Sendable, CaseIterable {
    case requestDuration = "dayline_server_request_duration_seconds"

    case overlapsRefused = "dayline_server_overlaps_refused_total"
    case websocketConnections = "dayline_server_websocket_connections"
    case websocketCut = "dayline_server_websocket_cut_total"
    case notifications = "dayline_server_notifications_total"
    case eventsProcessed = "dayline_server_events_processed_total"
    case eventsRepeated = "dayline_server_events_repeated_total"
    case eventsFailed = "dayline_server_events_failed_total"
    case eventsDead = "dayline_server_events_dead_total"

    case info = "dayline_server_info"
    case ready = "dayline_server_ready"
    case accounts = "dayline_server_accounts"
    case passwordHashes = "dayline_server_password_hashes_total"
    case metricSeriesDropped = "dayline_server_metric_series_dropped_total"

    case outboxEvents = "dayline_server_outbox_events"
    case outboxOldest = "dayline_server_outbox_oldest_seconds"
    case eventsWaiting = "dayline_server_events_waiting"
    case deadLetters = "dayline_server_dead_letters"

    case writesWaiting = "dayline_server_sqlite_writes_waiting"
    case checkpoints = "dayline_server_sqlite_checkpoints_total"
    case checkpointsIncomplete = "dayline_server_sqlite_checkpoints_incomplete_total"
    case checkpointSeconds = "dayline_server_sqlite_checkpoint_seconds_total"
    case walPages = "dayline_server_sqlite_wal_pages"
    case databaseBytes = "dayline_server_sqlite_database_bytes"
    case walBytes = "dayline_server_sqlite_wal_bytes"

    case residentBytes = "process_resident_memory_bytes"
    case cpuSeconds = "process_cpu_seconds_total"
    case openFiles = "process_open_fds"
    case maxFiles = "process_max_fds"
    case startTime = "process_start_time_seconds"
    case uptime = "dayline_server_uptime_seconds"

    var kind: MetricKind {
        if self == .requestDuration { return .histogram }
        return rawValue.hasSuffix("_total") ? .counter : .gauge
    }

    var help: String {
        switch self {
        case .requestDuration: "How long requests took, by method and class of status."
        case .overlapsRefused: "Objects refused because of what they overlap."
        case .websocketConnections: "Open WebSocket connections."
        case .websocketCut: "WebSocket connections cut because their reader was too slow."
        case .notifications: "Messages sent to WebSocket connections."
        case .eventsProcessed: "Events whose effect took place, by consumer."
        case .eventsRepeated: "Deliveries of events that were settled already, by consumer."
        case .eventsFailed: "Attempts at events that failed, by consumer."
        case .eventsDead: "Events that became dead letters, by consumer."
        case .info: "Always 1; the version is a label."
        case .ready: "1 while requests can be served, else 0."
        case .accounts: "Users."
        case .passwordHashes: "Password hashes computed; verified credentials are remembered."
        case .metricSeriesDropped: "Series refused because their metric has too many."
        case .outboxEvents: "Events committed and not yet published."
        case .outboxOldest: "Age of the oldest of them; 0 when there is none."
        case .eventsWaiting: "Events that failed and wait for their next attempt, by consumer."
        case .deadLetters: "Events that failed for good, by consumer."
        case .writesWaiting: "Writes that wait for their turn in a commit."
        case .checkpoints: "Checkpoints of the write-ahead log."
        case .checkpointsIncomplete: "Checkpoints that failed or left pages in the log."
        case .checkpointSeconds: "Time spent on checkpoints."
        case .walPages: "Pages in the write-ahead log after the last checkpoint."
        case .databaseBytes: "Size of the database file."
        case .walBytes: "Size of the write-ahead log."
        case .residentBytes: "Resident memory."
        case .cpuSeconds: "Processor time, user and system."
        case .openFiles: "Open file descriptors."
        case .maxFiles: "The most file descriptors that may be open."
        case .startTime: "When the process started, in seconds since 1970."
        case .uptime: "How long the server has been running."
        }
    }
}
