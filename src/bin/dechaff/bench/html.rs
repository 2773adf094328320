//! A bench as a page that stands alone: throughput against threads, and cost by stage.

use std::fmt::Write;

use super::figures::{Figures, Rounds, Row};
use crate::markup::escaped;
use crate::units::{bytes, things};

const STYLE: &str = "body{font:15px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}\
    table{border-collapse:collapse}td,th{padding:.15rem .8rem;text-align:right}td:first-child,th:first-child{text-align:left}\
    svg{width:100%;height:auto}svg text{font:12px system-ui,sans-serif;fill:#444}.bar{display:inline-block;height:.7rem;background:#4a7ab5}";

/// Size of the chart, and the room for its scales.
const SIZE: (f64, f64) = (720.0, 320.0);
const MARGIN: f64 = 56.0;

/// A line of the chart.
struct Series {
    name: &'static str,
    colour: &'static str,
    rounds: fn(&Row) -> &Rounds,
}

const SERIES: [Series; 4] = [
    Series { name: "clean", colour: "#c0563f", rounds: |row| &row.clean },
    Series { name: "copy", colour: "#4a7ab5", rounds: |row| &row.copy },
    Series { name: "read", colour: "#888888", rounds: |row| &row.read },
    Series { name: "in memory", colour: "#5b9a68", rounds: |row| &row.core },
];

/// The page for `figures`.
pub fn page(figures: &Figures) -> String {
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>dechaff bench</title>\
         <style>{STYLE}</style></head><body><h1>Throughput on {}</h1><p>{}, {}; medians of {}, with lowest and highest. \
         The limit: {}.</p><h2>By threads</h2>",
        escaped(&figures.folder),
        things(figures.documents, "document"),
        bytes(figures.bytes),
        things(figures.rounds as u64, "round"),
        figures.limit().says()
    );
    page += &chart(figures);
    page += "<table><tr><th>threads</th>";
    // Writing to a string does not fail.
    for Series { name, colour, .. } in SERIES {
        let _ = write!(page, "<th style=\"color:{colour}\">{name} MB/s</th>");
    }
    page += "</tr>";
    for row in &figures.rows {
        let _ = write!(page, "<tr><td>{}</td>", row.threads);
        for Series { rounds, .. } in SERIES {
            let (low, high) = rounds(row).spread();
            let _ = write!(page, "<td>{:.0} ({low:.0}-{high:.0})</td>", rounds(row).median());
        }
        page += "</tr>";
    }
    page += "</table><h2>By stage, on one thread</h2><table><tr><th>stage</th><th>ns a byte</th><th></th></tr>";
    let most = figures.costs.iter().map(|cost| cost.time.median()).fold(f64::MIN_POSITIVE, f64::max);
    for cost in &figures.costs {
        let time = cost.time.median();
        let _ = write!(
            page,
            "<tr><td>{}</td><td>{time:.2}</td><td style=\"text-align:left\">\
             <span class=\"bar\" style=\"width:{:.2}rem\"></span></td></tr>",
            cost.stage,
            24.0 * time / most
        );
    }
    page + "</table></body></html>\n"
}

/// A line for each of [`SERIES`], with the spread at every point.
fn chart(figures: &Figures) -> String {
    let (width, height) = SIZE;
    let rates = figures.rows.iter().flat_map(|row| SERIES.map(|series| (series.rounds)(row).spread().1));
    let highest = rates.fold(f64::MIN_POSITIVE, f64::max);
    let threads = figures.rows.last().map_or(1, |row| row.threads).max(2) as f64;
    let x = |row: &Row| MARGIN + (width - 2.0 * MARGIN) * (row.threads as f64 - 1.0) / (threads - 1.0);
    let y = |rate: f64| height - MARGIN + (2.0 * MARGIN - height) * rate / highest;
    let mut svg = format!("<svg viewBox=\"0 0 {width} {height}\" role=\"img\"><title>MB/s by threads</title>");
    for part in 0..=4 {
        let rate = highest * f64::from(part) / 4.0;
        let _ = write!(
            svg,
            "<line x1=\"{MARGIN}\" x2=\"{:.1}\" y1=\"{1:.1}\" y2=\"{1:.1}\" stroke=\"#ddd\"/>\
             <text x=\"4\" y=\"{1:.1}\">{rate:.0}</text>",
            width - MARGIN,
            y(rate)
        );
    }
    for row in &figures.rows {
        let _ = write!(svg, "<text x=\"{:.1}\" y=\"{:.1}\">{}</text>", x(row), height - MARGIN / 2.0, row.threads);
    }
    for Series { name, colour, rounds } in SERIES {
        let points: Vec<String> =
            figures.rows.iter().map(|row| format!("{:.1},{:.1}", x(row), y(rounds(row).median()))).collect();
        let _ = write!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"><title>{name}</title></polyline>",
            points.join(" ")
        );
        for row in &figures.rows {
            let (low, high) = rounds(row).spread();
            let _ = write!(
                svg,
                "<line x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"{1:.1}\" y2=\"{2:.1}\" stroke=\"{colour}\" stroke-width=\"4\"/>",
                x(row),
                y(low),
                y(high)
            );
        }
    }
    svg + "</svg>"
}
