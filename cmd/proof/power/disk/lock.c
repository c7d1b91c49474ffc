//go:build fault

#include <stdlib.h>
#include <string.h>
#include "disk.h"

// Locks of a file and its shared memory, between the connections of this
// process. Those that were open when power was lost hold none any more.

static int current(handle *h) { return h->power == h->file->on->power; }

int lock_take(sqlite3_file *f, int level) {
	handle *h = (handle *)f;
	node *n = h->file;
	int rc = SQLITE_OK;
	pthread_mutex_lock(&n->on->mu);
	if (!current(h) || (h->readonly && level > SQLITE_LOCK_SHARED)) {
		rc = SQLITE_IOERR_LOCK;
	} else if (h->level >= level) {
		rc = SQLITE_OK;
	} else if ((n->exclusive && n->exclusive != h) || (n->waiting && n->waiting != h)) {
		rc = SQLITE_BUSY;
	} else if (level == SQLITE_LOCK_SHARED) {
		n->shared++;
		h->level = level;
	} else if (n->reserved && n->reserved != h) {
		rc = SQLITE_BUSY;
	} else if (level == SQLITE_LOCK_RESERVED) {
		n->reserved = h;
		h->level = level;
	} else {
		n->waiting = h;
		h->level = SQLITE_LOCK_PENDING;
		if (n->shared > 1) {
			rc = SQLITE_BUSY;
		} else {
			n->exclusive = h;
			h->level = SQLITE_LOCK_EXCLUSIVE;
		}
	}
	pthread_mutex_unlock(&n->on->mu);
	return rc;
}

int lock_leave(sqlite3_file *f, int level) {
	handle *h = (handle *)f;
	node *n = h->file;
	pthread_mutex_lock(&n->on->mu);
	if (h->level > level && current(h)) {
		if (n->reserved == h) n->reserved = NULL;
		if (n->waiting == h) n->waiting = NULL;
		if (n->exclusive == h) n->exclusive = NULL;
		if (level == SQLITE_LOCK_NONE) n->shared--;
	}
	if (h->level > level) h->level = level;
	pthread_mutex_unlock(&n->on->mu);
	return SQLITE_OK;
}

int lock_reserved(sqlite3_file *f, int *held) {
	node *n = ((handle *)f)->file;
	pthread_mutex_lock(&n->on->mu);
	*held = n->reserved != NULL || n->waiting != NULL || n->exclusive != NULL;
	pthread_mutex_unlock(&n->on->mu);
	return SQLITE_OK;
}

static int region_make(node *n, int size) {
	void **all = realloc(n->regions, (n->nregions + 1) * sizeof *all);
	if (all == NULL) return SQLITE_NOMEM;
	n->regions = all;
	all[n->nregions] = calloc(1, size);
	if (all[n->nregions] == NULL) return SQLITE_NOMEM;
	n->nregions++;
	return SQLITE_OK;
}

int shm_map(sqlite3_file *f, int region, int size, int extend, void volatile **out) {
	handle *h = (handle *)f;
	node *n = h->file;
	int rc;
	*out = NULL;
	pthread_mutex_lock(&n->on->mu);
	rc = current(h) ? disk_fails(n->on, OP_SHM) : SQLITE_IOERR_SHMMAP;
	if (rc == SQLITE_OK && !h->mapped) {
		h->mapped = 1;
		n->mapped++;
	}
	while (rc == SQLITE_OK && extend && n->nregions <= region) rc = region_make(n, size);
	if (rc == SQLITE_OK && region < n->nregions) *out = n->regions[region];
	pthread_mutex_unlock(&n->on->mu);
	return rc;
}

static int shm_take(node *n, handle *h, unsigned mask, int shared) {
	int i;
	for (i = 0; i < SQLITE_SHM_NLOCK; i++) {
		if ((mask & 1u << i) == 0) continue;
		if (n->shm_exclusive[i] && n->shm_exclusive[i] != h) return SQLITE_BUSY;
		if (!shared && n->shm_shared[i] > 0) return SQLITE_BUSY;
	}
	for (i = 0; i < SQLITE_SHM_NLOCK; i++) {
		if ((mask & 1u << i) == 0) continue;
		if (shared && (h->shm_shared & 1u << i) == 0) n->shm_shared[i]++;
		if (!shared) n->shm_exclusive[i] = h;
	}
	if (shared) h->shm_shared |= mask;
	else h->shm_exclusive |= mask;
	return SQLITE_OK;
}

static void shm_leave(node *n, handle *h, unsigned mask) {
	int i;
	for (i = 0; i < SQLITE_SHM_NLOCK; i++) {
		if ((mask & 1u << i) == 0) continue;
		if (h->shm_shared & 1u << i) n->shm_shared[i]--;
		if (n->shm_exclusive[i] == h) n->shm_exclusive[i] = NULL;
	}
	h->shm_shared &= ~mask;
	h->shm_exclusive &= ~mask;
}

int shm_lock(sqlite3_file *f, int first, int count, int flags) {
	handle *h = (handle *)f;
	node *n = h->file;
	unsigned mask = ((1u << count) - 1) << first;
	int rc = SQLITE_OK;
	pthread_mutex_lock(&n->on->mu);
	if (!current(h)) rc = flags & SQLITE_SHM_UNLOCK ? SQLITE_OK : SQLITE_IOERR_LOCK;
	else if (flags & SQLITE_SHM_UNLOCK) shm_leave(n, h, mask);
	else rc = shm_take(n, h, mask, flags & SQLITE_SHM_SHARED);
	pthread_mutex_unlock(&n->on->mu);
	return rc;
}

void shm_barrier(sqlite3_file *f) {
	node *n = ((handle *)f)->file;
	pthread_mutex_lock(&n->on->mu);
	pthread_mutex_unlock(&n->on->mu);
}

// shm_unmap lets go of the shared memory; the last one to do so ends it.
int shm_unmap(sqlite3_file *f, int remove) {
	handle *h = (handle *)f;
	node *n = h->file;
	(void)remove;
	pthread_mutex_lock(&n->on->mu);
	if (h->mapped && current(h)) {
		shm_leave(n, h, ~0u);
		if (--n->mapped == 0) {
			while (n->nregions > 0) free(n->regions[--n->nregions]);
		}
	}
	h->mapped = 0;
	pthread_mutex_unlock(&n->on->mu);
	return SQLITE_OK;
}
