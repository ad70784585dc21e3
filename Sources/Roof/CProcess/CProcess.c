#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int drydock_adopt_orphans(void) {
    return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
}

// The child of a process with threads: nothing here may allocate or take a lock.
static int become(
    const char *path, char *const *arguments, char *const *variables, const sigset_t *ignored,
    const sigset_t *blocked, int death_signal, pid_t parent
) {
    for (int number = 1; number < NSIG; number++) {
        struct sigaction action = {0};
        action.sa_handler = sigismember(ignored, number) == 1 ? SIG_IGN : SIG_DFL;
        // SIGKILL, SIGSTOP and the library's own cannot be set, and need not be.
        sigaction(number, &action, NULL);
    }
    if (prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0) != 0) return errno;
    // The parent may have ended before it was asked for.
    if (getppid() != parent) raise(death_signal);
    if (sigprocmask(SIG_SETMASK, blocked, NULL) != 0) return errno;
    execve(path, arguments, variables);
    return errno;
}

pid_t drydock_start(
    const char *path, char *const *arguments, char *const *variables, const sigset_t *ignored,
    const sigset_t *blocked, int death_signal
) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
    // Held until the child has its own dispositions: a signal meant for the program must not meet this process's.
    sigset_t all, mask;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &mask);
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) {
        int problem = become(path, arguments, variables, ignored, blocked, death_signal, parent);
        ssize_t written = write(ends[1], &problem, sizeof problem);
        _exit(written < 0 ? 126 : 127);
    }
    int problem = child < 0 ? errno : 0;
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    close(ends[1]);
    if (child > 0) {
        // The pipe closes with the child's exec: what can be read is why there was none.
        ssize_t count;
        do count = read(ends[0], &problem, sizeof problem);
        while (count < 0 && errno == EINTR);
        if (count <= 0) problem = 0;
        if (problem != 0) waitpid(child, NULL, 0);
    }
    close(ends[0]);
    return problem == 0 ? child : -problem;
}
