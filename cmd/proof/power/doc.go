// Package power takes the power, the room and the health of the disk away from
// under the daemon's database, and shows that nothing that was acknowledged is
// lost or half there afterwards.
package power
