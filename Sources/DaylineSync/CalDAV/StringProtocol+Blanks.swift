extension StringProtocol {
    /// Without the spaces, tabs and line ends around it.
    var trimmingBlanks: Substring {
        func isBlank(_ byte: UInt8) -> Bool {
            byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
        }
        var rest = Substring(self)
        while let first = rest.utf8.first, isBlank(first) { rest.removeFirst() }
        while let last = rest.utf8.last, isBlank(last) { rest.removeLast() }
        return rest
    }
}
