#include "TrapShim.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Everything the handler needs is made ready before: it may call nothing but what is safe in a handler. */

enum { NAME_SIZE = 512, LIST_SIZE = 32768, STACK_SIZE = 65536, MOST_TRAPS = 64 };

static __thread char region[NAME_SIZE];
static __thread int depth;
static __thread int has_stack;

static char *program_path;
static char **program_arguments;
static char **program_environment;
static char list[LIST_SIZE];
static size_t list_length;
static int traps;
static volatile sig_atomic_t is_armed;
static volatile int is_handling;

static const int trap_signals[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT};

static const int ending_signals[] = {SIGINT, SIGTERM, SIGHUP};
static int was_ignored[3];

static void say(const char *text) {
  size_t length = strlen(text);
  ssize_t written = write(STDERR_FILENO, text, length);
  (void)written;
}

static void handle(int number) {
  (void)number;
  if (__sync_lock_test_and_set(&is_handling, 1)) {
    /* Another thread is at it already, and this one must not end the process before that. */
    for (;;) pause();
  }
  size_t length = strlen(region);
  if (!is_armed || length == 0) {
    say("\ndropin: internal error: the program ran into a trap; please report this with the command line\n");
    _exit(70);
  }
  if (traps >= MOST_TRAPS || list_length + length + 2 >= LIST_SIZE) {
    say("\ndropin: internal error: too many exchanges end the program; please report this with the evidence\n");
    _exit(70);
  }
  say("\ndropin: internal error in ");
  say(region);
  say("; going on without it, from the evidence\n");
  if (traps > 0) list[list_length++] = '\n';
  memcpy(list + list_length, region, length + 1);
  /* What this program ignores while it listens in its own way, the next one would go on ignoring. */
  for (size_t index = 0; index < sizeof ending_signals / sizeof *ending_signals; index++) {
    signal(ending_signals[index], was_ignored[index] ? SIG_IGN : SIG_DFL);
  }
  sigset_t none;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, NULL);
  execve(program_path, program_arguments, program_environment);
  say("dropin: internal error: the program could not be begun anew\n");
  _exit(70);
}

int trap_shim_arm(const char *program, char *const *arguments, int count) {
  extern char **environ;
  const char *earlier = getenv(TRAP_SHIM_VARIABLE);
  int size = 0;
  while (environ[size] != NULL) size++;
  program_path = strdup(program);
  program_arguments = calloc((size_t)count + 1, sizeof(char *));
  program_environment = calloc((size_t)size + 2, sizeof(char *));
  if (program_path == NULL || program_arguments == NULL || program_environment == NULL) return -1;
  for (int index = 0; index < count; index++) program_arguments[index] = strdup(arguments[index]);
  int kept = 0;
  program_environment[kept++] = list;
  for (int index = 0; index < size; index++) {
    if (strncmp(environ[index], TRAP_SHIM_VARIABLE "=", sizeof(TRAP_SHIM_VARIABLE)) == 0) continue;
    program_environment[kept++] = strdup(environ[index]);
  }
  memcpy(list, TRAP_SHIM_VARIABLE "=", sizeof(TRAP_SHIM_VARIABLE) + 1);
  list_length = sizeof(TRAP_SHIM_VARIABLE);
  if (earlier != NULL && *earlier != 0 && strlen(earlier) < LIST_SIZE / 2) {
    size_t length = strlen(earlier);
    memcpy(list + list_length, earlier, length + 1);
    list_length += length;
    traps = 1;
    for (size_t index = 0; index < length; index++) traps += earlier[index] == '\n';
  }
  for (size_t index = 0; index < sizeof ending_signals / sizeof *ending_signals; index++) {
    struct sigaction before;
    was_ignored[index] = sigaction(ending_signals[index], NULL, &before) == 0 && before.sa_handler == SIG_IGN;
  }
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handle;
  action.sa_flags = SA_ONSTACK;
  sigfillset(&action.sa_mask);
  for (size_t index = 0; index < sizeof trap_signals / sizeof *trap_signals; index++) {
    if (sigaction(trap_signals[index], &action, NULL) != 0) return -1;
  }
  is_armed = 1;
  return 0;
}

void trap_shim_enter(const char *name) {
  if (depth++ > 0 || !is_armed) return;
  if (!has_stack) {
    /* A stack that overflowed is of no use to the handler. It lives as long as the thread, which is ours. */
    has_stack = 1;
    stack_t stack;
    memset(&stack, 0, sizeof stack);
    stack.ss_sp = malloc(STACK_SIZE);
    stack.ss_size = STACK_SIZE;
    if (stack.ss_sp != NULL) sigaltstack(&stack, NULL);
  }
  strncpy(region, name, NAME_SIZE - 1);
}

void trap_shim_leave(void) {
  if (--depth == 0) region[0] = 0;
}
