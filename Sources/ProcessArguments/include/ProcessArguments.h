// The arguments of the process as the system handed them over. Swift reads them from /proc, and where that is missing, as
// in a bare chroot, a command line would look empty and every command succeed by printing its help.
#ifndef PROCESS_ARGUMENTS_H
#define PROCESS_ARGUMENTS_H

int processArgumentCount(void);
const char *processArgument(int index);
/// The variables of the process, `NAME=VALUE`, with a null behind the last: what a program that is started inherits.
char **processEnvironment(void);

#endif
