package reply

var hebrew = words{
	language:  "he",
	openers:   []string{"בתאריך", "ב-", "מאת", "ביום", "on"},
	verbs:     []string{"כתב", "כתבה", "כתב/ה", "מאת"},
	from:      []string{"מאת", "שולח"},
	sent:      []string{"נשלח"},
	date:      []string{"תאריך"},
	to:        []string{"אל", "נמען"},
	subject:   []string{"נושא", "הנדון"},
	others:    []string{"עותק", "לידיעה"},
	originals: []string{"הודעה מקורית", "הודעה המקורית"},
	forwards:  []string{"הודעה שהועברה", "הודעה מועברת", "תחילת ההודעה שהועברה"},
	sentFrom:  []string{"נשלח מה", "נשלח מ"},
}

var arabic = words{
	language:  "ar",
	openers:   []string{"في", "بتاريخ", "يوم"},
	verbs:     []string{"كتب", "كتبت", "كتب ما يلي", "كتب/كتبت", "كتَب"},
	from:      []string{"من", "المرسل"},
	sent:      []string{"تاريخ الإرسال", "أرسل", "أُرسلت", "تم الإرسال"},
	date:      []string{"التاريخ"},
	to:        []string{"إلى", "الى", "المستقبل"},
	subject:   []string{"الموضوع", "موضوع"},
	others:    []string{"نسخة"},
	originals: []string{"الرسالة الأصلية", "رسالة أصلية", "الرسالة الأساسية", "الرسالة الاصلية"},
	forwards:  []string{"رسالة معاد توجيهها", "الرسالة المعاد توجيهها", "رسالة محولة", "بدء الرسالة المعاد توجيهها", "رسالة ممررة"},
	sentFrom:  []string{"أرسلت من ", "أُرسلت من ", "مرسل من ", "تم الإرسال من ", "الحصول على outlook لـ {name}", "الحصول على outlook ل{name}"},
}

var vietnamese = words{
	language:  "vi",
	openers:   []string{"vào", "lúc", "ngày", "on"},
	verbs:     []string{"đã viết", "viết", "đã viết như sau"},
	from:      []string{"từ", "người gửi", "gửi từ"},
	sent:      []string{"đã gửi"},
	date:      []string{"ngày", "ngày gửi", "ngày tháng"},
	to:        []string{"tới", "đến", "người nhận"},
	subject:   []string{"chủ đề", "tiêu đề", "chủ đề thư"},
	others:    []string{"đồng gửi", "đồng kính gửi"},
	originals: []string{"thư gốc", "tin nhắn gốc", "thông điệp gốc", "thư nguyên gốc"},
	forwards:  []string{"thư đã chuyển tiếp", "tin nhắn đã chuyển tiếp", "thư chuyển tiếp", "bắt đầu thư được chuyển tiếp", "tin nhắn được chuyển tiếp", "tin nhắn đã được chuyển tiếp", "thư được chuyển tiếp"},
	sentFrom:  []string{"đã gửi từ ", "được gửi từ ", "gửi từ ", "tải outlook cho {name}", "tải outlook dành cho {name}"},
}

var indonesian = words{
	language:  "id",
	openers:   []string{"pada", "tanggal"},
	verbs:     []string{"menulis", "berkata"},
	from:      []string{"dari", "pengirim"},
	sent:      []string{"dikirim", "terkirim"},
	date:      []string{"tanggal"},
	to:        []string{"kepada", "ke", "untuk", "penerima"},
	subject:   []string{"subjek", "perihal", "judul"},
	others:    []string{"tembusan"},
	originals: []string{"pesan asli", "pesan orisinal", "pesan awal"},
	forwards:  []string{"pesan terusan", "pesan yang diteruskan", "pesan diteruskan", "awal pesan yang diteruskan"},
	sentFrom:  []string{"dikirim dari ", "terkirim dari ", "dikirim menggunakan ", "dapatkan outlook untuk {name}"},
}

var thai = words{
	language:  "th",
	openers:   []string{"เมื่อ", "ในวันที่", "วันที่", "ใน"},
	verbs:     []string{"เขียนว่า", "เขียน", "ได้เขียน", "ได้เขียนว่า", "ว่า"},
	from:      []string{"จาก", "ผู้ส่ง"},
	sent:      []string{"ส่ง", "ส่งเมื่อ", "ส่งแล้ว"},
	date:      []string{"วันที่"},
	to:        []string{"ถึง", "ไปยัง", "ผู้รับ"},
	subject:   []string{"เรื่อง", "หัวข้อ", "หัวเรื่อง", "หัวจดหมาย"},
	others:    []string{"สำเนา", "สำเนาถึง"},
	originals: []string{"ข้อความต้นฉบับ", "ข้อความเดิม", "ข้อความต้นทาง"},
	forwards:  []string{"ข้อความที่ส่งต่อ", "เริ่มข้อความที่ส่งต่อ", "ข้อความส่งต่อ", "จดหมายที่ส่งต่อ"},
	sentFrom:  []string{"ส่งจาก", "รับ outlook สำหรับ {name}"},
}

var chinese = words{
	language:  "zh",
	openers:   []string{"在", "於", "于"},
	verbs:     []string{"写道", "寫道", "编写", "写入", "撰寫", "來信", "来信", "写了", "寫了", "写到", "寫到"},
	from:      []string{"发件人", "發件人", "寄件者", "寄件人", "发信人"},
	sent:      []string{"发送时间", "傳送時間", "寄件日期", "发送日期", "已发送", "傳送日期"},
	date:      []string{"日期", "時間", "时间"},
	to:        []string{"收件人", "收件者"},
	subject:   []string{"主题", "主題", "主旨"},
	others:    []string{"抄送", "副本", "密件抄送", "重要性", "附件"},
	originals: []string{"原始邮件", "原始郵件", "原邮件", "原信件", "回复的原邮件", "回复的邮件", "原始訊息", "原始消息", "邮件原件", "原始信件"},
	forwards:  []string{"转发的邮件", "转发邮件", "轉寄的郵件", "转发邮件信息", "轉寄郵件", "转发的消息", "已转发邮件", "轉寄訊息", "開始轉寄郵件", "以下是转发的邮件", "下面是被转发的邮件"},
	sentFrom:  []string{"从我的", "发自我的", "發自我的", "從我的", "发送自", "从 windows 版", "發自 ", "发自 ", "获取 outlook for {name}", "取得 outlook for {name}", "下载 outlook for {name}", "获取适用于 {name} 的 outlook"},
}

var japanese = words{
	language:  "ja",
	verbs:     []string{"書きました", "のメール", "のメッセージ", "書いた", "は書きました", "wrote", "のメール:"},
	from:      []string{"差出人", "送信者", "送信元", "発信者"},
	sent:      []string{"送信日時", "送信日"},
	date:      []string{"日付", "日時"},
	to:        []string{"宛先", "受信者"},
	subject:   []string{"件名"},
	others:    []string{"重要度", "添付ファイル"},
	originals: []string{"元のメッセージ", "元のメール", "オリジナルメッセージ", "original message", "元メール"},
	forwards:  []string{"転送されたメッセージ", "転送メッセージ", "転送されたメール", "転送メール", "転送"},
	sentFrom:  []string{"iphoneから送信", "ipadから送信", "androidから送信", "iphone から送信", "windows 版のメールから送信", "私の", "{name} 版 outlook を入手", "outlook for {name} を入手"},
}

var korean = words{
	language:  "ko",
	verbs:     []string{"작성", "님이 작성", "썼습니다", "님이 쓴 글", "님이 작성한 메시지", "작성했습니다"},
	from:      []string{"보낸 사람", "보낸사람", "보낸이", "발신인"},
	sent:      []string{"보낸 날짜", "보낸날짜", "보낸 시간"},
	date:      []string{"날짜", "일시"},
	to:        []string{"받는 사람", "받는사람", "수신자", "받는이"},
	subject:   []string{"제목"},
	others:    []string{"참조", "숨은참조"},
	originals: []string{"원본 메시지", "원본 메일", "원본메일", "원본메시지", "원본 내용"},
	forwards:  []string{"전달된 메시지", "전달된 메일", "전달 메시지", "전달한 메시지"},
	sentFrom:  []string{"나의 iphone", "내 iphone", "iphone에서 보냄", "내 갤럭시", "나의 갤럭시", "{name}용 outlook 다운로드", "내 galaxy", "나의 galaxy", "{name}용 outlook 받기"},
}
