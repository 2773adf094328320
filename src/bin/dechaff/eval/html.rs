//! An evaluation as a page that stands alone: charts, and the worst documents line by line.

use std::fmt::Write;

use dechaff::eval::{Compared, Evaluation, Judged};

use crate::markup::escaped;

/// Bars of the chart of F1.
const BARS: usize = 20;

const STYLE: &str = "body{font:15px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}\
    table{border-collapse:collapse}td,th{padding:.15rem .8rem;text-align:right}td:first-child,th:first-child{text-align:left}\
    .chart{display:flex;align-items:flex-end;gap:2px;height:9rem;border-bottom:1px solid #888}\
    .chart div{flex:1;background:#4a7ab5}.scale{display:flex;justify-content:space-between;color:#666}\
    .bar{display:inline-block;height:.7rem;background:#5b9a68}.bar+.bar{background:#c0563f}\
    pre{white-space:pre-wrap;border:1px solid #ddd;padding:.6rem;max-height:32rem;overflow:auto}\
    .kept{background:#e4f3e6}.spared{background:#fbeccb}.gone{color:#888;text-decoration:line-through}\
    .lost{background:#f6d3cc;text-decoration:line-through}";

/// What ends the page.
pub const FOOT: &str = "</body></html>\n";

/// The page up to its documents.
pub fn head(evaluation: &Evaluation) -> String {
    let (after, before) = evaluation.mean();
    let (harmed, gold) = evaluation.harm();
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>dechaff eval</title>\
         <style>{STYLE}</style></head><body><h1>Evaluation of {} documents</h1>\
         <table><tr><th></th><th>F1</th><th>precision</th><th>recall</th></tr>",
        evaluation.documents.len()
    );
    for (name, score) in [("before", before), ("after", after)] {
        let (f1, precision, recall) = (score.f1, score.precision, score.recall);
        page += &format!("<tr><td>{name}</td><td>{f1:.4}</td><td>{precision:.4}</td><td>{recall:.4}</td></tr>");
    }
    page += &format!("</table><p>Of the {gold} words to be kept, {harmed} went.</p>");
    page += &chart(evaluation);
    page +=
        "<h2>What was taken</h2><table><tr><th>kind</th><th>lines</th><th>precision</th><th>rightly, wrongly</th></tr>";
    let most = evaluation.kinds.values().map(|took| took.lines).max().unwrap_or(0).max(1);
    for (kind, took) in &evaluation.kinds {
        let width = |lines: u64| 24.0 * lines as f64 / most as f64;
        page += &format!(
            "<tr><td>{kind}</td><td>{}</td><td>{:.3}</td><td style=\"text-align:left\">\
             <span class=\"bar\" style=\"width:{:.2}rem\"></span><span class=\"bar\" style=\"width:{:.2}rem\"></span></td></tr>",
            took.lines,
            took.precision(),
            width(took.lines - took.wrong_lines),
            width(took.wrong_lines)
        );
    }
    page += "</table><h2>The worst documents</h2><p><span class=\"kept\">kept rightly</span> \
             <span class=\"spared\">kept wrongly</span> <span class=\"gone\">taken rightly</span> \
             <span class=\"lost\">taken wrongly</span></p>";
    page
}

/// How many documents have which F1.
fn chart(evaluation: &Evaluation) -> String {
    let mut counts = [0u64; BARS];
    for document in &evaluation.documents {
        counts[((document.score.f1 * BARS as f64) as usize).min(BARS - 1)] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let mut chart = "<h2>Documents by F1</h2><div class=\"chart\">".to_owned();
    for count in counts {
        let height = 100.0 * count as f64 / most as f64;
        // Writing to a string does not fail.
        let _ = write!(chart, "<div title=\"{count}\" style=\"height:{height:.1}%\"></div>");
    }
    chart + "</div><div class=\"scale\"><span>0</span><span>0.5</span><span>1</span></div>"
}

/// One document, line by line.
pub fn document(judged: &Judged, lines: &[Compared<'_>]) -> String {
    let mut page = format!("<h3>{}: F1 {:.4}</h3><pre>", escaped(&judged.name), judged.score.f1);
    for line in lines {
        let class = match (line.kept, line.wanted) {
            (true, Some(true)) => "kept",
            (true, Some(false)) => "spared",
            (false, Some(true)) => "lost",
            (false, _) => "gone",
            (true, None) => "",
        };
        let _ = writeln!(page, "<span class=\"{class}\">{}</span>", escaped(line.text));
    }
    page + "</pre>"
}
