// Definitions of what the static archives take from a C library younger than 2.34, so that the program runs on
// Red Hat 9, Amazon Linux 2023 and Ubuntu 22.04 as well. Linked by script/package only.
#define _GNU_SOURCE
#include <errno.h>
#include <link.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

/// In the C library since 2.36; libstdc++ asks for it.
uint32_t arc4random(void) {
  uint32_t value;
  while (getrandom(&value, sizeof value, 0) != (ssize_t)sizeof value)
    if (errno != EINTR) abort();
  return value;
}

/// An older version of it exists, but the linker takes that of 2.35. Doubles hold the squares of floats.
float hypotf(float x, float y) {
  if (isinf(x) || isinf(y)) return INFINITY;
  return (float)sqrt((double)x * x + (double)y * y);
}

/// In the C library since 2.35; the unwinder of libgcc asks for it. The layout is that of <dlfcn.h> for machines whose
/// frames have no base of their own: x86_64 and arm64.
struct found_object {
  unsigned long long flags;
  void *map_start, *map_end;
  struct link_map *link_map;
  void *eh_frame;
  unsigned long long reserved[7];
};

struct search {
  ElfW(Addr) address;
  struct found_object *found;
};

static int holds(struct dl_phdr_info *info, size_t size, void *context) {
  (void)size;
  struct search *search = context;
  void *frames = NULL;
  int inside = 0;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &info->dlpi_phdr[i];
    ElfW(Addr) start = info->dlpi_addr + header->p_vaddr;
    if (header->p_type == PT_GNU_EH_FRAME) frames = (void *)start;
    if (header->p_type != PT_LOAD || search->address < start || search->address >= start + header->p_memsz) continue;
    inside = 1;
    search->found->map_start = (void *)start;
    search->found->map_end = (void *)(start + header->p_memsz);
  }
  if (inside) search->found->eh_frame = frames;
  return inside && frames != NULL;
}

// Younger headers declare the name with a type of their own.
int findObject(void *address, struct found_object *found) __asm__("_dl_find_object");

int findObject(void *address, struct found_object *found) {
  struct search search = {(ElfW(Addr))address, found};
  found->flags = 0;
  found->link_map = NULL;
  return dl_iterate_phdr(holds, &search) ? 0 : -1;
}
