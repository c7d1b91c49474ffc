package realmail

import "syscall"

// child gives the server a process group of its own, so that all of it can be
// ended, and makes it end with a test program that is killed.
func child() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
}
