import Foundation

/// How a file is reached from a folder.
enum RelativePath {
    /// The path of `file` from `folder`, both absolute; the absolute one where they have no folder in common but the root.
    ///
    /// Links in the folders' paths are followed first, for `..` leads to where a folder really is.
    static func of(_ file: String, from folder: String) -> String {
        let parts = { (path: String) in
            URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().pathComponents
        }
        let start = parts(folder)
        let name = (file as NSString).lastPathComponent
        let target = parts((file as NSString).deletingLastPathComponent) + [name]
        let common = zip(start, target).prefix { $0 == $1 }.count
        // The first is the root.
        guard common > 1 else { return target[0] + target.dropFirst().joined(separator: "/") }
        return (start.dropFirst(common).map { _ in ".." } + target.dropFirst(common)).joined(separator: "/")
    }
}
