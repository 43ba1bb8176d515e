/* A disk that fails on purpose: preloaded into a process, it stands between that process and the writes, syncs and
 * removals of files whose path holds a given string, counts them, and breaks one. Linux only (reads /proc/self/fd).
 *
 * It does nothing until `fault_arm` is called with a line such as "mode=torn,at=12,seed=7,sector=512,path=/my.ledger":
 *
 *   count  breaks nothing
 *   kill   SIGKILL instead of call number `at`
 *   torn   the write at `at` (or the next one) leaves only its beginning, cut at a multiple of `sector`, then SIGKILL
 *   full   from `at` on every write says ENOSPC; the first one may have written its beginning
 *   error  call `at` says EIO and does nothing; with always=1 every later one too
 *   power  SIGKILL at `at`, after which the disk holds what was synced and an arbitrary part of what was not:
 *          each sector of a write since its file's last sync, each change of length, and the first so many creations,
 *          removals and new names of files since the last sync of their folder. What a disk loses that reorders its cache.
 *
 * SQLite's "-shm" files are left alone: they are mapped, not written, and rebuilt after a crash.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum mode { OFF, COUNT, KILL, TORN, FULL, ERROR, POWER };
static const char *const NAMES[] = {"off", "count", "kill", "torn", "full", "error", "power"};

static enum mode mode = OFF;
static long at, calls, sector = 1;
static int always, failing;
static uint64_t state = 1;
static char needle[PATH_MAX];
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static int (*real_ftruncate)(int, off64_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *);
static int (*real_open)(const char *, int, ...);

__attribute__((constructor)) static void find_real(void) {
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_open = dlsym(RTLD_NEXT, "open64");
}

/* A number below `bound`, by xorshift: the same for the same seed on every machine. */
static uint64_t chance(uint64_t bound) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return bound ? (state >> 11) % bound : 0;
}

static void *need(void *memory) {
    if (!memory) abort();
    return memory;
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* --- which files ------------------------------------------------------------------------------------------------- */

static int watched_path(const char *path) {
    size_t length = strlen(path);
    return strstr(path, needle) && !(length > 4 && !strcmp(path + length - 4, "-shm"));
}

static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return 1;
}

static int watched(int fd) {
    char path[PATH_MAX];
    return mode != OFF && path_of(fd, path) && watched_path(path);
}

/* --- what has not reached the disk yet (power) -------------------------------------------------------------------- */

struct change {
    off64_t at, old_size, new_size; /* new_size >= 0: a change of length, else a write */
    size_t length, old_length;      /* bytes written; bytes that were there before */
    unsigned char *now, *before;
};

struct file {
    dev_t device;
    ino_t number;
    int fd; /* our own, never closed: closing would drop the process's locks on the file */
    struct change *changes;
    size_t count, room;
};

struct entry {
    char *path, *kept; /* kept: another name of a removed or renamed file; null for one that was created */
    int renamed;
};

static struct file *files;
static size_t file_count;
static struct entry *entries;
static size_t entry_count;

static struct file *file_of(int fd) {
    struct stat64 about;
    if (fstat64(fd, &about)) return NULL;
    for (size_t i = 0; i < file_count; i++)
        if (files[i].device == about.st_dev && files[i].number == about.st_ino) return &files[i];
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    int own = real_open(link, O_RDWR | O_CLOEXEC);
    if (own < 0) abort();
    files = need(realloc(files, (file_count + 1) * sizeof *files));
    files[file_count] = (struct file){about.st_dev, about.st_ino, own, NULL, 0, 0};
    return &files[file_count++];
}

static void note(int fd, const void *now, size_t length, off64_t where, off64_t new_size) {
    struct file *file = file_of(fd);
    struct stat64 about;
    if (!file || fstat64(fd, &about)) return;
    struct change change = {where, about.st_size, new_size, length, 0, NULL, NULL};
    off64_t end = new_size < 0 ? where + (off64_t)length : about.st_size;
    if (end > about.st_size) end = about.st_size;
    if (end > where) {
        change.before = need(malloc(end - where));
        ssize_t got = pread64(file->fd, change.before, end - where, where);
        change.old_length = got > 0 ? got : 0;
    }
    if (length) change.now = memcpy(need(malloc(length)), now, length);
    if (file->count == file->room) {
        file->room = file->room ? file->room * 2 : 16;
        file->changes = need(realloc(file->changes, file->room * sizeof change));
    }
    file->changes[file->count++] = change;
}

static void synced(int fd) {
    struct file *file = file_of(fd);
    for (size_t i = 0; file && i < file->count; i++) {
        free(file->changes[i].now);
        free(file->changes[i].before);
    }
    if (file) file->count = 0;
}

static void note_entry(const char *path, char *kept, int renamed) {
    entries = need(realloc(entries, (entry_count + 1) * sizeof *entries));
    entries[entry_count++] = (struct entry){need(strdup(path)), kept, renamed};
}

/* A sync of `folder` makes its creations and removals last. One folder holds all the files that are watched. */
static int synced_folder(const char *folder) {
    size_t length = strlen(folder);
    if (!entry_count || strncmp(entries[0].path, folder, length) || entries[0].path[length] != '/') return 0;
    for (size_t i = 0; i < entry_count; i++) {
        if (entries[i].kept && !entries[i].renamed) real_unlink(entries[i].kept);
        free(entries[i].kept);
        free(entries[i].path);
    }
    entry_count = 0;
    return 1;
}

static void lose_writes(struct file *file) {
    uint64_t kept = chance(5); /* of four: from nothing to everything, which of the writes is drawn for each sector */
    size_t i = file->count;
    while (i--) {
        struct change *c = &file->changes[i];
        if (c->old_length) real_pwrite(file->fd, c->before, c->old_length, c->at);
        real_ftruncate(file->fd, c->old_size);
    }
    for (i = 0; i < file->count; i++) {
        struct change *c = &file->changes[i];
        if (c->new_size >= 0) {
            if (chance(4) < kept) real_ftruncate(file->fd, c->new_size);
            continue;
        }
        for (size_t from = 0; from < c->length;) {
            size_t upto = from + 512 - (c->at + from) % 512;
            if (upto > c->length) upto = c->length;
            if (chance(4) < kept) real_pwrite(file->fd, c->now + from, upto - from, c->at + from);
            from = upto;
        }
    }
}

static void lose_power(void) {
    for (size_t i = 0; i < file_count; i++) lose_writes(&files[i]);
    size_t kept = chance(entry_count + 1), i = entry_count;
    while (i-- > kept) { /* a file system keeps its operations in order */
        if (entries[i].kept) real_rename(entries[i].kept, entries[i].path);
        else real_unlink(entries[i].path);
    }
    for (i = 0; i < entry_count; i++)
        if (entries[i].kept && !entries[i].renamed) real_unlink(entries[i].kept);
    die();
}

/* --- breaking ------------------------------------------------------------------------------------------------------ */

/* Counts a call, and dies or says (nonzero errno) how it fails. */
static int step(int writes) {
    calls++;
    int now = calls == at;
    switch (mode) {
    case KILL:
        if (now) die();
        return 0;
    case POWER:
        if (now) lose_power();
        return 0;
    case ERROR:
        return now || (always && calls > at) ? EIO : 0;
    case FULL:
        return calls >= at && writes ? ENOSPC : 0;
    default:
        return 0;
    }
}

static size_t beginning(size_t length) {
    size_t whole = chance(length);
    return whole - whole % sector;
}

static ssize_t put(int fd, const void *data, size_t length, off64_t where) {
    return where < 0 ? real_write(fd, data, length) : real_pwrite(fd, data, length, where);
}

static ssize_t any_write(int fd, const void *data, size_t length, off64_t where) {
    if (mode == OFF || !watched(fd)) return put(fd, data, length, where);
    pthread_mutex_lock(&guard);
    int error = step(1);
    ssize_t result = -1;
    if (mode == TORN && calls >= at) {
        size_t kept = beginning(length);
        if (kept) put(fd, data, kept, where);
        die();
    }
    if (mode == FULL && error && !failing) {
        failing = 1;
        size_t kept = beginning(length);
        if (kept) {
            result = put(fd, data, kept, where);
            error = 0;
        }
    } else if (!error) {
        if (mode == POWER) note(fd, data, length, where < 0 ? lseek64(fd, 0, SEEK_CUR) : where, -1);
        result = put(fd, data, length, where);
    }
    pthread_mutex_unlock(&guard);
    if (error) errno = error;
    return result;
}

ssize_t write(int fd, const void *data, size_t length) { return any_write(fd, data, length, -1); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t where) { return any_write(fd, data, length, where); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t where) { return any_write(fd, data, length, where); }

int ftruncate64(int fd, off64_t size) {
    if (mode == OFF || !watched(fd)) return real_ftruncate(fd, size);
    pthread_mutex_lock(&guard);
    int error = step(0), result = -1;
    if (!error) {
        if (mode == POWER) note(fd, NULL, 0, size, size);
        result = real_ftruncate(fd, size);
    }
    pthread_mutex_unlock(&guard);
    if (error) errno = error;
    return result;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int any_sync(int fd, int (*real)(int)) {
    if (mode == OFF) return real(fd);
    char path[PATH_MAX];
    struct stat64 about;
    if (!fstat64(fd, &about) && S_ISDIR(about.st_mode)) {
        pthread_mutex_lock(&guard);
        if (path_of(fd, path)) synced_folder(path);
        pthread_mutex_unlock(&guard);
        return real(fd);
    }
    if (!watched(fd)) return real(fd);
    pthread_mutex_lock(&guard);
    int error = step(0), result = -1;
    if (!error) {
        result = real(fd);
        if (mode == POWER) synced(fd);
    }
    pthread_mutex_unlock(&guard);
    if (error) errno = error;
    return result;
}
int fsync(int fd) { return any_sync(fd, real_fsync); }
int fdatasync(int fd) { return any_sync(fd, real_fdatasync); }

int unlink(const char *path) {
    if (mode == OFF || !watched_path(path)) return real_unlink(path);
    pthread_mutex_lock(&guard);
    int error = step(0), result = -1;
    if (!error) {
        char *kept = NULL;
        if (mode == POWER) {
            if (asprintf(&kept, "%s.lost%zu", path, entry_count) < 0) abort();
            if (link(path, kept)) {
                free(kept);
                kept = NULL;
            }
        }
        result = real_unlink(path);
        if (kept) note_entry(path, kept, 0);
    }
    pthread_mutex_unlock(&guard);
    if (error) errno = error;
    return result;
}

int rename(const char *from, const char *to) {
    if (mode == OFF || !watched_path(from)) return real_rename(from, to);
    pthread_mutex_lock(&guard);
    int error = step(0), result = -1;
    if (!error) {
        result = real_rename(from, to);
        if (mode == POWER && !result) note_entry(from, need(strdup(to)), 1);
    }
    pthread_mutex_unlock(&guard);
    if (error) errno = error;
    return result;
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t rights = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    int is_new = mode == POWER && flags & O_CREAT && watched_path(path) && access(path, F_OK);
    int fd = real_open(path, flags, rights);
    if (is_new && fd >= 0) {
        pthread_mutex_lock(&guard);
        note_entry(path, NULL, 0);
        pthread_mutex_unlock(&guard);
    }
    return fd;
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t rights = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open64(path, flags, rights);
}

/* --- for the harness, through ctypes -------------------------------------------------------------------------------- */

/* How many calls were seen since the last `fault_arm`. */
long fault_calls(void) { return calls; }

/* The work is done: with `power`, now it goes. */
void fault_end(void) {
    if (mode == POWER) lose_power();
}

/* Starts as `line` says; 0, or -1 where the line says nothing sensible. */
int fault_arm(const char *line) {
    char copy[PATH_MAX + 256], *rest = NULL;
    if (strlen(line) >= sizeof copy) return -1;
    strcpy(copy, line);
    enum mode wanted = OFF;
    mode = OFF;
    at = calls = always = failing = 0;
    sector = 1;
    *needle = 0;
    for (char *word = strtok_r(copy, ",", &rest); word; word = strtok_r(NULL, ",", &rest)) {
        char *value = strchr(word, '=');
        if (!value) return -1;
        *value++ = 0;
        if (!strcmp(word, "mode")) {
            for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
                if (!strcmp(value, NAMES[i])) wanted = i;
        } else if (!strcmp(word, "path")) {
            snprintf(needle, sizeof needle, "%s", value);
        } else if (!strcmp(word, "at")) at = atol(value);
        else if (!strcmp(word, "seed")) state = 0x9E3779B97F4A7C15u ^ ((uint64_t)atol(value) * 0xBF58476D1CE4E5B9u);
        else if (!strcmp(word, "sector")) sector = atol(value);
        else if (!strcmp(word, "always")) always = atoi(value);
        else return -1;
    }
    if (wanted == OFF || !*needle || sector < 1) return -1;
    for (int i = 0; i < 8; i++) chance(2);
    mode = wanted;
    return 0;
}
