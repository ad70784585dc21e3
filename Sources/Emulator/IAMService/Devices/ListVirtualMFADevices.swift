import AWSCore
import AWSProtocols
import World

/// The virtual devices of the account, without their seeds.
package struct ListVirtualMFADevices: IAMOperation {
    package static let name = "ListVirtualMFADevices"

    private let status: String
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        status = try input.text("AssignmentStatus", .values(["Assigned", "Unassigned", "Any"])) ?? "Any"
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.all("mfa", below: nil) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let account = try call.account()
        let devices =
            account.users.values.flatMap(\.multiFactorDevices) + account.rootMultiFactorDevices
            + account.identitySettings.unassignedDevices
        let found = devices.filter(\.isVirtual).compactMap { account.device($0.serial) }.filter { found in
            status == "Any" || found.isAssigned == (status == "Assigned")
        }
        let page = try page.page(of: found, Self.name, status) { String($0.device.serial.suffix(180)) }
        let shown = page.items.map { found -> [QueryResult.Member] in
            let serial = QueryResult.Member.text("SerialNumber", found.device.serial)
            guard found.isAssigned else { return [serial] }
            let owner =
                found.user?.members(isListed: true)
                ?? [.text("UserId", account.id.value), .text("Arn", account.rootARN.description)]
            return [serial, .structure("User", owner), .date("EnableDate", found.device.enabledAt)]
        }
        return IAMResult([.structures("VirtualMFADevices", shown)] + page.rest)
    }
}
