//! A line in its company: what the lines beside it look like, and what stands around it on the average.

use super::table::Table;
use super::wanted::Wanted;

/// How far away the neighbours are whose features a line has too, in lines.
const NEIGHBOURS: [isize; 6] = [-3, -2, -1, 1, 2, 3];
/// Windows around a line, in lines before and after it.
const WINDOWS: [(usize, usize); 5] = [(2, 2), (7, 7), (25, 25), (8, 0), (0, 8)];

/// Names of the columns made from `near`, which have neighbours, and from `wide`, which have windows.
pub(super) fn names<'n>(near: &[&'n str], wide: &[&'n str]) -> Vec<String> {
    let mut names = Vec::new();
    for name in near {
        names.extend(NEIGHBOURS.iter().map(|by| format!("{name}{by:+}")));
    }
    for name in wide {
        names.extend(WINDOWS.iter().map(|(before, after)| format!("{name}-{before}..+{after}")));
    }
    names
}

/// The furthest that a window reaches, in lines.
const REACH: usize = 25;

/// Adds a column for each neighbour of the columns `near` and for each window of the columns `wide`; those that are not
/// `wanted` stay empty. `sums` is memory.
pub(super) fn fill(near: &[usize], wide: &[usize], wanted: &Wanted, sums: &mut Vec<u16>, table: &mut Table) {
    for &from in near {
        for by in NEIGHBOURS {
            if wanted.has(table.columns()) {
                table.derive(from, |old, new| shift(old, new, by));
            } else {
                table.push();
            }
        }
    }
    for &from in wide {
        let first = table.columns();
        if (first..first + WINDOWS.len()).any(|column| wanted.has(column)) {
            sum_up(table.column(from), sums);
        }
        for (before, after) in WINDOWS {
            let asked = wanted.has(table.columns());
            let column = table.push();
            if asked {
                average(sums, column, before, after);
            }
        }
    }
}

/// Writes each row's neighbour `by` rows away; 255 where there is none.
fn shift(old: &[u8], new: &mut [u8], by: isize) {
    let far = by.unsigned_abs().min(old.len());
    let rest = old.len() - far;
    if by > 0 {
        new[..rest].copy_from_slice(&old[far..]);
        new[rest..].fill(255);
    } else {
        new[far..].copy_from_slice(&old[..rest]);
        new[..far].fill(255);
    }
}

/// Writes running sums of `column`, each of all cells before a row, with [`REACH`] more at both ends. They may run
/// over: only differences count, and those of a window fit.
fn sum_up(column: &[u8], sums: &mut Vec<u16>) {
    sums.clear();
    sums.resize(REACH + 1, 0);
    let mut sum = 0u16;
    sums.extend(column.iter().map(|&cell| {
        sum = sum.wrapping_add(cell.into());
        sum
    }));
    sums.resize(column.len() + 2 * REACH + 1, sum);
}

/// Writes the average over each row's window of `before` rows before and `after` behind it, itself included; rows that
/// are not there count as zeros. Dividing is multiplying by a constant of the window.
fn average(sums: &[u16], new: &mut [u8], before: usize, after: usize) {
    // Sixteen bits, so that eight rows at once are multiplied on any processor.
    let part = ((1u32 << 16) / (before + after + 1) as u32) as u16;
    let ends = &sums[REACH + after + 1..];
    let starts = &sums[REACH - before..];
    for ((slot, &end), &start) in new.iter_mut().zip(ends).zip(starts) {
        *slot = ((u32::from(end.wrapping_sub(start)) * u32::from(part)) >> 16) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_shifted_and_missing_ones_marked() {
        let mut new = [0; 3];
        shift(&[1, 2, 3], &mut new, 1);
        assert_eq!(new, [2, 3, 255]);
        shift(&[1, 2, 3], &mut new, -2);
        assert_eq!(new, [255, 255, 1]);
        shift(&[1, 2, 3], &mut new, 3);
        assert_eq!(new, [255; 3]);
    }

    #[test]
    fn windows_average_what_is_there() {
        let (mut sums, mut new) = (Vec::new(), [0; 4]);
        sum_up(&[30, 60, 90, 120], &mut sums);
        average(&sums, &mut new, 1, 1);
        assert_eq!(new, [29, 59, 89, 69], "a third of the sums, rounded down");
        average(&sums, &mut new, 0, 8);
        assert_eq!(new, [33, 29, 23, 13]);
    }

    #[test]
    fn sums_that_run_over_do_not_show() {
        let column = [255; 1000];
        let (mut sums, mut new) = (Vec::new(), [0; 1000]);
        sum_up(&column, &mut sums);
        average(&sums, &mut new, 25, 25);
        assert!(new[25..975].iter().all(|&cell| cell == 254), "{:?}", &new[500..510]);
    }
}
