//! Every feature is one byte: small enough for a whole document's features to stay in the cache, and the same on every
//! machine. This file says how larger numbers become bytes.

/// A count on a scale that is exact up to 15 and then has eight steps for each doubling; it never falls as `n` grows.
#[inline(always)]
pub(super) fn scale(n: usize) -> u8 {
    let n = n.min(1 << 30) as u32;
    // A number in floating point is on that scale already: its exponent and the first three bits behind it.
    let floating = (f64::from(n).to_bits() >> 49) as u32;
    let steps = floating.wrapping_sub((1023 + 2) << 3);
    (if n < 8 { n } else { steps }) as u8
}

/// A distance with its sign: 128 is none, more is behind, less is before.
pub(super) fn signed(distance: isize) -> u8 {
    let size = scale(distance.unsigned_abs()).min(127);
    if distance < 0 { 128 - size } else { 128 + size }
}

/// `part` of `whole` in 255ths; 0 where there is no whole.
#[inline(always)]
pub(super) fn share(part: usize, whole: usize) -> u8 {
    match (u32::try_from(part.min(whole) * 255), u32::try_from(whole)) {
        // Short numbers are divided in half of the time.
        (Ok(part), Ok(whole)) => part.checked_div(whole).unwrap_or(0) as u8,
        _ => (part.min(whole) * 255 / whole) as u8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_never_falls_and_keeps_apart_what_is_small() {
        assert!((0..5000).all(|n| scale(n) <= scale(n + 1)));
        assert!((0..16).all(|n| usize::from(scale(n)) == n));
        assert!(scale(1 << 30) < 255 && scale(1000) > scale(900));
    }

    #[test]
    fn distances_keep_their_sign() {
        assert!(signed(-300) < signed(-3) && signed(-3) < signed(0) && signed(0) < signed(2));
    }

    #[test]
    fn shares_lie_between_nothing_and_all() {
        assert_eq!((share(0, 0), share(0, 9), share(9, 9), share(12, 9)), (0, 0, 255, 255));
    }
}
