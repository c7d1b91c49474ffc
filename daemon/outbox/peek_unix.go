//go:build unix

package outbox

import "syscall"

// peek looks at what waits on the socket without taking it: whether there is
// something, and whether the other side has closed. Neither is certain to be
// seen, but what is seen is so.
func (w *wire) peek() (waiting, closed bool) {
	raw, ok := w.Conn.(syscall.Conn)
	if !ok {
		return false, false
	}
	socket, err := raw.SyscallConn()
	if err != nil {
		return false, false
	}
	var n int
	var seen error
	err = socket.Control(func(fd uintptr) {
		n, _, seen = syscall.Recvfrom(int(fd), make([]byte, 1), syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
	})
	if err != nil || seen == syscall.EAGAIN || seen == syscall.EINTR {
		return false, err != nil
	}
	return n > 0, n == 0 || seen != nil
}
