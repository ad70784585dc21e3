import Images
import World

/// The check of names in the API's inputs (emulator.md D.2).
extension RepositoryName {
    /// - Throws: AWS's error for the first rule that `name` breaks, at `member`.
    static func check(_ name: String, at member: String) throws(ECRError) {
        do throws(ImagesError) { try requireValid(name, at: member) } catch { throw ECRError(error) }
    }

    /// - Throws: AWS's error at `list` where one of the names breaks a rule.
    static func check(_ names: [String], in list: String) throws(ECRError) {
        for name in names where !length.contains(name.utf16.count) || !Repository.isName(name) {
            throw .invalidElement(of: list, length: length, pattern: printedPattern)
        }
    }
}
