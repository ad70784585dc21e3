// Starting a program as a shell does, and being the parent of what it leaves behind: Swift has neither fork nor
// variadic functions.
#pragma once

#include <signal.h>
#include <stdint.h>
#include <sys/types.h>

/// From now on this process is the parent of every descendant whose own parent ends (PR_SET_CHILD_SUBREAPER).
/// Returns 0, or -1 with errno.
int drydock_adopt_orphans(void);

/// Starts the program at `path` in this process's group, with its descriptors and its folder.
///
/// `ignored` are the signals that the program begins by ignoring; every other one has its default action. `blocked` is
/// the program's signal mask. `death_signal` is sent to it should the calling thread end before it.
/// Returns its process ID, or an error's number with a minus sign where it could not be started.
pid_t drydock_start(
    const char *path, char *const *arguments, char *const *variables, const sigset_t *ignored,
    const sigset_t *blocked, int death_signal
);

/// Starts a process that starts supervisors (`drydock_supervise`): it copies itself in a fraction of the time that a
/// process with much memory and many threads takes, and nothing else is slower for it afterwards.
///
/// It has a session of its own and no descriptor of the caller's. When `socket`, which is set, is closed, be it because
/// the calling process ended, it waits for the supervisors that are left, and ends. The caller waits for it.
/// Returns its process ID, or an error's number with a minus sign.
pid_t drydock_start_fork_server(int *socket);

/// A program that a supervisor starts.
struct drydock_command {
    /// A file of texts, each ended by a zero: the program's path, its working directory, its arguments from its name on,
    /// and its environment's variables.
    int texts;
    /// How many of the texts are arguments.
    uint32_t arguments;
    /// How many of the texts are variables.
    uint32_t variables;
    /// Its standard input; not used where it has a terminal.
    int input;
    /// The width of its terminal in cells; 0 where it has none.
    unsigned short columns;
};

/// What the process that started a supervisor has of it.
struct drydock_ends {
    /// Closed to have the program ended.
    int control;
    /// Where the supervisor writes its report.
    int reports;
    /// Where the program's standard output and standard error come. Reading does not wait. Where it has a terminal, what
    /// is written here is typed.
    int output;
};

/// What a supervisor says of its command.
struct drydock_report {
    /// The exit status; 128 and the signal's number where a signal ended it, as shells count.
    int32_t status;
    /// 1 where something that the command started would not end, not even when it was killed.
    int32_t survivors;
    /// An error's number where the program could not be started; otherwise 0.
    int32_t problem;
};

/// Starts a program under a supervisor: a process of its own, in a session of its own, which is the parent of whatever
/// the program leaves behind.
///
/// When the program ends, or `control` is closed, be it because this process ended, however it did, the supervisor kills
/// the program and all that it started, writes a report, and ends. The program has a session of its own too, the default
/// action for every signal, no signal held back, and no descriptors but its three.
/// `server` is a fork server's socket; any thread may use it at any time. The caller closes all ends. `reports` is closed
/// without a report where the supervisor, or the server before it started one, was killed.
/// Returns 0, or an error's number: EPIPE where the server is gone.
int drydock_supervise(int server, const struct drydock_command *command, struct drydock_ends *ends);

/// An empty file without a name, which is gone when it is closed. Returns an error's number with a minus sign where
/// there can be none.
int drydock_memory_file(void);

/// A descriptor that can be read once a number of eight bytes was written to it. Returns an error's number with a minus
/// sign where there can be none.
int drydock_event(void);
