// device.h - the process that owns the scanner.
//
// A device's library is code that we did not choose: it opens devices and sockets,
// starts threads, hangs and crashes. It runs in a worker that is not jailed (it could
// not work), but which writes into descriptors that it is given and knows no names of
// the archive: what is on disk already survives it. When it crashes or is killed the
// page in hand is lost, no other.
#pragma once

#include "sys/worker.h"

// Answers struct hs_feed_ask (model/feed.h).
extern const struct hs_worker_kind hs_device_worker;
