// What the fork server and its supervisors share. Both are children of a process with threads, and never become another
// program: nothing in them may allocate or take a lock.
#pragma once

#include <stdint.h>

/// A program that a supervisor starts.
struct command {
    const char *path;
    char *const *arguments;
    char *const *variables;
    const char *folder;
    /// The width of its terminal in cells; 0 where it has none.
    unsigned short columns;
};

/// Runs `command` with `input` and `output`, and ends this process; see `drydock_supervise`. Every signal is held back,
/// and none is ignored.
void drydock_run_supervisor(const struct command *command, int input, int output, int control, int reports);

/// Writes a `drydock_report`.
void drydock_report(int file, int32_t status, int32_t survivors, int32_t problem);

/// A descriptor that can be read when a child has ended, by a process that holds back SIGCHLD. It is negative, with
/// errno, where there can be none.
int drydock_child_signals(void);

/// Takes what can be read there.
void drydock_drain_signals(int arrivals);

/// Makes `files` the descriptors 0 to `count` - 1, of which programs get the first three, and closes all others.
/// Returns 0, or an error's number.
int drydock_arrange(int *files, int count);
