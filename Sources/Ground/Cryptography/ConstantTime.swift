import COpenSSL

/// Whether two byte strings are equal, in a time that tells nothing about where they differ.
package func constantTimeEquals(_ left: some ContiguousBytesSequence, _ right: some ContiguousBytesSequence) -> Bool {
    left.withContiguousBytes { left in
        right.withContiguousBytes { right in
            left.count == right.count
                && (left.isEmpty || CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0)
        }
    }
}

/// Whether two texts are equal, in a time that tells nothing about where they differ.
package func constantTimeEquals(_ left: String, _ right: String) -> Bool {
    constantTimeEquals(Array(left.utf8), Array(right.utf8))
}
