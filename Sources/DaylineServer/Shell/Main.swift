import CSodium
import Core
import TOMLKit
import WebDAV

@main struct Main { static func main() { print(sodium_init(), "hi") } }
