#define _GNU_SOURCE
#include "CProcess.h"
#include "Supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

// What the server is asked for, beside the descriptors.
struct request {
    uint32_t arguments;
    uint32_t variables;
    uint32_t columns;
};

// The descriptors of a request, in their order: the file of the command's texts, and the supervisor's ends.
enum { texts, input, output, control, reports, descriptors };

// The control message that carries them.
union rights {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(descriptors * sizeof(int))];
};

// MARK: The server

// Fills `table` with the addresses of `count` texts, and moves `place` behind them. Returns what follows the table.
static char **list_texts(char **table, char **place, uint32_t count) {
    for (uint32_t number = 0; number < count; number++) {
        table[number] = *place;
        *place += strlen(*place) + 1;
    }
    table[count] = NULL;
    return table + count + 1;
}

static void become_supervisor(const struct request *request, const int *files) {
    off_t size = lseek(files[texts], 0, SEEK_END);
    size_t pointers = (size_t)request->arguments + request->variables + 2;
    char *place = size > 0 ? mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, files[texts], 0) : MAP_FAILED;
    char **table =
        mmap(NULL, pointers * sizeof *table, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (place == MAP_FAILED || table == MAP_FAILED) {
        drydock_report(files[reports], 0, 0, ENOMEM);
        _exit(127);
    }
    struct command command = {.columns = (unsigned short)request->columns, .path = place};
    place += strlen(place) + 1;
    command.folder = place;
    place += strlen(place) + 1;
    command.arguments = table;
    command.variables = list_texts(table, &place, request->arguments);
    list_texts((char **)command.variables, &place, request->variables);
    drydock_run_supervisor(&command, files[input], files[output], files[control], files[reports]);
}

static void start_supervisor(int socket) {
    struct request request;
    union rights rights;
    struct iovec bytes = {.iov_base = &request, .iov_len = sizeof request};
    struct msghdr message = {
        .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &rights, .msg_controllen = sizeof rights
    };
    ssize_t count = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (count < 0 && errno == EINTR) return;
    if (count != sizeof request) {
        // Nobody is left who could ask. The time that supervisors took counts as this process's children's.
        while (wait(NULL) > 0) {}
        _exit(0);
    }
    // Where the system had no descriptor left for one of them, all that came are gone with this process.
    if (rights.header.cmsg_len != CMSG_LEN(descriptors * sizeof(int))) _exit(127);
    int files[descriptors];
    memcpy(files, CMSG_DATA(&rights.header), sizeof files);
    pid_t supervisor = fork();
    if (supervisor == 0) become_supervisor(&request, files);
    if (supervisor < 0) drydock_report(files[reports], 0, 0, errno);
    for (int place = 0; place < descriptors; place++) close(files[place]);
}

// Starts a supervisor for each request, and takes the status of those that have ended.
static void serve(int socket) {
    // A session of its own, so that what ends the group of whoever started it leaves it to its supervisors.
    setsid();
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    int places[] = {nothing, nothing, nothing, socket};
    if (nothing < 0 || drydock_arrange(places, 4) != 0) _exit(127);
    socket = 3;
    int arrivals = drydock_child_signals();
    if (arrivals < 0) _exit(127);
    while (1) {
        struct pollfd waits[] = {{.fd = socket, .events = POLLIN}, {.fd = arrivals, .events = POLLIN}};
        if (poll(waits, 2, -1) < 0) continue;
        drydock_drain_signals(arrivals);
        while (waitpid(-1, NULL, WNOHANG) > 0) {}
        if (waits[0].revents != 0) start_supervisor(socket);
    }
}

pid_t drydock_start_fork_server(int *socket) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return -errno;
    // The server and its supervisors hold signals back for ever: they end when what they read is closed.
    sigset_t all, mask;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &mask);
    pid_t server = fork();
    if (server == 0) serve(ends[1]);
    int problem = errno;
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    close(ends[1]);
    if (server > 0) {
        *socket = ends[0];
        return server;
    }
    close(ends[0]);
    return -problem;
}

// MARK: Who asks it

// Opens a pseudo-terminal: the caller's end first. Returns 0, or an error's number.
static int open_terminal(unsigned short columns, int ends[2]) {
    char name[64];
    ends[0] = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (ends[0] < 0) return errno;
    struct winsize size = {.ws_row = 50, .ws_col = columns};
    ends[1] = -1;
    if (grantpt(ends[0]) == 0 && unlockpt(ends[0]) == 0 && ptsname_r(ends[0], name, sizeof name) == 0
        && ioctl(ends[0], TIOCSWINSZ, &size) == 0) {
        ends[1] = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    }
    if (ends[1] >= 0) {
        // What is typed is UTF-8: a key that deletes takes a whole character.
        struct termios modes;
        if (tcgetattr(ends[1], &modes) == 0) {
            modes.c_iflag |= IUTF8;
            tcsetattr(ends[1], TCSANOW, &modes);
        }
        return 0;
    }
    int problem = errno;
    close(ends[0]);
    return problem;
}

// Sends a request. Returns 0, or an error's number.
static int ask(int server, const struct request *request, const int *files) {
    union rights rights = {.header = {.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS}};
    rights.header.cmsg_len = CMSG_LEN(descriptors * sizeof(int));
    memcpy(CMSG_DATA(&rights.header), files, descriptors * sizeof(int));
    struct iovec bytes = {.iov_base = (void *)request, .iov_len = sizeof *request};
    const struct msghdr message = {
        .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &rights, .msg_controllen = sizeof rights
    };
    ssize_t count;
    do count = sendmsg(server, &message, MSG_NOSIGNAL);
    while (count < 0 && errno == EINTR);
    if (count >= 0) return 0;
    // How the system says that nobody is there depends on how far the server had come.
    return errno == ECONNRESET || errno == ECONNREFUSED || errno == ENOTCONN ? EPIPE : errno;
}

int drydock_supervise(int server, const struct drydock_command *command, struct drydock_ends *ends) {
    // Control, reports, output: the reading end first.
    int pipes[3][2];
    int problem = 0;
    for (int number = 0; number < 3; number++) {
        if (number == 2 && command->columns > 0) {
            problem = open_terminal(command->columns, pipes[number]);
        } else {
            problem = pipe2(pipes[number], O_CLOEXEC) == 0 ? 0 : errno;
        }
        if (problem == 0) continue;
        while (number-- > 0) {
            close(pipes[number][0]);
            close(pipes[number][1]);
        }
        return problem;
    }
    const struct request request = {
        .arguments = command->arguments, .variables = command->variables, .columns = command->columns
    };
    const int files[descriptors] = {
        [texts] = command->texts,
        [input] = command->columns > 0 ? pipes[2][1] : command->input,
        [output] = pipes[2][1],
        [control] = pipes[0][0],
        [reports] = pipes[1][1],
    };
    problem = ask(server, &request, files);
    close(pipes[0][0]);
    close(pipes[1][1]);
    close(pipes[2][1]);
    ends->control = pipes[0][1];
    ends->reports = pipes[1][0];
    ends->output = pipes[2][0];
    if (problem == 0) {
        fcntl(ends->output, F_SETFL, O_NONBLOCK);
        return 0;
    }
    close(ends->control);
    close(ends->reports);
    close(ends->output);
    return problem;
}
