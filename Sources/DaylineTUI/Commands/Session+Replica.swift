import Core

/// Opening the calendar's file.
extension Session {
    /// The replica for reading, its index made with the machine's zone data; it has to be there
    /// already.
    func openToRead() throws -> Replica {
        let replica = try openAsItIs()
        if try !replica.isIndexCurrent() {
            renewIndex(openToChange)
        }
        return replica
    }

    /// The replica for changes; made when it is not there.
    mutating func openToWrite() throws -> Replica {
        try machine.files.makeFolder(profile.folder)
        let replica = try openToChange()
        if try !replica.isIndexCurrent() { renewIndex { replica } }
        mayHaveWritten = true
        return replica
    }

    /// The replica for reading, whatever zone data its index was made with.
    func openAsItIs() throws -> Replica {
        do {
            return try Replica.open(
                at: profile.replicaPath, mode: .readOnly, zones: profile.zones)
        } catch .missing {
            throw CommandError.nothingFound(
                "there is no calendar yet in \(profile.folder); try dayline import FILE.ics")
        } catch .olderSchema(let found, let supported) {
            return try upgraded(found: found, supported: supported)
        }
    }

    /// As `openToWrite`, whatever zone data its index was made with.
    func openToChange() throws(ReplicaError) -> Replica {
        try Replica.open(at: profile.replicaPath, mode: .readWrite, zones: profile.zones)
    }

    /// Brings an older file to this program's form, then opens it for reading.
    private func upgraded(found: Int, supported: Int) throws(ReplicaError) -> Replica {
        do {
            try openToChange().close()
        } catch .readOnly {
            throw .olderSchema(found: found, supported: supported)
        }
        return try Replica.open(at: profile.replicaPath, mode: .readOnly, zones: profile.zones)
    }

    /// Computes the index anew after the zone data changed. Where that is impossible the command
    /// goes on with the index as it is, and says so: most times are right all the same.
    private func renewIndex(_ open: () throws(ReplicaError) -> Replica) {
        let bar = ProgressBar(machine: machine)
        defer { bar.clear() }
        do {
            try open().renewIndex { bar.show("new zone data: indexing", $0, $1) }
        } catch {
            bar.clear()
            warn(
                "the time zone data changed, and the index of times is that of before: "
                    + Failure(error).sentence)
        }
    }
}
