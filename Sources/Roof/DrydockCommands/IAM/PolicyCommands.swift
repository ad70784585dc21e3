package import ArgumentParser
package import Emulator
import TerminalUI

/// `drydock iam put policy`.
package struct IAMPutPolicyCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Add or replace a policy: inline where an owner is given, else a managed one."
    )

    @Argument(help: "Its name.")
    package var name: String

    @OptionGroup
    package var document: DocumentOption

    @OptionGroup
    package var owner: OwnerOptions

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        let text = try document.text(in: context)
        guard let owner = try owner.owner() else { return IAMChanges.PutManagedPolicy(name: name, document: text) }
        return IAMChanges.PutInlinePolicy(name: name, of: owner, document: text)
    }
}

/// `drydock iam delete policy`.
package struct IAMDeletePolicyCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Delete a policy: an inline one where an owner is given, else a managed one."
    )

    @Argument(help: "Its name.")
    package var name: String

    @OptionGroup
    package var owner: OwnerOptions

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        guard let owner = try owner.owner() else { return IAMChanges.DeleteManagedPolicy(name: name) }
        return IAMChanges.DeleteInlinePolicy(name: name, of: owner)
    }
}

/// `drydock iam attach`.
package struct IAMAttachCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "attach",
        abstract: "Attach a managed policy, of the account or of AWS."
    )

    @Argument(help: "Its name or ARN.")
    package var policy: String

    @OptionGroup
    package var owner: OwnerOptions

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.AttachPolicy(policy: policy, to: try owner.requiredOwner())
    }
}

/// `drydock iam detach`.
package struct IAMDetachCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "detach",
        abstract: "Detach a managed policy."
    )

    @Argument(help: "Its name or ARN.")
    package var policy: String

    @OptionGroup
    package var owner: OwnerOptions

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.DetachPolicy(policy: policy, from: try owner.requiredOwner())
    }
}

/// `drydock iam put boundary`.
package struct IAMPutBoundaryCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "boundary",
        abstract: "Set a managed policy as the permissions boundary of a user or role."
    )

    @Argument(help: "Its name or ARN.")
    package var policy: String

    @OptionGroup
    package var owner: OwnerOptions

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.PutBoundary(policy: policy, of: try owner.requiredOwner())
    }
}

/// `drydock iam delete boundary`.
package struct IAMDeleteBoundaryCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "boundary",
        abstract: "Take the permissions boundary of a user or role away."
    )

    @OptionGroup
    package var owner: OwnerOptions

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.DeleteBoundary(of: try owner.requiredOwner())
    }
}
