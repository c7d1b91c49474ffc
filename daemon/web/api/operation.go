package api

import (
	"context"
	"net/http"
	"reflect"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

// Operation is one thing that programs can ask for.
type Operation struct {
	Method string
	Path   string // below Base, with {names}
	Name   string // stable, for programs that are written from the description
	Says   string // one sentence
	Scope  people.Scope
	Ours   bool // for tokens of agents and machines
	Theirs bool // for tokens of contacts
	Status int  // where all went well

	in, out reflect.Type
	run     func(context.Context, desk.Caller, any) (any, error)
}

// nothing is the answer of what gives none.
type nothing struct{}

// operation makes an Operation, for agents and machines, of a handler.
func operation[In, Out any](method, path, name, says string, scope people.Scope, h func(context.Context, desk.Caller, In) (Out, error)) Operation {
	o := Operation{Method: method, Path: path, Name: name, Says: says, Scope: scope, Ours: true, Status: http.StatusOK,
		in: reflect.TypeFor[In](), out: reflect.TypeFor[Out]()}
	if o.out == reflect.TypeFor[nothing]() {
		o.Status = http.StatusNoContent
	}
	o.run = func(ctx context.Context, c desk.Caller, in any) (any, error) { return h(ctx, c, *in.(*In)) }
	return o
}

func get[In, Out any](path, name, says string, scope people.Scope, h func(context.Context, desk.Caller, In) (Out, error)) Operation {
	return operation(http.MethodGet, path, name, says, scope, h)
}

func post[In, Out any](path, name, says string, scope people.Scope, h func(context.Context, desk.Caller, In) (Out, error)) Operation {
	return operation(http.MethodPost, path, name, says, scope, h)
}

func put[In, Out any](path, name, says string, scope people.Scope, h func(context.Context, desk.Caller, In) (Out, error)) Operation {
	return operation(http.MethodPut, path, name, says, scope, h)
}

func patch[In, Out any](path, name, says string, scope people.Scope, h func(context.Context, desk.Caller, In) (Out, error)) Operation {
	return operation(http.MethodPatch, path, name, says, scope, h)
}

func remove[In, Out any](path, name, says string, scope people.Scope, h func(context.Context, desk.Caller, In) (Out, error)) Operation {
	return operation(http.MethodDelete, path, name, says, scope, h)
}

// forAll is the operation for contacts too.
func (o Operation) forAll() Operation { o.Theirs = true; return o }

// forContacts is the operation for contacts alone.
func (o Operation) forContacts() Operation { o.Ours, o.Theirs = false, true; return o }

// creates is an operation that makes something new.
func (o Operation) creates() Operation { o.Status = http.StatusCreated; return o }

// writes tells whether the operation changes something.
func (o Operation) writes() bool { return o.Method != http.MethodGet }

// open tells whether a caller may ask for the operation.
func (o Operation) open(c desk.Caller) bool {
	if c.IsContact() {
		return o.Theirs
	}
	return o.Ours
}
