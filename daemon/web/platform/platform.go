// Package platform is what agents see and do, one file per screen.
package platform

import "permanence/daemon/web/page"

// Screens are those of this room.
type Screens struct{ *page.Site }
