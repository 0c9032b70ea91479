/// Which Dayline this is.
enum SyncVersion {
    static let current = "0.1.0"
}
