import ClientStore
import CurlHTTP
import Foundation

/// What the pages of a run share because it takes long to make. None of it knows anything of a page.
struct RunResources: Sendable {
    let authority: RunAuthority
    let worlds = LoadedWorlds()
    let storeTemplate = StoreTemplate()
    /// Moves the requests of all pages; each has connections of its own.
    let driver = CurlDriver(transferLimit: 64, idleLimit: 32)
    /// Starts the programs of all pages.
    let forkServer = ForkServer()

    /// - Parameter now: the machine's time.
    init(now: @escaping @Sendable () -> Date) {
        authority = RunAuthority(now: now)
    }

    /// Ends what moves requests and starts programs. No page may be under way.
    func close() {
        driver.shutDown()
        forkServer.stop()
    }
}
