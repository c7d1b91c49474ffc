package main

type releaseMail struct {
	ID       int64 `arg:"" help:"The mail's id."`
	Register bool  `help:"For good: the sender becomes a contact of the client, or the client's domain is taken for one that cannot sign."`
}

func (c releaseMail) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		if err := o.Release(a.ctx, c.ID, c.Register, a.by()); err != nil {
			return err
		}
		v, err := o.Mail(a.ctx, c.ID)
		if err != nil {
			return err
		}
		return a.say("mail %d is let in: %s, ticket %s", c.ID, v.Disposition, number(v.Ticket))
	})
}

type rejectMail struct {
	ID int64 `arg:"" help:"The mail's id."`
}

func (c rejectMail) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.Reject(a.ctx, c.ID, a.by()); err != nil {
			return err
		}
		return a.say("mail %d stays out", c.ID)
	})
}

type approveMail struct {
	ID int64 `arg:"" help:"The mail's id."`
}

func (c approveMail) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		if err := o.ApproveHeld(a.ctx, c.ID, a.by()); err != nil {
			return err
		}
		return a.say("the technical contact is replaced as mail %d asks for", c.ID)
	})
}

type retryMail struct {
	ID int64 `arg:"" help:"The mail's id."`
}

func (c retryMail) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.Retry(a.ctx, c.ID, a.by()); err != nil {
			return err
		}
		return a.say("mail %d will be decided on again", c.ID)
	})
}
