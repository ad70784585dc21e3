package import ArgumentParser
package import Emulator
import TerminalUI

/// Whether an access key can be used.
package enum KeyStatus: String, ExpressibleByArgument, CaseIterable, Sendable {
    case active
    case inactive
}

/// `drydock iam put key`.
package struct IAMPutKeyCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Add an access key, or switch one on or off."
    )

    @Argument(help: "Its ID; otherwise one is made.")
    package var id: String?

    @Option(help: ArgumentHelp("The user that it belongs to.", valueName: "NAME"))
    package var user: String

    @Option(help: ArgumentHelp("Its secret; otherwise it keeps its own, or one is made.", valueName: "SECRET"))
    package var secret: String?

    @Option(help: ArgumentHelp("Whether it can be used.", valueName: "active|inactive"))
    package var status = KeyStatus.active

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.PutAccessKey(id: id, user: user, secret: secret, isActive: status == .active)
    }
}

/// `drydock iam delete key`.
package struct IAMDeleteKeyCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Delete an access key."
    )

    @Argument(help: "Its ID.")
    package var id: String

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.DeleteAccessKey(id: id)
    }
}

/// `drydock iam put mfa-device`.
package struct IAMPutDeviceCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "mfa-device",
        abstract: "Give a user an MFA device."
    )

    @Argument(help: "Its serial: a name, or arn:aws:iam::ACCOUNT:mfa/NAME.")
    package var serial: String

    @Option(help: ArgumentHelp("The user.", valueName: "NAME"))
    package var user: String

    @Option(help: ArgumentHelp("The secret that codes are made from, in base32.", valueName: "BASE32"))
    package var seed: String

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.PutMultiFactorDevice(serial: serial, user: user, seed: seed)
    }
}

/// `drydock iam delete mfa-device`.
package struct IAMDeleteDeviceCommand: IAMChangingVerb {
    package static let configuration = CommandConfiguration(
        commandName: "mfa-device",
        abstract: "Take an MFA device away."
    )

    @Argument(help: "Its serial.")
    package var serial: String

    @OptionGroup
    package var place: IAMPlaceOptions

    package init() {}

    package func change(in context: DrydockContext) throws -> any IAMChange {
        IAMChanges.DeleteMultiFactorDevice(serial: serial)
    }
}
