//go:build fault

#include <stdlib.h>
#include <string.h>
#include "disk.h"

// What Go tells a disk, and what a loss of power leaves of it.

enum { SECTOR = 512 };

// draw gives the next number of a seed (splitmix64).
static uint64_t draw(disk *d) {
	uint64_t z = d->rng += 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

// chance is true in n of 256 cases.
static int chance(disk *d, unsigned n) { return (draw(d) & 255) < n; }

// garble keeps a write by sectors: each with a chance, and a few that came as
// garbage. Nothing outside of what was written changes.
static void garble(disk *d, node *n, change *c, unsigned odds, unsigned garbage) {
	sqlite3_int64 off = c->off, end = c->off + c->len, next, i;
	for (; off < end; off = next) {
		next = (off / SECTOR + 1) * SECTOR;
		if (next > end) next = end;
		if (chance(d, odds)) content_write(&n->kept, c->bytes + (off - c->off), next - off, off);
		else if (chance(d, garbage)) {
			unsigned char noise[SECTOR];
			for (i = 0; i < next - off; i++) noise[i] = draw(d);
			content_write(&n->kept, noise, next - off, off);
		}
	}
}

// settle decides which pending changes of a file reached the platter.
static void settle(disk *d, node *n) {
	unsigned style = draw(d) % 6, odds = 32 + draw(d) % 192;
	int i, all = n->changes ? (int)(draw(d) % (n->changes + 1)) : 0;
	for (i = 0; i < n->changes; i++) {
		change *c = &n->pending[i];
		int whole, torn = 0;
		switch (style) {
		case 0: whole = 0; break;                            // nothing
		case 1: whole = 1; break;                            // everything
		case 2: whole = i < all; break;                      // the first ones
		case 3: whole = i < all; torn = i == all; break;     // and one that is torn
		case 4: whole = chance(d, odds); break;              // any of them
		default: whole = 0; torn = 1;                        // any sectors of them
		}
		if (c->bytes == NULL && (whole || (torn && chance(d, 128)))) content_cut(&n->kept, c->off);
		else if (whole) content_write(&n->kept, c->bytes, c->len, c->off);
		else if (torn && c->bytes != NULL) garble(d, n, c, odds, 8);
	}
	node_forget(n);
}

// survive says whether the directory still has a file.
static int survive(disk *d, node *n) {
	if (n->removed) return n->named && chance(d, 128);
	return n->named || chance(d, 128);
}

void disk_lose(disk *d, uint64_t seed) {
	node **at, *n, *twin;
	pthread_mutex_lock(&d->mu);
	d->rng = seed;
	d->power++;
	d->dead = 0;
	d->until_cut = -1;
	for (at = &d->files; (n = *at) != NULL;) {
		settle(d, n);
		// Of two files of one name, the old one is there only where the new one is not.
		for (twin = d->files; twin != n && strcmp(twin->name, n->name) != 0; twin = twin->next) {
		}
		if (twin != n || !survive(d, n)) {
			*at = n->next;
			node_drop(n);
			continue;
		}
		n->removed = 0;
		n->named = 1;
		n->shared = n->mapped = 0;
		n->reserved = n->waiting = n->exclusive = NULL;
		memset(n->shm_shared, 0, sizeof n->shm_shared);
		memset(n->shm_exclusive, 0, sizeof n->shm_exclusive);
		// Handles of before may still look at the old regions: they end with them.
		n->regions = NULL;
		n->nregions = 0;
		content_cut(&n->seen, 0);
		content_write(&n->seen, n->kept.at, n->kept.len, 0);
		at = &n->next;
	}
	pthread_mutex_unlock(&d->mu);
}

static void drop_all(node **list) {
	node *n;
	while ((n = *list) != NULL) {
		*list = n->next;
		node_drop(n);
	}
}

// copy_all copies files with what is pending; what programs read is not copied.
static int copy_all(disk *d, node *from, node **to) {
	int i, ok = 1;
	for (*to = NULL; from != NULL && ok; from = from->next) {
		node *n = calloc(1, sizeof *n);
		if (n == NULL) return 0;
		n->on = d;
		n->refs = 1;
		n->name = strdup(from->name);
		n->removed = from->removed;
		n->named = from->named;
		ok = content_write(&n->kept, from->kept.at, from->kept.len, 0);
		for (i = 0; i < from->changes && ok; i++) {
			change *c = &from->pending[i];
			ok = node_pend(n, c->bytes, c->len, c->off);
		}
		*to = n;
		to = &n->next;
	}
	return ok;
}

int disk_mark(disk *d) {
	int ok;
	pthread_mutex_lock(&d->mu);
	drop_all(&d->marked);
	ok = copy_all(d, d->files, &d->marked);
	pthread_mutex_unlock(&d->mu);
	return ok;
}

int disk_back(disk *d) {
	int ok;
	pthread_mutex_lock(&d->mu);
	drop_all(&d->files);
	ok = copy_all(d, d->marked, &d->files);
	pthread_mutex_unlock(&d->mu);
	return ok;
}

void disk_wipe(disk *d) {
	pthread_mutex_lock(&d->mu);
	drop_all(&d->files);
	drop_all(&d->marked);
	d->power++;
	d->dead = 0;
	d->until_cut = -1;
	d->lies = 0;
	d->refused = 0;
	memset(d->done, 0, sizeof d->done);
	memset(d->faults, 0, sizeof d->faults);
	pthread_mutex_unlock(&d->mu);
}

int disk_put(disk *d, const char *name, const void *bytes, sqlite3_int64 len) {
	node *n;
	int ok;
	pthread_mutex_lock(&d->mu);
	n = disk_make(d, name);
	ok = n != NULL && content_write(&n->seen, bytes, len, 0) && content_write(&n->kept, bytes, len, 0);
	if (ok) n->named = 1;
	pthread_mutex_unlock(&d->mu);
	return ok;
}

sqlite3_int64 disk_size(disk *d, const char *name) {
	node *n;
	sqlite3_int64 len;
	pthread_mutex_lock(&d->mu);
	n = disk_find(d, name);
	len = n ? n->seen.len : -1;
	pthread_mutex_unlock(&d->mu);
	return len;
}

void disk_get(disk *d, const char *name, void *to) {
	node *n;
	pthread_mutex_lock(&d->mu);
	n = disk_find(d, name);
	if (n != NULL) memcpy(to, n->seen.at, n->seen.len);
	pthread_mutex_unlock(&d->mu);
}

void disk_cut_after(disk *d, long changes) {
	pthread_mutex_lock(&d->mu);
	d->until_cut = changes;
	pthread_mutex_unlock(&d->mu);
}

int disk_is_dead(disk *d) {
	int dead;
	pthread_mutex_lock(&d->mu);
	dead = d->dead;
	pthread_mutex_unlock(&d->mu);
	return dead;
}

void disk_lie(disk *d, int lies) {
	pthread_mutex_lock(&d->mu);
	d->lies = lies;
	pthread_mutex_unlock(&d->mu);
}

void disk_fail(disk *d, int op, long at, long times, int code) {
	pthread_mutex_lock(&d->mu);
	memset(d->done, 0, sizeof d->done);
	memset(d->faults, 0, sizeof d->faults);
	d->refused = 0;
	d->faults[op] = (fault){at, times, code};
	pthread_mutex_unlock(&d->mu);
}

long disk_done(disk *d, int op) {
	long n;
	pthread_mutex_lock(&d->mu);
	n = d->done[op];
	pthread_mutex_unlock(&d->mu);
	return n;
}

long disk_refused(disk *d) {
	long n;
	pthread_mutex_lock(&d->mu);
	n = d->refused;
	pthread_mutex_unlock(&d->mu);
	return n;
}
