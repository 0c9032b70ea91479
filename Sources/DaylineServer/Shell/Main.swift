import CSodium
import Core
import Hummingbird
import HummingbirdHTTP2
import HummingbirdTLS
import TOMLKit
import WebDAV

@main struct Main { static func main() { print(sodium_init(), "hi") } }
