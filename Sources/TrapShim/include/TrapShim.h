#ifndef TRAP_SHIM_H
#define TRAP_SHIM_H

/* The environment variable that tells a program begun anew where the one before it ended, one name a line. */
#define TRAP_SHIM_VARIABLE "DROPIN_TRAPPED_IN"

/* From now on a trap inside a region makes the process begin its program anew, with the name of the region added to
   the variable; a trap anywhere else ends it with status 70. `program` is the path of the program, `arguments` its
   own argv. Returns 0, or -1 when it could not be set up. */
int trap_shim_arm(const char *program, char *const *arguments, int count);

/* Enters and leaves a region on this thread. Regions may lie inside each other; the outermost has the name. */
void trap_shim_enter(const char *name);
void trap_shim_leave(void);

#endif
