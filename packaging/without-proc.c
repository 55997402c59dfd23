// Lets the program run where there is no /proc, as in a bare chroot. Linked by script/package with --wrap=open.
//
// Every second in which there is work, libdispatch reads from /proc whether its threads run or wait, to start more threads
// when they wait; and where it cannot, it ends the process. Told that they run, it starts none, which is no loss here.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

int __real_open(const char *path, int flags, ...);

static int isStateOfThread(const char *path) {
  int thread, length = 0;
  return sscanf(path, "/proc/%d/stat%n", &thread, &length) == 1 && length > 0 && path[length] == 0;
}

int __wrap_open(const char *path, int flags, ...) {
  mode_t mode = 0;
  if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) {
    va_list arguments;
    va_start(arguments, flags);
    mode = va_arg(arguments, mode_t);
    va_end(arguments);
  }
  int opened = __real_open(path, flags, mode);
  if (opened >= 0 || errno != ENOENT || !isStateOfThread(path) || access("/proc/self", F_OK) == 0) return opened;
  static const char running[] = "0 (dropin) R";
  int made = memfd_create("state", MFD_CLOEXEC);
  if (made < 0) return -1;
  if (write(made, running, sizeof running - 1) != sizeof running - 1 || lseek(made, 0, SEEK_SET) != 0) {
    close(made);
    errno = ENOENT;
    return -1;
  }
  return made;
}
