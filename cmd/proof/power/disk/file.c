//go:build fault

#include <stdlib.h>
#include <string.h>
#include "disk.h"

// An open file: reading, writing, syncing. Locks are in lock.c.

extern int lock_take(sqlite3_file *, int), lock_leave(sqlite3_file *, int), lock_reserved(sqlite3_file *, int *);
extern int shm_map(sqlite3_file *, int, int, int, void volatile **), shm_lock(sqlite3_file *, int, int, int);
extern void shm_barrier(sqlite3_file *);
extern int shm_unmap(sqlite3_file *, int);

static int alive(handle *h) { return h->power == h->file->on->power && !h->file->on->dead; }

static disk *enter(sqlite3_file *f) {
	disk *d = ((handle *)f)->file->on;
	pthread_mutex_lock(&d->mu);
	return d;
}

static int leave(disk *d, int rc) {
	pthread_mutex_unlock(&d->mu);
	return rc;
}

int file_open(disk *d, const char *name, handle *h, int flags, int *out) {
	node *n = disk_find(d, name);
	memset(h, 0, sizeof *h);
	if (n == NULL && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
	if (n == NULL) {
		if (!disk_changes(d)) return SQLITE_CANTOPEN;
		n = disk_make(d, name);
		if (n == NULL) return SQLITE_NOMEM;
		// As on Linux: a new journal's first sync is also one of its directory.
		h->syncs_names = (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0;
	}
	n->refs++;
	h->file = n;
	h->power = d->power;
	h->readonly = (flags & SQLITE_OPEN_READONLY) != 0;
	h->base.pMethods = &file_methods;
	if (out != NULL) *out = flags;
	return SQLITE_OK;
}

static int file_close(sqlite3_file *f) {
	handle *h = (handle *)f;
	disk *d;
	lock_leave(f, SQLITE_LOCK_NONE);
	shm_unmap(f, 0);
	d = enter(f);
	node_drop(h->file);
	h->file = NULL;
	return leave(d, SQLITE_OK);
}

static int file_read(sqlite3_file *f, void *to, int len, sqlite3_int64 off) {
	handle *h = (handle *)f;
	content *c = &h->file->seen;
	disk *d = enter(f);
	sqlite3_int64 have = c->len - off;
	int rc = disk_fails(d, OP_READ);
	if (rc != SQLITE_OK || !alive(h)) return leave(d, rc ? rc : SQLITE_IOERR_READ);
	if (have >= len) {
		memcpy(to, c->at + off, len);
		return leave(d, SQLITE_OK);
	}
	if (have < 0) have = 0;
	if (have > 0) memcpy(to, c->at + off, have);
	memset((char *)to + have, 0, len - have);
	return leave(d, SQLITE_IOERR_SHORT_READ);
}

static int file_write(sqlite3_file *f, const void *bytes, int len, sqlite3_int64 off) {
	handle *h = (handle *)f;
	disk *d = enter(f);
	int rc = disk_fails(d, OP_WRITE);
	if (!alive(h) || !disk_changes(d)) return leave(d, SQLITE_IOERR_WRITE);
	if (rc != SQLITE_OK) len /= 2; // a full disk takes a part
	if (!content_write(&h->file->seen, bytes, len, off) || !node_pend(h->file, bytes, len, off)) rc = SQLITE_NOMEM;
	return leave(d, rc);
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 len) {
	handle *h = (handle *)f;
	disk *d = enter(f);
	int rc = disk_fails(d, OP_TRUNCATE);
	if (rc != SQLITE_OK || !alive(h) || !disk_changes(d)) return leave(d, rc ? rc : SQLITE_IOERR_TRUNCATE);
	if (h->file->seen.len == len) return leave(d, SQLITE_OK);
	if (!content_cut(&h->file->seen, len) || !node_pend(h->file, NULL, 0, len)) rc = SQLITE_NOMEM;
	return leave(d, rc);
}

// keep moves the pending changes to the platter.
static int keep(node *n) {
	int i, ok = 1;
	for (i = 0; i < n->changes && ok; i++) {
		change *c = &n->pending[i];
		ok = c->bytes ? content_write(&n->kept, c->bytes, c->len, c->off) : content_cut(&n->kept, c->off);
	}
	node_forget(n);
	return ok ? SQLITE_OK : SQLITE_NOMEM;
}

static int file_sync(sqlite3_file *f, int flags) {
	handle *h = (handle *)f;
	disk *d = enter(f);
	int rc = disk_fails(d, OP_SYNC);
	(void)flags;
	if (!alive(h) || !disk_changes(d)) return leave(d, SQLITE_IOERR_FSYNC);
	if (rc != SQLITE_OK) {
		node_forget(h->file); // as on Linux: the pages count as clean and are not on the disk
		return leave(d, rc);
	}
	if (d->lies) return leave(d, SQLITE_OK);
	rc = keep(h->file);
	if (h->syncs_names) disk_sync_names(d);
	h->syncs_names = 0;
	return leave(d, rc);
}

static int file_size(sqlite3_file *f, sqlite3_int64 *size) {
	disk *d = enter(f);
	*size = ((handle *)f)->file->seen.len;
	return leave(d, alive((handle *)f) ? SQLITE_OK : SQLITE_IOERR);
}

static int file_control(sqlite3_file *f, int op, void *arg) {
	(void)f, (void)op, (void)arg;
	return SQLITE_NOTFOUND;
}

static int sector_size(sqlite3_file *f) {
	(void)f;
	return 4096;
}

static int characteristics(sqlite3_file *f) {
	(void)f;
	return SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_SUBPAGE_READ;
}

const sqlite3_io_methods file_methods = {2, file_close, file_read, file_write, file_truncate, file_sync, file_size,
	lock_take, lock_leave, lock_reserved, file_control, sector_size, characteristics,
	shm_map, shm_lock, shm_barrier, shm_unmap};
