import Glibc

/// Texts as C has lists of them: ended by a null pointer.
struct CStrings: ~Copyable {
    let list: [UnsafeMutablePointer<CChar>?]

    init(_ texts: some Sequence<String>) {
        list = texts.map { strdup($0) } + [nil]
    }

    deinit { for text in list { free(text) } }
}
