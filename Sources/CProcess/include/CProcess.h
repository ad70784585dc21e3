// Starting a program as a shell does, and being the parent of what it leaves behind: Swift has neither fork nor
// variadic functions.
#pragma once

#include <signal.h>
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
