#include "ProcessArguments.h"

static int count;
static char **arguments;

// The C libraries of Linux and macOS give constructors what they give main.
__attribute__((constructor)) static void keepArguments(int argc, char **argv) {
  count = argc;
  arguments = argv;
}

int processArgumentCount(void) { return count; }
const char *processArgument(int index) { return arguments[index]; }

extern char **environ;
char **processEnvironment(void) { return environ; }
