#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <sys/eventfd.h>
#include <sys/mman.h>

int drydock_event(void) {
    int event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return event < 0 ? -errno : event;
}

int drydock_memory_file(void) {
    int file = memfd_create("drydock", MFD_CLOEXEC);
    return file < 0 ? -errno : file;
}
