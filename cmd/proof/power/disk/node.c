//go:build fault

#include <stdlib.h>
#include <string.h>
#include "disk.h"

// The bytes of a file, and its changes that were not synced.

static int content_grow(content *c, sqlite3_int64 len) {
	sqlite3_int64 room = c->room ? c->room : 1 << 16;
	unsigned char *at;
	if (len > c->room) {
		while (room < len) room *= 2;
		at = realloc(c->at, room);
		if (at == NULL) return 0;
		c->at = at;
		c->room = room;
	}
	if (len > c->len) {
		memset(c->at + c->len, 0, len - c->len);
		c->len = len;
	}
	return 1;
}

int content_write(content *c, const void *bytes, sqlite3_int64 len, sqlite3_int64 off) {
	if (!content_grow(c, off + len)) return 0;
	memcpy(c->at + off, bytes, len);
	return 1;
}

int content_cut(content *c, sqlite3_int64 len) {
	if (len > c->len) return content_grow(c, len);
	c->len = len;
	return 1;
}

int node_pend(node *n, const void *bytes, sqlite3_int64 len, sqlite3_int64 off) {
	change *c;
	if (n->changes == n->room) {
		int room = n->room ? 2 * n->room : 64;
		c = realloc(n->pending, room * sizeof *c);
		if (c == NULL) return 0;
		n->pending = c;
		n->room = room;
	}
	c = &n->pending[n->changes];
	c->off = off;
	c->len = len;
	c->bytes = NULL;
	if (bytes != NULL) {
		c->bytes = malloc(len);
		if (c->bytes == NULL) return 0;
		memcpy(c->bytes, bytes, len);
	}
	n->changes++;
	return 1;
}

// node_forget drops the changes that were not synced.
void node_forget(node *n) {
	int i;
	for (i = 0; i < n->changes; i++) free(n->pending[i].bytes);
	n->changes = 0;
}

// node_drop takes one reference away.
void node_drop(node *n) {
	int i;
	if (--n->refs > 0) return;
	node_forget(n);
	for (i = 0; i < n->nregions; i++) free(n->regions[i]);
	free(n->regions);
	free(n->pending);
	free(n->seen.at);
	free(n->kept.at);
	free(n->name);
	free(n);
}
