/// Which side stands where both changed the same thing: for all clashes alike, or for each.
struct MergeChoices {
    let preferred: MergePreference
    var chosen: [MergeClash: MergePreference] = [:]

    func side(for clash: MergeClash) -> MergePreference { chosen[clash] ?? preferred }
}

/// The component that is being merged, as clashes name it.
struct MergePlace {
    /// nil for a master, and for the calendar.
    let recurrenceID: CalendarTime?
    let component: String

    func clash(_ property: PropertyName?) -> MergeClash {
        MergeClash(recurrenceID: recurrenceID, component: component, property: property)
    }
}
