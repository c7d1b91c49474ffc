//go:build !linux

package realmail

import "syscall"

func child() *syscall.SysProcAttr { return nil }
