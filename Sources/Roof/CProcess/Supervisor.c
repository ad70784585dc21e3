#define _GNU_SOURCE
#include "Supervisor.h"

#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// Where the supervisor has its ends of the two pipes.
enum { control = 3, reports = 4 };

// How long processes that were killed may take to be gone.
static const int patience_milliseconds = 5000;

// Stands for the status of a command that has not ended: no command ends with it.
static const int running = -1;

// As getdents64(2) lays it out; readdir(3) would allocate.
struct entry {
    uint64_t inode;
    int64_t offset;
    unsigned short length;
    unsigned char type;
    char name[];
};

int drydock_child_signals(void) {
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    return signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
}

void drydock_drain_signals(int arrivals) {
    struct signalfd_siginfo arrival;
    while (read(arrivals, &arrival, sizeof arrival) > 0) {}
}

static int64_t milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void drydock_report(int file, int32_t status, int32_t survivors, int32_t problem) {
    struct drydock_report report = {.status = status, .survivors = survivors, .problem = problem};
    // Shorter than what a pipe takes at once, and whoever should read it may be gone.
    ssize_t written = write(file, &report, sizeof report);
    (void)written;
}

// The process ID in a name of /proc's; 0 where it is another name.
static pid_t process_id(const char *name) {
    pid_t number = 0;
    for (; *name != 0; name++) {
        if (*name < '0' || *name > '9') return 0;
        number = number * 10 + (*name - '0');
    }
    return number;
}

static int is_child(int processes, const char *name, pid_t parent) {
    char path[32], facts[512];
    size_t length = strlen(name);
    if (length + sizeof "/stat" > sizeof path) return 0;
    memcpy(path, name, length);
    memcpy(path + length, "/stat", sizeof "/stat");
    int file = openat(processes, path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    ssize_t count = read(file, facts, sizeof facts - 1);
    close(file);
    if (count <= 0) return 0;
    facts[count] = 0;
    // The name stands in parentheses and may hold anything: state and parent come after the last one.
    const char *end = strrchr(facts, ')');
    if (end == NULL || strlen(end) < 5) return 0;
    return strtol(end + 4, NULL, 10) == parent;
}

// Kills every child with the group that it leads. A child's number stands for it until its status is taken.
static void kill_children(void) {
    int processes = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (processes < 0) return;
    _Alignas(struct entry) char entries[4096];
    long count;
    while ((count = syscall(SYS_getdents64, processes, entries, sizeof entries)) > 0) {
        for (long place = 0; place < count;) {
            const struct entry *entry = (const struct entry *)(entries + place);
            place += entry->length;
            pid_t child = process_id(entry->name);
            if (child <= 1 || !is_child(processes, entry->name, getpid())) continue;
            kill(-child, SIGKILL);
            kill(child, SIGKILL);
        }
    }
    close(processes);
}

// Takes the status of every child that has ended. Returns 0 when there are no children any more.
static int reap(pid_t command, int *news) {
    while (1) {
        siginfo_t facts = {0};
        if (waitid(P_ALL, 0, &facts, WEXITED | WNOHANG | WNOWAIT) != 0) return errno == EINTR;
        if (facts.si_pid == 0) return 1;
        // While the status of its leader is not taken, the group's number is nobody else's.
        if (facts.si_pid == command) kill(-command, SIGKILL);
        int status;
        if (waitpid(facts.si_pid, &status, 0) == command) *news = status;
    }
}

// Kills what the command started, however far away it put itself: this process is the parent of whatever loses its own.
// Returns whether something is there even then.
static int end_all(pid_t command, int *news, int arrivals) {
    int64_t deadline = milliseconds() + patience_milliseconds;
    if (*news == running) kill(-command, SIGKILL);
    while (reap(command, news)) {
        kill_children();
        int64_t left = deadline - milliseconds();
        if (left <= 0) return 1;
        struct pollfd wait = {.fd = arrivals, .events = POLLIN};
        poll(&wait, 1, (int)left);
        drydock_drain_signals(arrivals);
    }
    return 0;
}

static void become_command(const struct command *command, pid_t parent) {
    setsid();
    int problem = 0;
    // The terminal of the session that it leads: keys such as Ctrl-C reach it, and /dev/tty is it.
    if (command->columns > 0 && ioctl(STDIN_FILENO, TIOCSCTTY, 0) != 0) problem = errno;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) problem = errno;
    // The parent may have ended before it was asked for.
    if (getppid() != parent) _exit(127);
    sigset_t none;
    sigemptyset(&none);
    if (problem == 0 && sigprocmask(SIG_SETMASK, &none, NULL) != 0) problem = errno;
    if (problem == 0 && chdir(command->folder) != 0) problem = errno;
    if (problem == 0) {
        execve(command->path, command->arguments, command->variables);
        problem = errno;
    }
    drydock_report(reports, 0, 0, problem);
    _exit(127);
}

int drydock_arrange(int *files, int count) {
    // Out of the way first, so that none is overwritten before it was moved.
    for (int place = 0; place < count; place++) {
        files[place] = fcntl(files[place], F_DUPFD_CLOEXEC, count);
        if (files[place] < 0) return errno;
    }
    for (int place = 0; place < count; place++) {
        if (dup2(files[place], place) < 0) return errno;
        if (place > STDERR_FILENO) fcntl(place, F_SETFD, FD_CLOEXEC);
    }
    if (syscall(SYS_close_range, count, ~0U, 0) == 0) return 0;
    // A system from before it.
    for (long number = sysconf(_SC_OPEN_MAX) - 1; number >= count; number--) close((int)number);
    return 0;
}

void drydock_run_supervisor(const struct command *command, int input, int output, int control_end, int reports_end) {
    // A session of its own, so that what ends the group of whoever started it finds this process still there.
    setsid();
    int places[] = {input, output, output, control_end, reports_end};
    int problem = 0;
    if (drydock_arrange(places, 5) != 0) _exit(127);
    if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) problem = errno;
    int arrivals = drydock_child_signals();
    if (arrivals < 0) problem = errno;
    pid_t own = getpid();
    pid_t child = problem == 0 ? fork() : -1;
    if (child == 0) become_command(command, own);
    if (child < 0) {
        drydock_report(reports, 0, 0, problem == 0 ? errno : problem);
        _exit(127);
    }
    // Otherwise whoever reads what is printed would not see its end.
    for (int number = 0; number < control; number++) close(number);
    int news = running;
    while (reap(child, &news) && news == running) {
        struct pollfd waits[] = {{.fd = arrivals, .events = POLLIN}, {.fd = control, .events = POLLIN}};
        if (poll(waits, 2, -1) < 0) continue;
        drydock_drain_signals(arrivals);
        // Closed: by whoever started this, or by the system when that process ended.
        if (waits[1].revents != 0) break;
    }
    int survivors = end_all(child, &news, arrivals);
    int status = news == running ? 128 + SIGKILL : WIFEXITED(news) ? WEXITSTATUS(news) : 128 + WTERMSIG(news);
    drydock_report(reports, status, survivors, 0);
    _exit(0);
}
