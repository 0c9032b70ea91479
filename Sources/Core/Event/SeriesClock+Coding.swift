extension SeriesClock {
    func encode(into writer: inout ByteWriter) {
        switch self {
        case .date: writer.write(0)
        case .floating: writer.write(1)
        case .utc: writer.write(2)
        case .zoned(let written, .named(let id)) where written == id:
            writer.write(3)
            writer.write(id.name)
        case .zoned(let written, let zone):
            writer.write(4)
            writer.write(written.name)
            zone.encode(into: &writer)
        }
    }

    init?(_ reader: inout ByteReader) {
        switch reader.readInt() {
        case 0: self = .date
        case 1: self = .floating
        case 2: self = .utc
        case 3:
            guard let name = reader.readText() else { return nil }
            let id = TimeZoneID(name)
            self = .zoned(written: id, zone: .named(id))
        case 4:
            guard let name = reader.readText(), let zone = SeriesZone(&reader) else { return nil }
            self = .zoned(written: TimeZoneID(name), zone: zone)
        default: return nil
        }
    }
}

extension SeriesZone {
    fileprivate func encode(into writer: inout ByteWriter) {
        switch self {
        case .unknown: writer.write(0)
        case .named(let id):
            writer.write(1)
            writer.write(id.name)
        case .fixed(let offset):
            writer.write(2)
            writer.write(offset)
        case .embedded(let text):
            writer.write(3)
            writer.write(text)
        }
    }

    fileprivate init?(_ reader: inout ByteReader) {
        switch reader.readInt() {
        case 0: self = .unknown
        case 1:
            guard let name = reader.readText() else { return nil }
            self = .named(TimeZoneID(name))
        case 2:
            guard let offset = reader.readInt() else { return nil }
            self = .fixed(offset: offset)
        case 3:
            guard let text = reader.readText() else { return nil }
            self = .embedded(text)
        default: return nil
        }
    }
}
