//go:build fault

#ifndef PROOF_DISK_H
#define PROOF_DISK_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include "sqlite.h"

typedef struct disk disk;
typedef struct node node;
typedef struct handle handle;

// content is the bytes of a file.
typedef struct {
	unsigned char *at;
	sqlite3_int64 len, room;
} content;

// change is a write that was not synced: bytes at an offset, or, where bytes is
// NULL, a cut to a length.
typedef struct {
	sqlite3_int64 off, len;
	unsigned char *bytes;
} change;

// node is a file.
struct node {
	disk *on;
	node *next;
	char *name;
	content seen, kept;
	change *pending;
	int changes, room;
	int refs;    // handles, and one for the directory
	int removed; // deleted, which may not have reached the platter
	int named;   // the directory on the platter has it

	// Locks of the file and of its shared memory.
	int shared;
	handle *reserved, *waiting, *exclusive;
	void **regions;
	int nregions, mapped;
	int shm_shared[SQLITE_SHM_NLOCK];
	handle *shm_exclusive[SQLITE_SHM_NLOCK];
};

// handle is an open file.
struct handle {
	sqlite3_file base;
	node *file;
	unsigned power; // the disk's when it was opened: later it is dead
	int level, readonly, mapped, syncs_names;
	unsigned shm_shared, shm_exclusive;
};

// What a disk can be told to fail.
enum { OP_WRITE, OP_SYNC, OP_OPEN, OP_READ, OP_TRUNCATE, OP_DELETE, OP_SHM, OPS };

// fault is how one kind of operation fails: from the at-th on, for so many times
// (-1: until it is taken back), with a code of SQLite.
typedef struct {
	long at, times;
	int code;
} fault;

struct disk {
	disk *next;
	char *path; // of the database; journals have it as a prefix
	pthread_mutex_t mu;
	node *files;
	node *marked; // the files as they were at a mark
	unsigned power;
	int dead;        // no power
	int lies;        // syncs say yes and do nothing
	long until_cut;  // changes until the power goes; -1: never
	long done[OPS];  // operations since faults were last set
	fault faults[OPS];
	long refused;    // operations that failed by a fault
	uint64_t rng;
};

// file.c
extern const sqlite3_io_methods file_methods;
int file_open(disk *d, const char *name, handle *h, int flags, int *out);
// disk.c
int disk_fails(disk *d, int op);   // a code, or SQLITE_OK
int disk_changes(disk *d);         // counts a change; 0 where the power is gone
node *disk_find(disk *d, const char *name);
node *disk_make(disk *d, const char *name);
void disk_sync_names(disk *d);
void node_drop(node *n);
void node_forget(node *n);
int content_write(content *c, const void *bytes, sqlite3_int64 len, sqlite3_int64 off);
int content_cut(content *c, sqlite3_int64 len);
int node_pend(node *n, const void *bytes, sqlite3_int64 len, sqlite3_int64 off);

// For Go.
disk *disk_attach(const char *path);
void disk_detach(disk *d);
void disk_wipe(disk *d);
int disk_put(disk *d, const char *name, const void *bytes, sqlite3_int64 len);
sqlite3_int64 disk_size(disk *d, const char *name);
void disk_get(disk *d, const char *name, void *to);
void disk_cut_after(disk *d, long changes);
void disk_lose(disk *d, uint64_t seed);
int disk_is_dead(disk *d);
int disk_mark(disk *d);
int disk_back(disk *d);
void disk_lie(disk *d, int lies);
void disk_fail(disk *d, int op, long at, long times, int code);
long disk_done(disk *d, int op);
long disk_refused(disk *d);

#endif
