/* SPDX-License-Identifier: MIT */
/* Checks of the client taken out, one in each program: the linker sends the library's call here
 * (--wrap). At least one server of scripts.py must then get through, or be refused in other words.
 */
#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>

#define UNUSED(name) (void)(name)

int __wrap_mbedtls_ssl_set_hostname(mbedtls_ssl_context *ssl, const char *name);
/* Weak: each is there in the one program that wraps it. */
__attribute__((weak)) int __real_mbedtls_ssl_set_hostname(mbedtls_ssl_context *ssl,
                                                          const char *name);
void __wrap_mbedtls_ssl_conf_authmode(mbedtls_ssl_config *conf, int mode);
__attribute__((weak)) void __real_mbedtls_ssl_conf_authmode(mbedtls_ssl_config *conf, int mode);
int __wrap_mbedtls_x509_time_cmp(const mbedtls_x509_time *one, const mbedtls_x509_time *other);
int __wrap_mbedtls_x509_crt_check_key_usage(const mbedtls_x509_crt *crt, unsigned usage);
int __wrap_mbedtls_x509_crt_check_extended_key_usage(const mbedtls_x509_crt *crt, const char *oid,
                                                     size_t length);
int __wrap_mbedtls_pk_verify_ext(mbedtls_pk_type_t type, const void *options,
                                 mbedtls_pk_context *key, mbedtls_md_type_t algorithm,
                                 const unsigned char *hash, size_t hash_bytes,
                                 const unsigned char *signature, size_t signature_bytes);
int __wrap_mbedtls_pk_verify(mbedtls_pk_context *key, mbedtls_md_type_t algorithm,
                             const unsigned char *hash, size_t hash_bytes,
                             const unsigned char *signature, size_t signature_bytes);
int __wrap_mbedtls_pk_verify_restartable(mbedtls_pk_context *key, mbedtls_md_type_t algorithm,
                                         const unsigned char *hash, size_t hash_bytes,
                                         const unsigned char *signature, size_t signature_bytes,
                                         void *nothing);
int __wrap_mbedtls_ct_memcmp(const void *one, const void *other, size_t bytes);
const char *__wrap_tls_message_fault(const mbedtls_ssl_context *ssl, const char **where);
size_t __wrap_mbedtls_pk_get_bitlen(const mbedtls_pk_context *key);

/* The name is told to the server and not compared. */
int __wrap_mbedtls_ssl_set_hostname(mbedtls_ssl_context *ssl, const char *name)
{
    UNUSED(name);
    return __real_mbedtls_ssl_set_hostname(ssl, NULL);
}

/* Whoever it is. */
void __wrap_mbedtls_ssl_conf_authmode(mbedtls_ssl_config *conf, int mode)
{
    UNUSED(mode);
    __real_mbedtls_ssl_conf_authmode(conf, MBEDTLS_SSL_VERIFY_NONE);
}

/* Any time is now. */
int __wrap_mbedtls_x509_time_cmp(const mbedtls_x509_time *one, const mbedtls_x509_time *other)
{
    UNUSED(one);
    UNUSED(other);
    return 0;
}

/* A key is for everything. */
int __wrap_mbedtls_x509_crt_check_key_usage(const mbedtls_x509_crt *crt, unsigned usage)
{
    UNUSED(crt);
    UNUSED(usage);
    return 0;
}

int __wrap_mbedtls_x509_crt_check_extended_key_usage(const mbedtls_x509_crt *crt, const char *oid,
                                                     size_t length)
{
    UNUSED(crt);
    UNUSED(oid);
    UNUSED(length);
    return 0;
}

/* Signatures in certificates and of TLS 1.3, then those of TLS 1.2, are all good. */
int __wrap_mbedtls_pk_verify_ext(mbedtls_pk_type_t type, const void *options,
                                 mbedtls_pk_context *key, mbedtls_md_type_t algorithm,
                                 const unsigned char *hash, size_t hash_bytes,
                                 const unsigned char *signature, size_t signature_bytes)
{
    UNUSED(type);
    UNUSED(options);
    return __wrap_mbedtls_pk_verify(key, algorithm, hash, hash_bytes, signature, signature_bytes);
}

int __wrap_mbedtls_pk_verify(mbedtls_pk_context *key, mbedtls_md_type_t algorithm,
                             const unsigned char *hash, size_t hash_bytes,
                             const unsigned char *signature, size_t signature_bytes)
{
    UNUSED(key);
    UNUSED(algorithm);
    UNUSED(hash);
    UNUSED(hash_bytes);
    UNUSED(signature);
    UNUSED(signature_bytes);
    return 0;
}

int __wrap_mbedtls_pk_verify_restartable(mbedtls_pk_context *key, mbedtls_md_type_t algorithm,
                                         const unsigned char *hash, size_t hash_bytes,
                                         const unsigned char *signature, size_t signature_bytes,
                                         void *nothing)
{
    UNUSED(nothing);
    return __wrap_mbedtls_pk_verify(key, algorithm, hash, hash_bytes, signature, signature_bytes);
}

/* Whatever the server's finish says. */
int __wrap_mbedtls_ct_memcmp(const void *one, const void *other, size_t bytes)
{
    UNUSED(one);
    UNUSED(other);
    UNUSED(bytes);
    return 0;
}

/* Extensions that nobody asked for, and those that come twice. */
const char *__wrap_tls_message_fault(const mbedtls_ssl_context *ssl, const char **where)
{
    UNUSED(ssl);
    UNUSED(where);
    return NULL;
}

/* Every key is long enough. */
size_t __wrap_mbedtls_pk_get_bitlen(const mbedtls_pk_context *key)
{
    UNUSED(key);
    return 4096;
}
