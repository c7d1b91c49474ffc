//go:build !linux

package realmail

import "syscall"

// child gives the server a process group of its own.
func child() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
