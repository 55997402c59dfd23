#include "SuiteArchive.h"

// script/package links a definition of its own, which replaces this one: no other file has to be compiled again for it.
__attribute__((weak)) const char dropinBuild[] = "";

const char *suiteArchiveBuild(void) { return dropinBuild; }
