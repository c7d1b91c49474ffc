//go:build fault

// What is needed of SQLite's interface for file systems (sqlite.org/c3ref/vfs.html).
// The library itself is linked by go-sqlite3: weak names are found at the end.
#ifndef PROOF_SQLITE_H
#define PROOF_SQLITE_H

typedef long long sqlite3_int64;
typedef struct sqlite3_file sqlite3_file;
typedef struct sqlite3_vfs sqlite3_vfs;
typedef struct sqlite3_io_methods sqlite3_io_methods;

struct sqlite3_file {
	const sqlite3_io_methods *pMethods;
};

struct sqlite3_io_methods {
	int iVersion;
	int (*xClose)(sqlite3_file *);
	int (*xRead)(sqlite3_file *, void *, int, sqlite3_int64);
	int (*xWrite)(sqlite3_file *, const void *, int, sqlite3_int64);
	int (*xTruncate)(sqlite3_file *, sqlite3_int64);
	int (*xSync)(sqlite3_file *, int);
	int (*xFileSize)(sqlite3_file *, sqlite3_int64 *);
	int (*xLock)(sqlite3_file *, int);
	int (*xUnlock)(sqlite3_file *, int);
	int (*xCheckReservedLock)(sqlite3_file *, int *);
	int (*xFileControl)(sqlite3_file *, int, void *);
	int (*xSectorSize)(sqlite3_file *);
	int (*xDeviceCharacteristics)(sqlite3_file *);
	int (*xShmMap)(sqlite3_file *, int, int, int, void volatile **);
	int (*xShmLock)(sqlite3_file *, int, int, int);
	void (*xShmBarrier)(sqlite3_file *);
	int (*xShmUnmap)(sqlite3_file *, int);
};

struct sqlite3_vfs {
	int iVersion;
	int szOsFile;
	int mxPathname;
	sqlite3_vfs *pNext;
	const char *zName;
	void *pAppData;
	int (*xOpen)(sqlite3_vfs *, const char *, sqlite3_file *, int, int *);
	int (*xDelete)(sqlite3_vfs *, const char *, int);
	int (*xAccess)(sqlite3_vfs *, const char *, int, int *);
	int (*xFullPathname)(sqlite3_vfs *, const char *, int, char *);
	void *(*xDlOpen)(sqlite3_vfs *, const char *);
	void (*xDlError)(sqlite3_vfs *, int, char *);
	void (*(*xDlSym)(sqlite3_vfs *, void *, const char *))(void);
	void (*xDlClose)(sqlite3_vfs *, void *);
	int (*xRandomness)(sqlite3_vfs *, int, char *);
	int (*xSleep)(sqlite3_vfs *, int);
	int (*xCurrentTime)(sqlite3_vfs *, double *);
	int (*xGetLastError)(sqlite3_vfs *, int, char *);
	int (*xCurrentTimeInt64)(sqlite3_vfs *, sqlite3_int64 *);
};

#define WEAK __attribute__((weak))
WEAK extern sqlite3_vfs *sqlite3_vfs_find(const char *);
WEAK extern int sqlite3_vfs_register(sqlite3_vfs *, int);
WEAK extern sqlite3_int64 sqlite3_memory_used(void);
WEAK extern sqlite3_int64 sqlite3_hard_heap_limit64(sqlite3_int64);

enum {
	SQLITE_OK = 0,
	SQLITE_BUSY = 5,
	SQLITE_NOMEM = 7,
	SQLITE_FULL = 13,
	SQLITE_CANTOPEN = 14,
	SQLITE_NOTFOUND = 12,
	SQLITE_IOERR = 10,
	SQLITE_IOERR_READ = 10 | 1 << 8,
	SQLITE_IOERR_SHORT_READ = 10 | 2 << 8,
	SQLITE_IOERR_WRITE = 10 | 3 << 8,
	SQLITE_IOERR_FSYNC = 10 | 4 << 8,
	SQLITE_IOERR_TRUNCATE = 10 | 6 << 8,
	SQLITE_IOERR_DELETE = 10 | 10 << 8,
	SQLITE_IOERR_LOCK = 10 | 15 << 8,
	SQLITE_IOERR_SHMMAP = 10 | 21 << 8,
	SQLITE_IOERR_DELETE_NOENT = 10 | 23 << 8,

	SQLITE_OPEN_READONLY = 1,
	SQLITE_OPEN_CREATE = 4,
	SQLITE_OPEN_DELETEONCLOSE = 8,
	SQLITE_OPEN_MAIN_JOURNAL = 0x800,
	SQLITE_OPEN_WAL = 0x80000,

	SQLITE_LOCK_NONE = 0,
	SQLITE_LOCK_SHARED = 1,
	SQLITE_LOCK_RESERVED = 2,
	SQLITE_LOCK_PENDING = 3,
	SQLITE_LOCK_EXCLUSIVE = 4,

	SQLITE_SHM_UNLOCK = 1,
	SQLITE_SHM_SHARED = 4,
	SQLITE_SHM_NLOCK = 8,

	// As SQLite's own file system on Linux says of itself.
	SQLITE_IOCAP_POWERSAFE_OVERWRITE = 0x1000,
	SQLITE_IOCAP_SUBPAGE_READ = 0x8000,
};

#endif
