// The parts of zlib that Drydock uses. Macros that Swift cannot see stand here as inline functions.
#pragma once

#include <zlib.h>

// Makes a stream ready for what is in the form of gzip, and in no other.
static inline int drydock_begin_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
