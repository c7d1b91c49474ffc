// Package space is the client space: what a technical contact sees and does,
// one file per screen.
package space

import "permanence/daemon/web/page"

// Screens are those of this room.
type Screens struct{ *page.Site }
