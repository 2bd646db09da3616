// REQUIRES: libevent
// RUN: %expect %s
// Callbacks that clean up.
#include <event2/bufferevent.h>
#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/event_struct.h>
#include <event2/http.h>
#include <event2/listener.h>
#include <pthread.h>
#include <stddef.h>

static _Thread_local void *current;

static void onEvent(evutil_socket_t socket, short what, void *argument) {
  current = argument;
  current = NULL;
}

static void onTimeout(evutil_socket_t socket, short what, void *argument) {
  current = argument;
  current = NULL;
}

static void onAccept(struct evconnlistener *listener, evutil_socket_t socket, struct sockaddr *address, int size,
                     void *argument) {
  current = argument;
  current = NULL;
}

static void onRead(struct bufferevent *buffer, void *argument) {
  current = argument;
  current = NULL;
}

static void onRequest(struct evhttp_request *request, void *argument) {
  current = request;
  current = NULL;
}

static void onAssigned(evutil_socket_t socket, short what, void *argument) {
  current = argument;
  current = NULL;
}

static void onDone(struct evhttp_request *request, void *argument) {
  current = argument;
  current = NULL;
}

static void onChange(struct evbuffer *buffer, const struct evbuffer_cb_info *info, void *argument) {
  current = argument;
  current = NULL;
}

static void *loop(void *base) {
  event_base_dispatch(base);
  return NULL;
}

void serve(struct event_base **bases, pthread_t *threads, struct bufferevent *buffer, struct evhttp *http, void *own) {
  event_new(bases[0], 0, EV_READ, onEvent, own);
  event_base_once(bases[0], -1, EV_TIMEOUT, onTimeout, own, NULL);
  evconnlistener_new(bases[0], onAccept, own, 0, 9, 3);
  bufferevent_setcb(buffer, onRead, NULL, NULL, own);
  evhttp_set_cb(http, "/", onRequest, NULL);
  event_assign(own, bases[0], 0, EV_READ, onAssigned, own);
  evhttp_request_new(onDone, own);
  evbuffer_add_cb(bufferevent_get_input(buffer), onChange, own);
  for (int i = 0; i < 4; ++i)
    pthread_create(&threads[i], NULL, loop, bases[i]);
}
