// The parts of libcrypto and libssl that Drydock uses. Macros that Swift cannot see stand here as inline functions.
#pragma once

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <string.h>

// A new key pair on the curve P-256; NULL where libcrypto cannot make one. EVP_EC_gen is a macro over a variadic function.
static inline EVP_PKEY *drydock_new_p256_key(void) { return EVP_EC_gen("P-256"); }

// Of the protocols that a client offers HTTP/1.1, and none where it is not among them (RFC 7301).
static inline int drydock_select_http1(SSL *session, const unsigned char **chosen, unsigned char *length,
                                       const unsigned char *offered, unsigned int offered_length, void *unused) {
    static const unsigned char spoken[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    (void)session;
    (void)unused;
    int found = SSL_select_next_proto((unsigned char **)chosen, length, spoken, sizeof spoken, offered, offered_length);
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

// A server's setting; NULL where libssl cannot make one. TLS 1.2 or later, and no renegotiation. Sessions are not resumed,
// which no client of a registry does from one run to the next; a connection has buffers only while there is something in
// them.
static inline SSL_CTX *drydock_new_tls_server(void) {
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (context == NULL) return NULL;
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                     SSL_OP_NO_TICKET);
    SSL_CTX_set_num_tickets(context, 0);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_alpn_select_cb(context, drydock_select_http1, NULL);
    return context;
}

// Adds to the certificates that a server shows after its own; it keeps a reference of its own.
static inline int drydock_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
    return (int)SSL_CTX_add1_chain_cert(context, certificate);
}
