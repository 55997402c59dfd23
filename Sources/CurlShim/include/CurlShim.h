// Fixed-arity forms of libcurl's variadic calls, which Swift cannot import. One wrapper an argument type.
// The names stand in parentheses so that libcurl's type-checking macros of the same name do not apply.
#ifndef CURL_SHIM_H
#define CURL_SHIM_H

#include <curl/curl.h>

static inline CURLcode curlSetLong(CURL *easy, CURLoption option, long value) {
  return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode curlSetOffset(CURL *easy, CURLoption option, curl_off_t value) {
  return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode curlSetString(CURL *easy, CURLoption option, const char *value) {
  return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode curlSetPointer(CURL *easy, CURLoption option, void *value) {
  return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode curlSetList(CURL *easy, CURLoption option, struct curl_slist *value) {
  return (curl_easy_setopt)(easy, option, value);
}

/// For `CURLOPT_WRITEFUNCTION` and `CURLOPT_HEADERFUNCTION`.
static inline CURLcode curlSetReceiver(
    CURL *easy, CURLoption option, size_t (*callback)(char *, size_t, size_t, void *)) {
  return (curl_easy_setopt)(easy, option, callback);
}

static inline CURLcode curlSetDebugFunction(
    CURL *easy, int (*callback)(CURL *, curl_infotype, char *, size_t, void *)) {
  return (curl_easy_setopt)(easy, CURLOPT_DEBUGFUNCTION, callback);
}

/// Called when the connection stands, just before each sending of the request.
static inline CURLcode curlSetBeforeRequestFunction(
    CURL *easy, int (*callback)(void *, char *, char *, int, int)) {
  return (curl_easy_setopt)(easy, CURLOPT_PREREQFUNCTION, callback);
}

static inline CURLcode curlSetOpenSocketFunction(
    CURL *easy, curl_socket_t (*callback)(void *, curlsocktype, struct curl_sockaddr *)) {
  return (curl_easy_setopt)(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
}

static inline CURLcode curlSetCloseSocketFunction(
    CURL *easy, int (*callback)(void *, curl_socket_t)) {
  return (curl_easy_setopt)(easy, CURLOPT_CLOSESOCKETFUNCTION, callback);
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

static inline CURLSHcode curlShareSetData(CURLSH *share, CURLSHoption option, curl_lock_data value) {
  return (curl_share_setopt)(share, option, value);
}

/// The result of the transfer that a `CURLMSG_DONE` message speaks of.
static inline CURLcode curlMessageResult(const CURLMsg *message) { return message->data.result; }

/// `CURL_GLOBAL_DEFAULT` and `CURL_SOCKET_BAD` are macros Swift cannot import on every platform.
static inline CURLcode curlGlobalStart(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }
static inline curl_socket_t curlBadSocket(void) { return CURL_SOCKET_BAD; }
static inline int curlAbortRequest(void) { return CURL_PREREQFUNC_ABORT; }
static inline int curlProceedWithRequest(void) { return CURL_PREREQFUNC_OK; }

#endif
