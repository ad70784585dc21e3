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

        Variables that would lead a client elsewhere are unset by the shells. The \
        files cannot say so: they set them to nothing, but leave AWS_PROFILE and \
        those that name a CA as they are, since programs fail where these are \
        empty. json has the variables alone.
        """
}
