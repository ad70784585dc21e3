import COpenSSL
import Cryptography

typealias Libcrypto = LibcryptoCalls<AuthorityError>

extension LibcryptoCalls<AuthorityError> {
    /// 16 bytes of libcrypto's own generator as a certificate's serial number: positive, and never the same twice.
    static func serial() throws(AuthorityError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 16)
        try check("make a serial number", RAND_bytes(&bytes, Int32(bytes.count)))
        bytes[0] = bytes[0] & 0x3F | 0x40
        return bytes
    }
}
