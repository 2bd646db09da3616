// civetweb: civetweb.h. libmicrohttpd: microhttpd.h.
#pragma once
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
struct mg_context;
struct mg_connection;
typedef int (*mg_request_handler)(struct mg_connection *conn, void *cbdata);
void mg_set_request_handler(struct mg_context *ctx, const char *uri, mg_request_handler handler, void *cbdata);
struct MHD_Daemon;
struct MHD_Connection;
enum MHD_Result { MHD_NO, MHD_YES };
typedef enum MHD_Result (*MHD_AccessHandlerCallback)(void *cls, struct MHD_Connection *connection, const char *url,
                                                     const char *method, const char *version, const char *upload_data,
                                                     size_t *upload_data_size, void **con_cls);
typedef int (*MHD_AcceptPolicyCallback)(void *cls, const void *addr, unsigned addrlen);
struct MHD_Daemon *MHD_start_daemon(unsigned flags, uint16_t port, MHD_AcceptPolicyCallback apc, void *apc_cls,
                                    MHD_AccessHandlerCallback dh, void *dh_cls, ...);
#ifdef __cplusplus
}
#endif
