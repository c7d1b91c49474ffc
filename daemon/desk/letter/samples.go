package letter

// Samples are sample facts of a kind, at least one; the first is what
// [Preview] shows, the others are what a template may meet besides.
func Samples(kind Kind, lang string) []any {
	about, ok := About(kind)
	if !ok {
		return nil
	}
	return []any{about.Facts}
}
