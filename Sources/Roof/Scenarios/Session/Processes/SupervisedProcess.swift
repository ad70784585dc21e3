import CProcess
import Glibc

/// A program under a supervisor (CProcess), which ends it with all that it started when it is told to, or when this
/// process ends, however it does.
struct SupervisedProcess: ~Copyable {
    /// Why a program cannot be started.
    struct NotStarted: Error, CustomStringConvertible {
        let description: String

        init(_ subject: String, errorNumber: Int32) {
            description = "\(subject) cannot be used: \(String(cString: strerror(errorNumber)))"
        }

        /// No process could be made.
        static func process(_ errorNumber: Int32) -> NotStarted { NotStarted("a process", errorNumber: errorNumber) }
    }

    /// What became of the program.
    struct End: Sendable, Equatable {
        /// The exit status; 128 and the signal's number where a signal ended it, as shells count.
        let status: Int32
        /// Whether something that it started would not end, not even when it was killed.
        let hasSurvivors: Bool
    }

    /// The reading end of what it prints, standard output and error as they come. Reading does not wait.
    let output: Int32
    /// Readable once the program and all that it started have ended.
    let reports: Int32
    private var control: Int32

    /// Starts `path` with `arguments`.
    ///
    /// - Parameters:
    ///   - server: copies itself for it.
    ///   - variables: all of its environment.
    ///   - folder: its working directory.
    ///   - input: all that it reads from standard input, where it has no terminal.
    ///   - columns: the width of the terminal that it runs on; nil for none.
    init(
        path: String,
        arguments: [String],
        variables: [String: String],
        folder: String,
        input: [UInt8],
        columns: Int? = nil,
        by server: ForkServer
    ) throws(NotStarted) {
        let inputFile = try Self.file(holding: input)
        defer { close(inputFile) }
        let variables = variables.map { $0.key + "=" + $0.value }
        let texts = [path, folder, path] + arguments + variables
        // For the system a text ends at the first zero.
        let textsFile = try Self.file(holding: texts.flatMap { $0.utf8.prefix { $0 != 0 } + [0] })
        defer { close(textsFile) }
        let command = drydock_command(
            texts: textsFile,
            arguments: UInt32(1 + arguments.count),
            variables: UInt32(variables.count),
            input: inputFile,
            columns: UInt16(clamping: columns ?? 0)
        )
        let ends = try server.supervise(command)
        control = ends.control
        reports = ends.reports
        output = ends.output
    }

    /// The modes of the program's terminal, as it has set them; nil where it has none, or is gone.
    var modes: termios? {
        var modes = termios()
        return tcgetattr(output, &modes) == 0 ? modes : nil
    }

    /// Types on the program's terminal. What it is too busy to take is lost, as on any terminal.
    func type(_ bytes: [UInt8]) {
        _ = bytes.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
    }

    /// Has the program and all that it started killed. What became of it is reported all the same.
    mutating func kill() {
        guard control >= 0 else { return }
        close(control)
        control = -1
    }

    /// Waits for the end of the program and of all that it started.
    ///
    /// - Throws: ``NotStarted``, where the system cannot run the program, or its supervisor was killed.
    func end() throws(NotStarted) -> End {
        var report = drydock_report()
        var count: Int
        repeat { count = read(reports, &report, MemoryLayout<drydock_report>.size) } while count < 0 && errno == EINTR
        guard count == MemoryLayout<drydock_report>.size else {
            throw NotStarted("the command's supervisor, which was killed,", errorNumber: ESRCH)
        }
        guard report.problem == 0 else { throw NotStarted("the working directory", errorNumber: report.problem) }
        return End(status: report.status, hasSurvivors: report.survivors != 0)
    }

    deinit {
        if control >= 0 { close(control) }
        close(output)
        close(reports)
    }

    /// A file without a name that holds `bytes`, open at its start: a command that does not read its input would end
    /// whoever writes it to a pipe.
    private static func file(holding bytes: [UInt8]) throws(NotStarted) -> Int32 {
        let file = drydock_memory_file()
        guard file >= 0 else { throw NotStarted("a file in memory", errorNumber: -file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else {
                let number = errno
                close(file)
                throw NotStarted("a file in memory", errorNumber: number)
            }
            rest = rest.dropFirst(max(0, count))
        }
        lseek(file, 0, SEEK_SET)
        return file
    }
}
