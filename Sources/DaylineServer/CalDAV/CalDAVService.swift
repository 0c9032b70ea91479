import Core
import HTTPTypes
import WebDAV

/// Answers WebDAV and CalDAV requests of one account each.
///
/// Invariant: a path of another account is answered 404, whatever the method, and nothing of the
/// store is asked.
struct CalDAVService<Store: CalendarStore>: RequestHandler {
    let store: Store
    let zones: ZoneDatabase
    let reports: any CalendarReporter
    let options: CalDAVOptions

    init(
        store: Store, zones: ZoneDatabase, reports: any CalendarReporter,
        options: CalDAVOptions = CalDAVOptions()
    ) {
        self.store = store
        self.zones = zones
        self.reports = reports
        self.options = options
    }

    func respond(to request: DAVRequest) async -> DAVResponse {
        do {
            return try await answer(request)
        } catch {
            return DAVFailure(error).response
        }
    }

    private func answer(_ request: DAVRequest) async throws -> DAVResponse {
        guard request.identity.scope != .notifications else {
            throw DAVFailure.needsPrivilege(DAV.read, at: Place.root.path)
        }
        guard let path = PathSegments(path: request.path) else { throw DAVFailure.badRequest }
        guard let place = Place(path), place.isOpen(to: request.identity.account) else {
            throw DAVFailure.notFound
        }
        guard let method = DAVMethod(request.method),
            DAVMethod.allowed(at: place).contains(method)
        else { throw DAVFailure.methodNotAllowed(at: place) }
        if let privilege = method.privilege, request.identity.scope != .full {
            throw DAVFailure.needsPrivilege(privilege, at: place.path)
        }
        return try await answer(method, DAVExchange(request: request, place: place))
    }

    private func answer(_ method: DAVMethod, _ exchange: DAVExchange) async throws -> DAVResponse {
        switch method {
        case .options: options(exchange)
        case .propfind: try await propfind(exchange)
        case .proppatch: try await proppatch(exchange)
        case .report: try await report(exchange)
        case .get, .head: try await get(exchange, isHead: method == .head)
        case .put: try await put(exchange)
        case .delete: try await delete(exchange)
        case .copy: try await transfer(exchange, isMove: false)
        case .move: try await transfer(exchange, isMove: true)
        case .mkcalendar: try await makeCollection(exchange, CalDAV.mkcalendar)
        case .mkcol: try await makeCollection(exchange, DAV.mkcol)
        }
    }
}
