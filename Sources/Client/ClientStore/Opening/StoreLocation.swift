/// Where a client's store and its key are.
package struct StoreLocation: Sendable {
    /// The path of the SQLite file.
    package let path: String
    package let key: StoreKeySource
    /// Whether what is stored has to survive a crash of the machine. A store that ends with its page need not: what it
    /// writes is not synced.
    package let isDurable: Bool

    /// The directory that the store is in.
    package var directory: String { String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)) }

    package init(path: String, key: StoreKeySource, isDurable: Bool = true) {
        self.path = path
        self.key = key
        self.isDurable = isDurable
    }

    /// `$XDG_DATA_HOME/drydock/zenml/store.db`, or the same under `HOME/.local/share` where that is not set to an
    /// absolute path (as the XDG base directory specification has it). The key is `ZENML_STORE_KEY`, or `store.key`
    /// beside the store.
    package init(variables: [String: String], home: String, isDurable: Bool = true) {
        self.isDurable = isDurable
        let data = variables["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let directory = (data ?? home + "/.local/share") + "/drydock/zenml"
        path = directory + "/store.db"
        if let value = variables["ZENML_STORE_KEY"], !value.isEmpty {
            key = .value(value)
        } else {
            key = .file(directory + "/store.key")
        }
    }
}
