// RUN: %expect %s
// MODELS: qsort, bsearch
// What qsort and bsearch call runs on the caller's thread.
#include <stdlib.h>

#define TASK __attribute__((annotate("tidepool::task")))

static _Thread_local const void *sorted, *found;

static int compare(const void *a, const void *b) {
  sorted = a; // EXPECT: tidepool-missing-remove
  return 0;
}

static int match(const void *key, const void *element) {
  found = key; // EXPECT: tidepool-missing-remove
  return 0;
}

TASK void sort(int *numbers) {
  qsort(numbers, 9, sizeof *numbers, compare);
}

TASK void find(int *numbers) {
  bsearch(numbers, numbers, 9, sizeof *numbers, match);
}
