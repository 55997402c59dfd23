// The suite as it was when the program was built: the files under specs/ and fixtures/ that runs read.
#ifndef SUITE_ARCHIVE_H
#define SUITE_ARCHIVE_H

/// One file, named by its path from the top of the repository.
typedef struct {
  const char *path;
  const unsigned char *bytes;
  unsigned long count;
} SuiteArchiveFile;

/// The files, sorted by path.
const SuiteArchiveFile *suiteArchiveFiles(void);
long suiteArchiveCount(void);

/// Which build this is, in words; empty when nobody said so while linking (see script/package).
const char *suiteArchiveBuild(void);

#endif
