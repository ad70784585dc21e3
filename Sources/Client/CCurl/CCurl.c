// SOCK_CLOEXEC is an extension.
#define _GNU_SOURCE
#include "CCurl.h"

#include <sys/socket.h>
#include <unistd.h>

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)purpose;
    curl_socket_t opened = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (opened >= 0) ++*(long *)context;
    return opened;
}

static int close_socket(void *context, curl_socket_t item) {
    --*(long *)context;
    return close(item);
}

CURLcode drydock_curl_count_sockets(CURL *handle, long *open_sockets) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, open_sockets);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, close_socket);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, open_sockets);
    return code;
}
