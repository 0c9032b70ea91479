import Settings

/// Reads `dayline-server.toml`.
struct ConfigurationFile {
    /// For error messages.
    let path: String
    let text: String

    /// Sets in `configuration` what the file names.
    func apply(to configuration: inout ServerSettings) throws(ConfigurationError) {
        do throws(SettingsError) {
            try SettingsFile(path: path, text: text).apply(
                ServerSettings.settings, to: &configuration)
        } catch {
            throw .file(path: error.path, line: error.line, reason: error.reason)
        }
    }
}
