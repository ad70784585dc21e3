package import ArgumentParser
package import Emulator
import TerminalUI

/// `drydock iam put repository-policy`.
package struct IAMPutRepositoryPolicyCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "repository-policy",
        abstract: "Set a repository's policy."
    )

    @Argument(help: "The repository.")
    package var repository: String

    @OptionGroup
    package var document: DocumentOption

    @Option(help: ArgumentHelp("The region; otherwise the only one that the account has.", valueName: "REGION"))
    package var region: String?

    @Flag(name: .customLong("public"), help: "The repository is one of ECR Public.")
    package var isPublic = false

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.PutRepositoryPolicy(
            repository: repository,
            region: region,
            isPublic: isPublic,
            document: try document.text(in: context)
        )
    }
}

/// `drydock iam delete repository-policy`.
package struct IAMDeleteRepositoryPolicyCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "repository-policy",
        abstract: "Delete a repository's policy."
    )

    @Argument(help: "The repository.")
    package var repository: String

    @Option(help: ArgumentHelp("The region; otherwise the only one that the account has.", valueName: "REGION"))
    package var region: String?

    @Flag(name: .customLong("public"), help: "The repository is one of ECR Public.")
    package var isPublic = false

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.DeleteRepositoryPolicy(repository: repository, region: region, isPublic: isPublic)
    }
}

/// `drydock iam put registry-policy`.
package struct IAMPutRegistryPolicyCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "registry-policy",
        abstract: "Set a registry's policy."
    )

    @OptionGroup
    package var document: DocumentOption

    @Option(help: ArgumentHelp("The region; otherwise the only one that the account has.", valueName: "REGION"))
    package var region: String?

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.PutRegistryPolicy(region: region, document: try document.text(in: context))
    }
}

/// `drydock iam delete registry-policy`.
package struct IAMDeleteRegistryPolicyCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "registry-policy",
        abstract: "Delete a registry's policy."
    )

    @Option(help: ArgumentHelp("The region; otherwise the only one that the account has.", valueName: "REGION"))
    package var region: String?

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.DeleteRegistryPolicy(region: region)
    }
}
