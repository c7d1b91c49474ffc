package desk

import (
	"context"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/store"
)

// PackageCourse is how a package was used and how it would go on: what the
// pictures of it show.
type PackageCourse struct {
	PackageView
	AvailableQuarters int // subscribed, carried over and adjusted
	ExpectedQuarters  int // what an even use would have used by today
	Projection        contract.Projection
	Credit            []contract.Point        // what was left, over the last periods
	Months            []contract.MonthFigures // the last twelve
	Today             rota.Date
}

const (
	// courseMonths is how many months pictures look back.
	courseMonths = 12
	// courseAhead is how many days they look ahead at most.
	courseAhead = 92
)

// ClientCourses shows how a client's packages fare; none where the client has
// no contract.
func (d *Desk) ClientCourses(ctx context.Context, client people.Client) (all []PackageCourse, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error { all, err = d.clientCourses(tx, client); return err })
	return all, err
}

func (d *Desk) clientCourses(tx *store.Tx, client people.Client) (all []PackageCourse, err error) {
	contracts, err := d.packagesOf(tx, client, "")
	if isRefused(err) {
		return nil, nil // no contract
	} else if err != nil {
		return nil, err
	}
	for _, c := range contracts {
		course, err := d.packageCourse(tx, client, c)
		if err != nil {
			return nil, err
		}
		all = append(all, course)
	}
	return all, nil
}

func (d *Desk) packageCourse(tx *store.Tx, client people.Client, c contract.Contract) (PackageCourse, error) {
	view, err := d.packageView(tx, client, c)
	if err != nil {
		return PackageCourse{}, err
	}
	lines, err := tx.Lines(c.ID)
	if err != nil {
		return PackageCourse{}, err
	}
	cal, err := d.calendar(tx)
	if err != nil {
		return PackageCourse{}, err
	}
	today := rota.DateOf(d.now(), d.zone())
	course := PackageCourse{PackageView: view, AvailableQuarters: view.SubscribedQuarters + view.CarriedQuarters + view.AdjustedQuarters,
		ExpectedQuarters: -1, Projection: contract.Project(c, lines, cal, today, today.AddDays(courseAhead)),
		Months: contract.MonthsBefore(c, lines, today, courseMonths, d.zone()), Today: today,
		Credit: contract.Credit(c, lines, today.AddMonths(-3), today, d.zone())}
	if p, ok := c.PeriodAt(today); ok {
		course.ExpectedQuarters = contract.ExpectedBy(cal, p, view.SubscribedQuarters, today)
	}
	return course, nil
}
