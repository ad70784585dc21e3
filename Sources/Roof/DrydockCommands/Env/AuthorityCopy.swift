import Foundation

/// The copy of an emulator's CA certificate that variables name, since clients take it as a file: one for each endpoint,
/// so that a shell finds the CA of an emulator that was started anew in the place that it knows.
struct AuthorityCopy {
    let path: String
    private let folder: String

    /// - Parameter folder: where `drydock` keeps what it knows.
    init(endpoint: String, folder: String) {
        self.folder = folder + "/authorities"
        let place = endpoint.drop { $0 != "/" }.map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-" }
            .drop { $0 == "-" }
        path = self.folder + "/ca" + String(place.isEmpty ? [] : ["-"] + place) + ".pem"
    }

    /// Writes the certificate.
    ///
    /// - Returns: whether another one was there.
    /// - Throws: ``UsageError`` where the file cannot be written.
    func write(_ pem: String) throws(UsageError) -> Bool {
        let before = FileManager.default.contents(atPath: path)
        let bytes = Data(pem.utf8)
        guard before != bytes else { return false }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try bytes.write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw UsageError(
                description: "the CA cannot be written to \(path); set XDG_DATA_HOME to a folder that you may write"
            )
        }
        return before != nil
    }
}
