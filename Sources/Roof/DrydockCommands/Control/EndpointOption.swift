package import ArgumentParser

/// `--endpoint URL`, which every verb that talks to an emulator has.
package struct EndpointOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The emulator, such as http://127.0.0.1:4566; otherwise DRYDOCK_ENDPOINT, or port 4566 of this machine.",
            valueName: "URL"
        )
    )
    package var endpoint: String?

    package init() {}
}
