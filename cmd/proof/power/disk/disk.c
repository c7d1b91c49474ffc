//go:build fault

#include <stdlib.h>
#include <string.h>
#include "disk.h"

// The file system: which files are ours, and what it passes on.

static pthread_mutex_t all_mu = PTHREAD_MUTEX_INITIALIZER;
static disk *all;
static sqlite3_vfs *below; // the operating system's

// disk_of gives the disk of a path, or NULL: the operating system's.
static disk *disk_of(const char *path) {
	disk *d;
	if (path == NULL) return NULL;
	pthread_mutex_lock(&all_mu);
	for (d = all; d != NULL; d = d->next) {
		size_t n = strlen(d->path);
		if (strncmp(path, d->path, n) == 0 && (path[n] == 0 || path[n] == '-')) break;
	}
	pthread_mutex_unlock(&all_mu);
	return d;
}

int disk_fails(disk *d, int op) {
	fault *f = &d->faults[op];
	long n = ++d->done[op];
	if (d->dead) return SQLITE_IOERR;
	if (f->code == 0 || n < f->at || (f->times >= 0 && n >= f->at + f->times)) return SQLITE_OK;
	d->refused++;
	return f->code;
}

int disk_changes(disk *d) {
	if (d->until_cut == 0) d->dead = 1;
	if (d->until_cut > 0) d->until_cut--;
	return !d->dead;
}

node *disk_find(disk *d, const char *name) {
	node *n = d->files;
	while (n != NULL && (n->removed || strcmp(n->name, name) != 0)) n = n->next;
	return n;
}

node *disk_make(disk *d, const char *name) {
	node *n = calloc(1, sizeof *n);
	if (n == NULL) return NULL;
	n->on = d;
	n->name = strdup(name);
	n->refs = 1;
	n->next = d->files;
	d->files = n;
	return n;
}

// disk_sync_names makes what was made and deleted so far last.
void disk_sync_names(disk *d) {
	node **at = &d->files;
	while (*at != NULL) {
		node *n = *at;
		if (!n->removed) {
			n->named = 1;
			at = &n->next;
			continue;
		}
		*at = n->next;
		node_drop(n);
	}
}

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out) {
	disk *d = disk_of(name);
	int rc;
	(void)vfs;
	if (d == NULL) return below->xOpen(below, name, f, flags, out);
	f->pMethods = NULL;
	pthread_mutex_lock(&d->mu);
	rc = disk_fails(d, OP_OPEN);
	if (rc == SQLITE_OK) rc = file_open(d, name, (handle *)f, flags, out);
	pthread_mutex_unlock(&d->mu);
	return rc;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync) {
	disk *d = disk_of(name);
	node *n;
	int rc;
	(void)vfs;
	if (d == NULL) return below->xDelete(below, name, sync);
	pthread_mutex_lock(&d->mu);
	rc = disk_fails(d, OP_DELETE);
	n = disk_find(d, name);
	if (rc == SQLITE_OK && n == NULL) rc = SQLITE_IOERR_DELETE_NOENT;
	if (rc == SQLITE_OK && !disk_changes(d)) rc = SQLITE_IOERR_DELETE;
	if (rc == SQLITE_OK) {
		n->removed = 1;
		if (sync && !d->lies) disk_sync_names(d);
	}
	pthread_mutex_unlock(&d->mu);
	return rc;
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *out) {
	disk *d = disk_of(name);
	node *n;
	(void)vfs;
	if (d == NULL) return below->xAccess(below, name, flags, out);
	pthread_mutex_lock(&d->mu);
	n = disk_find(d, name);
	*out = n != NULL && (flags != 0 || n->seen.len > 0); // as on Linux: an empty file does not exist
	pthread_mutex_unlock(&d->mu);
	return SQLITE_OK;
}

static sqlite3_vfs ours = {.iVersion = 2, .zName = "proof", .xOpen = vfs_open, .xDelete = vfs_delete, .xAccess = vfs_access};

// start makes ours the file system that SQLite takes where none is named. What
// it does not do itself is done by the one below, which takes no notice of
// whose it is.
static int start(void) {
	if (below != NULL) return SQLITE_OK;
	if (sqlite3_vfs_find == NULL) return SQLITE_NOTFOUND;
	below = sqlite3_vfs_find(NULL);
	ours.szOsFile = below->szOsFile > (int)sizeof(handle) ? below->szOsFile : (int)sizeof(handle);
	ours.mxPathname = below->mxPathname;
	ours.pAppData = below->pAppData;
	ours.xFullPathname = below->xFullPathname;
	ours.xDlOpen = below->xDlOpen;
	ours.xDlError = below->xDlError;
	ours.xDlSym = below->xDlSym;
	ours.xDlClose = below->xDlClose;
	ours.xRandomness = below->xRandomness;
	ours.xSleep = below->xSleep;
	ours.xCurrentTime = below->xCurrentTime;
	ours.xGetLastError = below->xGetLastError;
	ours.xCurrentTimeInt64 = below->xCurrentTimeInt64;
	return sqlite3_vfs_register(&ours, 1);
}

disk *disk_attach(const char *path) {
	disk *d = calloc(1, sizeof *d);
	if (d == NULL) return NULL;
	d->path = strdup(path);
	d->until_cut = -1;
	pthread_mutex_init(&d->mu, NULL);
	pthread_mutex_lock(&all_mu);
	if (start() != SQLITE_OK) {
		free(d->path);
		free(d);
		d = NULL;
	} else {
		d->next = all;
		all = d;
	}
	pthread_mutex_unlock(&all_mu);
	return d;
}

// disk_detach takes a disk away, once no database on it is open.
void disk_detach(disk *d) {
	disk **at;
	disk_wipe(d);
	pthread_mutex_lock(&all_mu);
	for (at = &all; *at != d; at = &(*at)->next) {
	}
	*at = d->next;
	pthread_mutex_unlock(&all_mu);
	pthread_mutex_destroy(&d->mu);
	free(d->path);
	free(d);
}
