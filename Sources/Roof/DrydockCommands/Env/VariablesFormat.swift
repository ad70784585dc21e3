import ArgumentParser

/// How `drydock env` writes variables: for the shells, and for the files that CI systems and containers read.
package enum VariablesFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case shell
    case fish
    case powershell
    /// The file that `$GITHUB_ENV` names.
    case github
    /// A report of GitLab's `artifacts:reports:dotenv`; the same as ``dotenv``.
    case gitlab
    case dotenv
    /// The file of `docker run --env-file`.
    case docker
    case json

    /// How each is used, for the help text.
    static let usage = """
        shell       eval "$(drydock env)"
        fish        drydock env --format fish | source
        powershell  drydock env --format powershell | Out-String | Invoke-Expression
        github      drydock env --format github >> "$GITHUB_ENV"
        gitlab      drydock env --format gitlab > drydock.env  (a dotenv report)
        dotenv      drydock env --format dotenv > .env
        docker      drydock env --format docker > drydock.env  (for --env-file)
        json        drydock env --format json

        Variables that would lead a client elsewhere are unset by the shells, which \
        keep what they had for the way back: eval "$(drydock env --undo)". The \
        files cannot unset: they set to nothing, but leave profiles and regions and \
        those that name a CA as they are, since programs fail where these are \
        empty. json has the variables alone.

        Without --data or --ca, an emulator's CA ends with its process. Whoever was \
        pointed at an earlier one says "self-signed certificate" or "certificate \
        verify failed": evaluate drydock env again.
        """

    /// Whether what is printed is evaluated by a shell, which can keep and unset variables.
    var isShell: Bool { [.shell, .fish, .powershell].contains(self) }
}
