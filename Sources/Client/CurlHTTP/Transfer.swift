import AWSCore
import CCurl

/// One exchange under way. It belongs to the driver's thread, and libcurl points to it until ``free()``.
final class Transfer {
    let order: TransferOrder
    let handle: UnsafeMutableRawPointer
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let errorText: UnsafeMutablePointer<CChar>

    private var headers: [HeaderFields.Field] = []
    private var headerBytes = 0
    /// Whether the empty line after the header came: libcurl takes an answer that is cut off before it for whole.
    private var isHeaderComplete = false
    private var body: [UInt8] = []
    /// Whether bytes of the body came.
    private var hasBody = false
    /// The reason for which this side ended the exchange.
    private var refusal: TransportError.Kind?

    /// Bytes of header lines that an answer may have.
    private static let headerLimit = 262_144

    /// - Throws: for a request that HTTP cannot carry.
    init(
        _ order: TransferOrder,
        share: UnsafeMutableRawPointer,
        openSockets: UnsafeMutablePointer<Int>
    ) throws(TransportError) {
        try Transfer.check(order)
        guard let handle = curl_easy_init() else { throw order.failure(.other, "libcurl has no memory") }
        self.order = order
        self.handle = handle
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        configureTransport(share: share, openSockets: openSockets)
        configureRequest()
        drydock_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
        // Unretained: the driver holds the transfer as long as libcurl may call back.
        let context = Unmanaged.passUnretained(self).toOpaque()
        drydock_curl_set_receiver(handle, CURLOPT_HEADERFUNCTION, receiveHeader)
        drydock_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
        drydock_curl_set_receiver(handle, CURLOPT_WRITEFUNCTION, receiveBody)
        drydock_curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
        drydock_curl_set_pointer(handle, CURLOPT_PRIVATE, context)
    }

    /// Gives back all that libcurl holds for the exchange; the handle must no longer be in a multi handle.
    func free() {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headerList)
        headerList = nil
        errorText.deallocate()
    }

    /// The number of the transfer that a handle belongs to.
    static func number(of handle: UnsafeMutableRawPointer) -> UInt64? {
        var context: UnsafeMutableRawPointer?
        drydock_curl_get_pointer(handle, CURLINFO_PRIVATE, &context)
        return context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue().order.number }
    }

    /// What became of the exchange.
    func result(_ code: CURLcode) -> Result<HTTPResponse, TransportError> {
        guard code == CURLE_OK else { return .failure(failure(code)) }
        guard isHeaderComplete else {
            return .failure(order.failure(.closed, "the connection ended within the answer's header"))
        }
        return .success(HTTPResponse(status: status, headers: HeaderFields(headers), body: body))
    }

    private var status: Int {
        var status = 0
        drydock_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    // MARK: What comes in

    func receive(headerLine line: UnsafeRawBufferPointer) -> Bool {
        headerBytes += line.count
        guard headerBytes <= Transfer.headerLimit else {
            refusal = .other
            return false
        }
        // Fields after the body are not the answer's own.
        guard !hasBody else { return true }
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            // A new answer, such as the one that follows 100 Continue.
            headers = []
            isHeaderComplete = false
            return true
        }
        if text == "\r\n" || text == "\n" { isHeaderComplete = true }
        guard let colon = text.firstIndex(of: ":") else { return true }
        let value = text[text.index(after: colon)...].drop { $0.isWhitespace }
        let end = value.lastIndex { !$0.isWhitespace }.map { value.index(after: $0) } ?? value.startIndex
        headers.append(HeaderFields.Field(name: String(text[..<colon]), value: String(value[..<end])))
        return true
    }

    func receive(body bytes: UnsafeRawBufferPointer) -> Bool {
        hasBody = true
        if let receiver = order.request.receiver, status == 200 {
            if receiver(bytes) { return true }
            refusal = .cancelled
            return false
        }
        guard bytes.count <= order.request.responseLimit - body.count else {
            refusal = .bodyTooLarge(limit: order.request.responseLimit)
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    // MARK: What goes out

    /// Everything that libcurl would otherwise take from the process's environment is set, to nothing if need be.
    private func configureTransport(share: UnsafeMutableRawPointer, openSockets: UnsafeMutablePointer<Int>) {
        let settings = order.settings
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_QUICK_EXIT, 1)
        drydock_curl_set_pointer(handle, CURLOPT_SHARE, share)
        drydock_curl_count_sockets(handle, openSockets)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        set(CURLOPT_NETRC, 0)
        set(CURLOPT_PROXY, settings.proxy ?? "")
        set(CURLOPT_NOPROXY, settings.noProxy ?? "")
        if let socket = settings.socket { set(CURLOPT_UNIX_SOCKET_PATH, socket) }
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        let bundle = settings.caBundle ?? Libcurl.systemBundle
        let directory = settings.caBundle == nil ? Libcurl.systemCertificateDirectory : nil
        set(CURLOPT_CAINFO, bundle)
        set(CURLOPT_CAPATH, directory)
        set(CURLOPT_PROXY_CAINFO, bundle)
        set(CURLOPT_PROXY_CAPATH, directory)
        set(CURLOPT_USERAGENT, settings.userAgent)
        set(CURLOPT_CONNECTTIMEOUT_MS, Transfer.milliseconds(settings.connectTimeout))
        set(CURLOPT_TIMEOUT_MS, Transfer.milliseconds(order.request.timeoutSeconds))
    }

    private func configureRequest() {
        let request = order.request
        set(CURLOPT_URL, request.url)
        set(CURLOPT_PATH_AS_IS, 1)
        if request.method == "HEAD" {
            set(CURLOPT_NOBODY, 1)
        } else if request.method != "GET" || !request.body.isEmpty {
            set(CURLOPT_POST, 1)
            drydock_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
            request.body.withUnsafeBytes { bytes in
                let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                // An empty body needs an address too, or libcurl would read one from a stream.
                if let start {
                    drydock_curl_set_text(handle, CURLOPT_COPYPOSTFIELDS, start)
                } else {
                    set(CURLOPT_COPYPOSTFIELDS, "")
                }
            }
            if request.method != "POST" { set(CURLOPT_CUSTOMREQUEST, request.method) }
        }
        for field in request.headers.fields {
            // A field without a value is written with a semicolon.
            append(field.value.isEmpty ? field.name + ";" : field.name + ": " + field.value)
        }
        // What libcurl would add of its own.
        for name in ["Accept", "Content-Type", "Expect"] where request.headers[name] == nil { append(name + ":") }
        drydock_curl_set_list(handle, CURLOPT_HTTPHEADER, headerList)
    }

    private func append(_ line: String) {
        headerList = curl_slist_append(headerList, line) ?? headerList
    }

    private func set(_ option: CURLoption, _ value: Int) {
        drydock_curl_set_long(handle, option, value)
    }

    private func set(_ option: CURLoption, _ value: String?) {
        drydock_curl_set_text(handle, option, value)
    }

    /// At least one millisecond, since zero means forever, and at most a day.
    private static func milliseconds(_ seconds: Double) -> Int {
        seconds.isNaN ? 1 : Int(max(0.001, min(seconds, 86_400)) * 1_000)
    }

    /// Refuses what would break out of the request line or of a header line.
    private static func check(_ order: TransferOrder) throws(TransportError) {
        let request = order.request
        guard request.url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw order.failure(.other, "the URL holds a space or a control character")
        }
        guard isToken(request.method) else { throw order.failure(.other, "'\(request.method)' is not a method") }
        for field in request.headers.fields {
            guard isToken(field.name) else { throw order.failure(.other, "'\(field.name)' is not a header name") }
            guard field.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                throw order.failure(.other, "the header \(field.name) holds a control character")
            }
        }
    }

    /// A token of RFC 9110, 5.6.2.
    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0.isWordCharacter || "!#$%&'*+-.^`|~".utf8.contains($0) }
    }

    // MARK: What went wrong

    private func failure(_ code: CURLcode) -> TransportError {
        if case .bodyTooLarge(let limit) = refusal {
            return order.failure(.bodyTooLarge(limit: limit), "the answer's body is larger than \(limit) bytes")
        }
        if refusal == .cancelled { return order.failure(.cancelled, "the answer was not wanted any more") }
        if refusal != nil { return order.failure(.other, "the answer's header is too large") }
        let text = String(cString: errorText)
        let detail = text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
        return order.failure(kind(of: code), detail)
    }

    private func kind(of code: CURLcode) -> TransportError.Kind {
        var status = 0
        drydock_curl_get_long(handle, CURLINFO_HTTP_CONNECTCODE, &status)
        if status >= 300 { return .proxyRefused(status: status) }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST:
            return .resolve
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
            return .proxy
        case CURLE_COULDNT_CONNECT:
            return failedAtProxy ? .proxy : .connect
        case CURLE_OPERATION_TIMEDOUT:
            var reached: curl_off_t = 0
            drydock_curl_get_offset(handle, CURLINFO_PRETRANSFER_TIME_T, &reached)
            return reached == 0 ? .connectTimeout : .timeout
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_PEER_FAILED_VERIFICATION,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE:
            return .tls
        case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_WEIRD_SERVER_REPLY:
            return .closed
        default:
            return .other
        }
    }

    /// Whether it was the proxy that could not be reached: libcurl says where it went, as `to HOST port PORT`.
    private var failedAtProxy: Bool {
        guard let proxy = order.settings.proxy, !proxy.isEmpty else { return false }
        let authority = proxy.split(separator: "/").first { !$0.hasSuffix(":") } ?? ""
        let host = authority.split(separator: "@").last ?? ""
        let name = host.prefix { $0 != ":" || host.hasPrefix("[") }
        let port = host.dropFirst(name.count).dropFirst()
        let text = String(cString: errorText)
        return text.contains(port.isEmpty ? "to \(name) port " : "to \(name) port \(port) ")
    }
}

private func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    // Libcurl's sizes are those of memory that it holds, so their product does not overflow.
    return transfer.receive(headerLine: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

private func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.receive(body: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}
