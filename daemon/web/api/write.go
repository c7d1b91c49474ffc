package api

import (
	"bytes"
	"encoding/json"
	"mime"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"permanence/daemon/desk"
)

// write writes what a handler gave: nothing, a file, or JSON.
func write(w http.ResponseWriter, status int, out any) error {
	switch v := out.(type) {
	case nothing:
		w.WriteHeader(status)
		return nil
	case desk.FileContent:
		writeFile(w, v)
		return nil
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(filled(out)); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	w.WriteHeader(status)
	_, _ = b.WriteTo(w) // the reader is gone: nobody is left to tell
	return nil
}

// writeFile writes a file as bytes to be saved: its name and type are a
// stranger's, and nothing shows it.
func writeFile(w http.ResponseWriter, f desk.FileContent) {
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	if disposition := mime.FormatMediaType("attachment", map[string]string{"filename": f.Filename}); disposition != "" {
		h.Set("Content-Disposition", disposition)
	} else {
		h.Set("Content-Disposition", "attachment")
	}
	h.Set("Content-Length", strconv.Itoa(len(f.Bytes)))
	_, _ = w.Write(f.Bytes) // the reader is gone: nobody is left to tell
}

// filled is a value with empty lists in the place of those that are not there:
// a list is never null.
func filled(v any) any {
	to := reflect.New(reflect.TypeOf(v)).Elem()
	to.Set(reflect.ValueOf(v))
	fill(to)
	return to.Interface()
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && v.Elem().Kind() == reflect.Struct && hasLists(v.Type().Elem()) {
			twin := reflect.New(v.Type().Elem())
			twin.Elem().Set(v.Elem())
			fill(twin.Elem())
			v.Set(twin)
		}
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
			return
		}
		if v.Type().Elem().Kind() != reflect.Struct {
			return
		}
		twin := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(twin, v)
		for i := range twin.Len() {
			fill(twin.Index(i))
		}
		v.Set(twin)
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if f.IsExported() && !strings.Contains(f.Tag.Get("json"), ",omitempty") {
				fill(v.Field(i))
			}
		}
	}
}

// hasLists tells whether a type may have lists in it: time.Time has none.
func hasLists(t reflect.Type) bool { return t.PkgPath() != "time" }
