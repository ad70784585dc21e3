// What every program of a build with a sanitizer is linked with (Tests/Sanitizers/run).

const char *__tsan_default_options(void) { return OPTIONS; }
const char *__asan_default_options(void) { return OPTIONS; }

#ifdef THREAD
// Swift's Mutex takes its fast path in the program, where the thread sanitizer sees it, and waits and wakes in a library
// that is not built with the sanitizer. So these three calls are wrapped by the linker, and tell it of the order that
// they make.
#include <stdbool.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

void __tsan_acquire(void *address);
void __tsan_release(void *address);

// Weak, because not every program has the library.
#define REAL SWIFT __attribute__((weak))
REAL void real_lock(uint32_t thread, SELF mutex) __asm__("__real_" LOCK);
REAL bool real_try_lock(SELF mutex) __asm__("__real_" TRY_LOCK);
REAL void real_unlock(SELF mutex) __asm__("__real_" UNLOCK);
SWIFT void lock(uint32_t thread, SELF mutex) __asm__("__wrap_" LOCK);
SWIFT bool try_lock(SELF mutex) __asm__("__wrap_" TRY_LOCK);
SWIFT void unlock(SELF mutex) __asm__("__wrap_" UNLOCK);

SWIFT void lock(uint32_t thread, SELF mutex) {
  real_lock(thread, mutex);
  __tsan_acquire(mutex);
}

SWIFT bool try_lock(SELF mutex) {
  bool locked = real_try_lock(mutex);
  if (locked) __tsan_acquire(mutex);
  return locked;
}

SWIFT void unlock(SELF mutex) {
  __tsan_release(mutex);
  real_unlock(mutex);
}
#endif
