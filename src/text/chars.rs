//! What single characters mean on a page, in whatever script: sentence ends, separators, words without spaces.

/// Whether a sentence can end in `c`, in any script.
pub fn is_terminal(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '。'
            | '．'
            | '！'
            | '？'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '։'
            | '።'
            | '｡'
            | '⁈'
            | '⁉'
            | '‼'
    )
}

/// Whether `c` may close a sentence after its terminal mark: a quote or a bracket.
pub fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '›' | '」' | '』' | '）' | '】' | '》' | '*' | '_')
}

/// Whether `c` stands between the items of a breadcrumb or an inline menu.
pub fn is_separator(c: char) -> bool {
    matches!(
        c,
        '|' | '>'
            | '/'
            | '»'
            | '›'
            | '•'
            | '·'
            | '→'
            | '▸'
            | '►'
            | '⟩'
            | '❯'
            | '｜'
            | '＞'
            | '〉'
            | '\\'
            | '⁄'
    )
}

/// Whether `c` opens an item of a list when a space follows it.
pub fn is_list_mark(c: char) -> bool {
    matches!(
        c,
        '•' | '·'
            | '-'
            | '*'
            | '+'
            | '–'
            | '—'
            | '▪'
            | '▫'
            | '◦'
            | '●'
            | '○'
            | '■'
            | '□'
            | '►'
            | '▸'
            | '▶'
            | '‣'
            | '⁃'
            | '→'
            | '✓'
            | '✔'
            | '・'
            | '»'
            | '›'
            | '>'
    )
}

/// Whether `c` belongs to a script that writes words without spaces between them.
pub fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{0E00}'..='\u{0EFF}' // Thai, Lao
        | '\u{1000}'..='\u{109F}' // Myanmar
        | '\u{1780}'..='\u{17FF}' // Khmer
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30FF}' // kana
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{9FFF}' // Han
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FF9D}'
        | '\u{20000}'..='\u{3FFFF}'
    )
}

/// Whether `c` continues a word of a spaced script, so that a phrase may not begin or end beside it.
pub fn is_word_char(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || c == '_' } else { c.is_alphanumeric() && !is_unspaced(c) }
}
