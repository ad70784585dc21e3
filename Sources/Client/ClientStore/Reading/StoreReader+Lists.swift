extension StoreReader {
    /// The service connectors that a request asks for.
    ///
    /// - Throws: ``ValidationFailure``, ``ListPageError``.
    package func serviceConnectors(_ request: ListRequest) throws -> ListPage<ServiceConnectorRecord> {
        try ListQuery(request, of: .serviceConnectors).page(of: try serviceConnectors(), ListRelations())
    }

    /// The components of a type that a request asks for.
    ///
    /// - Throws: ``ValidationFailure``, ``ListPageError``.
    package func components(ofType type: String, _ request: ListRequest) throws -> ListPage<StackComponentRecord> {
        var request = request
        // A list of one type's components is of these, whatever else is asked for.
        request.filters["type"] = nil
        let query = try ListQuery(request, of: .components)
        var relations = ListRelations()
        for composition in try compositions() {
            relations.stacksOfComponents[composition.componentID, default: []].append(composition.stackID)
        }
        return try query.page(of: try components(ofType: type), relations)
    }

    /// The stacks that a request asks for.
    ///
    /// - Throws: ``ValidationFailure``, ``ListPageError``.
    package func stacks(_ request: ListRequest) throws -> ListPage<StackRecord> {
        try ListQuery(request, of: .stacks).page(of: try stacks(), ListRelations())
    }
}
