// The parts of libcrypto that Drydock uses. Macros that Swift cannot see stand here as inline functions.
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
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <string.h>

// A new key pair on the curve P-256; NULL where libcrypto cannot make one. EVP_EC_gen is a macro over a variadic function.
static inline EVP_PKEY *drydock_new_p256_key(void) { return EVP_EC_gen("P-256"); }
