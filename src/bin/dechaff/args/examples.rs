//! The examples at the end of each help text, kept apart so that the flags can be read in one go.

pub const MAIN: &str = "\
Examples:
  dechaff clean scraped/ -o clean/            a clean copy of a folder
  dechaff clean scraped/ --dry-run --diff     what would go; nothing is written
  dechaff clean - < page.txt > page.out       as a filter
  dechaff explain page.txt                    every line, its verdict and why

`dechaff help COMMAND` tells all about a command.";

pub const CLEAN: &str = "\
Examples:
  dechaff clean scraped/ -o clean/
  dechaff clean scraped/ -o clean/ --audit removed.jsonl.zst
  dechaff clean scraped/ -o clean/ --resume
  dechaff clean scraped/ --dry-run --diff | less
  dechaff clean scraped/ -o corpus.jsonl.zst --to jsonl
  dechaff clean scraped/ -o clean/ --ext log --glob '!drafts/'
  dechaff clean page.txt
  curl -s URL | html2text | dechaff clean -
  scrapy crawl news -o -:jsonlines | dechaff clean --jsonl - > clean.jsonl

Exit codes:
  0 all clean, 1 a file failed, 2 wrong usage, 130 interrupted";

pub const WATCH: &str = "\
A file is cleaned once nothing was written to it for a second, and again when it changes.

Examples:
  dechaff watch scraped/ -o clean/
  dechaff watch scraped/ -o clean/ --profile site.profile

Exit codes:
  0 all clean, 1 a file failed, 2 wrong usage";

pub const EXPLAIN: &str = "\
A line goes at 100 points. Negative points speak for keeping it.

Examples:
  dechaff explain page.txt
  dechaff explain -v page.txt
  dechaff explain - --format json < page.txt | jq '.lines[] | select(.kept | not)'";

pub const RESTORE: &str = "\
Examples:
  dechaff clean scraped/ -o clean/ --audit removed.jsonl.zst
  dechaff restore clean/ --audit removed.jsonl.zst -o again/";

pub const PACKS: &str = "\
Examples:
  dechaff packs list
  dechaff packs show en-ads
  dechaff packs check my-pack.toml";

pub const COMPLETIONS: &str = "\
Examples:
  dechaff completions bash > ~/.local/share/bash-completion/completions/dechaff
  dechaff completions zsh > ~/.zfunc/_dechaff
  dechaff completions fish > ~/.config/fish/completions/dechaff.fish";

pub const MANUAL: &str = "\
Examples:
  dechaff man | man -l -
  dechaff man > ~/.local/share/man/man1/dechaff.1";

pub const TRAIN: &str = "\
A line is learnt as kept as far as its words stand in the clean copy, in order.

Examples:
  dechaff train scraped/ by-hand/ -o my.model
  dechaff clean more/ -o clean/ --model my.model";

pub const EVAL: &str = "\
Scores are means over documents, of bags of words; a rule is wrong on a line of which people kept most words.

Examples:
  dechaff eval scraped/ by-hand/
  dechaff eval scraped/ by-hand/ --mode standard --report eval.html
  dechaff eval cleaned-by-others/ by-hand/ --as-is --format json | jq .after";

pub const LEARN: &str = "\
A site is a folder, unless --site-by says otherwise, and needs eight pages at least.

Examples:
  dechaff learn scraped/ -o site.profile
  dechaff clean today/ -o clean/ --profile site.profile";

pub const MERGE: &str = "\
Examples:
  dechaff merge monday.profile tuesday.profile -o all.profile";

pub const PROFILE: &str = "\
Examples:
  dechaff profile show site.profile
  dechaff profile show site.profile --site docs.example";

pub const BENCH: &str = "\
The folder is cleaned into a folder for temporary files, which goes at the end. Stages, and cleaning in memory, are
measured on at most 64 MB of it.

Examples:
  dechaff bench scraped/
  dechaff bench scraped/ --mode light --learn off --report bench.html
  dechaff bench scraped/ --scratch /mnt/disk --format json | jq .limit";
