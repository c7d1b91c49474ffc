package mailbox

import (
	"context"
	"errors"
	"fmt"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"permanence/daemon/desk"
)

// Recent gives the last n mails of the account's first folder to take, oldest
// first, and keeps nothing: it is how `mailbox probe` looks at a mailbox. A
// spool file is removed when take returns; an error of take ends it.
func Recent(ctx context.Context, account Account, n int, take func(desk.Mail) error) error {
	w, err := New(account, nil, Outside{})
	if err != nil {
		return err
	}
	s, err := openSession(ctx, w.account)
	if err != nil {
		return err
	}
	defer s.close()
	v := &visit{f: w.folders[0], s: s, unreadable: uidSet{}}
	e, err := s.examine(ctx, v.f.name)
	if err != nil || e.messages == 0 || n <= 0 {
		return err
	}
	v.known = desk.Folder{Start: 1, UIDValidity: e.uidValidity}
	uids, err := s.lastUIDs(ctx, e.messages, uint32(min(n, int(e.messages))))
	if err != nil {
		return err
	}
	return v.show(ctx, uids, take)
}

// lastUIDs gives the UIDs of the last n of so many messages.
func (s *session) lastUIDs(ctx context.Context, messages, n uint32) (uids []uint32, err error) {
	set := imap.SeqSet{{Start: messages - n + 1, Stop: messages}}
	err = s.ask(ctx, "list mails", func() error {
		command := s.client.Fetch(set, &imap.FetchOptions{UID: true})
		defer command.Close()
		for message := command.Next(); message != nil; message = command.Next() {
			for data := message.Next(); data != nil; data = message.Next() {
				if uid, ok := data.(imapclient.FetchItemDataUID); ok {
					uids = append(uids, uint32(uid.UID))
				}
			}
		}
		return command.Close()
	})
	return uids, err
}

func (v *visit) show(ctx context.Context, uids []uint32, take func(desk.Mail) error) error {
	items, err := v.s.sizes(ctx, uids, v.f.trouble.suspect)
	if err != nil {
		return err
	}
	for len(items) > 0 {
		n := v.batch(items)
		got, err := v.s.bodies(ctx, items[:n])
		if err != nil && !answered(err) {
			return err
		}
		for _, item := range items[:n] {
			if mail, ok := got.mails[item.uid]; ok && err == nil {
				err = take(v.place(mail))
			}
		}
		got.drop()
		if err != nil {
			return err
		}
		items = items[n:]
	}
	return nil
}

// Import hands over, as history, what lies in the folders of the account from
// before they were watched, and says how many mails were kept. It has
// connections of its own and may run beside Run; what is known is passed over,
// so it may be repeated after an error. A folder that was never watched is
// left to Run, with Account.Import.
func (w *Watcher) Import(ctx context.Context) (kept int64, err error) {
	for _, f := range w.folders {
		own := &folder{w: w, name: f.name}
		err := own.importHistory(ctx)
		kept += own.state.get().Fetched
		if err != nil {
			return kept, fmt.Errorf("import folder %s: %w", f.name, err)
		}
	}
	return kept, nil
}

var errNotWatched = errors.New("the folder has not been watched yet: start the daemon first")

func (f *folder) importHistory(ctx context.Context) error {
	s, err := openSession(ctx, f.w.account)
	if err != nil {
		return err
	}
	defer s.close()
	v := &visit{f: f, s: s, recovered: uidSet{}, unreadable: uidSet{}, history: true}
	e, err := s.examine(ctx, f.name)
	if err != nil {
		return err
	}
	v.known, v.since, err = v.keeper().Folder(ctx, v.account().Name, f.name)
	switch {
	case err != nil:
		return err
	case !v.known.Known || v.known.UIDValidity != e.uidValidity:
		return errNotWatched
	}
	return v.fetchHistory(ctx)
}

// fetchHistory takes the UIDs under Start, or those received before the folder
// was watched where the generation has no Start.
func (v *visit) fetchHistory(ctx context.Context) error {
	criteria := &imap.SearchCriteria{UID: []imap.UIDSet{{{Start: 1, Stop: imap.UID(v.known.Start - 1)}}}}
	if v.known.Start == 0 {
		criteria = &imap.SearchCriteria{Before: v.since}
	} else if v.known.Start == 1 {
		return nil
	}
	uids, err := v.s.search(ctx, criteria)
	if err != nil {
		return err
	}
	v.listedAt = v.now()
	if err := v.queue(ctx, uids); err != nil {
		return err
	}
	k := v.startKeeping(ctx)
	err = v.fetchAll(ctx, k)
	return errors.Join(err, k.finish())
}
