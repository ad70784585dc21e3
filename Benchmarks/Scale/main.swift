import Emulator
import Foundation

// What a page of a list costs in a registry that holds much, beside one that holds little, and how long an emulator takes to
// start with such a data folder. Usage: ScaleBenchmark [IMAGES [REPOSITORIES]]

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let few = 100
let images = numbers.first ?? 100_000
let repositories = numbers.dropFirst().first ?? 10_000

func padded(_ text: String, _ width: Int, left: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return left ? blanks + text : text + blanks
}

func milliseconds(_ duration: Duration) -> String {
    let value = Double(duration.components.seconds) * 1_000 + Double(duration.components.attoseconds) * 1e-15
    return String(format: "%.2f", value)
}

let small = try await FilledFolder(images: few, repositories: few)
let large = try await FilledFolder(images: images, repositories: repositories)
let starts = [try await small.start(), try await large.start()]

print("milliseconds, medians: a registry of \(few) images and repositories, and one of \(images) and \(repositories)")
print(padded("", 24) + padded("few", 12, left: true) + padded("many", 12, left: true))
for operation in Paging.operations {
    var row = padded("a page of " + operation.name, 32)
    for start in starts {
        row += padded(milliseconds(try await Paging(operation, of: start.emulator).median()), 12, left: true)
    }
    print(row)
}
print(padded("start", 32) + starts.map { padded(milliseconds($0.duration), 12, left: true) }.joined())
for start in starts { start.emulator.close() }
