import AWSCore
import Testing

@Suite("The bounded cache")
struct BoundedCacheTests {
    @Test("it keeps no more than its capacity, what is used among it")
    func bounded() {
        var cache = BoundedCache<Int, String>(capacity: 8)
        for number in 0..<100 {
            cache.keep("\(number)", of: number)
            #expect(cache.count <= 8)
            #expect(cache.value(of: 0) == "0")
            #expect(cache.value(of: number) == "\(number)")
        }
        #expect(cache.value(of: 50) == nil)
    }

    @Test("a key has one value, the last, until it is forgotten")
    func values() {
        var cache = BoundedCache<String, Int>(capacity: 2)
        cache.keep(1, of: "a")
        cache.keep(2, of: "b")
        cache.keep(3, of: "a")
        #expect(cache.value(of: "a") == 3 && cache.value(of: "b") == 2 && cache.count == 2)
        cache.forget("a")
        #expect(cache.value(of: "a") == nil && cache.value(of: "b") == 2)
        cache.forgetAll()
        #expect(cache.count == 0 && cache.value(of: "b") == nil)
    }
}
