package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// What the kernel says about the daemon's process (proc(5)).

// cpu is the processor time that the process has used so far, all threads.
func (d *daemon) cpu() (time.Duration, error) {
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", d.cmd.Process.Pid))
	if err != nil || len(tasks) == 0 {
		return 0, fmt.Errorf("reading the processor time of the daemon: no /proc/PID/task/*/schedstat")
	}
	var sum time.Duration
	for _, name := range tasks {
		b, err := os.ReadFile(name)
		if err != nil {
			continue // the thread has ended: Go's seldom do
		}
		first, _, _ := strings.Cut(string(b), " ")
		ns, err := strconv.ParseInt(first, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("reading %s: %w", name, err)
		}
		sum += time.Duration(ns)
	}
	return sum, nil
}

// memory is the process's share of memory now, in bytes: pages it shares with
// others count in part.
func (d *daemon) memory() (int64, error) { return d.kilobytes("smaps_rollup", "Pss:") }

// peak is the most memory that was resident at once, in bytes.
func (d *daemon) peak() (int64, error) { return d.kilobytes("status", "VmHWM:") }

func (d *daemon) kilobytes(file, key string) (int64, error) {
	name := fmt.Sprintf("/proc/%d/%s", d.cmd.Process.Pid, file)
	b, err := os.ReadFile(name)
	if err != nil {
		return 0, err
	}
	for s := bufio.NewScanner(bytes.NewReader(b)); s.Scan(); {
		if f := strings.Fields(s.Text()); len(f) == 3 && f[0] == key {
			n, err := strconv.ParseInt(f[1], 10, 64)
			return n << 10, err
		}
	}
	return 0, fmt.Errorf("%s has no line %s", name, key)
}

// diskBytes is the size of all files below dir.
func diskBytes(dir string) (sum int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			sum += info.Size()
		}
		return err
	})
	return sum, err
}

// checkpoint moves what is in a database's write-ahead log into the database.
func checkpoint(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "pragma wal_checkpoint(truncate)")
	return errors.Join(err, db.Close())
}
