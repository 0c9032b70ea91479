import Core

extension ComponentSelection {
    /// The parts of a component that are asked for.
    func applied(to component: Component) -> Component {
        var result = component
        select(propertiesOf: &result)
        switch components {
        case .all: break
        case .selected(let selections):
            result.components = component.components.compactMap { child in
                selections.first { $0.name == child.name }?.applied(to: child)
            }
        }
        return result
    }

    private func select(propertiesOf component: inout Component) {
        guard case .named(var named) = properties else { return }
        if named.isEmpty, name == "VCALENDAR" {
            // Without these it would be no iCalendar (RFC 5545 §3.6).
            named = [.version: .kept, .prodid: .kept]
        }
        component.removeProperties { named[$0.name] == nil }
        for (name, value) in named where value == .leftOut {
            let emptied = component.all(name).map {
                Property(name, "", parameters: $0.parameters)
            }
            component.replaceAll(name, with: emptied)
        }
    }
}
