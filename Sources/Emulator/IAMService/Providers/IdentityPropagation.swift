import AWSProtocols

/// Members about trusted identity propagation and IAM Identity Center, which are not supported: nothing of them is kept.
struct IdentityPropagation: Sendable {
    private static let key: InputRules<String> = .length(1...128)

    /// The first member that asks for it; nil where none does.
    private let asked: String?

    /// - Parameter isUpdate: whether what is there can be taken away. Nothing is, so that is done already.
    init(_ input: inout IAMInput, isUpdate: Bool = false) throws(IAMError) {
        let provider: Void? = try input.structure("ContextProvider") { (provider) throws(IAMError) in
            _ = try provider.requiredText("SubjectSourceKey", Self.key)
            _ = try provider.text("SubjectTypeSourceKey", Self.key)
            _ = try provider.text("SubjectTypeValue", .length(0...128))
            _ = try provider.structures("KeyDefinitionList", length: 0...10) { (definition) throws(IAMError) in
                _ = try definition.requiredText("SourceKey", Self.key)
                _ = try definition.text("TargetKey", Self.key)
            }
        }
        let instance = try input.text("IdentityCenterInstanceArn", .length(1...1_224))
        if isUpdate {
            _ = try input.boolean("RemoveContextProvider")
            _ = try input.boolean("RemoveIdentityCenterInstance")
        }
        asked = provider == nil ? instance.map { _ in "IdentityCenterInstanceArn" } : "ContextProvider"
    }

    func refuse() throws(IAMError) {
        guard let asked else { return }
        throw IAMError(
            "NotImplemented",
            "Drydock does not support trusted identity propagation of identity providers; leave \(asked) out.",
            status: 501
        )
    }
}
