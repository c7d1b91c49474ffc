package ticket

import (
	"regexp"
	"strings"
	"unicode"
)

// readOrder reads one line behind its #.
func readOrder(content, line string) (Order, *CommandError) {
	command, rest, known := cutName(content)
	if !known {
		return Order{}, &CommandError{Line: line, kind: faultUnknown, hint: suggest(firstWord(content))}
	}
	o := Order{Name: command.Name, Line: line}
	if fault := o.read(command, rest); fault != nil {
		fault.Line = line
		if fault.hint == "" {
			fault.hint = command.Example[0]
			fault.hintEnglish = command.Example[1]
		}
		return Order{}, fault
	}
	return o, nil
}

// cutName finds the command whose name starts the content, letters compared
// without case, accents, spaces and hyphens: "Hors forfait 1h" is horsforfait.
// The longest name wins.
func cutName(content string) (command Command, rest string, known bool) {
	var letters strings.Builder
	runes := []rune(content)
	for i := 0; i < len(runes) && letters.Len() <= longestName; {
		for ; i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.Is(unicode.Mn, runes[i])); i++ {
			letters.WriteString(foldRune(runes[i]))
		}
		if c, ok := commandNamed(letters.String()); ok {
			command, rest, known = c, strings.TrimSpace(strings.TrimLeft(string(runes[i:]), " :=-_")), true
		}
		start := i
		for i < len(runes) && strings.ContainsRune(" -_.", runes[i]) {
			i++
		}
		if i == start && i < len(runes) && !unicode.IsLetter(runes[i]) {
			break
		}
	}
	return command, rest, known
}

const longestName = 16

// commandNamed finds a command by any of its names, folded.
func commandNamed(name string) (Command, bool) {
	if name == "" {
		return Command{}, false
	}
	for _, c := range commands {
		for _, n := range c.names() {
			if Fold(n) == name {
				return c, true
			}
		}
	}
	return Command{}, false
}

func (c Command) names() []string { return append(append([]string{}, c.French...), c.English...) }

func firstWord(content string) string {
	content = strings.TrimLeft(content, " ")
	if i := strings.IndexAny(content, " :="); i >= 0 {
		content = content[:i]
	}
	return content
}

var addressForm = regexp.MustCompile(`^[a-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$`)

func (o *Order) read(c Command, rest string) *CommandError {
	switch c.Argument {
	case NoArgument:
		if rest != "" {
			return &CommandError{kind: faultTooMuch}
		}
	case DurationArgument:
		return o.readDuration(rest)
	case NoteArgument:
		o.Text = rest
	case TextArgument:
		if o.Text = rest; rest == "" {
			return &CommandError{kind: faultMissing}
		}
	case PriorityArgument:
		return o.readPriority(rest)
	case WhenArgument:
		return o.readWhen(rest)
	case AddressArgument:
		return o.readAddresses(rest)
	case TicketArgument:
		return o.readTicket(rest)
	case AlwaysArgument:
		return o.readAlways(rest)
	case PackageArgument:
		return o.readPackage(rest)
	}
	return nil
}

func (o *Order) readDuration(rest string) *CommandError {
	minutes, text, err := cutDuration(rest)
	if err != nil {
		return &CommandError{kind: faultDuration, duration: err.(*DurationError)}
	}
	o.Minutes, o.Text = minutes, text
	return nil
}

var priorityNames = map[string]Priority{
	"basse": Low, "faible": Low, "low": Low, "normale": Normal, "normal": Normal,
	"haute": High, "elevee": High, "high": High, "urgente": Urgent, "urgent": Urgent,
}

func (o *Order) readPriority(rest string) *CommandError {
	p, ok := priorityNames[Fold(rest)]
	if !ok {
		return &CommandError{kind: faultPriority}
	}
	o.Priority = p
	return nil
}

func (o *Order) readWhen(rest string) *CommandError {
	w, err := ParseWhen(rest)
	if err != nil {
		return &CommandError{kind: faultWhen}
	}
	o.When = w
	return nil
}

func (o *Order) readAddresses(rest string) *CommandError {
	for _, a := range strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune(" ,;<>", r) }) {
		a = lowerASCII(strings.TrimPrefix(a, "mailto:"))
		if !addressForm.MatchString(a) {
			return &CommandError{kind: faultAddress}
		}
		o.Addresses = append(o.Addresses, a)
	}
	if len(o.Addresses) == 0 {
		return &CommandError{kind: faultMissing}
	}
	return nil
}

var ticketForm = regexp.MustCompile(`^(?:n°|no|nr)? ?\[?#?([1-9][0-9]{0,17})(?:-[0-9A-Za-z]{8})?\]?$`)

func (o *Order) readTicket(rest string) *CommandError {
	m := ticketForm.FindStringSubmatch(rest)
	if m == nil {
		return &CommandError{kind: faultTicket}
	}
	o.Ticket, _ = parseID(m[1])
	return nil
}

func (o *Order) readAlways(rest string) *CommandError {
	switch Fold(rest) {
	case "":
	case "toujours", "always":
		o.Always = true
	default:
		return &CommandError{kind: faultTooMuch}
	}
	return nil
}

var packageForm = regexp.MustCompile(`^([0-9]{1,4})(?:[.,](25|5|50|75))? ?h(?:eures?|ours?)?(?: ?(00|15|30|45))?$`)

// readPackage reads whole quarters of hours, with their unit: a bare number
// would be minutes elsewhere.
func (o *Order) readPackage(rest string) *CommandError {
	if rest == "" {
		return nil
	}
	m := packageForm.FindStringSubmatch(lowerASCII(rest))
	if m == nil || m[2] != "" && m[3] != "" {
		return &CommandError{kind: faultPackage}
	}
	hours, _ := parseID(strings.TrimLeft(m[1], "0"))
	quarter := map[string]int{"": 0, "00": 0, "25": 15, "15": 15, "5": 30, "50": 30, "30": 30, "75": 45, "45": 45}
	o.Minutes = int(hours)*60 + quarter[m[2]] + quarter[m[3]]
	if o.Minutes == 0 {
		return &CommandError{kind: faultPackage}
	}
	return nil
}
