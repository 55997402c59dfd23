// Fixed-arity forms of libcurl's variadic calls, which Swift cannot import. One wrapper an argument type.
// The names stand in parentheses so that libcurl's type-checking macros of the same name do not apply.
#ifndef CURL_SHIM_H
#define CURL_SHIM_H

#include <curl/curl.h>

static inline CURLcode curlSetLong(CURL *easy, CURLoption option, long value) {
  return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode curlSetString(CURL *easy, CURLoption option, const char *value) {
  return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode curlSetPointer(CURL *easy, CURLoption option, void *value) {
  return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode curlGetPointer(CURL *easy, CURLINFO info, void **value) {
  return (curl_easy_getinfo)(easy, info, value);
}

static inline CURLcode curlGetSocket(CURL *easy, CURLINFO info, curl_socket_t *value) {
  return (curl_easy_getinfo)(easy, info, value);
}

static inline CURLMcode curlMultiSetLong(CURLM *multi, CURLMoption option, long value) {
  return (curl_multi_setopt)(multi, option, value);
}

/// The result of the transfer that a `CURLMSG_DONE` message speaks of.
static inline CURLcode curlMessageResult(const CURLMsg *message) { return message->data.result; }

// Macros, or constants whose imported type differs from platform to platform.
static inline CURLcode curlGlobalStart(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }
static inline curl_socket_t curlBadSocket(void) { return CURL_SOCKET_BAD; }
static inline long curlHTTPVersion11(void) { return CURL_HTTP_VERSION_1_1; }
static inline short curlWaitToRead(void) { return CURL_WAIT_POLLIN; }
static inline short curlWaitToWrite(void) { return CURL_WAIT_POLLOUT; }

#endif
