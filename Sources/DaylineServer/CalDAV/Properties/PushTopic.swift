/// What push messages call a calendar (`push:topic`, draft-bitfire-webdav-push §4.1). It stays when
/// the calendar is renamed.
///
/// - Parameter epoch: of the store.
func pushTopic(of calendar: CollectionID, epoch: String) -> String { "\(epoch)-\(calendar.row)" }
