import Glibc

/// Texts as C has lists of them: ended by a null pointer.
package struct CStrings: ~Copyable {
    package let list: [UnsafeMutablePointer<CChar>?]

    package init(_ texts: some Sequence<String>) {
        list = texts.map { strdup($0) } + [nil]
    }

    deinit { for text in list { free(text) } }
}
