import Glibc

/// One request of a job, made from the answer to the one before; nil ends the job.
typealias Step = (Answer?) throws -> Request?

/// A kept-alive connection that does one job after the other, without ever waiting: what it waits for is `events`.
///
/// Written by hand, and on plain sockets, so that what the generator costs stays small beside what a server costs: both
/// share the machine.
final class Connection {
    private enum Phase { case idle, sending, receiving }

    let descriptor: Int32
    private let block: Block
    private let input: UnsafeMutableRawBufferPointer
    private var phase = Phase.idle
    private var steps: ArraySlice<Step> = []
    private var request: Request?
    /// Bytes of the request's head, and of its blob, that the kernel has taken.
    private var sent = (head: 0, blob: 0)
    private var head: [UInt8] = []
    private var answer: Answer?
    private var missing = 0

    /// `input` is where all connections of one thread put what they discard.
    init(to port: UInt16, copying block: Block, discardingInto input: UnsafeMutableRawBufferPointer) throws {
        descriptor = try Loopback.connect(to: port)
        _ = try check("fcntl", fcntl(descriptor, F_SETFL, O_NONBLOCK))
        self.block = Block(copying: block)
        self.input = input
    }

    deinit { close(descriptor) }

    var isIdle: Bool { phase == .idle }

    /// What `poll` should wait for. An answer may come early, as a refusal.
    var events: Int16 { Int16(phase == .sending ? POLLOUT | POLLIN : POLLIN) }

    /// Begins a job; the connection must be idle.
    func begin(_ job: [Step]) throws {
        steps = job[...]
        answer = nil
        try nextStep()
    }

    /// Goes on as far as is possible without waiting.
    func proceed() throws {
        while true {
            switch phase {
            case .idle: return
            case .sending:
                guard try send() else { return }
                phase = .receiving
            case .receiving:
                guard try receive() else { return }
                try nextStep()
            }
        }
    }

    private func nextStep() throws {
        request = try steps.popFirst()?(answer)
        answer = nil
        guard request != nil else {
            phase = .idle
            return
        }
        sent = (0, 0)
        phase = .sending
    }

    /// True once all is sent.
    private func send() throws -> Bool {
        guard let request else { return true }
        while sent.head < request.bytes.count {
            let count = try request.bytes.withUnsafeBytes { try write($0[sent.head...]) }
            guard let count else { return false }
            sent.head += count
        }
        guard let blob = request.blob else { return true }
        while sent.blob < blob.size {
            guard let count = try write(blob.bytes(after: sent.blob, of: block)[...]) else { return false }
            sent.blob += count
        }
        return true
    }

    private func write(_ bytes: Slice<UnsafeRawBufferPointer>) throws -> Int? {
        let bytes = UnsafeRawBufferPointer(rebasing: bytes)
        let count = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        guard count < 0 else { return count }
        guard errno == EAGAIN else { throw BenchmarkError(system: request?.line ?? "send") }
        return nil
    }

    /// True once the whole answer is there.
    private func receive() throws -> Bool {
        while answer == nil || missing > 0 {
            let count = recv(descriptor, input.baseAddress, input.count, 0)
            if count < 0, errno == EAGAIN { return false }
            guard try check("answer to \(request?.line ?? "")", count) > 0 else {
                throw BenchmarkError("the connection ended within the answer to \(request?.line ?? "")")
            }
            if answer != nil {
                missing -= count
            } else {
                head += input[..<count]
                try readHead()
            }
        }
        guard missing == 0 else { throw BenchmarkError("more than the answer to \(request?.line ?? "") came") }
        return true
    }

    private func readHead() throws {
        guard let end = endOfHead(head), let request else { return }
        guard let answer = Answer(head: head[..<end]) else {
            throw BenchmarkError("\(request.line): not understood: \(String(decoding: head, as: UTF8.self))")
        }
        guard request.accepted.contains(answer.status) else {
            throw BenchmarkError("\(request.line): refused: \(String(decoding: head, as: UTF8.self))")
        }
        self.answer = answer
        missing = answer.length - (head.count - end)
        head.removeAll(keepingCapacity: true)
    }
}
