#include <zlib.h>

// The initialisers are macros, which Swift cannot call.

/// Writes the gzip format (RFC 1952).
static inline int dayline_deflate_init(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

/// Reads gzip (RFC 1952) and zlib (RFC 1950); which of them it is, is seen at the first bytes.
static inline int dayline_inflate_init(z_stream *stream) {
    return inflateInit2(stream, 15 + 32);
}
