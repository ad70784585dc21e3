import ClientStore
import Determinism
import Foundation
import Testing

@Suite("A list of what is stored")
struct ListTests {
    /// A store with registries and stacks, a minute apart: what `body` gets is the IDs by name.
    private func withStore(_ body: (ClientStore, [String: String]) async throws -> Void) async throws {
        let home = try TemporaryHome()
        let store = try home.open(randomness: .seeded("lists"))
        defer { store.close() }
        var ids: [String: String] = [:]
        for (name, flavor) in [("beta", "aws"), ("Alpha", "default"), ("gamma-us", "aws")] {
            home.clock.advance(by: 60)
            ids[name] = try await store.write { writer in
                var registry = sampleRegistry(name)
                registry.flavor = flavor
                return try writer.insertComponent(registry)
            }
        }
        let held = ids.filter { $0.key != "beta" }.values.sorted()
        ids["s"] = try await store.write { try $0.insertStack(name: "s", labels: [], componentIDs: held) }
        try await body(store, ids)
    }

    private func registries(_ request: ListRequest, _ store: ClientStore) async throws -> [String] {
        try await store.read { try $0.components(ofType: "container_registry", request).items.map(\.name) }
    }

    private func request(_ filters: Attributes = [:], _ change: (inout ListRequest) -> Void = { _ in }) -> ListRequest {
        var request = ListRequest.standard
        request.filters = filters
        change(&request)
        return request
    }

    @Test(
        "is filtered by texts and dates",
        arguments: [
            ([:], ["beta", "Alpha", "gamma-us"]),
            (["name": "beta"], ["beta"]), (["name": "BETA"], []), (["name": "equals:beta"], ["beta"]),
            (["name": "contains:A"], ["beta", "Alpha", "gamma-us"]), (["name": "startswith:al"], ["Alpha"]),
            (["name": "endswith:-US"], ["gamma-us"]), (["name": "nosuchop:us"], []), (["name": "contains:_"], []),
            (["flavor": "aws", "name": "contains:us"], ["gamma-us"]),
            (["type": "orchestrator"], ["beta", "Alpha", "gamma-us"]),
            (["created": "2024-05-14 09:32:00"], ["Alpha"]), (["created": "gt:2024-5-14 9:32:0"], ["gamma-us"]),
            (["created": "gte:2024-05-14 09:32:00"], ["Alpha", "gamma-us"]),
            (["updated": "lt:2024-05-14 09:32:00"], ["beta"]),
            (["updated": "lte:2024-05-14 09:32:00"], ["beta", "Alpha"]),
            (["connector_id": "contains:a"], []), (["workspace_id": "contains:a"], []),
            (["workspace_id": "", "stack_id": ""], ["beta", "Alpha", "gamma-us"]),
        ] as [(Attributes, [String])]
    )
    func filters(_ filters: Attributes, _ names: [String]) async throws {
        try await withStore { (store, _) async throws in
            #expect(try await registries(request(filters), store) == names)
        }
    }

    @Test("is filtered by IDs, with their dashes or without them, and by what they belong to")
    func identifiers() async throws {
        try await withStore { (store, ids) async throws in
            let (id, stack) = (try #require(ids["beta"]), try #require(ids["s"]))
            for text in [id, id.uppercased(), id.replacing("-", with: ""), "startswith:\(id.prefix(12))", "{\(id)}"] {
                #expect(try await registries(request(["id": text]), store) == ["beta"])
            }
            let bare = id.replacing("-", with: "").dropFirst(4)
            #expect(try await registries(request(["id": "endswith:\(bare)"]), store) == ["beta"])
            #expect(try await registries(request(["stack_id": stack]), store) == ["Alpha", "gamma-us"])
            let requests = ["beta", "Alpha"].map { request(["component_id": ids[$0] ?? ""]) }
            let stacks = try await store.read { reader in
                try requests.map { request in try reader.stacks(request).items.map(\.id) }
            }
            #expect(stacks == [[], [stack]])
        }
    }

    @Test("takes any of its filters where that is asked for")
    func either() async throws {
        try await withStore { (store, _) async throws in
            let filters: Attributes = ["name": "beta", "flavor": "default"]
            #expect(try await registries(request(filters), store) == [])
            #expect(try await registries(request(filters) { $0.logicalOperator = "or" }, store) == ["beta", "Alpha"])
            #expect(try await registries(request { $0.logicalOperator = "or" }, store).count == 3)
        }
    }

    @Test(
        "is sorted",
        arguments: [
            ("name", ["Alpha", "beta", "gamma-us"]), ("desc:name", ["gamma-us", "beta", "Alpha"]),
            ("asc:created", ["beta", "Alpha", "gamma-us"]), ("desc:created", ["gamma-us", "Alpha", "beta"]),
            ("flavor", ["beta", "gamma-us", "Alpha"]), ("connector_id", ["beta", "Alpha", "gamma-us"]),
        ]
    )
    func sorting(_ order: String, _ names: [String]) async throws {
        try await withStore { (store, _) async throws in
            #expect(try await registries(request { $0.sortBy = order }, store) == names)
        }
    }

    @Test("is sorted ascending where the direction is not one, and says so")
    func direction() async throws {
        try await withStore { (store, _) async throws in
            let page = try await store.read { try $0.stacks(request { $0.sortBy = "up:name" }) }
            #expect(page.items.map { $0.name } == ["default", "s"])
            #expect(
                page.notes == [
                    "Invalid operand used for column sorting. Only the following operands are supported "
                        + "`['asc', 'desc']`. Defaulting to 'asc' on column `name`."
                ]
            )
        }
    }

    @Test("comes in pages, and refuses one past the last")
    func pages() async throws {
        try await withStore { (store, _) async throws in
            let page = try await store.read { reader in
                try reader.components(ofType: "container_registry", request { ($0.page, $0.size) = (" 2 ", "+2") })
            }
            #expect(page.items.map(\.name) == ["gamma-us"])
            #expect((page.index, page.total, page.totalPages) == (2, 3, 2))
            let all = try await store.read { try $0.components(ofType: "container_registry") }
            #expect(page.items(withActiveFirst: all.first).map(\.name) == ["beta", "gamma-us"])
            #expect(page.items(withActiveFirst: nil).map(\.name) == ["gamma-us"])
            let none = try await store.read { try $0.components(ofType: "container_registry", request(["name": "x"])) }
            #expect((none.total, none.totalPages) == (0, 1))
            let error = await #expect(throws: ListPageError.self) {
                try await registries(request { $0.page = "9" }, store)
            }
            #expect(
                error?.description
                    == "Invalid page 9. The requested page size is 20 and there are a total of 3 items for "
                    + "this query. The maximum page value therefore is 1."
            )
        }
    }

    @Test("of connectors keeps the order of registration, and is filtered by resource types and labels")
    func connectors() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        defer { store.close() }
        try await store.write { writer in
            var multi = sampleConnector("z")
            multi.resourceTypes = ["s3-bucket", "docker-registry"]
            multi.labels = [Label(key: "team", value: "web")]
            try writer.insertServiceConnector(multi)
            try writer.insertServiceConnector(sampleConnector("a"))
        }
        func names(_ filters: Attributes = [:], _ change: (inout ListRequest) -> Void = { _ in }) async throws
            -> [String]
        {
            let request = request(filters, change)
            return try await store.read { try $0.serviceConnectors(request).items.map(\.name) }
        }
        #expect(try await names { $0.sortBy = "name" } == ["z", "a"])
        #expect(try await names(["resource_type": "s3-bucket"]) == ["z"])
        #expect(try await names(["resource_type": "docker-registry"]) == ["z", "a"])
        #expect(try await names(["resource_type": "contains:s3"]) == [])
        // Whatever else there is, the type must be there.
        #expect(try await names(["resource_type": "s3-bucket", "name": "a"]) { $0.logicalOperator = "or" } == [])
        #expect(try await names { $0.labels = [LabelFilter(key: "team", value: "ml")] } == ["a"])
        #expect(try await names { $0.labels = [LabelFilter(key: "team", value: nil)] } == ["z", "a"])
        #expect(
            try await names { $0.labels = [LabelFilter(key: "team", value: nil), LabelFilter(key: "a", value: "b")] }
                == ["a"]
        )
        let secret = try await store.read { try $0.serviceConnectors().last?.secretID }
        #expect(try await names(["secret_id": secret ?? ""]) == ["a"])
    }

    @Test(
        "refuses what pydantic refuses, in one line",
        arguments: [
            (
                ["created": "gte:2020-01-01"],
                "Value error, The datetime filter only works with values in the following "
                    + "format: %Y-%m-%d %H:%M:%S"
            ),
            (
                ["created": "2024-02-30 00:00:00"],
                "Value error, The datetime filter only works with values in the "
                    + "following format: %Y-%m-%d %H:%M:%S"
            ),
            (["id": "nosuch"], "Value error, Invalid value passed as UUID query parameter."),
            (
                ["name": "gt:x"],
                "operation: Value error, This datatype can not be filtered using this operation: 'gt'. The "
                    + "allowed operations are: ['equals', 'startswith', 'contains', 'endswith']"
            ),
            (
                ["updated": "contains:2020-01-01 00:00:00"],
                "operation: Value error, This datatype can not be filtered "
                    + "using this operation: 'contains'. The allowed operations are: ['equals', 'gt', 'gte', 'lt', 'lte']"
            ),
            (["nosuch": "x"], "nosuch: Extra inputs are not permitted"),
            // The IDs of related things, texts, and what every row has.
            (
                ["created": "x", "user_id": "x", "name": "gt:x"],
                "Value error, Invalid value passed as UUID query parameter."
            ),
            (
                ["created": "x", "flavor": "gt:x"],
                "operation: Value error, This datatype can not be filtered using this operation: 'gt'. The allowed "
                    + "operations are: ['equals', 'startswith', 'contains', 'endswith']"
            ),
        ] as [(Attributes, String)]
    )
    func refusedFilters(_ filters: Attributes, _ message: String) async throws {
        try await withStore { (store, _) async throws in
            let error = await #expect(throws: ValidationFailure.self) {
                try await registries(request(filters), store)
            }
            #expect(error?.description == "1 validation error for ComponentFilter: \(message)")
        }
    }

    @Test(
        "refuses options that are none",
        arguments: [
            (
                "nosuch", "and", "1", "20",
                "1 validation error for StackFilter: sort_by: Value error, You can only sort by "
                    + "valid fields of this resource"
            ),
            (
                "desc:component_id", "and", "1", "20",
                "1 validation error for StackFilter: sort_by: Value error, This "
                    + "resource can not be sorted by this field: 'desc:component_id'"
            ),
            (
                "size", "xor", "x", "10001",
                "4 validation errors for StackFilter: sort_by: Value error, This resource can "
                    + "not be sorted by this field: 'size'; logical_operator: Input should be 'or' or 'and'; page: Input "
                    + "should be a valid integer, unable to parse string as an integer; size: Input should be less than or "
                    + "equal to 10000"
            ),
            (
                "name", "or", "0", "-1",
                "2 validation errors for StackFilter: page: Input should be greater than or equal "
                    + "to 1; size: Input should be greater than or equal to 1"
            ),
            (
                "name", "or", "99999999999999999999", "1",
                "1 validation error for StackFilter: page: Input should be a "
                    + "valid integer, unable to parse string as an integer"
            ),
        ]
    )
    func refusedOptions(_ order: String, _ op: String, _ page: String, _ size: String, _ text: String) async throws {
        try await withStore { (store, _) async throws in
            let request = request { ($0.sortBy, $0.logicalOperator, $0.page, $0.size) = (order, op, page, size) }
            let error = await #expect(throws: ValidationFailure.self) {
                _ = try await store.read { try $0.stacks(request).total }
            }
            #expect(error?.description == text)
        }
    }

    @Test("says that a direction is not one also where the field is none, and looks at related things last")
    func notesOfRefusal() async throws {
        try await withStore { (store, _) async throws in
            let request = request(["component_id": "x"]) { $0.sortBy = "up:nosuch" }
            let error = await #expect(throws: ValidationFailure.self) {
                _ = try await store.read { try $0.stacks(request).total }
            }
            #expect(error?.problems.map(\.field) == ["sort_by"])
            #expect(error?.notes.count == 1)
            #expect(error?.notes.first?.hasSuffix("Defaulting to 'asc' on column `nosuch`.") == true)
        }
    }
}
