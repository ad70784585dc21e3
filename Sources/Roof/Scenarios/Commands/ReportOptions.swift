package import ArgumentParser

/// The option that says which files a run is reported to.
package struct ReportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write a report: junit=FILE, json=FILE, tap=FILE or html=FILE; may be repeated.",
            valueName: "KIND=FILE"
        )
    )
    package var report: [String] = []

    package init() {}
}
