//go:build !linux

package crash

import "syscall"

// bound is nothing: here a child that this process leaves behind runs on.
func bound() *syscall.SysProcAttr { return nil }
