//! Every feature is one byte: small enough for a whole document's features to stay in the cache, and the same on every
//! machine. This file says how larger numbers become bytes.

/// A count on a scale that is exact up to 15 and then has eight steps for each doubling; it never falls as `n` grows.
pub(super) fn scale(n: usize) -> u8 {
    let n = n.min(1 << 30) as u32;
    if n < 16 {
        return n as u8;
    }
    let power = n.ilog2() - 3;
    (power * 8 + (n >> power)) as u8
}

/// A distance with its sign: 128 is none, more is behind, less is before.
pub(super) fn signed(distance: isize) -> u8 {
    let size = scale(distance.unsigned_abs()).min(127);
    if distance < 0 { 128 - size } else { 128 + size }
}

/// `part` of `whole` in 255ths; 0 where there is no whole.
pub(super) fn share(part: usize, whole: usize) -> u8 {
    (part.min(whole) * 255).checked_div(whole).unwrap_or(0) as u8
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
