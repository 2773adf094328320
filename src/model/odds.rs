//! From scores to chances, in integers: how sure a score is that a line belongs to the text.

use super::ONE;

/// Steps of a grade: its middle, where both verdicts are as likely, and what one natural unit of log-odds is worth.
const MIDDLE: i32 = 128;
const STEPS: i32 = 16;

/// A score as one byte: 128 is even, and every sixteen more are one natural unit of log-odds.
pub(super) fn grade(score: i32) -> u8 {
    (MIDDLE + score.div_euclid(ONE / STEPS)).clamp(0, 255) as u8
}

/// The chance of a grade in 1024ths.
pub(super) fn chance(grade: u8) -> u32 {
    CHANCES[usize::from(grade)].into()
}

static CHANCES: [u16; 256] = chances();

const fn chances() -> [u16; 256] {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let distance = at as i32 - MIDDLE;
        let size = if distance < 0 { -distance } else { distance } as u32;
        // e to the power of `size` sixteenths is two to the power of 1.4427 times as much. A square bent through both
        // ends of the octave comes within three thousandths.
        let power = size * 1477 / STEPS as u32;
        let (octave, rest) = (power >> 10, power & 1023);
        let odds = (1024 + ((rest * (672 + ((rest * 352) >> 10))) >> 10)) << octave;
        let less = (1024 * 1024) / (1024 + odds);
        table[at] = if distance < 0 { less as u16 } else { (1024 - less) as u16 };
        at += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_those_of_the_logistic_function() {
        for at in 0..=255u8 {
            let exact = 1024.0 / (1.0 + (-(f64::from(at) - 128.0) / 16.0).exp());
            assert!((f64::from(chance(at)) - exact).abs() < 3.0, "{at}: {} for {exact}", chance(at));
        }
    }

    #[test]
    fn grades_keep_the_order_of_scores() {
        assert!(grade(-ONE) < grade(0) && grade(0) < grade(ONE));
        assert_eq!((grade(i32::MIN / 2), grade(0), grade(i32::MAX / 2)), (0, 128, 255));
    }
}
