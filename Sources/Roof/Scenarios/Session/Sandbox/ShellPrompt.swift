/// What a shell in a sandbox shows before each line, so that nobody takes it for their own.
enum ShellPrompt {
    /// Writes the start-up files of the shells that have one; the others take `PS1` from the environment.
    static func write(to home: SandboxHome) throws {
        try home.write("PS1='(drydock) \\w \\$ '\n", to: ".bashrc")
        try home.write("PROMPT='(drydock) %~ %# '\n", to: ".zshrc")
        try home.write(
            "function fish_prompt; echo -n '(drydock) '(prompt_pwd)' > '; end\n",
            to: ".config/fish/config.fish"
        )
    }
}
