#ifndef DAYLINE_CCURL_SHIM_H
#define DAYLINE_CCURL_SHIM_H

// libcurl for Swift. What Swift cannot import (variadic functions, macros with casts) is here as
// inline functions, one for each kind of value; everything else is called by its own name.

#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>

#if LIBCURL_VERSION_NUM < 0x075500
#error "libcurl 7.85 or newer is needed"
#endif

enum {
    DAYLINE_AUTH_NONE = 0,
    DAYLINE_AUTH_BASIC = CURLAUTH_BASIC,
    DAYLINE_AUTH_DIGEST = CURLAUTH_DIGEST,
    DAYLINE_AUTH_BEARER = CURLAUTH_BEARER
};

static inline CURLcode dayline_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

static inline CURLcode dayline_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

// NULL brings back what libcurl does by itself.
static inline CURLcode dayline_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode dayline_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

// The bytes are copied.
static inline CURLcode dayline_set_blob(CURL *easy, CURLoption option, const void *bytes,
                                        size_t count) {
    struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
    return curl_easy_setopt(easy, option, &blob);
}

// The bytes are copied; there is a body, even when it has none.
static inline CURLcode dayline_set_upload(CURL *easy, const void *bytes, size_t count) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    return code ? code : curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, count ? bytes : "");
}

typedef size_t (*dayline_take)(char *bytes, size_t size, size_t count, void *owner);

static inline CURLcode dayline_set_take_body(CURL *easy, dayline_take take, void *owner) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take);
    return code ? code : curl_easy_setopt(easy, CURLOPT_WRITEDATA, owner);
}

static inline CURLcode dayline_set_take_header(CURL *easy, dayline_take take, void *owner) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take);
    return code ? code : curl_easy_setopt(easy, CURLOPT_HEADERDATA, owner);
}

typedef int (*dayline_before)(void *owner, char *theirs, char *ours, int their_port, int our_port);

static inline CURLcode dayline_set_before_send(CURL *easy, dayline_before before, void *owner) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, before);
    return code ? code : curl_easy_setopt(easy, CURLOPT_PREREQDATA, owner);
}

// 0 when it is not known.
static inline long dayline_get_long(CURL *easy, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(easy, info, &value) ? 0 : value;
}

// -1 when it is not known.
static inline curl_off_t dayline_get_offset(CURL *easy, CURLINFO info) {
    curl_off_t value = -1;
    return curl_easy_getinfo(easy, info, &value) ? -1 : value;
}

// NULL when there is none; the handle's own.
static inline const char *dayline_get_string(CURL *easy, CURLINFO info) {
    const char *value = NULL;
    return curl_easy_getinfo(easy, info, &value) ? NULL : value;
}

static inline CURLMcode dayline_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

#endif
