package main

type cancelAnswer struct {
	Exchange int64 `arg:"" help:"The exchange's id, as ticket show prints it."`
}

func (c cancelAnswer) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.CancelAnswer(a.ctx, c.Exchange, a.by()); err != nil {
			return err
		}
		return a.say("answer %d does not leave; its time no longer counts", c.Exchange)
	})
}

type sendAnswer struct {
	Exchange int64  `arg:"" help:"The exchange's id, as ticket show prints it."`
	Text     string `help:"Other words in place of those that are held, or - for standard input."`
}

func (c sendAnswer) Run(a *app) error {
	text, err := a.text(c.Text)
	if err != nil {
		return err
	}
	return a.with(toSend, func(o opened) error {
		leaves, err := o.SendAnswer(a.ctx, c.Exchange, text, a.by())
		if err != nil {
			return err
		}
		return a.say("the answer leaves at %s", leaves.Format("15:04:05"))
	})
}
