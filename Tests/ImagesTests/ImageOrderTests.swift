import Foundation
import Images
import OCI
import Storage
import Testing

@Suite("The order of images")
struct ImageOrderTests {
    @Test("gives back the very moment of a push, to the last bit", arguments: [0, 8e8, 8e8 + 0x1p-23, -1, -0x1p-40])
    func roundTrip(seconds: Double) throws {
        let position = ImagePosition(
            pushedAt: Date(timeIntervalSinceReferenceDate: seconds),
            digest: .of(Array("image".utf8))
        )
        let back = try ImageOrder.imagePosition(ImageOrder.key(position))
        #expect(back.pushedAt.timeIntervalSinceReferenceDate == seconds)
        #expect(back.digest == position.digest)
    }
}
