import AWSCore
import AWSProtocols
import Cryptography
package import IAM
import Text
package import World

/// Makes a virtual device, which nobody has yet. The answer is the only place in which its seed ever stands; as a picture
/// (`QRCodePNG`) it is not there.
package struct CreateVirtualMFADevice: IAMOperation {
    package static let name = "CreateVirtualMFADevice"
    package static let otherActions = ["iam:TagMFADevice"]

    private let path: String
    private let deviceName: String
    private let tags: TagParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        path = try input.text("Path", .path) ?? "/"
        deviceName = try input.requiredText("VirtualMFADeviceName", .deviceName)
        tags = try TagParameters(&input)
        try input.finish()
        try tags.check()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.new("mfa", path, deviceName) }

    package func conditions(_ call: IAMCall) -> RequestContext { tags.conditions }

    package func otherQuestions(_ call: IAMCall) -> [Question] {
        tags.isEmpty ? [] : [call.question("iam:TagMFADevice", about: subject(call), tags.conditions)]
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let serial = subject(call).resource
        let device = try call.edit { (edit) throws(IAMError) -> MultiFactorDevice in
            guard edit.account.device(serial) == nil else {
                throw .exists("MFADevice entity at the same path and name already exists.")
            }
            var device = MultiFactorDevice(serial: serial, seed: edit.newDeviceSeed())
            device.tags = tags.values
            var settings = edit.account.identitySettings
            settings.unassignedDevices.append(device)
            edit.put(settings)
            return device
        }
        return IAMResult([
            .structure(
                "VirtualMFADevice",
                [
                    .text("SerialNumber", serial),
                    .text("Base32StringSeed", Base64.encode(Array(Base32.encode(device.seed).utf8))),
                ] + QueryResult.Member.tags(device.tags)
            )
        ])
    }
}
