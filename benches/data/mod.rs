//! Texts that look scraped, from a seed: menus, advertisements, teasers and footers around paragraphs in several
//! scripts. The words mean nothing; lengths, scripts and the share of chaff are what a cleaner's speed depends on.

/// SplitMix64 (Steele, Lea, Flood, 2014): the same texts on every machine and with every version of every crate.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// What pages of one language are made of.
struct Tongue {
    /// One page in so many parts is in this language.
    share: usize,
    words: &'static str,
    between: &'static str,
    stop: &'static str,
    menu: &'static [&'static str],
    ads: &'static [&'static str],
    asides: &'static [&'static str],
    footer: &'static [&'static str],
}

const TONGUES: &[Tongue] = &[
    Tongue {
        share: 6,
        words: "the a of to and in that was river council market after before when they said would which over harbour \
                evening morning people street between under years could there where been along winter station their \
                from with local report month night against another village company season",
        between: " ",
        stop: ".",
        menu: &["Home", "News", "Sport", "Business", "Culture", "Travel", "Weather", "About us", "Contact", "Log in"],
        ads: &["Advertisement", "Story continues below", "Sponsored", "Advertisement · Scroll to continue"],
        asides: &["Read more:", "Sign up for our newsletter", "Share this article", "3 min read", "Follow us"],
        footer: &["Privacy policy", "Terms of use", "© 2024 The Harbour Post. All rights reserved.", "Back to top"],
    },
    Tongue {
        share: 2,
        words: "der die das und in den von zu mit sich auf für ist nicht ein eine als auch Straße über Fluss größer \
                Gemeinde Morgen Häuser zwischen wurde werden Bürger später Bahnhof während gegen Jahre könnte müssen",
        between: " ",
        stop: ".",
        menu: &["Startseite", "Nachrichten", "Sport", "Wirtschaft", "Kultur", "Über uns", "Kontakt", "Anmelden"],
        ads: &["Anzeige", "Werbung", "Weiterlesen nach der Anzeige"],
        asides: &["Lesen Sie auch:", "Newsletter abonnieren", "Artikel teilen", "Lesezeit: 3 Minuten"],
        footer: &["Impressum", "Datenschutz", "© 2024 Hafenpost. Alle Rechte vorbehalten.", "Nach oben"],
    },
    Tongue {
        share: 1,
        words: "и в не на что он как это по но они мы было река город после когда утром люди улица между года могли \
                вдоль зима станция совет рынок вечером новый деревня сезон против который",
        between: " ",
        stop: ".",
        menu: &["Главная", "Новости", "Спорт", "Экономика", "Культура", "О нас", "Контакты", "Войти"],
        ads: &["Реклама", "Продолжение ниже"],
        asides: &["Читайте также:", "Подписаться на рассылку", "Поделиться"],
        footer: &["Политика конфиденциальности", "© 2024 Портовый вестник. Все права защищены.", "Наверх"],
    },
    Tongue {
        share: 1,
        words: "川は 市場の 人々が 朝に 駅から 冬の 町で 会議を 報告した 新しい 通りに 夜まで 地元の 村と 季節が 港へ \
                それから その後 会社は 年には",
        between: "",
        stop: "。",
        menu: &["ホーム", "ニュース", "スポーツ", "経済", "文化", "会社概要", "お問い合わせ", "ログイン"],
        ads: &["広告", "スポンサーリンク"],
        asides: &["関連記事", "続きを読む", "シェアする", "メルマガ登録"],
        footer: &["プライバシーポリシー", "利用規約", "© 2024 港新聞 無断転載を禁じます", "トップへ戻る"],
    },
    Tongue {
        share: 1,
        words: "في من على إلى أن كان النهر المدينة بعد عندما الصباح الناس الشارع بين سنوات الشتاء المحطة المجلس السوق \
                المساء القرية الجديد ضد التي",
        between: " ",
        stop: ".",
        menu: &["الرئيسية", "أخبار", "رياضة", "اقتصاد", "ثقافة", "من نحن", "اتصل بنا"],
        ads: &["إعلان", "إعلانات"],
        asides: &["اقرأ أيضا:", "اشترك في النشرة البريدية", "شارك المقال"],
        footer: &["سياسة الخصوصية", "جميع الحقوق محفوظة © 2024"],
    },
];

/// A page of some thousand bytes.
pub fn page(random: &mut Random) -> String {
    let tongue = tongue(random);
    let words: Vec<&str> = tongue.words.split_whitespace().collect();
    let mut out = String::new();
    let title = sentence(random, tongue, &words, 6, 12);
    let (section, place) = (random.pick(tongue.menu), random.pick(tongue.menu));
    line(&mut out, &format!("{} > {section} > {place}", tongue.menu[0]));
    bullets(&mut out, random, tongue.menu, 4, 14);
    line(&mut out, "");
    line(&mut out, &title);
    line(
        &mut out,
        &format!("{} {}, {}:{:02}", random.between(1, 28), section, random.between(0, 23), random.below(60)),
    );
    line(&mut out, "");
    for _ in 0..random.between(5, 22) {
        let paragraph: Vec<String> =
            (0..random.between(1, 6)).map(|_| sentence(random, tongue, &words, 6, 26) + tongue.stop).collect();
        line(&mut out, &paragraph.join(tongue.between));
        line(&mut out, "");
        match random.below(8) {
            0 => line(&mut out, random.pick(tongue.ads)),
            1 => line(&mut out, &sentence(random, tongue, &words, 3, 6)),
            2 => {
                let teaser = sentence(random, tongue, &words, 5, 9);
                line(&mut out, &format!("{} {teaser}", random.pick(tongue.asides)));
            }
            3 => (0..random.between(3, 7))
                .for_each(|_| line(&mut out, &format!("- {}", sentence(random, tongue, &words, 2, 9)))),
            _ => {}
        }
    }
    line(&mut out, "Facebook | X | WhatsApp | E-Mail");
    line(&mut out, random.pick(tongue.asides));
    for _ in 0..random.between(3, 9) {
        line(&mut out, &format!("  • {}", sentence(random, tongue, &words, 4, 10)));
    }
    line(&mut out, "");
    bullets(&mut out, random, tongue.menu, 3, 8);
    tongue.footer.iter().for_each(|text| line(&mut out, text));
    if random.one_in(20) { out.replace('\n', "\r\n") } else { out }
}

fn tongue(random: &mut Random) -> &'static Tongue {
    let mut at = random.below(TONGUES.iter().map(|tongue| tongue.share).sum());
    for tongue in TONGUES {
        match at.checked_sub(tongue.share) {
            Some(rest) => at = rest,
            None => return tongue,
        }
    }
    &TONGUES[0]
}

fn sentence(random: &mut Random, tongue: &Tongue, words: &[&str], low: usize, high: usize) -> String {
    let count = random.between(low, high);
    let text = (0..count).map(|_| random.pick(words)).collect::<Vec<_>>().join(tongue.between);
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn bullets(out: &mut String, random: &mut Random, from: &[&str], low: usize, high: usize) {
    for _ in 0..random.between(low, high) {
        line(out, &format!("  • {}", random.pick(from)));
    }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}
