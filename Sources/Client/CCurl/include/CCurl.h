// libcurl, with its variadic functions as functions of fixed arguments: Swift cannot call variadic ones.
#pragma once

#include <curl/curl.h>
#include <stddef.h>

static inline CURLcode drydock_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode drydock_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

/// Libcurl copies the text, except that of CURLOPT_POSTFIELDS.
static inline CURLcode drydock_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode drydock_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode drydock_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

typedef size_t (*drydock_curl_receiver)(char *bytes, size_t size, size_t count, void *context);

/// Sets CURLOPT_WRITEFUNCTION or CURLOPT_HEADERFUNCTION.
static inline CURLcode drydock_curl_set_receiver(CURL *handle, CURLoption option, drydock_curl_receiver receiver) {
    return curl_easy_setopt(handle, option, receiver);
}

static inline CURLcode drydock_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode drydock_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode drydock_curl_get_pointer(CURL *handle, CURLINFO info, void **value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLMcode drydock_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLSHcode drydock_curl_share(CURLSH *share, curl_lock_data what) {
    return curl_share_setopt(share, CURLSHOPT_SHARE, what);
}

/// What this libcurl was built with.
static inline const curl_version_info_data *drydock_curl_version(void) { return curl_version_info(CURLVERSION_NOW); }

/// Counts in `*open_sockets` the sockets that the handle's connections open and close, and opens them so that programs
/// that are started meanwhile do not inherit them. The counter must outlive the connections, not only the handle.
CURLcode drydock_curl_count_sockets(CURL *handle, long *open_sockets);
