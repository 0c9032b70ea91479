/// Which server this is.
enum ServerVersion {
    static let current = "0.1.0"
}
