import Foundation
import Testing

/// The types that two threads could make of one another's halves.
///
/// A generic type whose parameter must conform to a protocol makes the runtime look for the conformance of its argument.
/// Where the argument is a class that is generic, or laid out when it is first used, and another thread is at it, the
/// runtimes of Linux up to Swift 6.3.1 follow a superclass that is not there, and the process ends. This program does
/// it with one thread, since its subclass is at it:
///
/// ```swift
/// protocol P {}
/// class Base<U: P> { required init() {} }
/// final class C<T>: P {}
/// class X<T>: Base<C<X<T>>> {}
/// print(X<Int>())
/// ```
@Suite("Types that are looked up by name")
struct TypeReferencesTests {
    /// Places that ask nothing of the argument: no conformance is looked for.
    private static let free: Set = ["Swift.Array 0", "Swift.Optional 0", "Swift.Dictionary 1", "Swift.Result 0"]

    @Test("no class that may be half made is an argument of a type that asks something of it")
    func arguments() async throws {
        let folder = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
        let modules = try await PackageDescription.load().targets.filter { $0.part != nil }.map(\.name)
        var looked: Set<String> = []
        var late: Set<String> = []
        for module in modules {
            looked.formUnion(try await TypeReference.symbols(of: module, in: folder, ending: ["MD", "MR"]))
            late.formUnion(try await TypeReference.symbols(of: module, in: folder, ending: ["CMl"]))
        }
        #expect(looked.count > 1_000, "the object files are not in \(folder.path)")
        let lateNames = Set(try await TypeReference.demangled(late.sorted()).map(\.tree.name))
        let arguments = Set(try await TypeReference.demangled(looked.sorted()).flatMap(\.classArguments))
        for argument in arguments where argument.isGeneric || lateNames.contains(argument.name) {
            #expect(
                Self.free.contains(argument.place),
                "\(argument): put it into a structure, or add the place if it asks nothing of the argument"
            )
        }
    }

    @Test("a generic class as an argument is seen at any depth")
    func reading() async throws {
        let references = try await TypeReference.demangled([
            // ByteToMessageHandler<HTTPDecoder<HTTPPart<HTTPRequestHead, ByteBuffer>, …>>?
            "$s7NIOCore20ByteToMessageHandlerCy8NIOHTTP111HTTPDecoderCyAD8HTTPPartOyAD15HTTPRequestHeadVAA0B6BufferVG"
                + "AHyAD012HTTPResponseJ0VAA6IODataOGGGSgMD",
            // [OpenFile]
            "$sSay7Storage8OpenFileCGMD",
        ])
        #expect(
            references.flatMap(\.classArguments).map { "\($0)".prefix { $0 != "<" } } == [
                "NIOHTTP1.HTTPDecoder", "NIOCore.ByteToMessageHandler",
                "Storage.OpenFile as an argument of Swift.Array 0",
            ]
        )
    }
}
