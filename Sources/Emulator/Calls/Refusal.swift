import ECRService
import RegistryService
import STSService

/// Why a call was not performed, in whatever service: what the client is told.
struct Refusal: Error, Sendable, Equatable {
    let code: String
    let message: String?
    let status: Int

    init(_ code: String, _ message: String?, status: Int) {
        self.code = code
        self.message = message
        self.status = status
    }

    init(_ error: STSError) {
        self.init(error.code, error.message, status: error.status)
    }

    init(_ error: ECRError) {
        self.init(error.code, error.message, status: error.status)
    }

    init(_ error: RegistryError) {
        self.init(error.code, error.message, status: error.status)
    }
}
